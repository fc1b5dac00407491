#include "statistics/contingency.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

struct Row {
  const char* characteristic;
  std::vector<int> with;
  double chi_squared;
};

/// Each group's patients with the characteristic and without.
Counts counts_of(const std::vector<int>& sizes, const std::vector<int>& with) {
  Counts counts;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    counts.push_back({with[i], sizes[i] - with[i]});
  return counts;
}

void check(const std::vector<int>& sizes, const std::vector<Row>& rows, std::size_t expected) {
  REQUIRE(rows.size() == expected);
  for (const Row& row : rows) {
    CAPTURE(std::string(row.characteristic));
    const auto found = chi_squared(counts_of(sizes, row.with));
    REQUIRE(found);
    CHECK(std::abs(found->statistic - row.chi_squared) < 0.0005);
    CHECK(found->degrees_of_freedom == static_cast<int>(sizes.size()) - 1);
    CHECK(found->smallest_expected >= 5);
  }
}

}  // namespace

TEST_CASE("the counts of the paper's first table give its chi-squares, and that of MRD3 which it misprints") {
  check({92, 50},
        {{"male", {47, 26}, 0.011},
         {"WBC", {26, 26}, 7.866},
         {"LDH", {35, 20}, 0.052},
         {"CD20", {29, 18}, 0.293},
         {"MRD1", {27, 30}, 12.667},
         {"MRD2", {21, 18}, 2.822},
         {"MRD3", {20, 17}, 2.528},
         {"complete remission", {74, 35}, 1.977},
         {"Ph", {20, 26}, 13.545}},
        9);
}

TEST_CASE("the counts of the paper's second table give its chi-squares") {
  check({24, 26, 47, 45},
        {{"male", {10, 16, 20, 27}, 4.785},
         {"WBC", {14, 12, 14, 12}, 8.760},
         {"LDH", {11, 9, 18, 17}, 0.717},
         {"CD20", {9, 9, 14, 15}, 0.471},
         {"MRD1", {12, 18, 13, 14}, 14.702},
         {"MRD2", {7, 11, 9, 12}, 4.556},
         {"MRD3", {7, 10, 11, 9}, 3.225},
         {"complete remission", {18, 17, 38, 36}, 2.633},
         {"Ph", {12, 14, 11, 9}, 13.751},
         {"relapse", {16, 8, 16, 14}, 10.164},
         {"death", {14, 7, 14, 10}, 10.085}},
        11);
}

TEST_CASE("p is the tail of chi-square") {
  CHECK(chi_squared({{26, 66}, {26, 24}})->p == Approx(0.005).epsilon(0.02));
  CHECK(chi_squared({{47, 45}, {26, 24}})->p == Approx(0.917).epsilon(0.0005));
}

TEST_CASE("groups and answers that nobody has count for nothing") {
  const auto without = chi_squared({{26, 66}, {26, 24}});
  const auto with = chi_squared({{26, 0, 66}, {0, 0, 0}, {26, 0, 24}});
  REQUIRE(with);
  CHECK(with->statistic == without->statistic);
  CHECK(with->degrees_of_freedom == 1);
  CHECK(with->smallest_expected == without->smallest_expected);
}

TEST_CASE("one group, one answer and no patient are nothing to compare") {
  for (const Counts& counts : {Counts{}, Counts{{3, 4}}, Counts{{3, 0}, {4, 0}}, Counts{{0, 0}, {0, 0}}}) {
    CHECK_FALSE(chi_squared(counts));
    CHECK_FALSE(fisher_exact(counts));
  }
}

TEST_CASE("a small expected count is told") {
  CHECK(chi_squared({{3, 1}, {1, 3}})->smallest_expected == 2);
}

TEST_CASE("Fisher's exact test gives what R's fisher.test does") {
  CHECK(*fisher_exact({{3, 1}, {1, 3}}) == Approx(0.485714285714286).epsilon(1e-12));
  CHECK(*fisher_exact({{0, 7}, {5, 3}}) == Approx(0.0256410256410256).epsilon(1e-12));
  CHECK(*fisher_exact({{2, 8}, {5, 1}, {7, 6}}) == Approx(0.0469255310425283).epsilon(1e-12));
  CHECK(*fisher_exact({{2, 2}, {2, 2}}) == Approx(1));
}

TEST_CASE("Fisher's exact test is for two answers, and refuses what would take for ever") {
  CHECK_FALSE(fisher_exact({{3, 1, 2}, {1, 3, 2}}));
  CHECK_FALSE(fisher_exact(Counts(6, {500, 500})));
}
