#include "reports/tidy_csv.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "formats/tidy_issues.hpp"
#include "formats/tidy_table.hpp"
#include "record/record.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "words/issues.hpp"

namespace crossbreak {
namespace {

std::string cell(const std::optional<double>& number) {
  return number ? shortest_text(*number) : std::string();
}
std::string cell(const std::optional<int>& number) {
  return number ? std::to_string(*number) : std::string();
}
std::string cell(const std::optional<bool>& truth) {
  return truth ? (*truth ? "true" : "false") : std::string();
}
/// Of a cycle beyond the end of its curve too: empty.
std::string cell(const std::vector<double>& signal, std::size_t at) {
  return at < signal.size() ? shortest_text(signal[at]) : std::string();
}

/// "BADROX=Y;NOISE=N", with a backslash before ; = and \ that belong to a text.
std::string flags_text(const std::vector<QcFlag>& flags) {
  const auto escaped = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == ';' || c == '=' || c == '\\')
        out += '\\';
      out += c;
    }
    return out;
  };
  std::string text;
  for (const QcFlag& flag : flags)
    text += (text.empty() ? "" : ";") + escaped(flag.name) + '=' + escaped(flag.value);
  return text;
}

std::string passive_cell(const Run& run) {
  switch (run.passive_reference_status) {
    case PassiveReferenceStatus::Dye:
      return csv_cell(run.passive_reference);
    case PassiveReferenceStatus::None:
      return "none";
    case PassiveReferenceStatus::NotStated:
      break;
  }
  return {};
}

/// The cells between commas, with one behind the last.
std::string joined_cells(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& each : cells)
    line += each + ',';
  return line;
}

std::string cells_of_well(const Run& run, const Reaction& reaction) {
  return joined_cells({std::string(tidy_schema), csv_cell(source_name(run)),
                       reaction.well ? to_string(*reaction.well) : std::string(), csv_cell(reaction.sample),
                       csv_cell(reaction.target), csv_cell(reaction.task), csv_cell(reaction.reporter),
                       passive_cell(run), csv_cell(reaction.quencher)});
}

std::string start_cell(const BaselineWindow* window) {
  return window ? std::to_string(window->start) : std::string();
}
std::string end_cell(const BaselineWindow* window) {
  return window ? std::to_string(window->end) : std::string();
}

std::string cells_of_result(const Reaction& reaction, const Curve& curve) {
  const InstrumentResult& instrument = reaction.instrument;
  const FileSettings& settings = reaction.settings;
  const BaselineWindow* computed = curve.baseline ? &curve.baseline->window : nullptr;
  const BaselineWindow* stated = settings.baseline ? &*settings.baseline : nullptr;
  return joined_cells({cell(curve.ct),
                       std::string(code_of(curve.ct_status)),
                       cell(curve.threshold),
                       std::string(code_of(curve.verdict.amplified)),
                       start_cell(computed),
                       end_cell(computed),
                       cell(instrument.ct),
                       std::string(instrument_code_of(instrument.ct_status)),
                       cell(instrument.ct_decimals),
                       cell(instrument.ct_mean),
                       cell(instrument.ct_sd),
                       csv_cell(instrument.amp_status),
                       csv_cell(flags_text(reaction.flags)),
                       cell(settings.threshold),
                       cell(settings.automatic_threshold),
                       start_cell(stated),
                       end_cell(stated),
                       cell(settings.automatic_baseline),
                       cell(reaction.rn_decimals),
                       cell(reaction.quantity),
                       csv_cell(reaction.comments),
                       reaction.omitted ? "true" : "false"});
}

std::string cells_of_run(const Run& run) {
  std::string cells = joined_cells(
      {std::to_string(run.plate.rows), std::to_string(run.plate.columns), csv_cell(run.instrument.type_id),
       csv_cell(run.instrument.type_name), csv_cell(run.instrument.block_type),
       csv_cell(run.instrument.serial_number), csv_cell(run.instrument.software),
       csv_cell(run.instrument.spec_version), csv_cell(run.experiment_name), csv_cell(run.experiment_type),
       csv_cell(run.chemistry), csv_cell(run.operator_name), csv_cell(run.barcode), csv_cell(run.run_state),
       csv_cell(run.run_started), csv_cell(run.run_ended)});
  return cells;
}

/// What reading gave, without what is found again of every run by its instrument and software.
std::vector<Issue> lasting_issues(const Run& run) {
  std::vector<Issue> issues = run.issues;
  std::erase_if(issues, [](const Issue& issue) {
    return issue.code == IssueCode::InstrumentUnknown || issue.code == IssueCode::SoftwareImplied ||
           issue.code == IssueCode::SoftwareUnknown;
  });
  return issues;
}

/// The readings of one reaction's dyes; empty where the file gives none.
std::vector<double> readings(const Run& run, const Reaction& reaction, const std::string& dye) {
  const DyeTrace* trace = reaction.well && !dye.empty() ? find_dye(run, *reaction.well, dye) : nullptr;
  return trace ? trace->signal : std::vector<double>();
}

/// Of the longest of what the curve has.
std::size_t cycles_of(const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  return std::max({readings(run, reaction, reaction.reporter).size(),
                   readings(run, reaction, run.passive_reference).size(), curve.rn.size(),
                   curve.delta_rn.size(), reaction.rn.size(), reaction.delta_rn.size()});
}

/// The cells of each row behind `of_run`, of which the first row alone has `issues`: they are taken.
std::string rows_of(const Run& run, const Curve& curve, const std::string& of_run, std::string& issues) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::vector<double> reporter = readings(run, reaction, reaction.reporter);
  const std::vector<double> passive = readings(run, reaction, run.passive_reference);
  const std::size_t cycles = cycles_of(run, curve);
  const std::string of_well = cells_of_well(run, reaction);
  const std::string of_result = cells_of_result(reaction, curve) + of_run;
  if (cycles == 0)
    return of_well + ",,,,,,,," + of_result + std::exchange(issues, {}) + '\n';
  std::string rows;
  for (std::size_t i = 0; i < cycles; ++i) {
    const auto baseline =
        curve.baseline
            ? std::optional(curve.baseline->intercept + curve.baseline->slope * static_cast<double>(i + 1))
            : std::nullopt;
    rows += of_well;
    rows += joined_cells({std::to_string(i + 1), cell(reporter, i), cell(passive, i), cell(curve.rn, i),
                          cell(baseline), cell(curve.delta_rn, i), cell(reaction.rn, i),
                          cell(reaction.delta_rn, i)});
    rows += of_result + std::exchange(issues, {}) + '\n';
  }
  return rows;
}

void check_told_apart(const Run& run) {
  std::set<std::tuple<std::optional<Well>, std::string, std::string, std::string>> seen;
  for (const Reaction& reaction : run.reactions)
    if (!seen.emplace(reaction.well, reaction.sample, reaction.target, reaction.reporter).second)
      throw ReportError(
          source_name(run) + ": " +
          (reaction.well ? "well " + to_string(*reaction.well) : "curve '" + reaction.sample + "'") +
          " has target '" + reaction.target + "' twice in one dye, which rows of a table cannot tell apart");
}

}  // namespace

std::string write_tidy_csv(const AnalysedRun& analysed) {
  const Run& run = analysed.run;
  check_told_apart(run);
  std::string csv;
  for (const std::string_view titles :
       {tidy_titles_of_well, tidy_titles_of_cycle, tidy_titles_of_result, tidy_titles_of_run})
    csv += std::string(titles) + ',';
  csv += std::string(tidy_titles_of_reading) + '\n';
  std::size_t rows = 0;
  for (const Curve& curve : analysed.curves)
    rows += std::max<std::size_t>(cycles_of(run, curve), 1);
  const std::string of_run = cells_of_run(run) + joined_cells({std::to_string(rows)});
  std::string issues = csv_cell(tidy_issues_text(lasting_issues(run)));
  for (const Curve& curve : analysed.curves)
    csv += rows_of(run, curve, of_run, issues);
  return csv;
}

}  // namespace crossbreak
