// Runs for property tests: write, read, compare.
#pragma once

#include <cmath>
#include <map>
#include <rapidcheck.h>
#include <string>

#include <doctest/doctest.h>

#include "run/run.hpp"

namespace crossbreak {

/// Names as laboratories write them: blanks, marks of XML and CSV, other alphabets; no line ends.
inline rc::Gen<std::string> names() {
  return rc::gen::element<std::string>("P1", "patient 7, \"left\"", "<b>&amp;", " padded ", "患者一",
                                       "Müller-Lüd", "=1+1", "10000", "D4-7", "Cт");
}

/// Finite and of any size that an instrument may write.
inline rc::Gen<double> signals() {
  return rc::gen::map(rc::gen::inRange(-2'000'000, 2'000'000), [](int value) { return value / 7.0; });
}

/// Equal, or both NaN.
inline bool same_signal(const std::vector<double>& a, const std::vector<double>& b) {
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i)
    same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]));
  return same;
}

}  // namespace crossbreak
