// Exports of the SDS v1.x software. Threshold and baseline are in neither file.
//
//   Document Name: dok                                             <- Results
//   Run Date: Monday, November 03, 2008 16:38:14                   <- commas without quotes
//   Comments:
//   SDS v1.3.1                                                     <- the software
//                                                                  <- blank line
//   Well,Sample Name,Detector,Task,Ct,StdDev Ct,Qty,Mean Qty,StdDev Qty,Filtered,Tm
//   A1,"actin, (SR1)",SYBR,Unknown,23.74,4.298,,,,,80.8
//
//   Well,Detector,Reporter Dye,Cycle 1,Cycle 2,...                 <- Delta Rn, another file
//   1,SYBR,SYBR,-2926.031250,-2127.890625,...                      <- wells are numbers here
//
// Worked out from one run of a 7500 with v1.3.1 (both tables as sheets of an xls) and an excerpt of a 7300
// with v1.2. Mean Qty, StdDev Qty and Tm are passed over: a Run has no place for them.
#include "formats/sds1_export.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/line_ends.hpp"
#include "formats/number_style.hpp"
#include "formats/sds1_header.hpp"
#include "formats/sds1_table.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

constexpr int ct_decimals_of_sds1 = 2;

using ReactionKey = std::pair<Well, std::string>;  ///< well and detector

std::string named(const ReactionKey& key) {
  return fmt::format("{} {}", to_string(key.first), key.second);
}

struct DeltaRnRow {
  std::string reporter;
  std::vector<double> delta_rn;
};

struct DeltaRn {
  std::map<ReactionKey, DeltaRnRow> rows;
  int cycles = 0;
  int decimals = 0;
};

/// Columns "Cycle 1", "Cycle 2", ... from the fourth on, without a gap.
int count_cycles(const Sds1Table& table) {
  std::size_t used = table.titles().cells.size();
  while (used > 3 && trimmed(text_at(table.titles(), used - 1)).empty())
    --used;
  for (std::size_t column = 3; column < used; ++column)
    if (folded_title(text_at(table.titles(), column)) != fmt::format("cycle{}", column - 2))
      table.fail(table.titles(), column,
                 fmt::format("expected the title 'Cycle {}', found '{}'", column - 2,
                             text_at(table.titles(), column)));
  if (used <= 3)
    table.fail(table.titles(), std::nullopt, "expected the columns 'Cycle 1' and so on, found none");
  return static_cast<int>(used) - 3;
}

DeltaRn read_delta_rn(const Sds1Table& table, const Plate& plate) {
  DeltaRn out{.rows = {}, .cycles = count_cycles(table), .decimals = 0};
  for (const SheetRow& row : table.rows()) {
    const std::string detector = Sds1Table::text(row, 1);
    if (is_blank(row) || trimmed(detector).empty())
      continue;
    const ReactionKey key{table.well(row, plate), detector};
    table.expect_cells(row, 3 + static_cast<std::size_t>(out.cycles));
    for (std::size_t column = 3 + static_cast<std::size_t>(out.cycles); column < row.cells.size(); ++column)
      if (!trimmed(Sds1Table::text(row, column)).empty())
        table.fail(row, column,
                   fmt::format("'{}' stands behind the last cycle", Sds1Table::text(row, column)));
    table.file->account->charge(Taken::Curves, 1, table.file->source, table.sheet->name);
    table.file->account->charge(Taken::Readings, static_cast<std::uint64_t>(out.cycles), table.file->source,
                                table.sheet->name);
    DeltaRnRow curve{.reporter = Sds1Table::text(row, 2), .delta_rn = {}};
    for (std::size_t column = 3; column < 3 + static_cast<std::size_t>(out.cycles); ++column) {
      const std::optional<double> value = table.number(row, column);
      curve.delta_rn.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
      if (value)
        out.decimals = std::max(out.decimals, table.decimals(row, column));
    }
    if (!out.rows.emplace(key, std::move(curve)).second)
      table.fail(row, 0, fmt::format("{} stands twice", named(key)));
  }
  if (out.rows.empty())
    table.fail(table.titles(), std::nullopt, "no curve below the column titles");
  return out;
}

InstrumentResult read_result(const Sds1Table& table, const SheetRow& row, std::size_t ct_column) {
  InstrumentResult result;
  const std::string ct = Sds1Table::text(row, ct_column);
  if (folded_title(ct).starts_with("undet")) {
    result.ct_status = CtStatus::Undetermined;
  } else if (const std::optional<double> value = table.number(row, ct_column)) {
    result.ct_status = CtStatus::Value;
    result.ct = value;
    result.ct_decimals = std::max(ct_decimals_of_sds1, table.decimals(row, ct_column));
  }
  return result;
}

std::vector<Reaction> read_results(const Sds1Table& table, Run& run) {
  const std::optional<std::size_t> ct = table.find_column("ct");
  if (!ct)
    table.fail(table.titles(), std::nullopt, "expected the column 'Ct', found none");
  const auto task = table.find_column("task");
  const auto ct_sd = table.find_column("stddevct");
  const auto quantity = table.find_column("qty");
  const auto filtered = table.find_column("filtered");

  std::vector<Reaction> reactions;
  std::set<ReactionKey> seen;
  bool below_blank = false;
  for (const SheetRow& row : table.rows()) {
    below_blank = below_blank || is_blank(row);
    if (is_blank(row) || (below_blank && !table.find_well(row, run.plate)))
      continue;
    Reaction reaction;
    reaction.well = table.well(row, run.plate);
    reaction.sample = Sds1Table::text(row, 1);
    reaction.target = Sds1Table::text(row, 2);
    if (trimmed(reaction.target).empty()) {
      if (!trimmed(reaction.sample).empty())
        run.issues.push_back(
            make_issue(IssueCode::WellWithoutDetector, place_of(*table.file, *table.sheet, row.line, 2),
                       field<"well">(to_string(*reaction.well)), field<"sample">(reaction.sample)));
      continue;
    }
    const ReactionKey key{*reaction.well, reaction.target};
    if (!seen.insert(key).second)
      table.fail(row, 0, fmt::format("{} stands twice", named(key)));
    table.expect_cells(row, *ct + 1);
    reaction.task = Sds1Table::text(row, task);
    reaction.quantity = table.number(row, quantity);
    reaction.instrument = read_result(table, row, *ct);
    reaction.instrument.ct_sd = table.number(row, ct_sd);
    if (const std::string flag = Sds1Table::text(row, filtered); !flag.empty())
      reaction.flags.push_back({.name = "Filtered", .value = flag});
    table.file->account->charge_reaction(reaction, table.file->source, table.sheet->name);
    reactions.push_back(std::move(reaction));
  }
  if (reactions.empty())
    table.fail(table.titles(), std::nullopt, "no well below the column titles");
  return reactions;
}

void give_curve(Reaction& reaction, const DeltaRnRow& row, const DeltaRn& delta_rn) {
  reaction.reporter = row.reporter;
  reaction.delta_rn = row.delta_rn;
  reaction.rn_decimals = delta_rn.decimals;
}

/// Every curve needs a result and every result a curve: else the files are of two runs.
void join(const Sds1Table& results, const Sds1Table& curves, const DeltaRn& delta_rn,
          std::vector<Reaction>& reactions) {
  const std::string other =
      curves.file == results.file ? fmt::format("sheet '{}'", curves.sheet->name) : curves.file->source;
  const auto refuse = [&](const ReactionKey& key, std::string_view what) {
    throw FormatError(results.file->source,
                      fmt::format("not the results of {}: {} has {}", other, named(key), what));
  };
  std::set<ReactionKey> with_result;
  for (Reaction& reaction : reactions) {
    const ReactionKey key{*reaction.well, reaction.target};
    const auto row = delta_rn.rows.find(key);
    if (row == delta_rn.rows.end())
      refuse(key, "a result here and no curve there");
    give_curve(reaction, row->second, delta_rn);
    with_result.insert(key);
  }
  for (const auto& [key, row] : delta_rn.rows)
    if (!with_result.contains(key))
      refuse(key, "a curve there and no result here");
}

/// Curves alone: wells and detectors, no samples.
std::vector<Reaction> without_results(const DeltaRn& delta_rn) {
  std::vector<Reaction> reactions;
  for (const auto& [key, row] : delta_rn.rows) {
    Reaction reaction;
    reaction.well = key.first;
    reaction.target = key.second;
    give_curve(reaction, row, delta_rn);
    reactions.push_back(std::move(reaction));
  }
  return reactions;
}

class Reader {
 public:
  Run read(std::span<const Source> sources, const ReadOptions& options) {
    files_.reserve(sources.size());  // tables point into it
    for (const Source& source : sources)
      take_file(source, options);
    read_tables();
    if (run_.instrument.software.empty())
      add_issue(IssueCode::SoftwareFromLayout);
    if (run_.instrument.software.empty())
      run_.instrument.software = "SDS v1.x";
    return std::move(run_);
  }

 private:
  void add_issue(IssueWith<> entry) {
    run_.issues.push_back(make_issue(entry, (results_ ? results_ : curves_)->file->source));
  }

  void take_file(const Source& source, const ReadOptions& options) {
    Sheets& file = files_.emplace_back(sds1_cells_of(source, options));
    bool holds_table = false;
    for (Sheet& sheet : file.sheets) {
      const auto titles = std::find_if(sheet.rows.begin(), sheet.rows.end(), [](const SheetRow& row) {
        return sds1_part_of_titles(row) != FilePart::Whole;
      });
      if (titles == sheet.rows.end())
        continue;
      holds_table = true;
      std::optional<Sds1Table>& place =
          sds1_part_of_titles(*titles) == FilePart::Results ? results_ : curves_;
      if (place)
        throw FormatError(
            source.name,
            fmt::format("a second {} export beside {}: a run is one Results and one Delta Rn export",
                        &place == &results_ ? "Results" : "Delta Rn", place->file->source));
      for (auto row = sheet.rows.begin(); row != titles; ++row)
        read_sds1_header(file, sheet, *row, run_);
      sheet.rows.erase(sheet.rows.begin(), titles);
      place = Sds1Table{.file = &file, .sheet = &sheet};
    }
    if (!holds_table)
      throw FormatError(source.name,
                        "expected a line that begins 'Well,Sample Name,Detector' (Results) or "
                        "'Well,Detector,Reporter Dye' (Delta Rn), found none");
    settle_number_style(file);
    run_.issues.insert(run_.issues.end(), file.issues.begin(), file.issues.end());
    if (run_.encoding.empty())
      run_.encoding = file.encoding;
  }

  void read_tables() {
    if (results_)
      run_.reactions = read_results(*results_, run_);
    if (curves_) {
      const DeltaRn delta_rn = read_delta_rn(*curves_, run_.plate);
      run_.cycles = delta_rn.cycles;
      if (results_)
        join(*results_, *curves_, delta_rn, run_.reactions);
      else
        run_.reactions = without_results(delta_rn);
    }
    std::stable_sort(run_.reactions.begin(), run_.reactions.end(),
                     [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
    if (!curves_)
      add_issue({IssueCode::CurvesMissing, "sds1"});
    if (!results_)
      add_issue(IssueCode::SamplesMissing);
  }

  Run run_;
  std::vector<Sheets> files_;
  std::optional<Sds1Table> results_;
  std::optional<Sds1Table> curves_;
};

Run read(std::span<const Source> sources, const ReadOptions& options) {
  return Reader().read(sources, options);
}

/// The parts in a file: Whole where it holds both, nothing where it holds neither.
std::optional<FilePart> find_part(const Source& source) {
  bool has_results = false;
  bool has_curves = false;
  const auto look = [&](const SheetRow& row) {
    has_results = has_results || sds1_part_of_titles(row) == FilePart::Results;
    has_curves = has_curves || sds1_part_of_titles(row) == FilePart::Curves;
  };
  try {
    if (looks_like_xls(source) || looks_like_xlsx(source)) {
      for (const Sheet& sheet : sds1_cells_of(source, {}).sheets)
        std::for_each(sheet.rows.begin(), sheet.rows.end(), look);
    } else {
      const std::string text = text_beginning(source);
      const char delimiter = detect_delimiter(text);
      LineEnds ends(text);
      for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = ends.from(start);
        std::string line = text.substr(start, end - start);
        start = end + 1;
        std::erase(line, '"');          // titles hold no delimiter: their quotes make no difference
        if (first_folded(line) != 'w')  // of Well
          continue;
        for (const SheetRow& row : split_rows(source.name, line, delimiter))
          look(row);
      }
    }
  } catch (const FormatError&) {
    return std::nullopt;  // whichever format it is of says what is wrong with it
  }
  if (!has_results && !has_curves)
    return std::nullopt;
  return has_results && has_curves ? FilePart::Whole : has_results ? FilePart::Results : FilePart::Curves;
}

bool recognises(const Source& source) {
  return find_part(source).has_value();
}

FilePart part(const Source& source) {
  return find_part(source).value_or(FilePart::Whole);
}

}  // namespace

bool names_sds1(const Source& source) {
  if (looks_like_xls(source) || looks_like_xlsx(source))
    return false;
  const std::string text = text_beginning(source);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    std::string line = text.substr(start, end - start);
    std::erase(line, '"');
    const std::string folded = folded_title(line);
    if (folded.starts_with("documentname:") || folded.starts_with("sdsv1.") || folded.starts_with("sds1."))
      return true;
    start = end + 1;
  }
  return false;
}

constinit const Format sds1_export{
    .name = "sds-v1",
    .description = "Results and Delta Rn exports of SDS v1.x (text, csv, xls, xlsx), one run in two files",
    .recognises = recognises,
    .read = read,
    .part = part,
    .curves_name = "Delta Rn"};

}  // namespace crossbreak
