// What the calling is given of one run.
#pragma once

#include <vector>

#include "calling/assignment.hpp"
#include "curves/curve.hpp"

namespace crossbreak {

struct CallInput {
  const AnalysedRun* analysed = nullptr;
  std::vector<Assignment> assignments;  ///< one per reaction, in the order of Run::reactions
};

}  // namespace crossbreak
