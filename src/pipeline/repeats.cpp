#include "pipeline/repeats.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "calling/make_reason.hpp"
#include "calling/sample_names.hpp"
#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/text_encoding.hpp"
#include "run/csv_cell.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// Where the columns stand that are read.
class Columns {
 public:
  Columns(std::string_view name, const SheetRow& titles) : name_(name) {
    for (std::size_t i = 0; !text_at(titles, i).empty(); ++i)
      places_.emplace(trimmed(text_at(titles, i)), i);
  }

  std::string text(const SheetRow& row, std::string_view title) const {
    const auto place = places_.find(title);
    if (place == places_.end())
      throw FormatError(name_, 1,
                        "expected a worklist that crossbreak wrote (RUN.repeats.csv), found no column '" +
                            std::string(title) + "'");
    return text_of_csv_cell(text_at(row, place->second));
  }

  /// Empty where there is no such column.
  std::string text_if_there(const SheetRow& row, std::string_view title) const {
    return places_.contains(title) ? text(row, title) : std::string();
  }

 private:
  std::string_view name_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < list.size();) {
    const std::size_t end = std::min(list.find(';', start), list.size());
    if (end > start)
      parts.push_back(list.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

constexpr int highest_repeat = 999;  // arbitrary: nobody tests a patient as often

std::optional<int> repeat_number(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > highest_repeat)
    return std::nullopt;
  return number;
}

AskedRepeat read_row(std::string_view name, int line, const Columns& columns, const SheetRow& row) {
  AskedRepeat asked{.sample = columns.text(row, "sample"),
                    .repeat = 1,
                    .sets = parts_of(columns.text(row, "sets")),
                    .source = columns.text(row, "source"),
                    .sha256 = parts_of(columns.text_if_there(row, "sha256")),
                    .line = line};
  if (folded_sample_name(asked.sample).empty())
    throw FormatError(name, line, "expected the name of a sample, found none");
  const std::string number = columns.text(row, "repeat");
  const std::optional<int> repeat = repeat_number(number);
  if (!repeat)
    throw FormatError(name, line,
                      "expected the number of the repeat, 1 to " + std::to_string(highest_repeat) +
                          ", found '" + number + "'");
  asked.repeat = *repeat;
  return asked;
}

/// Sets that were asked for and have no wells, or the reference gene.
std::vector<std::string> not_tested(const AskedRepeat& asked, const PatientCall& patient) {
  std::vector<std::string> sets;
  for (const std::string& name : asked.sets) {
    const auto is_tested = [&](const SetCall& set) { return set.set == name && !set.wells.empty(); };
    if (std::none_of(patient.sets.begin(), patient.sets.end(), is_tested) &&
        !(patient.reference && is_tested(*patient.reference)))
      sets.push_back(name);
  }
  return sets;
}

/// Notes that count the repeats within these runs alone count on.
void renumber(PatientCall& patient, int number) {
  patient.repeat = number;
  for (Reason& reason : patient.reasons)
    if (reason.code == ReasonCode::RepeatLater)
      reason = make_reason(ReasonCode::RepeatLater, field<"count">(std::to_string(patient.repeat)));
}

void note(PatientCall& patient, const AskedRepeat& asked, int number) {
  patient.reasons.push_back(make_reason(ReasonCode::RepeatOfEarlierRun,
                                        field<"count">(std::to_string(number)), field<"source">(asked.source),
                                        field<"sets">(joined(asked.sets))));
}

/// Whether the test has wells on a run that the row was made of.
bool is_test_before(const PatientCall& patient, const AskedRepeat& asked, const Calls& calls,
                    std::span<const AnalysedRun> runs) {
  const auto is_listed = [&](std::size_t well) {
    const std::vector<InputFile>& files = runs[calls.wells[well].run].run.inputs;
    return std::any_of(files.begin(), files.end(), [&](const InputFile& file) {
      return std::find(asked.sha256.begin(), asked.sha256.end(), file.sha256) != asked.sha256.end();
    });
  };
  const auto has_listed = [&](const SetCall& set) {
    return std::any_of(set.wells.begin(), set.wells.end(), is_listed);
  };
  return std::any_of(patient.sets.begin(), patient.sets.end(), has_listed) ||
         (patient.reference && has_listed(*patient.reference));
}

void check_sets(const Repeats& repeats, const Panel& panel) {
  std::vector<std::string> known;
  for (const PrimerSet& set : panel.sets)
    known.push_back(set.name);
  if (panel.reference)
    known.push_back(panel.reference->target);
  for (const AskedRepeat& asked : repeats.asked)
    for (const std::string& set : asked.sets)
      if (std::find(known.begin(), known.end(), set) == known.end()) {
        const auto nearest = nearest_name(set, known);
        throw FormatError(repeats.name, asked.line,
                          "expected sets of the panel (" + joined(known) + "), found '" + set + "'" +
                              (nearest ? ", did you mean '" + *nearest + "'?" : ""));
      }
}

}  // namespace

Repeats read_repeats(std::string_view name, std::string_view bytes) {
  const std::string text = decode_text({.name = std::string(name), .bytes = std::string(bytes)}).text;
  const std::vector<SheetRow> rows = split_rows(name, text, detect_delimiter(text));
  Repeats repeats{.name = std::string(name), .sha256 = sha256_hex(bytes), .asked = {}};
  if (rows.empty())
    throw FormatError(name, "expected a worklist that crossbreak wrote (RUN.repeats.csv), found nothing");
  const Columns columns(name, rows.front());
  columns.text(rows.front(), "sample");  // whatever else it is, it is none of ours
  std::map<std::string, int> lines;      // by folded sample
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (is_blank(rows[i]))
      continue;
    const int line = rows[i].line;
    AskedRepeat asked = read_row(name, line, columns, rows[i]);
    const auto [first, is_new] = lines.emplace(folded_sample_name(asked.sample), line);
    if (!is_new)
      throw FormatError(name, line,
                        "sample '" + asked.sample + "' stands in line " + std::to_string(first->second) +
                            " too: a patient is repeated once");
    repeats.asked.push_back(std::move(asked));
  }
  return repeats;
}

void link_repeats(Calls& calls, const Repeats& repeats, std::span<const AnalysedRun> runs,
                  const Panel& panel) {
  check_sets(repeats, panel);
  std::vector<Words> missing;
  for (const AskedRepeat& asked : repeats.asked) {
    std::vector<PatientCall*> again;
    int number = asked.repeat;
    for (PatientCall& patient : calls.patients) {
      if (!is_same_name(patient.sample, asked.sample))
        continue;
      if (is_test_before(patient, asked, calls, runs))
        number = std::max(number, patient.repeat + 1);
      else
        again.push_back(&patient);
    }
    if (again.empty()) {
      missing.push_back({asked.sample, asked.sample});
      continue;
    }
    if (const std::vector<std::string> absent = not_tested(asked, *again.front()); !absent.empty())
      missing.push_back(in_parentheses(Words{asked.sample, asked.sample}, listed(absent)));
    note(*again.front(), asked, number);
    for (PatientCall* patient : again)
      renumber(*patient, number++);
  }
  if (!missing.empty())
    calls.issues.push_back(
        make_issue(IssueCode::RepeatsNotTested, repeats.name, field<"samples">(listed(missing))));
}

}  // namespace crossbreak
