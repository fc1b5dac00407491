#include "pipeline/version.hpp"

#include <doctest/doctest.h>

TEST_CASE("the version is that of the project") {
  CHECK(crossbreak::version() == CROSSBREAK_VERSION);
}
