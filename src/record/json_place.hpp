// A value of a JSON document that knows where it stands: reading one of the wrong kind is a fault that names
// the file and the JSON pointer, "x.json: /wells/3/well: expected a text, found 4".
#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/record.hpp"
#include "run/well.hpp"
#include "words/joined.hpp"

namespace crossbreak {

/// A value and where it stands.
class Place {
 public:
  Place(std::string_view file, const nlohmann::json& json) : file_(file), json_(&json) {}

  [[noreturn]] void fail(const std::string& message) const {
    throw ReportError(std::string(file_) + ": " + (pointer_.empty() ? "/" : pointer_) + ": " + message);
  }

  bool has(const char* name) const { return object().contains(name); }
  bool is_null() const { return json_->is_null(); }

  Place at(const char* name) const {
    const auto found = object().find(name);
    if (found == object().end()) {
      fail("expected a field '" + std::string(name) + "', found none");
    }
    return Place(file_, *found, pointer_ + '/' + name);
  }

  /// Of an array; `index` must exist.
  Place element(std::size_t index) const {
    return Place(file_, json_->at(index), pointer_ + '/' + std::to_string(index));
  }

  template <class Read>
  auto list(Read read) const {
    expect_array();
    std::vector<decltype(read(*this))> items;
    items.reserve(json_->size());
    for (std::size_t i = 0; i < json_->size(); ++i) {
      items.push_back(read(element(i)));
    }
    return items;
  }

  std::string text() const {
    if (!json_->is_string()) {
      fail("expected a text, found " + found_words());
    }
    return json_->get<std::string>();
  }

  /// Null is the empty text.
  std::string text_or_absent() const { return is_null() ? std::string() : text(); }

  double number() const {
    if (!json_->is_number()) {
      fail("expected a number, found " + found_words());
    }
    return json_->get<double>();
  }

  /// The elements of a curve: null is "no value in this cycle".
  std::vector<double> readings() const {
    expect_array();
    std::vector<double> numbers;
    numbers.reserve(json_->size());
    for (const nlohmann::json& element : *json_) {
      if (element.is_number()) {
        numbers.push_back(element.get<double>());
      } else if (element.is_null()) {
        numbers.push_back(std::numeric_limits<double>::quiet_NaN());
      } else {
        numbers.push_back(this->element(numbers.size()).number());  // a fault, with its place
      }
    }
    return numbers;
  }

  std::size_t count() const {
    if (!json_->is_number_unsigned()) {
      fail("expected a count, found " + found_words());
    }
    return json_->get<std::size_t>();
  }

  int integer() const {
    if (!json_->is_number_integer()) {
      fail("expected a whole number, found " + found_words());
    }
    const auto wide = json_->get<long long>();
    if (!std::in_range<int>(wide)) {
      fail("expected a whole number, found " + found_words());
    }
    return static_cast<int>(wide);
  }

  bool truth() const {
    if (!json_->is_boolean()) {
      fail("expected true or false, found " + found_words());
    }
    return json_->get<bool>();
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
  Place(std::string_view file, const nlohmann::json& json, std::string pointer)
      : file_(file), json_(&json), pointer_(std::move(pointer)) {}

  const nlohmann::json& object() const {
    if (!json_->is_object()) {
      fail("expected an object, found " + found_words());
    }
    return *json_;
  }

  void expect_array() const {
    if (!json_->is_array()) {
      fail("expected an array, found " + found_words());
    }
  }

  std::string found_words() const {
    return json_->is_primitive() ? json_->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                                 : std::string(json_->type_name());
  }

  std::string_view file_;
  const nlohmann::json* json_;
  std::string pointer_;
};

}  // namespace crossbreak
