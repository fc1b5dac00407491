#include "reports/well_list.hpp"

#include <algorithm>

namespace crossbreak {

std::string well_list(std::vector<Well> wells) {
  std::sort(wells.begin(), wells.end());
  wells.erase(std::unique(wells.begin(), wells.end()), wells.end());
  std::string list;
  for (std::size_t first = 0; first < wells.size();) {
    std::size_t last = first;
    while (last + 1 < wells.size() && wells[last + 1].row == wells[last].row &&
           wells[last + 1].column == wells[last].column + 1) {
      ++last;
    }
    list += (list.empty() ? "" : ", ") + to_string(wells[first]);
    if (last > first) {
      list += (last > first + 1 ? "-" : ", ") + to_string(wells[last]);
    }
    first = last + 1;
  }
  return list;
}

}  // namespace crossbreak
