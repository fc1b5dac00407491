// What the sheets of a v2 export are, by name or by their columns, in one file or in several of one run.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.hpp"
#include "formats/sheet.hpp"
#include "formats/v2_table.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// A sheet that becomes part of a run.
enum class V2Kind { Setup, Results, Amplification, Multicomponent, Raw, Melt };

inline constexpr std::array all_v2_kinds = {V2Kind::Setup,          V2Kind::Results, V2Kind::Amplification,
                                            V2Kind::Multicomponent, V2Kind::Raw,     V2Kind::Melt};

/// What sheets of that kind are called, the usual name first: "Multicomponent Data", of Design & Analysis
/// "Multicomponent".
std::span<const std::string_view> v2_names(V2Kind kind);

/// Nothing for a sheet of another name; names compare folded.
std::optional<V2Kind> v2_kind_named(std::string_view name);

/// The sheets of a run among the files that it is exported in. Files and vocabulary must outlive it.
class V2Sheets {
 public:
  V2Sheets(std::span<const Sheets> files, const Vocabulary& vocabulary)
      : files_(files), vocabulary_(vocabulary) {}

  /// The sheet of that kind: by its name, else one without a name that has its columns. Throws FormatError
  /// where two are one by name, where two files have one each, where a sheet of another name has its columns
  /// (it was renamed, and guessing is not for us), and as V2Table does.
  std::optional<V2Table> find(V2Kind kind) const;

  /// Of the file that holds the sheet; null where none does. Throws as find().
  const Sheets* file_of(V2Kind kind) const;

 private:
  struct Place {
    const Sheets* file = nullptr;
    const Sheet* sheet = nullptr;
  };
  Place place_of_kind(V2Kind kind) const;

  std::span<const Sheets> files_;
  const Vocabulary& vocabulary_;
};

/// Which file of a run this is: Results without curves, Curves of amplification without names of samples,
/// Dyes alone, or Whole.
FilePart v2_part(const Sheets& file, const Vocabulary& vocabulary);

/// Whether the column below it names the plate of a well: "Plate", "PlateID", "Plate Name".
bool is_plate_title(std::string_view title);

/// What the `Plate` columns of the file name, each once and in its order; empty without such a column.
std::vector<std::string> v2_plates(const Sheets& file);

/// The rows of one plate. Throws FormatError where a sheet of wells has no `Plate` column.
Sheets only_plate(Sheets file, const std::string& plate);

}  // namespace crossbreak
