// What is readable but odd in a run: a thing every report must show, never a substitute for an error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/well.hpp"
#include "words/words.hpp"

namespace crossbreak {

enum class IssueCode : std::uint8_t;  // words/issues.hpp
enum class Severity : std::uint8_t;

struct Issue {
  IssueCode code{};
  Severity severity{};
  std::string place;          ///< "plate.eds", "plate.eds: B3", "plate.txt:17"
  Words words;                ///< one sentence, by make_issue() of run/make_issue.hpp
  bool asks_review = false;   ///< the patients whom it reaches ask for a look
  std::vector<Well> wells{};  ///< that it is about; empty: the catalogue's reach says whom it concerns
  std::string target{};       ///< the same
  bool operator==(const Issue&) const = default;
};

}  // namespace crossbreak
