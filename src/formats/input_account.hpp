// What reading one input has taken of the machine so far, counted before it is taken.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>

#include "formats/format_error.hpp"
#include "run/input_limits.hpp"
#include "run/json_size.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// What is counted; InputLimits has the limit of each.
enum class Taken { InflatedBytes, Elements, Cells, TextBytes, Parts, Curves, Readings, PlateMapRows, Issues };
inline constexpr std::size_t kinds_of_taken = 9;

/// One for each input, from its first byte to its Run: readers charge it before they take memory, so that
/// what many parts ask for together is refused as what one asks for.
class InputAccount {
 public:
  explicit InputAccount(const InputLimits& limits = {}) : limits_(limits) {}

  /// Throws FormatError where that were more than the limit in all: "plate.xlsx: Results: too large: expected
  /// at most 4000000 cells in a file". `place` is a member or a sheet.
  void charge(Taken what, std::uint64_t count, std::string_view file, std::string_view place = {});

  /// A document of that many bytes and elements, before it is parsed. Throws FormatError for one that is too
  /// large by itself, or with those before it.
  void charge_document(std::uint64_t bytes, std::uint64_t elements, std::string_view file,
                       std::string_view place = {});

  /// A reaction as a curve, and the texts that it has copies of. Throws FormatError.
  void charge_reaction(const Reaction& reaction, std::string_view file, std::string_view place = {});

  std::uint64_t charged(Taken what) const { return charged_[static_cast<std::size_t>(what)]; }
  const InputLimits& limits() const { return limits_; }

 private:
  InputLimits limits_;
  std::array<std::uint64_t, kinds_of_taken> charged_{};
};

/// Elements, attributes and texts of a document of XML, at most: nothing is parsed.
std::uint64_t count_of_xml_nodes(std::string_view xml);

/// What `read` gives. Throws FormatError where this machine has not the memory for it.
template <class Read>
auto within_memory(std::string_view file, Read read) {
  try {
    return read();
  } catch (const std::bad_alloc&) {
    throw FormatError(file, "too large: this computer has not the memory to read it");
  }
}

}  // namespace crossbreak
