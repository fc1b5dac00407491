#include "record/laboratory_head.hpp"

#include <vector>

#include "words/joined.hpp"
#include "words/labels/common.hpp"

namespace crossbreak {

std::string head_in_words(const LaboratoryHead& head, Language language) {
  std::vector<std::string> parts = {in(language, head.name), in(language, head.department),
                                    in(language, head.address), head.phone};
  std::erase(parts, "");
  return joined(parts, in(language, separators.comma));
}

}  // namespace crossbreak
