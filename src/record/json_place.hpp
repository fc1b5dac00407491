// A value of a JSON document that knows where it stands: reading one of the wrong kind is a fault that names
// the file and the JSON pointer, "x.json: /wells/3/well: expected a text, found 4".
#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/json_document.hpp"
#include "record/record.hpp"
#include "run/well.hpp"
#include "words/joined.hpp"

namespace crossbreak {

/// A value and where it stands. Fields and elements are found at once where each is asked for behind the last
/// one, as the lists of fields.hpp are, in the order of the record.
class Place {
 public:
  Place(std::string_view file, const JsonDocument& document) : file_(file), document_(&document) {}

  [[noreturn]] void fail(const std::string& message) const;

  bool has(const char* name) const { return find(name).has_value(); }
  bool is_null() const { return value().kind == JsonKind::Null; }

  /// `name` outlives what is made of it.
  Place at(const char* name) const {
    const std::optional<std::size_t> found = find(name);
    if (!found) {
      fail("expected a field '" + std::string(name) + "', found none");
    }
    next_ = (*document_)[*found].behind;
    return Place(*this, *found, {.name = name});
  }

  /// Of an array; `index` must exist.
  Place element(std::size_t index) const {
    assert(index < value().size);
    if (next_ == 0 || index < next_index_) {
      next_ = place_ + 1;
      next_index_ = 0;
    }
    for (; next_index_ < index; ++next_index_) {
      next_ = (*document_)[next_].behind;
    }
    return Place(*this, next_, {.index = index});
  }

  template <class Read>
  auto list(Read read) const {
    expect_array();
    std::vector<decltype(read(*this))> items;
    items.reserve(value().size);
    for (std::size_t i = 0; i < value().size; ++i) {
      items.push_back(read(element(i)));
    }
    return items;
  }

  std::string text() const {
    if (value().kind != JsonKind::Text) {
      fail("expected a text, found " + found_words());
    }
    return std::string(document_->text_of(value()));
  }

  /// Null is the empty text.
  std::string text_or_absent() const { return is_null() ? std::string() : text(); }

  double number() const {
    const std::optional<double> number = number_of(value());
    if (!number) {
      fail("expected a number, found " + found_words());
    }
    return *number;
  }

  /// The elements of a curve: null is "no value in this cycle".
  std::vector<double> readings() const {
    expect_array();
    std::vector<double> numbers;
    numbers.reserve(value().size);
    for (std::size_t at = place_ + 1; at < value().behind; at = (*document_)[at].behind) {
      const JsonValue& element = (*document_)[at];
      if (const std::optional<double> number = number_of(element)) {
        numbers.push_back(*number);
      } else if (element.kind == JsonKind::Null) {
        numbers.push_back(std::numeric_limits<double>::quiet_NaN());
      } else {
        numbers.push_back(this->element(numbers.size()).number());  // a fault, with its place
      }
    }
    return numbers;
  }

  std::size_t count() const {
    if (value().kind != JsonKind::Count) {
      fail("expected a count, found " + found_words());
    }
    return value().bits;
  }

  int integer() const {
    if (value().kind == JsonKind::Count && std::in_range<int>(value().bits)) {
      return static_cast<int>(value().bits);
    }
    if (value().kind == JsonKind::Negative) {
      if (const auto wide = std::bit_cast<std::int64_t>(value().bits); std::in_range<int>(wide)) {
        return static_cast<int>(wide);
      }
    }
    fail("expected a whole number, found " + found_words());
  }

  bool truth() const {
    if (value().kind != JsonKind::Truth) {
      fail("expected true or false, found " + found_words());
    }
    return value().bits != 0;
  }

  template <class Enum>
  Enum code() const {
    const auto value = value_of<Enum>(text());
    if (!value) {
      const std::string codes =
          joined(codes_of(Enum{}), ", ", [](const auto& entry) { return entry.second; });
      fail("expected one of " + codes + ", found '" + text() + "'");
    }
    return *value;
  }

  Well well() const {
    const auto parsed = parse_well(text());
    if (!parsed) {
      fail("expected a well such as A1, found '" + text() + "'");
    }
    return *parsed;
  }

  template <class Read>
  auto maybe(Read read) const -> std::optional<decltype(read(*this))> {
    if (is_null()) {
      return std::nullopt;
    }
    return read(*this);
  }

 private:
  /// On the way from the root: a field, or an element of an array.
  struct Step {
    const char* name = nullptr;
    std::size_t index = 0;
  };
  // A record's steps are eight at most; of more, the last ones are not told.
  static constexpr std::size_t most_steps = 12;

  Place(const Place& from, std::size_t place, Step step)
      : file_(from.file_),
        document_(from.document_),
        place_(place),
        steps_(from.steps_),
        step_count_(from.step_count_) {
    if (step_count_ < most_steps) {
      steps_[step_count_++] = step;
    }
  }

  const JsonValue& value() const { return (*document_)[place_]; }

  static std::optional<double> number_of(const JsonValue& value) {
    switch (value.kind) {
      case JsonKind::Negative:
        return static_cast<double>(std::bit_cast<std::int64_t>(value.bits));
      case JsonKind::Count:
        return static_cast<double>(value.bits);
      case JsonKind::Number:
        return std::bit_cast<double>(value.bits);
      default:
        return std::nullopt;
    }
  }

  /// The place of the field's value; looks behind the last one first.
  std::optional<std::size_t> find(std::string_view name) const {
    if (value().kind != JsonKind::Object) {
      fail("expected an object, found " + found_words());
    }
    std::size_t at = next_;
    for (std::size_t i = 0; i < value().size; ++i) {
      if (at == 0 || at == value().behind) {
        at = place_ + 1;
      }
      if (document_->text_of((*document_)[at]) == name) {
        return at + 1;
      }
      at = (*document_)[at + 1].behind;
    }
    return std::nullopt;
  }

  void expect_array() const {
    if (value().kind != JsonKind::Array) {
      fail("expected an array, found " + found_words());
    }
  }

  std::string found_words() const;

  std::string_view file_;
  const JsonDocument* document_;
  std::size_t place_ = 0;
  std::array<Step, most_steps> steps_{};
  std::size_t step_count_ = 0;
  mutable std::size_t next_ = 0;        ///< where to look next within this value; 0: at its begin
  mutable std::size_t next_index_ = 0;  ///< of an array, which element that is
};

}  // namespace crossbreak
