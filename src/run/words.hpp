// A sentence in the two languages that reports are written in.
#pragma once

#include <string>

namespace crossbreak {

struct Words {
  std::string en;
  std::string zh;
  bool operator==(const Words&) const = default;
};

}  // namespace crossbreak
