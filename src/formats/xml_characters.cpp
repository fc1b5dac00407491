#include "formats/xml_characters.hpp"

#include "run/utf8.hpp"

namespace crossbreak {

bool xml_can_hold(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool is_control =
        point.value < 0x20 && point.value != '\t' && point.value != '\n' && point.value != '\r';
    if (!point.valid || is_control || point.value == 0xFFFE || point.value == 0xFFFF)
      return false;
    text.remove_prefix(point.bytes);
  }
  return true;
}

}  // namespace crossbreak
