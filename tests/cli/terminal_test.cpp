#include "terminal.hpp"

#include <sstream>

#include <doctest/doctest.h>

using crossbreak::cli::progress_text;
using crossbreak::cli::RateProgress;

TEST_CASE("progress has rate and time left as soon as there is a rate") {
  CHECK(progress_text(0, 10, 3) == "[0/10]");
  CHECK(progress_text(40, 2000, 1.25) == "[40/2000] 32.0 a second, 1 min 2 s left");
  CHECK(progress_text(9, 10, 9) == "[9/10] 1.0 a second, 1 s left");
  CHECK(progress_text(10, 10, 9) == "[10/10] 1.1 a second, 0 s left");
}

TEST_CASE("what is no terminal gets no progress line") {
  std::ostringstream err;
  {
    RateProgress progress(err, 2);
    progress.step("a");
    progress.clear();
  }
  CHECK(err.str().empty());
}
