#include "record/json_text.hpp"

#include <cassert>

#include "run/number_text.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

/// Four hex digits: all that does not print lies below U+FFFF.
std::string escaped(char32_t point) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += digits[(point >> static_cast<unsigned>(shift)) & 0xFU];
  }
  return out;
}

/// What a terminal would obey is escaped too: nothing of it is lost, and nothing of it is obeyed.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
    if (point.value == '"') {
      out += "\\\"";
    } else if (point.value == '\\') {
      out += "\\\\";
    } else if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\r') {
      out += "\\r";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (!point.valid) {
      out += valid_utf8(bytes);
    } else if (point.value >= ' ' && point.value < 0x7F) {
      out += bytes;
    } else {
      out += printable(bytes) == bytes ? std::string(bytes) : escaped(point.value);
    }
  }
  return out + '"';
}

}  // namespace

std::string json_for_terminals(std::string_view json) {
  std::string out;
  while (!json.empty()) {
    const CodePoint point = first_code_point(json);
    const std::string_view bytes = json.substr(0, point.bytes);
    json.remove_prefix(point.bytes);
    // Control characters below a blank stand between values only: within texts every writer escapes them.
    const bool is_plain = (point.value < 0x7F && point.valid) || printable(bytes) == bytes;
    if (is_plain) {
      out += bytes;
    } else {
      out += escaped(point.value);
    }
  }
  return out;
}

void JsonText::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) {
    return;
  }
  Level& level = levels_.back();
  if (!level.empty) {
    text_ += ',';
  }
  if (level.layout == Layout::Lines) {
    text_ += '\n';
    text_.append(2 * levels_.size(), ' ');
  } else if (!level.empty) {
    text_ += ' ';
  }
  level.empty = false;
}

void JsonText::item(std::string_view token) {
  separate();
  text_ += token;
}

void JsonText::begin(char bracket, Layout layout) {
  separate();
  text_ += bracket;
  const bool on_one_line = !levels_.empty() && levels_.back().layout == Layout::OneLine;
  levels_.push_back({on_one_line ? Layout::OneLine : layout});
}

void JsonText::end(char bracket) {
  assert(!levels_.empty() && !after_key_);
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.layout == Layout::Lines && !level.empty) {
    text_ += '\n';
    text_.append(2 * levels_.size(), ' ');
  }
  text_ += bracket;
}

void JsonText::begin_object(Layout layout) {
  begin('{', layout);
}
void JsonText::end_object() {
  end('}');
}
void JsonText::begin_array(Layout layout) {
  begin('[', layout);
}
void JsonText::end_array() {
  end(']');
}

void JsonText::key(std::string_view name) {
  separate();
  text_ += quoted(name);
  text_ += ": ";
  after_key_ = true;
}

void JsonText::value(std::string_view text) {
  item(quoted(text));
}

void JsonText::value(double number) {
  const std::string text = shortest_text(number);
  item(text.empty() ? "null" : text);
}

void JsonText::value(std::nullptr_t) {
  item("null");
}

void JsonText::text_field(std::string_view name, std::string_view text) {
  key(name);
  if (text.empty()) {
    value(nullptr);
  } else {
    value(text);
  }
}

std::string JsonText::finish() && {
  assert(levels_.empty());
  return std::move(text_) + '\n';
}

}  // namespace crossbreak
