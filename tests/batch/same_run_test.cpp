#include "batch/same_run.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

RunIdentity run_of(const std::string& layout, std::vector<float> rn) {
  return {.layout = layout, .plate = "p", .rn = std::move(rn)};
}

}  // namespace

TEST_CASE("an .eds is called, its text is a second export of the one in its folder, copies are called each") {
  const std::vector<RunIdentity> runs = {run_of("v2-text", {1, 2, 3}),
                                         run_of("eds-7500", {1, 2, 3}),
                                         run_of("eds-7500", {1, 2, 3}),
                                         run_of("v2-text", {7, 8, 9}),
                                         {}};
  const std::vector<std::string> folders = {"b", "a", "b", "b", "b"};
  const std::vector<std::optional<std::size_t>> first = second_exports(runs, folders);
  REQUIRE(first.size() == 5);
  CHECK(first[0] == 2);
  for (const std::size_t called : {1UL, 2UL, 3UL, 4UL}) {
    CAPTURE(called);
    CHECK_FALSE(first[called].has_value());
  }
}
