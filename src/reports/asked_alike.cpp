#include "reports/asked_alike.hpp"

#include <algorithm>

namespace crossbreak {

void ask(std::vector<Asked>& asked, const std::string& what, std::size_t who) {
  auto same = std::ranges::find(asked, what, &Asked::what);
  if (same == asked.end()) {
    same = asked.insert(same, {what, {}});
  }
  same->of.push_back(who);
}

}  // namespace crossbreak
