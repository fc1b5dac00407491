// Whether two files are of one physical run: told by what was measured, never by a name.
#pragma once

#include <string>
#include <vector>

#include "run/run.hpp"

namespace crossbreak {

/// What any export of a run says alike.
struct RunIdentity {
  std::string layout;  ///< as Run::format
  std::string plate;   ///< SHA-256 over well, sample and target of every reaction, and the number of cycles
  /// One per reaction: Rn and delta Rn of the last cycle that has one, and the instrument's Ct; NaN: not
  /// given.
  std::vector<float> rn = {};
  std::vector<float> delta_rn = {};
  std::vector<float> ct = {};
};

/// Of an .eds that was never analysed, Rn is taken from its dyes.
RunIdentity identity_of(const Run& run);

/// Whether plates are alike and the signals of the last cycle agree as far as an export rounds them; Ct are
/// asked where fewer than three signals can be compared, since an analysis that was repeated changes Ct and
/// no signal. Two runs of which fewer than three values can be compared are two.
bool are_one_run(const RunIdentity& a, const RunIdentity& b);

}  // namespace crossbreak
