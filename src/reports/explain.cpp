#include "reports/explain.hpp"

#include <algorithm>

#include "calling/calls.hpp"
#include "curves/crosstalk/copy_fit.hpp"
#include "curves/signal/issues.hpp"
#include "record/record.hpp"
#include "reports/curve_plot.hpp"
#include "reports/report_words.hpp"
#include "reports/wrapped_text.hpp"
#include "run/nearest.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/explain.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

/// Writes the chain, each level indented by two columns more.
class Chain {
 public:
  Chain(const Report& report, Language language) : report_(&report), language_(language) {}

  void patient(const PatientCall& patient);
  void control(const ControlCall& control);
  void limits();
  std::string text() && { return std::move(text_); }

 private:
  const std::string& say(const Words& words) const { return in(language_, words); }
  std::string say(const Sentence& sentence) const { return in(language_, sentence); }
  void line(std::size_t level, std::string_view words) {
    text_ += std::string(2 * level, ' ') + printable(words) + '\n';
  }
  /// The codes of records are English words: only the English chain shows them.
  std::string code(const std::string& code) const;
  std::string in_brackets(const std::vector<std::string>& parts) const;
  void next(const std::optional<Words>& step) {
    if (step)
      line(1, say(common_labels.next) + say(separators.colon) + say(*step));
  }
  void reasons(std::size_t level, const std::vector<Reason>& reasons);
  void flags(std::size_t level, const std::vector<Flag>& flags);
  void set(const SetCall& set);
  void well(std::size_t index);
  void well_numbers(const WellCall& well);
  void plot(std::size_t index);
  std::vector<double> crosstalk_of(const WellCall& well) const;
  std::string ct(const std::optional<double>& value, CtStatus status) const;

  const Report* report_;
  Language language_;
  std::string text_;
};

void Chain::reasons(std::size_t level, const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) {
    const ReasonEntry& entry = entry_of(reason.code);
    std::vector<std::string> parts;
    if (language_ == Language::En) {
      parts.emplace_back(entry.outcome);
    }
    if (reason.value) {
      parts.push_back(say(filled(explain_labels.value, field<"number">(shortest_text(*reason.value)))));
    }
    if (reason.limit) {
      parts.push_back(say(filled(explain_labels.limit, field<"number">(shortest_text(*reason.limit)))));
    }
    line(level, say(words_of(entry.rule)) + say(separators.colon) + say(reason.words) + in_brackets(parts));
  }
}

void Chain::flags(std::size_t level, const std::vector<Flag>& flags) {
  for (const Flag flag : flags) {
    line(level, "! " + say(words_of(flag)) + code(std::string(code_of(flag))));
  }
}

std::string Chain::in_brackets(const std::vector<std::string>& parts) const {
  return parts.empty() ? "" : "  [" + joined(parts, say(separators.comma)) + ']';
}

std::string Chain::code(const std::string& code) const {
  return language_ == Language::En ? in_brackets({code}) : std::string();
}

std::string Chain::ct(const std::optional<double>& value, CtStatus status) const {
  return value ? text_beside(*value, report_->ct_cutoff) : say(words_of(status));
}

void Chain::well_numbers(const WellCall& well) {
  constexpr std::size_t level = 3;
  line(level, say(filled(explain_labels.numbers, field<"amplified">(words_of(well.amplified)),
                         field<"ct">(ct(well.ct, well.ct_status)),
                         field<"instrument">(ct(well.ct_instrument, well.ct_instrument_status)))));
  for (const VerdictReason& reason : well.verdict_reasons) {
    line(level, say(filled(explain_labels.evidence, field<"words">(reason.words))) +
                    code(std::string(code_of(reason.code))));
  }
  if (well.threshold) {
    const Words threshold = filled(explain_labels.threshold, field<"number">(shortest_text(*well.threshold)));
    line(level, say(well.threshold_source ? in_parentheses(threshold, words_of(*well.threshold_source))
                                          : threshold));
  }
  if (well.crosstalk == CrosstalkState::OwnProduct) {
    const std::string without = ct(well.ct_without_crosstalk, CtStatus::Undetermined);
    line(level, say(filled(explain_labels.without_crosstalk, field<"ct">(without))));
  }
  if (well.ct_half_threshold || well.ct_double_threshold) {
    const auto at = [this](const std::optional<double>& value) { return ct(value, CtStatus::Undetermined); };
    line(level, say(filled(explain_labels.other_thresholds, field<"half">(at(well.ct_half_threshold)),
                           field<"twice">(at(well.ct_double_threshold)))));
  }
  if (well.baseline) {
    const Words window = filled(explain_labels.window, field<"window">(text_of(*well.baseline)));
    line(level, say(well.baseline_source ? in_parentheses(window, words_of(*well.baseline_source)) : window));
  }
  for (const QcFlag& flag : well.instrument_flags) {
    line(level, say(filled(explain_labels.instrument_flag, field<"flag">(flag.name + " = " + flag.value))));
  }
}

void Chain::well(std::size_t index) {
  const WellCall& well = report_->calls.wells[index];
  line(2, to_string(well.well) + "  " + well.target + ' ' +
              say(in_parentheses(report_->inputs[well.input].file)) + say(separators.colon) +
              say(label_of(well.state)));
  well_numbers(well);
  reasons(3, well.reasons);
  flags(3, well.flags);
  if (report_->has_curves)
    plot(index);
}

void Chain::plot(std::size_t index) {
  const WellCall& well = report_->calls.wells[index];
  const std::vector<double> beside = crosstalk_of(well);
  text_ += curve_plot(report_->curves[index].delta_rn, well.threshold, well.ct, std::string(6, ' '), beside);
  if (beside.empty())
    return;
  const std::string share = fixed_text(100 * well.crosstalk_share.value_or(0), 1) + " %";
  const std::string lag = fixed_text(well.crosstalk_lag.value_or(0), 1);
  line(3, say(filled(explain_labels.beside, field<"share">(share), field<"from">(well.crosstalk_from),
                     field<"lag">(lag))));
}

/// What the other dye shows in the curve; empty without crosstalk.

std::vector<double> Chain::crosstalk_of(const WellCall& well) const {
  if (!well.crosstalk)
    return {};
  const std::vector<WellCall>& wells = report_->calls.wells;
  const auto other = std::find_if(wells.begin(), wells.end(), [&](const WellCall& one) {
    return one.run == well.run && one.well == well.well &&
           (one.reporter.empty() ? one.target : one.reporter) == well.crosstalk_from;
  });
  if (other == wells.end())
    return {};
  const auto index = static_cast<std::size_t>(other - wells.begin());
  return copy_of(report_->curves[index].delta_rn, well.crosstalk_share.value_or(0),
                 well.crosstalk_lag.value_or(0));
}

void Chain::set(const SetCall& set) {
  text_ += '\n';
  line(1, say(set.ct_mean ? filled(explain_labels.set_with_ct, field<"set">(set.set),
                                   field<"result">(label_of(set.result)),
                                   field<"ct">(text_beside(*set.ct_mean, report_->ct_cutoff)))
                          : filled(explain_labels.set, field<"set">(set.set),
                                   field<"result">(label_of(set.result)))));
  reasons(2, set.reasons);
  flags(2, set.flags);
  for (const std::size_t index : set.wells) {
    well(index);
  }
}

void Chain::patient(const PatientCall& patient) {
  const std::string deletions = (patient.deletions.empty() ? "" : " ") + joined(patient.deletions, " + ");
  line(0, patient_name(patient, language_) + say(separators.colon) + say(label_of(patient.call)) + deletions +
              (patient.review ? "  ! " + say(common_labels.look_at_it) : std::string()));
  line(1, say(patient.text));
  next(patient.next);
  reasons(1, patient.reasons);
  flags(1, patient.flags);
  for (const SetCall& call : patient.sets) {
    set(call);
  }
  if (patient.reference) {
    set(*patient.reference);
  }
  text_ += '\n';
}

void Chain::control(const ControlCall& control) {
  const std::string plate =
      has_several_runs(*report_) ? say(in_parentheses(file_of_run(*report_, control.run))) : std::string();
  line(0, say(in_parentheses({control.sample, control.sample}, words_of(control.role))) +
              say(separators.comma) + control.set + plate + say(separators.colon) +
              say(label_of(control.outcome)) +
              (control.invalidates ? say(separators.semicolon) + say(common_labels.makes_set_invalid)
                                   : std::string()));
  next(control.next);
  reasons(1, control.reasons);
  for (const std::size_t index : control.wells) {
    well(index);
  }
  text_ += '\n';
}

void Chain::limits() {
  if (!say(report_->limits).empty()) {
    text_ += wrapped(printable(say(report_->limits)), "");
  }
}

[[noreturn]] void fail_unknown(const Report& report, std::string_view sample) {
  std::vector<std::string> names;
  for (const PatientCall& patient : report.calls.patients) {
    names.push_back(patient.sample);
  }
  for (const ControlCall& control : report.calls.controls) {
    if (!control.sample.empty()) {
      names.push_back(control.sample);
    }
  }
  const auto nearest = nearest_name(sample, names);
  throw ReportError("no sample '" + std::string(sample) + "' in this run" +
                    (nearest ? "; the nearest is '" + *nearest + "'" : ""));
}

}  // namespace

std::string explain_sample(const Report& report, std::string_view sample, Language language) {
  Chain chain(report, language);
  bool found = false;
  for (const PatientCall& patient : report.calls.patients) {
    if (patient.sample == sample) {
      chain.patient(patient);
      found = true;
    }
  }
  for (const ControlCall& control : report.calls.controls) {
    if (!control.sample.empty() && control.sample == sample) {
      chain.control(control);
      found = true;
    }
  }
  if (!found) {
    fail_unknown(report, sample);
  }
  chain.limits();
  return std::move(chain).text();
}

}  // namespace crossbreak
