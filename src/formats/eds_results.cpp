// Tabs, CRLF; wells count from 0. Three lines a result; sections with other first fields are passed over:
//
//   Session Name
//   Well  Sample Name  Detector  Task  Ct    Avg Ct  Ct SD  Delta Ct  Qty  Avg Qty  Qty SD
//   0     Agua         ORF1ab    UNKNOWN  40.0                         <- 40 cycles: Undetermined
//   Rn values        5.2778935  5.280504 ...
//   Delta Rn values  -0.008802516 ...
//
// Based on a real member of a StepOne-like run; `Amp Status` and `Cq Conf` may follow.
#include "formats/eds_results.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "formats/format_error.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

/// Charged as cells of a row.
std::vector<std::string_view> split(const EdsMember& member, std::string_view line) {
  const auto most = static_cast<std::uint64_t>(std::count(line.begin(), line.end(), '\t')) + 1;
  member.account->charge(Taken::Cells, most + member.account->limits().cells_of_a_row, member.file,
                         member.name);
  std::vector<std::string_view> fields;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', start), line.size());
    fields.push_back(line.substr(start, tab - start));
    start = tab + 1;
  }
  return fields;
}

class ResultReader {
 public:
  ResultReader(const EdsMember& member, Run& run) : member_(member), run_(run) {
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      reactions_[{*run.reactions[i].well, run.reactions[i].target}] = i;
  }

  void read() {
    std::string_view rest = member_.bytes;
    while (!rest.empty()) {
      ++line_;
      const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : end < rest.size() ? 1 : 0));
      read_line(split(member_, line));
    }
    stray_.tell_results(member_.file, run_);
    if (!other_length_.empty())
      run_.issues.push_back(make_issue(IssueCode::ResultCurvesLeftOut, member_.file,
                                       field<"cycles">(std::to_string(run_.cycles)),
                                       field<"wells">(well_list(other_length_))));
    if (columns_.empty())
      throw eds_error(member_, "no line of columns that begins with Well and Sample Name");
  }

 private:
  FormatError error(const std::string& message) const { return eds_error(member_, line_, message); }

  void read_line(const std::vector<std::string_view>& fields) {
    if (columns_.empty()) {
      if (fields[0] == "Well")
        read_columns(fields);
    } else if (fields[0] == "Rn values" || fields[0] == "Delta Rn values") {
      read_curve(fields, fields[0] == "Rn values" ? &Reaction::rn : &Reaction::delta_rn);
    } else if (const std::optional<int> well = eds_integer(fields[0])) {
      read_result(*well, fields);
    } else {
      current_ = nullptr;
    }
  }

  void read_columns(const std::vector<std::string_view>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (!fields[i].empty() && !columns_.emplace(fields[i], i).second)
        throw error("the column '" + std::string(fields[i]) + "' stands there twice");
    for (const char* wanted : {"Well", "Sample Name", "Detector", "Ct"})
      if (!columns_.contains(wanted))
        throw error("no column '" + std::string(wanted) + "'");
  }

  std::string_view cell(const std::vector<std::string_view>& fields, std::string_view column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= fields.size() ? std::string_view{}
                                                                     : fields[found->second];
  }

  std::optional<double> number(const std::vector<std::string_view>& fields, std::string_view column) const {
    const std::string_view text = cell(fields, column);
    if (text.empty())
      return std::nullopt;
    const std::optional<double> value = eds_number(text);
    if (!value)
      throw error(fmt::format("expected a number under {}, found '{}'", column, text));
    return std::isfinite(*value) ? value : std::nullopt;
  }

  void read_result(int index, const std::vector<std::string_view>& fields) {
    current_ = nullptr;
    member_.account->charge(Taken::Curves, 1, member_.file, member_.name);
    const std::optional<Well> well = well_at(index, run_.plate);
    if (!well)
      throw error(fmt::format("well index {} lies outside the plate of {} wells", index, run_.plate.size()));
    if (fields.size() <= columns_.at("Ct"))
      throw error("the line is cut off before Ct");
    const std::string target(cell(fields, "Detector"));
    const auto found = reactions_.find({*well, target});
    if (found == reactions_.end()) {
      stray_.add(*well, target);
      return;
    }
    current_ = &run_.reactions[found->second];
    if (!current_->rn.empty() || current_->instrument.ct_status != CtStatus::Absent)
      throw error(fmt::format("a second result for '{}' in {}", target, to_string(*well)));
    if (cell(fields, "Sample Name") != current_->sample)
      run_.issues.push_back(
          of_well(make_issue(IssueCode::SampleNameDiffers, member_.file + ": " + to_string(*well),
                             field<"found">(std::string(cell(fields, "Sample Name"))),
                             field<"sample">(current_->sample)),
                  *well));
    InstrumentResult& result = current_->instrument;
    if (cell(fields, "Ct") == "Undetermined") {
      result.ct_status = CtStatus::Undetermined;
    } else if (const std::optional<double> ct = number(fields, "Ct")) {
      result.ct_status = *ct >= run_.cycles ? CtStatus::Undetermined : CtStatus::Value;
      if (result.ct_status == CtStatus::Value)
        result.ct = ct;
    }
    result.ct_mean = number(fields, "Avg Ct");
    result.ct_sd = number(fields, "Ct SD");
    result.amp_status = cell(fields, "Amp Status");
  }

  void read_curve(const std::vector<std::string_view>& fields, std::vector<double> Reaction::*curve) {
    if (current_ == nullptr)
      return;
    std::vector<double> values;
    for (std::size_t i = 1; i < fields.size(); ++i) {
      if (fields[i].empty() && i + 1 == fields.size())  // the tab that ends the line
        break;
      const std::optional<double> value = eds_number(fields[i]);
      if (!value)
        throw error(fmt::format("expected a number in {}, found '{}'", fields[0], fields[i]));
      values.push_back(std::isfinite(*value) ? *value : std::numeric_limits<double>::quiet_NaN());
    }
    if (static_cast<int>(values.size()) != run_.cycles) {
      other_length_.insert(*current_->well);
      return;
    }
    current_->*curve = std::move(values);
  }

  const EdsMember& member_;
  Run& run_;
  std::map<std::pair<Well, std::string>, std::size_t> reactions_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  Reaction* current_ = nullptr;
  std::set<Well> other_length_;
  StrayTargets stray_;
  int line_ = 0;
};

std::string shortest(std::optional<double> value) {
  if (!value)
    return {};
  if (!std::isfinite(*value))
    return "NaN";
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, *value).ptr};
}

void append_curve(std::string& text, std::string_view title, const std::vector<double>& curve) {
  if (curve.empty())
    return;
  text += title;
  for (const double value : curve)
    text += '\t' + shortest(value);
  text += "\r\n";
}

bool has_results(const Reaction& reaction) {
  return reaction.instrument != InstrumentResult{} || !reaction.rn.empty() || !reaction.delta_rn.empty();
}

}  // namespace

void read_eds_results(const EdsMember& member, Run& run) {
  ResultReader(member, run).read();
}

int eds_result_cycles(const EdsMember& member) {
  int cycles = 0;
  for (std::size_t start = 0; start < member.bytes.size();) {
    const std::size_t end = std::min(member.bytes.find_first_of("\r\n", start), member.bytes.size());
    const std::vector<std::string_view> fields =
        split(member, std::string_view(member.bytes).substr(start, end - start));
    if (fields.front() == "Rn values")
      cycles = std::max(
          cycles, static_cast<int>(std::count_if(fields.begin() + 1, fields.end(),
                                                 [](std::string_view value) { return !value.empty(); })));
    start = end + 1;
  }
  return cycles;
}

std::string write_eds_results(const Run& run) {
  if (std::none_of(run.reactions.begin(), run.reactions.end(), has_results))
    return {};
  std::string text =
      "Session Name\t\r\nWell\tSample Name\tDetector\tTask\tCt\tAvg Ct\tCt SD\tDelta Ct\tQty\tAvg Qty\tQty "
      "SD\t"
      "Amp Status\r\n";
  for (const Reaction& reaction : run.reactions) {
    if (!has_results(reaction))
      continue;
    const InstrumentResult& result = reaction.instrument;
    const std::string ct =
        result.ct_status == CtStatus::Undetermined ? fmt::format("{}.0", run.cycles) : shortest(result.ct);
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t\t{}\t\t\t{}\r\n",
                        reaction.well->row * run.plate.columns + reaction.well->column, reaction.sample,
                        reaction.target, reaction.task, ct, shortest(result.ct_mean), shortest(result.ct_sd),
                        shortest(reaction.quantity), result.amp_status);
    append_curve(text, "Rn values", reaction.rn);
    append_curve(text, "Delta Rn values", reaction.delta_rn);
  }
  return text;
}

}  // namespace crossbreak
