// Writes values whose fields stand in fields.hpp.
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "record/fields.hpp"
#include "record/json_text.hpp"

namespace crossbreak {

/// The visitor of fields.hpp that writes the fields of one value.
template <class Subject>
class FieldWriter {
 public:
  FieldWriter(JsonText& json, const Subject& subject, const Calls& calls)
      : json_(json), subject_(subject), calls_(calls) {}

  void operator()(std::string_view name, auto member, const Meaning&) {
    json_.key(name);
    write(std::invoke(member, subject_));
  }
  void or_null(std::string_view name, auto member, const Meaning&) {
    json_.text_field(name, std::invoke(member, subject_));
  }
  void derived(std::string_view name, auto make, const Meaning&) {
    json_.key(name);
    write(make(subject_, calls_));
  }
  void where(auto present, std::string_view name, auto member, const Meaning& meaning) {
    if (std::invoke(present, subject_)) {
      (*this)(name, member, meaning);
    }
  }
  /// An absent value, or an empty list.
  void if_there(std::string_view name, auto member, const Meaning& meaning) {
    if (is_there(std::invoke(member, subject_))) {
      (*this)(name, member, meaning);
    }
  }
  template <class Part>
  void part(Part, std::string_view name, const Meaning&) {
    json_.key(name);
    write_object<Part>(subject_);
  }

  template <class Fields, class T>
  void write_object(const T& value) {
    json_.begin_object(Fields::layout);
    FieldWriter<T> field(json_, value, calls_);
    Fields::list(field);
    json_.end_object();
  }

 private:
  template <class T>
  static bool is_there(const std::optional<T>& maybe) {
    return maybe.has_value();
  }
  template <class T>
  static bool is_there(const std::vector<T>& items) {
    return !items.empty();
  }

  template <class T>
  void write(const T& value) {
    if constexpr (HasFields<T>) {
      write_object<FieldsOf<T>>(value);
    } else if constexpr (std::is_enum_v<T>) {
      json_.value(code_of(value));
    } else if constexpr (std::same_as<T, Well>) {
      json_.value(to_string(value));
    } else {
      json_.value(value);
    }
  }
  template <class T>
  void write(const std::optional<T>& maybe) {
    if (maybe) {
      write(*maybe);
    } else {
      json_.value(nullptr);
    }
  }
  template <class T>
  void write(const std::vector<T>& items) {
    json_.begin_array(HasFields<T> ? JsonText::Layout::Lines : JsonText::Layout::OneLine);
    for (const T& item : items) {
      write(item);
    }
    json_.end_array();
  }

  JsonText& json_;
  const Subject& subject_;
  const Calls& calls_;
};

/// One value as a record writes it, with a final line end; of those that tell nothing of a call.
template <class T>
std::string written_fields(const T& value) {
  JsonText json;
  const Calls no_calls;
  FieldWriter<T>(json, value, no_calls).template write_object<FieldsOf<T>>(value);
  return std::move(json).finish();
}

}  // namespace crossbreak
