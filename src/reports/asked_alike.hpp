// What outputs ask of a person, once for all whom it is about: one control may concern a whole plate.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace crossbreak {

/// One sentence, and those it is asked for: patients, controls or subjects of a page, by their indices.
struct Asked {
  std::string what;
  std::vector<std::size_t> of;
};

/// Adds `who` to those of whom the same is asked; a new sentence stands behind the others.
void ask(std::vector<Asked>& asked, const std::string& what, std::size_t who);

}  // namespace crossbreak
