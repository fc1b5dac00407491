#include "formats/eds_member.hpp"

#include <charconv>
#include <limits>

#include "formats/xml_text.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
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
  const std::string wrong = load_xml(xml.document, member.bytes, pugi::encoding_utf8, *member.account,
                                     {.file = member.file, .member = member.name});
  if (!wrong.empty())
    throw eds_error(member, "damaged XML: " + wrong);
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
