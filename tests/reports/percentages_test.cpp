#include "reports/percentages.hpp"

#include <cstdlib>
#include <numeric>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

int tenths_of(const std::vector<std::string>& texts) {
  int sum = 0;
  for (const std::string& text : texts) {
    const std::size_t point = text.find('.');
    REQUIRE(point != std::string::npos);
    sum += 10 * std::atoi(text.substr(0, point).c_str()) + std::atoi(text.substr(point + 1).c_str());
  }
  return sum;
}

}  // namespace

TEST_CASE("percentages are rounded, and what they are short of goes to the largest remainders") {
  CHECK(percentages(std::vector{26, 24}) == std::vector<std::string>{"52.0", "48.0"});
  CHECK(percentages(std::vector{12, 14}) == std::vector<std::string>{"46.2", "53.8"});
  CHECK(percentages(std::vector{1, 15}) == std::vector<std::string>{"6.3", "93.7"});
  CHECK(percentages(std::vector{1, 1, 1}) == std::vector<std::string>{"33.4", "33.3", "33.3"});
  CHECK(percentages(std::vector{0, 7}) == std::vector<std::string>{"0.0", "100.0"});
  CHECK(percentages(std::vector{0, 0}) == std::vector<std::string>{"-", "-"});
  CHECK(percentages(std::vector<int>{}).empty());
}

TEST_CASE("percentages add up to a hundred whatever the counts") {
  for (int a = 0; a <= 40; ++a)
    for (int b = 1; b <= 40; ++b)
      for (const int c : {0, 1, 13, 1000000}) {
        CAPTURE(a);
        CAPTURE(b);
        CAPTURE(c);
        CHECK(tenths_of(percentages(std::vector{a, b, c})) == 1000);
      }
}
