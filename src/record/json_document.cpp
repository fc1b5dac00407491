#include "record/json_document.hpp"

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>

#include "record/record.hpp"

namespace crossbreak {

/// What nlohmann's parser tells of a text, value by value.
class JsonDocument::Builder {
 public:
  Builder(std::string_view file, JsonDocument& document)
      : file_(file), values_(document.values_), texts_(document.texts_) {}

  bool null() { return add(JsonKind::Null); }
  bool boolean(bool truth) { return add(JsonKind::Truth, truth ? 1 : 0); }
  bool number_integer(std::int64_t number) {
    return add(JsonKind::Negative, std::bit_cast<std::uint64_t>(number));
  }
  bool number_unsigned(std::uint64_t number) { return add(JsonKind::Count, number); }
  bool number_float(double number, const std::string&) {
    return add(JsonKind::Number, std::bit_cast<std::uint64_t>(number));
  }
  bool string(const std::string& text) {
    add(JsonKind::Text, texts_.size());
    return append(text);
  }
  bool binary(const nlohmann::json::binary_t&) { return false; }  // JSON has none

  bool start_array(std::size_t) { return open(JsonKind::Array); }
  bool end_array() { return close(); }
  bool start_object(std::size_t) { return open(JsonKind::Object); }
  bool key(const std::string& name) {
    ++values_[open_.back()].size;
    push(JsonKind::Text, texts_.size());
    return append(name);
  }
  bool end_object() {
    check_each_once(open_.back());
    return close();
  }

  template <class Error>
  bool parse_error(std::size_t, const std::string&, const Error& error) {
    throw error;
  }

 private:
  void push(JsonKind kind, std::uint64_t bits) {
    values_.push_back(
        {.kind = kind, .behind = static_cast<std::uint32_t>(values_.size() + 1), .size = 0, .bits = bits});
  }
  bool add(JsonKind kind, std::uint64_t bits = 0) {
    if (!open_.empty() && values_[open_.back()].kind == JsonKind::Array)
      ++values_[open_.back()].size;
    push(kind, bits);
    return true;
  }
  bool append(const std::string& text) {
    values_.back().size = text.size();
    texts_ += text;
    return true;
  }
  bool open(JsonKind kind) {
    add(kind);
    open_.push_back(values_.size() - 1);
    return true;
  }
  bool close() {
    values_[open_.back()].behind = static_cast<std::uint32_t>(values_.size());
    open_.pop_back();
    return true;
  }
  void check_each_once(std::size_t object) {
    names_.clear();
    for (std::size_t at = object + 1; at < values_.size(); at = values_[at + 1].behind)
      names_.push_back(std::string_view(texts_).substr(values_[at].bits, values_[at].size));
    std::sort(names_.begin(), names_.end());
    if (const auto twice = std::adjacent_find(names_.begin(), names_.end()); twice != names_.end())
      throw ReportError(std::string(file_) + ": expected each field once, found '" + std::string(*twice) +
                        "' twice in one object");
  }

  std::string_view file_;
  std::vector<JsonValue>& values_;
  std::string& texts_;
  std::vector<std::size_t> open_;
  std::vector<std::string_view> names_;
};

JsonDocument::JsonDocument(std::string_view file, std::string_view text) {
  Builder builder(file, *this);
  nlohmann::json::sax_parse(text, &builder);
}

}  // namespace crossbreak
