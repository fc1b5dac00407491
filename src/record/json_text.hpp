// Writes JSON (RFC 8259) in the order it is told, with the shortest numbers that read back the same.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossbreak {

/// Whole JSON that another writer made, in UTF-8, with what a terminal would obey in its texts and keys
/// escaped as JsonText escapes it; line ends between values stay. It reads back the same.
std::string json_for_terminals(std::string_view json);

/// Objects and arrays go over several lines, or on one line where that reads better. What stands in a
/// one-line value is on that line too. Numbers that are not finite and absent values are null; bytes
/// that are no UTF-8 become U+FFFD.
class JsonText {
 public:
  enum class Layout { Lines, OneLine };

  void begin_object(Layout layout = Layout::Lines);
  void end_object();
  void begin_array(Layout layout = Layout::Lines);
  void end_array();
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(double number);
  void value(std::nullptr_t);
  void value(std::same_as<bool> auto truth) { item(truth ? "true" : "false"); }
  void value(std::integral auto number) requires(!std::same_as<decltype(number), bool>) {
    item(std::to_string(number));
  }
  template <class T>
  void value(const std::optional<T>& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      value(nullptr);
    }
  }
  template <class T>
  void value(const std::vector<T>& items) {
    begin_array(Layout::OneLine);
    for (const T& element : items) {
      value(element);
    }
    end_array();
  }

  template <class T>
  void field(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  /// An empty text is absent.
  void text_field(std::string_view name, std::string_view text);

  /// The document with a final line end. Everything begun must have been ended.
  std::string finish() &&;

 private:
  struct Level {
    Layout layout;
    bool empty = true;
  };

  void item(std::string_view token);
  void separate();
  void begin(char bracket, Layout layout);
  void end(char bracket);

  std::string text_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace crossbreak
