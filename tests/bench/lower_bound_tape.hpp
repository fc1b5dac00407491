// A tape of what was asked of libxlsxwriter: each call by its number in the list of functions, then its
// arguments. lower_bound_record.cpp writes one, lower_bound.cpp plays it.
//
//   number    its bytes
//   text      length (4 bytes), bytes, a zero; absent: length 0xFFFFFFFF alone
//   handle    place in the order in which the library gave them out (4 bytes); absent: 0xFFFFFFFF
//   struct    1, its bytes, its texts; absent: 0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <xlsxwriter.h>

namespace crossbreak::bench {

/// The functions of libxlsxwriter that src/reports/workbook calls, but for workbook_new(); CMakeLists.txt
/// lists them.
enum class Function : std::uint8_t {
#define CROSSBREAK_FUNCTION(name) name,
#include "lower_bound_functions.inc"
#undef CROSSBREAK_FUNCTION
};

inline constexpr std::uint32_t absent = 0xFFFFFFFF;

template <class T>
constexpr bool is_handle = std::is_same_v<T, lxw_workbook*> || std::is_same_v<T, lxw_worksheet*> ||
                           std::is_same_v<T, lxw_format*> || std::is_same_v<T, lxw_chart*> ||
                           std::is_same_v<T, lxw_chart_axis*> || std::is_same_v<T, lxw_chart_series*>;

template <class T>
constexpr bool is_text = std::is_same_v<T, const char*>;

/// The texts of a struct that the workbook's sheets set.
template <class Struct>
std::vector<char**> texts_of(Struct&) {
  return {};
}
inline std::vector<char**> texts_of(lxw_doc_properties& properties) {
  return {&properties.title};
}
inline std::vector<char**> texts_of(lxw_data_validation& validation) {
  return {&validation.value_formula};
}

/// What the library gave out, in order. With a chart come its axes.
class Handles {
 public:
  void add(void* handle) { given_.push_back(handle); }
  void add(lxw_chart* chart) {
    given_.insert(given_.end(), {static_cast<void*>(chart), static_cast<void*>(chart->x_axis),
                                 static_cast<void*>(chart->y_axis)});
  }

  void* at(std::uint32_t place) const { return given_.at(place); }

  std::uint32_t place_of(const void* handle) const {
    for (std::size_t place = given_.size(); place > 0; --place)
      if (given_[place - 1] == handle)
        return static_cast<std::uint32_t>(place - 1);
    return absent;
  }

 private:
  std::vector<void*> given_;
};

class TapeWriter {
 public:
  template <class T>
  void put(const T& value) {
    if constexpr (is_handle<T>) {
      put_bytes(handles.place_of(value));
    } else if constexpr (is_text<T>) {
      put_text(value);
    } else if constexpr (std::is_pointer_v<T>) {
      put_bytes(static_cast<std::uint8_t>(value != nullptr));
      if (value == nullptr)
        return;
      auto copy = *value;
      put_bytes(copy);
      for (char** text : texts_of(copy))
        put_text(*text);
    } else {
      put_bytes(value);
    }
  }

  std::string bytes;
  Handles handles;

 private:
  template <class T>
  void put_bytes(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put_text(const char* text) {
    put_bytes(text == nullptr ? absent : static_cast<std::uint32_t>(std::strlen(text)));
    if (text != nullptr)
      bytes.append(text).push_back('\0');
  }
};

class TapeReader {
 public:
  explicit TapeReader(std::string_view tape) : rest_(tape) {}

  bool at_end() const { return rest_.empty(); }

  template <class T>
  T take() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }

  const char* take_text() {
    const auto length = take<std::uint32_t>();
    if (length == absent)
      return nullptr;
    const char* text = rest_.data();
    rest_.remove_prefix(length + 1);
    return text;
  }

  Handles handles;

 private:
  std::string_view rest_;
};

/// An argument as the tape holds it, alive as long as the call that it is for.
template <class T>
class Argument {
 public:
  explicit Argument(TapeReader& tape) : value_(read(tape)) {}
  T value() {
    if constexpr (!std::is_pointer_v<T> || is_handle<T> || is_text<T>)
      return value_;
    else
      return value_.second ? &value_.first : nullptr;
  }

 private:
  static auto read(TapeReader& tape) {
    if constexpr (is_handle<T>) {
      const auto place = tape.take<std::uint32_t>();
      return place == absent ? nullptr : static_cast<T>(tape.handles.at(place));
    } else if constexpr (is_text<T>) {
      return tape.take_text();
    } else if constexpr (std::is_pointer_v<T>) {
      using Struct = std::remove_pointer_t<T>;
      std::pair<Struct, bool> given{};
      given.second = tape.take<std::uint8_t>() != 0;
      if (given.second) {
        given.first = tape.take<Struct>();
        for (char** text : texts_of(given.first))
          *text = const_cast<char*>(tape.take_text());  // the library's structs ask for it
      }
      return given;
    } else {
      return tape.take<T>();
    }
  }

  decltype(read(std::declval<TapeReader&>())) value_;
};

template <class R, class... A>
void play(R (*function)(A...), TapeReader& tape) {
  std::tuple<Argument<A>...> arguments{Argument<A>(tape)...};
  std::apply(
      [&](auto&... argument) {
        if constexpr (std::is_pointer_v<R>)
          tape.handles.add(function(argument.value()...));
        else
          function(argument.value()...);
      },
      arguments);
}

}  // namespace crossbreak::bench
