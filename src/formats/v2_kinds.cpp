#include "formats/v2_kinds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

// The second names are those of QuantStudio 7 Flex and of Design & Analysis.
constexpr std::string_view setup_names[] = {"Sample Setup"};
constexpr std::string_view results_names[] = {"Results", "Technical Analysis Result"};
constexpr std::string_view amplification_names[] = {"Amplification Data", "Amplification"};
constexpr std::string_view multicomponent_names[] = {"Multicomponent Data", "Multicomponent"};
constexpr std::string_view raw_names[] = {"Raw Data"};
constexpr std::string_view melt_names[] = {"Melt Curve Raw Data", "Melt Curve Raw"};

std::vector<std::string> titles_of(const Sheet& sheet) {
  std::vector<std::string> titles;
  if (!sheet.rows.empty())
    for (const Cell& cell : sheet.rows.front().cells)
      titles.emplace_back(trimmed(cell_text(cell)));
  return titles;
}

/// "x1-m1": excitation and emission of a filter pair.
bool is_filter(const std::string& title) {
  const std::string folded = folded_title(title);
  return folded.size() >= 5 && folded.front() == 'x' && folded.find("-m") != std::string::npos &&
         folded.find_first_not_of("0123456789x-m") == std::string::npos;
}

class Titles {
 public:
  Titles(const Sheet& sheet, const Vocabulary& vocabulary)
      : titles_(titles_of(sheet)), fields_(meanings_of(titles_, vocabulary).fields) {}

  bool are_of(V2Kind kind) const {
    if (!has(Column::Well) && !has(Column::WellPosition))
      return false;
    const bool has_curve = has(Column::Rn) || has(Column::DeltaRn);
    switch (kind) {
      case V2Kind::Setup:
        return has(Column::Target) && has(Column::Task) && has(Column::Reporter) && !has(Column::Cycle) &&
               !has_result();
      case V2Kind::Results:
        return has(Column::Target) && has_result() && !has(Column::Cycle);
      case V2Kind::Amplification:
        return has(Column::Cycle) && has_curve;
      case V2Kind::Raw:
        return has(Column::Cycle) && has_filter();
      case V2Kind::Multicomponent:
        return has(Column::Cycle) && !has_curve && !has_result() && !has_filter() && has_signal();
      case V2Kind::Melt:
        return has(Column::Temperature) && has(Column::Fluorescence);
    }
    return false;
  }

 private:
  bool has(Column field) const { return std::find(fields_.begin(), fields_.end(), field) != fields_.end(); }
  bool has_result() const {
    return has(Column::Ct) || std::any_of(titles_.begin(), titles_.end(), is_other_method);
  }
  bool has_filter() const { return std::any_of(titles_.begin(), titles_.end(), is_filter); }
  /// Beside well and cycle a column that means nothing else: a dye.
  bool has_signal() const {
    for (std::size_t i = 0; i < titles_.size(); ++i)
      if (!titles_[i].empty() && !fields_[i])
        return true;
    return false;
  }

  std::vector<std::string> titles_;
  std::vector<std::optional<Column>> fields_;
};

std::optional<std::size_t> plate_column(const Sheet& sheet) {
  const std::vector<std::string> titles = titles_of(sheet);
  const auto found = std::find_if(titles.begin(), titles.end(), is_plate_title);
  return found == titles.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - titles.begin()));
}

std::string plate_of(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(trimmed(cell_text(row.cells[column]))) : std::string();
}

bool has_wells(const Sheet& sheet) {
  const std::vector<std::string> titles = titles_of(sheet);
  return std::any_of(titles.begin(), titles.end(), [](const std::string& title) {
    return folded_title(title) == "well" || folded_title(title) == "wellposition";
  });
}

}  // namespace

std::span<const std::string_view> v2_names(V2Kind kind) {
  switch (kind) {
    case V2Kind::Setup:
      return setup_names;
    case V2Kind::Results:
      return results_names;
    case V2Kind::Amplification:
      return amplification_names;
    case V2Kind::Multicomponent:
      return multicomponent_names;
    case V2Kind::Raw:
      return raw_names;
    case V2Kind::Melt:
      return melt_names;
  }
  return {};
}

std::optional<V2Kind> v2_kind_named(std::string_view name) {
  const std::string folded = folded_title(name);
  for (const V2Kind kind : all_v2_kinds)
    for (const std::string_view known : v2_names(kind))
      if (folded_title(known) == folded)
        return kind;
  return std::nullopt;
}

V2Sheets::Place V2Sheets::place_of_kind(V2Kind kind) const {
  Place place;
  const auto take = [&](const Sheets& file, const Sheet& sheet) {
    if (place.sheet != nullptr && place.file != &file)
      throw FormatError(file.source, fmt::format("a second '{}' beside {}: a run has one",
                                                 v2_names(kind).front(), place.file->source));
    place = {.file = &file, .sheet = &sheet};
  };
  for (const Sheets& file : files_)
    for (const std::string_view name : v2_names(kind)) {
      const auto has_name = [&](const Sheet& sheet) {
        return folded_title(sheet.name) == folded_title(name) && !sheet.rows.empty();
      };
      const auto found = std::find_if(file.sheets.begin(), file.sheets.end(), has_name);
      if (found == file.sheets.end())
        continue;
      if (const auto again = std::find_if(found + 1, file.sheets.end(), has_name); again != file.sheets.end())
        throw FormatError(
            file.source,
            fmt::format("the sheets '{}' and '{}' are one by name: which one counts cannot be told",
                        found->name, again->name));
      take(file, *found);
      break;  // of two names of a kind the usual one counts
    }
  for (const Sheets& file : files_) {
    if (place.file == &file)
      continue;
    for (const Sheet& sheet : file.sheets) {
      if (v2_kind_named(sheet.name) || !Titles(sheet, vocabulary_).are_of(kind))
        continue;
      if (sheet.name.empty()) {
        take(file, sheet);
        break;
      }
      const bool may_be_renamed = kind == V2Kind::Setup || kind == V2Kind::Results ||
                                  kind == V2Kind::Amplification;  // the others have columns of any name
      if (place.sheet == nullptr && may_be_renamed)
        throw FormatError(file.source, fmt::format("no sheet '{}', but '{}' has its columns: give it its "
                                                   "name back",
                                                   v2_names(kind).front(), sheet.name));
    }
  }
  return place;
}

std::optional<V2Table> V2Sheets::find(V2Kind kind) const {
  const Place place = place_of_kind(kind);
  if (place.sheet == nullptr)
    return std::nullopt;
  return V2Table(*place.file, *place.sheet, vocabulary_);
}

const Sheets* V2Sheets::file_of(V2Kind kind) const {
  return place_of_kind(kind).file;
}

FilePart v2_part(const Sheets& file, const Vocabulary& vocabulary) {
  const V2Sheets sheets({&file, 1}, vocabulary);
  const auto has = [&](V2Kind kind) { return sheets.file_of(kind) != nullptr; };
  const bool has_amplification = has(V2Kind::Amplification);
  const bool has_dyes = has(V2Kind::Multicomponent);
  if (has(V2Kind::Results))
    return has_amplification || has_dyes ? FilePart::Whole : FilePart::Results;
  if (has(V2Kind::Setup) || (!has_amplification && !has_dyes))
    return FilePart::Whole;
  return has_amplification ? FilePart::Curves : FilePart::Dyes;
}

bool is_plate_title(std::string_view title) {
  const std::string folded = folded_title(title);
  return folded == "plate" || folded == "plateid" || folded == "platename";
}

std::vector<std::string> v2_plates(const Sheets& file) {
  std::vector<std::string> plates;
  std::set<std::string> seen;
  for (const Sheet& sheet : file.sheets) {
    const std::optional<std::size_t> column = has_wells(sheet) ? plate_column(sheet) : std::nullopt;
    if (!column)
      continue;
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
      const std::string plate = plate_of(sheet.rows[i], *column);
      if (!plate.empty() && seen.insert(plate).second)
        plates.push_back(plate);
    }
  }
  return plates;
}

Sheets only_plate(Sheets file, const std::string& plate) {
  for (Sheet& sheet : file.sheets) {
    if (sheet.rows.empty() || !has_wells(sheet))
      continue;
    const std::optional<std::size_t> column = plate_column(sheet);
    if (!column)
      throw error_at(
          file, sheet, sheet.rows.front().line, std::nullopt,
          fmt::format("expected a column 'Plate' in '{}', as in other parts of the file: whose wells "
                      "these are cannot be told",
                      sheet.name));
    std::erase_if(sheet.rows, [&, first = sheet.rows.front().line](const SheetRow& row) {
      return row.line != first && plate_of(row, *column) != plate;
    });
  }
  return file;
}

}  // namespace crossbreak
