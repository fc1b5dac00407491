// Reads values back whose fields stand in fields.hpp.
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "record/fields.hpp"
#include "record/json_place.hpp"

namespace crossbreak {

template <class T>
T value_at(const Place& place);

/// What of a value its fields tell otherwise than member by member, and what they must agree in. Called when
/// all members that have a field of their own are read.
template <class T>
struct Completion {
  static void of(const Place&, T&) {}
};

template <>
struct Completion<ReviewSubject> {
  static void of(const Place& place, ReviewSubject& subject);
};

/// The visitor of fields.hpp that reads the fields of one value.
template <class Subject>
class FieldReader {
 public:
  FieldReader(const Place& place, Subject& subject) : place_(place), subject_(subject) {}

  void operator()(const char* name, auto member, const Meaning&) {
    auto& value = std::invoke(member, subject_);
    value = value_at<std::remove_cvref_t<decltype(value)>>(place_.at(name));
  }
  void or_null(const char* name, auto member, const Meaning&) {
    std::invoke(member, subject_) = place_.at(name).text_or_absent();
  }
  void derived(const char*, auto, const Meaning&) {}
  void where(auto present, const char* name, auto member, const Meaning& meaning) {
    std::invoke(present, subject_) = place_.has(name);
    if (place_.has(name)) {
      (*this)(name, member, meaning);
    }
  }
  /// Missing, or null, is absent.
  void if_there(const char* name, auto member, const Meaning& meaning) {
    if (place_.has(name) && !place_.at(name).is_null()) {
      (*this)(name, member, meaning);
    }
  }
  template <class Part>
  void part(Part, const char* name, const Meaning&) {
    const Place inside = place_.at(name);
    FieldReader field(inside, subject_);
    Part::list(field);
  }

 private:
  const Place& place_;
  Subject& subject_;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// The value at a place. Throws ReportError with file and place where it is none of a T.
template <class T>
T value_at(const Place& place) {
  if constexpr (HasFields<T>) {
    T value{};
    FieldReader<T> field(place, value);
    FieldsOf<T>::list(field);
    Completion<T>::of(place, value);
    return value;
  } else if constexpr (is_optional<T>) {
    return place.maybe(value_at<typename T::value_type>);
  } else if constexpr (std::is_enum_v<T>) {
    return place.code<T>();
  } else if constexpr (std::same_as<T, Well>) {
    return place.well();
  } else if constexpr (std::same_as<T, std::string>) {
    return place.text();
  } else if constexpr (std::same_as<T, bool>) {
    return place.truth();
  } else if constexpr (std::same_as<T, double>) {
    return place.number();
  } else if constexpr (std::same_as<T, int>) {
    return place.integer();
  } else if constexpr (std::same_as<T, std::size_t>) {
    return place.count();
  } else if constexpr (std::same_as<T, std::vector<double>>) {
    return place.readings();
  } else {
    return place.list(value_at<typename T::value_type>);
  }
}

}  // namespace crossbreak
