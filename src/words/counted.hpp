// A count and what is counted, in words: English says one thing otherwise than many.
#pragma once

#include <cstddef>
#include <string>

#include "words/sentence.hpp"

namespace crossbreak {

/// "{count} line checked" and "{count} lines checked".
struct Counted {
  Label one;
  Label many;
  consteval Counted(const Label& of_one, const Label& of_many) : one(of_one), many(of_many) {
    if (!asks_only_for(one.en, {"count"}) || !asks_only_for(many.en, {"count"})) {
      throw "a count asks for another field than {count}";
    }
  }
};

inline Words counted(const Counted& words, std::size_t count) {
  return filled(count == 1 ? words.one : words.many, {Argument("count", std::to_string(count))});
}

}  // namespace crossbreak
