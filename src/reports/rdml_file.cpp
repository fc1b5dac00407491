#include "reports/rdml_file.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "formats/rdml.hpp"
#include "formats/rdml_declared.hpp"
#include "record/record.hpp"
#include "reports/asm_time.hpp"
#include "reports/well_list.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/labels/convert.hpp"

namespace crossbreak {
namespace {

/// The run's time as RDML wants it; as it stands where it is none.
std::string time_of(const Run& run, const std::optional<std::string>& utc_offset) {
  const std::string& time = run_date(run);
  return is_rdml_time(time) ? time : time_with_offset(time, utc_offset).value_or(time);
}

bool has_own_line(const Reaction& reaction, const Curve& curve) {
  return !curve.baseline && !curve.rn.empty() && curve.rn.size() == reaction.delta_rn.size();
}

/// The straight line nearest to Rn - delta Rn: of a file that gives both and no window.
std::optional<RdmlLine> line_between(const std::vector<double>& rn, const std::vector<double>& delta_rn) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < rn.size(); ++i) {
    const double cycle = static_cast<double>(i + 1);
    const double level = rn[i] - delta_rn[i];
    if (!std::isfinite(level))
      continue;
    n += 1;
    x += cycle;
    y += level;
    xx += cycle * cycle;
    xy += cycle * level;
  }
  const double spread = n * xx - x * x;
  if (n < 2 || !(spread > 0))
    return std::nullopt;
  const double slope = (n * xy - x * y) / spread;
  return RdmlLine{.intercept = (y - slope * x) / n, .slope = slope};
}

std::optional<RdmlLine> line_of(const Reaction& reaction, const Curve& curve) {
  if (curve.baseline)
    return RdmlLine{.intercept = curve.baseline->intercept, .slope = curve.baseline->slope};
  return has_own_line(reaction, curve) ? line_between(curve.rn, reaction.delta_rn) : std::nullopt;
}

bool has_rn(const AnalysedRun& analysed) {
  return std::any_of(analysed.curves.begin(), analysed.curves.end(),
                     [](const Curve& curve) { return !curve.rn.empty(); });
}

class Losses {
 public:
  explicit Losses(const AnalysedRun& analysed) : analysed_(analysed), run_(analysed.run) {}

  std::vector<Words> find(bool has_roles, const std::string& time) {
    add_traces();
    add_curves();
    add_results();
    add_setup(has_roles);
    add_head(time);
    return std::move(losses_);
  }

 private:
  void add_count(FilledBy<"count"> label, std::size_t count) {
    if (count > 0)
      losses_.push_back(filled(label.sentence(), {Argument("count", std::to_string(count))}));
  }
  void add_name(FilledBy<"name"> label, const std::string& name) {
    if (!name.empty())
      losses_.push_back(filled(label.sentence(), {Argument("name", name)}));
  }
  void add_names(FilledBy<"names"> label, const std::set<std::string>& names) {
    if (!names.empty())
      losses_.push_back(filled(label.sentence(), {Argument("names", joined(names))}));
  }

  /// The wells whose curves fulfil the condition.
  template <class Condition>
  void add_wells(FilledBy<"wells"> label, Condition condition) {
    std::set<Well> wells;
    for (const Curve& curve : analysed_.curves)
      if (const Reaction& reaction = run_.reactions[curve.reaction]; reaction.well && condition(curve))
        wells.insert(*reaction.well);
    if (!wells.empty())
      losses_.push_back(
          filled(label.sentence(), {Argument("wells", well_list({wells.begin(), wells.end()}))}));
  }

  template <class Condition>
  std::size_t count_curves(Condition condition) const {
    return static_cast<std::size_t>(
        std::count_if(analysed_.curves.begin(), analysed_.curves.end(),
                      [&](const Curve& curve) { return condition(run_.reactions[curve.reaction], curve); }));
  }

  void add_traces() {
    add_count(loss_labels.filters, run_.filters.size());
    add_count(loss_labels.readings, run_.dyes.size());
    if (run_.passive_reference_status == PassiveReferenceStatus::Dye)
      losses_.push_back(filled(loss_labels.passive, field<"dye">(run_.passive_reference)));
    add_wells(loss_labels.passive_issues, [](const Curve& curve) {
      return std::any_of(curve.issues.begin(), curve.issues.end(), [](const Issue& issue) {
        return issue.code == IssueCode::PassiveReferenceDip ||
               issue.code == IssueCode::PassiveReferenceMissing ||
               issue.code == IssueCode::PassiveReferenceNearZero;
      });
    });
    add_wells(loss_labels.unreadable, [](const Curve& curve) { return curve.unreadable.has_value(); });
    add_count(loss_labels.melts, run_.melts.size());
    if (!run_.program.empty())
      losses_.push_back(words_of(loss_labels.program));
  }

  void add_curves() {
    if (!has_rn(analysed_))
      return;
    add_count(loss_labels.windows,
              count_curves([](const Reaction&, const Curve& curve) { return curve.baseline.has_value(); }));
    add_count(loss_labels.rounded_lines, count_curves(has_own_line));
    add_count(loss_labels.subtracted_curves, count_curves([](const Reaction& reaction, const Curve& curve) {
                return curve.rn.empty() && !reaction.delta_rn.empty();
              }));
  }

  void add_results() {
    add_count(loss_labels.instrument_cts, count_curves([](const Reaction& reaction, const Curve& curve) {
                const InstrumentResult& instrument = reaction.instrument;
                return instrument.ct_status != CtStatus::Absent && curve.ct_status != CtStatus::Absent &&
                       (instrument.ct_status != curve.ct_status || instrument.ct != curve.ct);
              }));
    std::set<std::string> flags;
    bool has_means = false;
    for (const Reaction& reaction : run_.reactions) {
      for (const QcFlag& flag : reaction.flags)
        flags.insert(flag.name);
      const InstrumentResult& instrument = reaction.instrument;
      has_means = has_means || instrument.ct_mean || instrument.ct_sd || !instrument.amp_status.empty();
    }
    if (has_means)
      losses_.push_back(words_of(loss_labels.ct_means));
    add_names(loss_labels.all_flags, flags);
  }

  void add_setup(bool has_roles) {
    std::set<std::string> quenchers;
    std::set<std::string> tasks;
    std::set<std::pair<std::optional<bool>, std::optional<bool>>> automatic;
    for (const Reaction& reaction : run_.reactions) {
      if (!reaction.quencher.empty() && reaction.quencher != "None")
        quenchers.insert(reaction.quencher);
      if (!has_roles && !reaction.task.empty() && rdml_type_of_task(reaction.task).empty())
        tasks.insert(reaction.task);
      automatic.emplace(reaction.settings.automatic_threshold, reaction.settings.automatic_baseline);
    }
    add_names(loss_labels.quenchers, quenchers);
    add_names(loss_labels.tasks, tasks);
    const bool is_one = automatic.size() == 1 && automatic.begin()->first == automatic.begin()->second;
    if (!run_.reactions.empty() && !is_one)
      losses_.push_back(words_of(loss_labels.automatic));
  }

  void add_head(const std::string& time) {
    add_name(loss_labels.block, run_.instrument.block_type);
    add_name(loss_labels.serial_number, run_.instrument.serial_number);
    add_name(loss_labels.chemistry, run_.chemistry);
    add_name(loss_labels.experiment_type, run_.experiment_type);
    add_name(loss_labels.barcode, run_.barcode);
    if (!run_.run_state.empty())
      losses_.push_back(filled(loss_labels.state, field<"state">(run_.run_state)));
    if (!time.empty() && !is_rdml_time(time))
      losses_.push_back(filled(loss_labels.started, field<"time">(time)));
    if (!run_.run_started.empty() && !run_.run_ended.empty())
      losses_.push_back(filled(loss_labels.ended, field<"time">(run_.run_ended)));
  }

  const AnalysedRun& analysed_;
  const Run& run_;
  std::vector<Words> losses_;
};

}  // namespace

std::string write_rdml_file(const AnalysedRun& analysed, const std::vector<RdmlMeaning>& meanings,
                            const std::optional<std::string>& utc_offset) {
  Run run = analysed.run;
  run.run_started = time_of(run, utc_offset);
  std::vector<RdmlReaction> more(run.reactions.size());
  for (const Curve& curve : analysed.curves) {
    Reaction& reaction = run.reactions[curve.reaction];
    more[curve.reaction].baseline = line_of(reaction, curve);
    if (!curve.rn.empty())
      reaction.rn = curve.rn;
    if (curve.threshold)
      reaction.settings.threshold = curve.threshold;
    if (curve.ct_status != CtStatus::Absent) {
      reaction.instrument.ct_status = curve.ct_status;
      reaction.instrument.ct = curve.ct;
    }
  }
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    more[i].role = meanings[i].role;
    more[i].is_reference = meanings[i].is_reference;
  }
  try {
    return write_rdml(run, more);
  } catch (const std::invalid_argument& error) {
    throw ReportError(source_name(run) + ": " + error.what());
  }
}

std::vector<Words> losses_of_rdml(const AnalysedRun& analysed, const std::vector<RdmlMeaning>& meanings,
                                  const std::optional<std::string>& utc_offset) {
  return Losses(analysed).find(!meanings.empty(), time_of(analysed.run, utc_offset));
}

}  // namespace crossbreak
