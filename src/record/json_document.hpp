// A JSON document to be read once, about in the order it was written: all its values stand in one row, in the
// order of the text. nlohmann's parser reads it; the tree that it would make of it, to be built, searched and
// taken down again, costs more than all else that is done with a record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crossbreak {

enum class JsonKind : std::uint8_t { Null, Truth, Negative, Count, Number, Text, Array, Object };

/// Behind an array stand its elements, behind an object its fields: a text, the name, and the value.
struct JsonValue {
  JsonKind kind = JsonKind::Null;
  std::uint32_t behind = 0;  ///< the place behind the value and all that is within it
  std::size_t size = 0;      ///< elements of an array, fields of an object, bytes of a text
  std::uint64_t bits = 0;    ///< a truth, a count, the bits of another number, or where the text begins
};

class JsonDocument {
 public:
  /// `text` has fewer than 2^32 values. Throws what nlohmann::json::parse() throws of a text that is no JSON,
  /// and ReportError, which names the file, where a field stands twice in one object: of two, readers would
  /// differ in which one counts.
  JsonDocument(std::string_view file, std::string_view text);

  const JsonValue& operator[](std::size_t place) const { return values_[place]; }
  std::string_view text_of(const JsonValue& value) const {
    return std::string_view(texts_).substr(value.bits, value.size);
  }

 private:
  class Builder;

  std::vector<JsonValue> values_;
  std::string texts_;
};

}  // namespace crossbreak
