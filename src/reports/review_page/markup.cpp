#include "reports/review_page/markup.hpp"

#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <sstream>

#include "run/number_text.hpp"
#include "run/utf8.hpp"

namespace crossbreak::review_page {
namespace {

/// HTML gives U+0080 to U+009F other meanings, and XML has no NUL.
bool is_control(char32_t value) {
  return (value < 0x20 && value != '\n' && value != '\t') || (value >= 0x7F && value < 0xA0);
}

std::string without_controls(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    clean += !point.valid || is_control(point.value) ? "\xEF\xBF\xBD" : text.substr(at, point.bytes);
    at += point.bytes;
  }
  return clean;
}

/// Markup with everything beyond ASCII by number.
std::string ascii(std::string_view markup) {
  std::string result;
  for (std::size_t at = 0; at < markup.size();) {
    const CodePoint point = first_code_point(markup.substr(at));
    if (point.value > 0x7F) {
      result += fmt::format("&#{};", static_cast<std::uint32_t>(point.value));
    } else {
      result += static_cast<char>(point.value);
    }
    at += point.bytes;
  }
  return result;
}

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* tag, const Attributes& attributes,
                   std::string_view text) {
  pugi::xml_node element = parent.append_child(tag);
  for (const auto& [name, value] : attributes) {
    element.append_attribute(name) = without_controls(value).c_str();
  }
  if (!text.empty()) {
    add_text(element, text);
  }
  return element;
}

void add_text(pugi::xml_node parent, std::string_view text) {
  parent.append_child(pugi::node_pcdata).set_value(without_controls(text).c_str());
}

std::string hundredths(double value) {
  return shortest_text(std::round(value * 100) / 100 + 0.0);  // without the sign of -0.0
}

std::string Fragment::html() const {
  std::ostringstream out;
  document_.print(out, "",
                  pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags,
                  pugi::encoding_utf8);
  return ascii(out.str());
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char character : without_controls(text)) {
    const bool is_markup = std::string_view("&<>\"").find(character) != std::string_view::npos;
    html += is_markup ? fmt::format("&#{};", static_cast<int>(character)) : std::string(1, character);
  }
  return ascii(html);
}

}  // namespace crossbreak::review_page
