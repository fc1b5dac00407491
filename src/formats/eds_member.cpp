#include "formats/eds_member.hpp"

#include <charconv>
#include <limits>

namespace crossbreak {
namespace {

/// Well-formed UTF-8 by the table of RFC 3629, section 4.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size())
      return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0U) != 0x80U)
        return false;
    const bool overlong = (lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xF0 && byte(i + 1) < 0x90);
    const bool no_character = (lead == 0xED && byte(i + 1) >= 0xA0) || (lead == 0xF4 && byte(i + 1) >= 0x90);
    if (overlong || no_character)
      return false;
    i += length;
  }
  return true;
}

}  // namespace

FormatError eds_error(const EdsMember& member, std::string_view message) {
  return {member.file, member.name, message};
}

FormatError eds_error(const EdsMember& member, int line, std::string_view message) {
  return {member.file, member.name + ':' + std::to_string(line), message};
}

EdsXml parse_eds_xml(const EdsMember& member, std::string_view root) {
  if (!is_utf8(member.bytes))
    throw eds_error(member, "the text is not UTF-8");
  EdsXml xml;
  const pugi::xml_parse_result result =
      xml.document.load_buffer(member.bytes.data(), member.bytes.size(),
                               pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
  if (!result)
    throw eds_error(member, "damaged XML: " + std::string(result.description()));
  xml.root = xml.document.document_element();
  if (xml.root.name() != root)
    throw eds_error(member,
                    "expected the element <" + std::string(root) + ">, found <" + xml.root.name() + ">");
  return xml;
}

std::optional<int> eds_integer(std::string_view text) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

std::optional<double> eds_number(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

}  // namespace crossbreak
