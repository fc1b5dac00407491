#include "formats/v2_reactions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "formats/cycle_method.hpp"
#include "formats/number_style.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/title_folding.hpp"
#include "formats/v2_signals.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

using ReactionKey = std::pair<Well, std::string>;

/// A letter in every place: BADROX, but not Tm1 or R2.
bool is_all_caps(std::string_view title) {
  return !title.empty() &&
         std::all_of(title.begin(), title.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void require_well_and_target(const V2Table& table) {
  if (!table.has(Column::WellPosition))
    table.require(Column::Well);
  table.require(Column::Target);
}

/// Throws where the sheet has had the well and target before.
void check_once(const V2Table& table, const SheetRow& row, const ReactionKey& key,
                std::map<ReactionKey, int>& lines) {
  const auto [first, added] = lines.emplace(key, row.line);
  if (!added)
    throw table.error(row, Column::Target,
                      fmt::format("well {} has the target '{}' twice, first in line {}", to_string(key.first),
                                  key.second, first->second));
}

Reaction reaction_of(const V2Table& table, const SheetRow& row, const ReactionKey& key) {
  Reaction reaction;
  reaction.well = key.first;
  reaction.target = key.second;
  reaction.sample = table.name(row, Column::Sample);
  reaction.task = table.text(row, Column::Task);
  reaction.reporter = table.text(row, Column::Reporter);
  reaction.quencher = table.text(row, Column::Quencher);
  reaction.comments = table.name(row, Column::Comments);
  if (reaction.task == "STANDARD")  // in other tasks Results holds what the software computed
    reaction.quantity = table.number(row, Column::Quantity);
  return reaction;
}

std::vector<std::size_t> flag_columns(const V2Table& table, const Vocabulary& vocabulary) {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < table.titles().size(); ++column) {
    const std::string& title = table.titles()[column];
    const auto yes_or_no = [&](const SheetRow* row) {
      const std::string value = table.text_at(*row, column);
      return value.empty() || value == "Y" || value == "N";
    };
    if (!table.field_of(column) &&
        (vocabulary.qc_flags.contains(title) ||
         (is_all_caps(title) && std::all_of(table.rows().begin(), table.rows().end(), yes_or_no))))
      columns.push_back(column);
  }
  return columns;
}

/// Of the whole column: a spreadsheet strips zeros from single cells.
std::optional<int> ct_decimals(const V2Table& table) {
  std::optional<int> decimals;
  for (const SheetRow* row : table.rows())
    if (const std::optional<int> digits = table.decimals(*row, Column::Ct))
      decimals = std::max(decimals.value_or(0), *digits);
  if (decimals)
    return decimals;
  std::vector<double> numbers;
  for (const SheetRow* row : table.rows())
    if (const std::optional<double> ct = table.number_if_any(*row, Column::Ct))
      numbers.push_back(*ct);
  return shown_decimals(numbers);
}

/// The column of values that are another quantity than Ct; nothing where there is none.
std::optional<std::size_t> other_method(const V2Table& table) {
  const auto title = std::find_if(table.titles().begin(), table.titles().end(), is_other_method);
  return title == table.titles().end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(title - table.titles().begin()));
}

std::optional<std::size_t> crt_column(const V2Table& table) {
  const std::optional<std::size_t> other = other_method(table);
  return other && is_relative_threshold(table.titles()[*other]) ? other : std::nullopt;
}

/// "25.31/33.02": what someone put together. A number with groups or a decimal comma is none of these.
bool holds_several_numbers(std::string_view text) {
  int numbers = 0;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("/;| ", start), text.size());
    if (const std::string_view part = text.substr(start, end - start); !part.empty()) {
      if (!parse_number(part, '.') && !parse_number(part, ','))
        return false;
      ++numbers;
    }
    start = end + 1;
  }
  return numbers > 1;
}

/// An arbitrary choice above any protocol, far below a Ct whose decimal sign was lost.
constexpr double highest_ct = 100;

/// The instrument writes names as text: a number is what a spreadsheet made of one.
void note_number_names(const V2Table& table, const std::string& source, Run& run) {
  std::map<std::string, std::set<Well>> names;
  for (const SheetRow* row : table.rows())
    if (table.is_number(*row, Column::Sample))
      names[table.text(*row, Column::Sample)].insert(v2_well(table, *row, run.plate));
  for (const auto& [name, wells] : names)
    run.issues.push_back(make_issue(IssueCode::SampleNameIsNumber, source, field<"sample">(name),
                                    field<"wells">(well_list(wells))));
}

FileSettings settings_of(const V2Table& table, const SheetRow& row) {
  FileSettings settings{.threshold = table.number(row, Column::Threshold),
                        .automatic_threshold = table.truth(row, Column::AutomaticThreshold),
                        .baseline = {},
                        .automatic_baseline = table.truth(row, Column::AutomaticBaseline)};
  const std::optional<int> start = table.whole_number(row, Column::BaselineStart);
  const std::optional<int> end = table.whole_number(row, Column::BaselineEnd);
  if (start && end)
    settings.baseline = BaselineWindow{.start = *start, .end = *end};
  return settings;
}

class ResultsReader {
 public:
  /// `method`: of what stands under Ct, where it is another.
  ResultsReader(const V2Table& table, std::string method, Run& run)
      : table_(table),
        run_(run),
        has_setup_(!run.reactions.empty()),
        method_(std::move(method)),
        crt_(crt_column(table)) {
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      reactions_[{*run.reactions[i].well, run.reactions[i].target}] = i;
  }

  void read(const std::string& source, const Vocabulary& vocabulary) {
    const std::vector<std::size_t> flags = flag_columns(table_, vocabulary);
    const std::optional<int> decimals = ct_decimals(table_);
    std::map<ReactionKey, int> lines;
    std::set<Well> without_target;
    for (const SheetRow* row : table_.rows()) {
      const ReactionKey key{v2_well(table_, *row, run_.plate), table_.name(*row, Column::Target)};
      if (key.second.empty()) {
        if (!table_.text(*row, Column::Ct).empty())
          without_target.insert(key.first);
        continue;
      }
      check_once(table_, *row, key, lines);
      Reaction& reaction = reaction_at(*row, key);
      reaction.omitted = table_.truth(*row, Column::Omit).value_or(false);
      reaction.settings = settings_of(table_, *row);
      take_result(*row, decimals, reaction);
      for (const std::size_t column : flags)
        if (std::string value = table_.text_at(*row, column); !value.empty()) {
          table_.charge(Taken::TextBytes, table_.titles()[column].size());
          reaction.flags.push_back({.name = table_.titles()[column], .value = std::move(value)});
        }
    }
    note_words();
    std::set<Well> without_row;
    for (const auto& [key, index] : reactions_)
      if (!lines.contains(key))
        without_row.insert(key.first);
    if (!without_row.empty())
      run_.issues.push_back(
          make_issue(IssueCode::ResultMissing, source, field<"wells">(well_list(without_row))));
    if (!without_target.empty())
      run_.issues.push_back(make_issue({IssueCode::ResultWithoutTarget, "wells"}, source,
                                       field<"wells">(well_list(without_target))));
  }

 private:
  void tell_not_in_setup(const SheetRow& row, const ReactionKey& key) {
    constexpr IssueWith<"target"> contradiction = {IssueCode::TargetNotInSetup, "elsewhere"};
    constexpr IssueWith<"target"> unknown = IssueCode::TargetNotInSetup;
    bool is_elsewhere = false, has_another = false;
    for (const auto& [known, index] : reactions_) {
      is_elsewhere = is_elsewhere || (known.second == key.second && known.first != key.first);
      has_another = has_another || (known.first == key.first && known.second != key.second);
    }
    run_.issues.push_back(of_well(make_issue(is_elsewhere && has_another ? contradiction : unknown,
                                             place_of(row, key.first), field<"target">(key.second)),
                                  key.first));
  }

  Reaction& reaction_at(const SheetRow& row, const ReactionKey& key) {
    const auto [known, added] = reactions_.emplace(key, run_.reactions.size());
    if (added) {
      run_.reactions.push_back(reaction_of(table_, row, key));
      table_.charge_reaction(run_.reactions.back());
      if (has_setup_)
        tell_not_in_setup(row, key);
      return run_.reactions.back();
    }
    Reaction& reaction = run_.reactions[known->second];
    if (table_.has(Column::Sample) && table_.name(row, Column::Sample) != reaction.sample)
      run_.issues.push_back(of_well(
          make_issue(IssueCode::SampleNameDiffers, place_of(row, key.first),
                     field<"found">(table_.name(row, Column::Sample)), field<"sample">(reaction.sample)),
          key.first));
    if (const auto found = told_otherwise(row, Column::Task, reaction.task))
      run_.issues.push_back(of_well(
          make_issue(IssueCode::TaskDiffers, place_of(row, *reaction.well), field<"target">(reaction.target),
                     field<"found">(*found), field<"task">(reaction.task)),
          *reaction.well, reaction.target));
    if (const auto found = told_otherwise(row, Column::Reporter, reaction.reporter))
      run_.issues.push_back(
          of_well(make_issue(IssueCode::ResultsReporterDiffers, place_of(row, *reaction.well),
                             field<"target">(reaction.target), field<"found">(*found),
                             field<"reporter">(reaction.reporter)),
                  *reaction.well, reaction.target));
    return reaction;
  }

  /// What the results say of `column`, where the setup tells another thing; the setup counts, where it says
  /// anything.
  std::optional<std::string> told_otherwise(const SheetRow& row, Column column, std::string& told) const {
    std::string found = table_.text(row, column);
    if (told.empty())
      told = found;
    return found.empty() || found == told ? std::nullopt : std::optional(std::move(found));
  }

  /// Wells whose Ct is one and the same word share an issue.
  void note_words() {
    for (const auto& [ct, wells] : words_)
      run_.issues.push_back(make_issue(IssueCode::CtNotUnderstood, table_.place(*wells.first),
                                       field<"found">(ct), field<"wells">(well_list(wells.second))));
  }

  void take_result(const SheetRow& row, std::optional<int> decimals, Reaction& reaction) {
    InstrumentResult& result = reaction.instrument;
    result.amp_status = table_.text(row, Column::AmpStatus);
    if (const std::optional<std::size_t> column = table_.column_of(Column::Ct))
      std::tie(result.ct_status, result.ct) = cycle_at(row, *column, *reaction.well);
    if (!method_.empty()) {
      take_for_other_method(method_, result);
    } else {
      if (result.ct)
        result.ct_decimals = decimals;
      result.ct_mean = table_.number(row, Column::CtMean);
      result.ct_sd = table_.number(row, Column::CtSd);
    }
    if (crt_)
      std::tie(result.crt_status, result.crt) = cycle_at(row, *crt_, *reaction.well);
  }

  /// A Ct or a Crt.
  std::pair<CtStatus, std::optional<double>> cycle_at(const SheetRow& row, std::size_t column, Well well) {
    const std::string ct = table_.text_at(row, column);
    if (folded_title(ct) == "undetermined")
      return {CtStatus::Undetermined, std::nullopt};
    const std::optional<double> value = table_.number_at_if_any(row, column);
    if (value && *value > 0) {
      if (*value > highest_ct)
        throw table_.error(
            row, column,
            fmt::format("no run has a Ct of {}: a decimal sign was lost; export the file again", ct));
      return {CtStatus::Value, value};
    }
    if (holds_several_numbers(ct))
      throw table_.error(row, column, fmt::format("expected one Ct, found '{}'", ct));
    if (!ct.empty())
      words_.try_emplace(ct, &row, std::set<Well>{}).first->second.second.insert(well);
    return {CtStatus::Absent, std::nullopt};
  }

  std::string place_of(const SheetRow& row, Well well) const {
    return table_.place(row) + ": " + to_string(well);
  }

  const V2Table& table_;
  Run& run_;
  bool has_setup_;
  std::string method_;              ///< of what stands under Ct, where it is another
  std::optional<std::size_t> crt_;  ///< the column of Crt
  std::map<ReactionKey, std::size_t> reactions_;
  std::map<std::string, std::pair<const SheetRow*, std::set<Well>>>
      words_;  ///< in place of a Ct: first row, wells
};

}  // namespace

void read_v2_setup(const V2Table& table, const std::string& source, Run& run) {
  require_well_and_target(table);
  std::map<ReactionKey, int> lines;
  std::set<Well> without_target;
  for (const SheetRow* row : table.rows()) {
    const ReactionKey key{v2_well(table, *row, run.plate), table.name(*row, Column::Target)};
    if (key.second.empty()) {
      if (!table.text(*row, Column::Sample).empty())
        without_target.insert(key.first);
      continue;
    }
    check_once(table, *row, key, lines);
    run.reactions.push_back(reaction_of(table, *row, key));
    table.charge_reaction(run.reactions.back());
  }
  note_number_names(table, source, run);
  if (!without_target.empty())
    run.issues.push_back(
        make_issue(IssueCode::SampleWithoutTarget, source, field<"wells">(well_list(without_target))));
}

void read_v2_results(const V2Table& table, const std::string& source, const Vocabulary& vocabulary,
                     const std::string& method, Run& run) {
  require_well_and_target(table);
  const std::optional<std::size_t> other = other_method(table);
  if (!other)
    table.require(Column::Ct);
  else if (method.empty())
    run.issues.push_back(other_cycle_method(table.titles()[*other], source));
  if (const std::optional<std::size_t> ct = table.damaged_ct())
    run.issues.push_back(
        make_issue(IssueCode::CtTitleRestored, table.title_place(), field<"found">(table.titles()[*ct]),
                   field<"next">(*ct + 1 < table.titles().size() ? table.titles()[*ct + 1] : std::string())));
  if (run.reactions.empty())  // no 'Sample Setup': the names are those of 'Results'
    note_number_names(table, source, run);
  ResultsReader(table, other ? std::string() : method, run).read(source, vocabulary);
}

}  // namespace crossbreak
