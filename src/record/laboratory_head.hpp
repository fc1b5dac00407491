// The head of what is printed, as the laboratory's settings give it.
#pragma once

#include <string>

#include "words/words.hpp"

namespace crossbreak {

/// Chinese is as English where the settings give none.
struct LaboratoryHead {
  Words name;
  Words department;   ///< empty: not given
  Words address;      ///< likewise
  std::string phone;  ///< likewise
  bool operator==(const LaboratoryHead&) const = default;
};

/// Name, department, address and phone on one line: those that are given.
std::string head_in_words(const LaboratoryHead& head, Language language);

}  // namespace crossbreak
