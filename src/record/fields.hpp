// The fields of the record, each said once and in the record's order. What record_writer.cpp writes and
// record_reader.cpp reads back, calls.schema.json and `crossbreak fields` follow from these lists.
//
// FieldsOf<SetCall>::list(field) tells the visitor `field` of each field of a SetCall:
//   field(name, member, meaning)                 written and read back; its type says what may stand there
//   field.or_null(name, member, meaning)         a text, null where it is empty
//   field.derived(name, make, meaning)           written: what make(set, calls) gives; a member that is told
//                                                by it is read by complete() of record_reader.cpp
//   field.where(present, name, member, meaning)  not in the record where the member `present` is false
//   field.if_there(name, member, meaning)        an optional or a list: not in the record where it is absent
//                                                or empty
//   field.part(PanelFields{}, name, meaning)     an object that holds some fields of the same value
//
// A new field is a member of its struct and its line here.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "record/json_text.hpp"
#include "record/record.hpp"
#include "record/report.hpp"
#include "words/catalogue.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/labels/release.hpp"
#include "words/release.hpp"

namespace crossbreak {

/// What a field says, in English, and what its type does not tell of it.
struct Meaning {
  constexpr Meaning(const char* words) : text(words) {}  // NOLINT: meant to convert
  std::string_view text;                                 ///< empty: what is said of all values of its type
  std::optional<int> least;
  std::optional<int> most;
  std::string_view always;         ///< the only text that may stand there
  std::string_view pattern;        ///< of a text: the regular expression (ECMA-262) that it fits
  bool is_sha256 = false;          ///< 64 lower-case hex digits
  std::optional<CodeKind> a_code;  ///< of a text: which codes it is one of
};

constexpr Meaning at_least(int least, const char* words) {
  Meaning meaning(words);
  meaning.least = least;
  return meaning;
}

constexpr Meaning between(int least, int most, const char* words) {
  Meaning meaning = at_least(least, words);
  meaning.most = most;
  return meaning;
}

constexpr Meaning always(std::string_view text, const char* words) {
  Meaning meaning(words);
  meaning.always = text;
  return meaning;
}

constexpr Meaning like(std::string_view pattern, const char* words) {
  Meaning meaning(words);
  meaning.pattern = pattern;
  return meaning;
}

// What the readers of reviews and audits ask of a text.
inline constexpr std::string_view event_id_pattern = "^[0-9a-f]{32}$";
inline constexpr std::string_view utc_time_pattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
inline constexpr std::string_view utc_offset_pattern = "^[+-][0-9]{2}:[0-9]{2}$";
inline constexpr std::string_view visible_pattern = "[^\\s]";

constexpr Meaning meaning_of_sha256_of(const char* words) {
  Meaning meaning(words);
  meaning.is_sha256 = true;
  return meaning;
}

inline constexpr Meaning meaning_of_sha256 =
    meaning_of_sha256_of("SHA-256 of the file's bytes, lower-case hex.");

constexpr Meaning code_of_kind(CodeKind kind, const char* words) {
  Meaning meaning(words);
  meaning.a_code = kind;
  return meaning;
}

/// The member of a member.
template <class Outer, class Inner>
constexpr auto inner(Outer outer, Inner of_it) {
  return [ outer, of_it ](auto& value) -> auto& {
    return std::invoke(of_it, std::invoke(outer, value));
  };
}

/// CtStatus as records have it of the instrument's Ct, which is "absent" where ours is "not_computed".
enum class InstrumentCtStatus {
  Absent = static_cast<int>(CtStatus::Absent),
  Undetermined = static_cast<int>(CtStatus::Undetermined),
  Value = static_cast<int>(CtStatus::Value)
};

constexpr CodeTable<InstrumentCtStatus, 3> codes_of(InstrumentCtStatus) {
  return {{{InstrumentCtStatus::Absent, instrument_code_of(CtStatus::Absent)},
           {InstrumentCtStatus::Undetermined, instrument_code_of(CtStatus::Undetermined)},
           {InstrumentCtStatus::Value, instrument_code_of(CtStatus::Value)}}};
}

/// `name` and `meaning` are those of the schema's definition; `layout` is the writer's.
template <class T>
struct FieldsOf;

template <class T>
concept HasFields = requires {
  FieldsOf<T>::name;
};

template <>
struct FieldsOf<Words> {
  static constexpr std::string_view name = "words";
  static constexpr std::string_view meaning = "A sentence in English and in Chinese.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("en", &Words::en, "English.");
    field("zh", &Words::zh, "Chinese.");
  }
};

template <>
struct FieldsOf<ToolIdentity> {
  static constexpr std::string_view name = "tool";
  static constexpr std::string_view meaning = "The program that made the record.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("name", &ToolIdentity::name, "\"crossbreak\".");
    field("version", &ToolIdentity::version, "Its version.");
  }
};

template <>
struct FieldsOf<Plate> {
  static constexpr std::string_view name = "plate";
  static constexpr std::string_view meaning = "Outline of the block.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("rows", &Plate::rows, between(1, 16, "8 or 16."));
    field("columns", &Plate::columns, between(1, 24, "12 or 24."));
  }
};

template <>
struct FieldsOf<ReportInput> {
  static constexpr std::string_view name = "input";
  static constexpr std::string_view meaning = "An input file, with what its run says of the instrument.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("file", &ReportInput::file, "Name without folder.");
    field("sha256", &ReportInput::sha256, meaning_of_sha256);
    field("format", &ReportInput::format, "Name of the layout, e.g. eds-7500.");
    field.or_null("instrument", &ReportInput::instrument, "In words.");
    field.or_null("software", &ReportInput::software, "The instrument's software, as in the file.");
    field.or_null("run_date", &ReportInput::run_date,
                  "When the run started: ISO 8601, or as in the file where that is no date.");
    field("run", &ReportInput::run, "Number of the run, from 0: files of one run share it.");
    field("plate", &ReportInput::plate, "");
    field.or_null("passive_reference", &ReportInput::passive_reference, "Dye; null when there is none.");
    field.or_null("operator", &ReportInput::operator_name, "As in the file.");
    field.or_null("barcode", &ReportInput::barcode, "Of the plate, as in the file.");
  }
};

template <>
struct FieldsOf<Identity> {
  static constexpr std::string_view name = "profile";
  static constexpr std::string_view meaning = "An instrument profile.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("id", &Identity::id, "Its id.");
    field("version", &Identity::version, "Its version.");
    field("sha256", &Identity::sha256, meaning_of_sha256);
  }
};

template <>
struct FieldsOf<ReportSet> {
  static constexpr std::string_view name = "primer_set";
  static constexpr std::string_view meaning = "A primer set.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &ReportSet::name, "e.g. D4-7.");
    field("exons", &ReportSet::exons, "The exons lost, e.g. 4-7.");
    field.if_there("code", &ReportSet::code,
                   "What the laboratory's information system calls it, where the panel says.");
    field.if_there("hgvs", &ReportSet::hgvs, "The deletion in HGVS nomenclature, where the panel says.");
    field.if_there("class", &ReportSet::deletion_class,
                   "What the deletion does to the protein, where the panel says.");
  }
};

template <>
struct FieldsOf<ReportText> {
  static constexpr std::string_view name = "patient_text";
  static constexpr std::string_view meaning = "What the panel says of patients with one call.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("call", &ReportText::call, "The call.");
    field("words", &ReportText::words, "With {gene}, {exons} and {sets} where their values are to stand.");
  }
};

/// Of a Report.
struct PanelFields {
  static constexpr std::string_view name = "panel";
  static constexpr std::string_view meaning = "The panel of primer sets and rules.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("id", inner(&Report::panel, &Identity::id), "Its id.");
    field("version", inner(&Report::panel, &Identity::version), "Its version.");
    field("sha256", inner(&Report::panel, &Identity::sha256), meaning_of_sha256);
    field("gene", &Report::gene, "The gene, e.g. IKZF1.");
    field.if_there("sensitivity", &Report::sensitivity, "Of the method, where the panel states it.");
    field("sets", &Report::sets, "The primer sets, in the order of reports.");
    field.if_there("texts", &Report::texts, "By call: of a call that a reviewer changes.");
    field.or_null("reference", &Report::reference, "The reference gene; null when the panel has none.");
    field("ct_cutoff", &Report::ct_cutoff, "A well is positive strictly below this Ct (rule R1).");
  }
};

/// Of a Report.
struct RuleFields {
  static constexpr std::string_view name = "rules";
  static constexpr std::string_view meaning = "The rules that the instrument's software asked for.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("ct", &Report::ct_rule, "How Ct is interpolated: cubic or linear, with the software versions.");
    field("automatic", &Report::automatic_rule,
          "Which automatic baseline and threshold rules apply where the file is silent.");
  }
};

template <>
struct FieldsOf<Issue> {
  static constexpr std::string_view name = "issue";
  static constexpr std::string_view meaning = "Readable but odd.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("code", &Issue::code, "Stable name, e.g. encoding_guessed.");
    field("severity", &Issue::severity, "A warning makes the run valid_with_warnings.");
    field("place", &Issue::place, "File, file and well, or file and line.");
    field("words", &Issue::words, "");
    field("review", &Issue::asks_review, "The patients whom it concerns ask for a look.");
    field("wells", &Issue::wells, "The wells that it is about, where it is about wells.");
    field.or_null("target", &Issue::target, "The target that it is about, as in the file.");
  }
};

/// Of a Report.
struct RunFields {
  static constexpr std::string_view name = "run";
  static constexpr std::string_view meaning = "The run, or the runs combined, as a whole.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("status", inner(&Report::calls, &Calls::status),
          "invalid: a control invalidates at least one set on a plate.");
    field("issues", inner(&Report::calls, &Calls::issues),
          "What is odd in the inputs, in the order of reading, curves and rules.");
  }
};

template <>
struct FieldsOf<Reason> {
  static constexpr std::string_view name = "reason";
  static constexpr std::string_view meaning = "Why a rule came out as it did.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field.derived(
        "rule", [](const Reason& reason, const Calls&) { return code_of(entry_of(reason.code).rule); },
        code_of_kind(CodeKind::Reason, "R1 to R17, or a name such as contamination."));
    field("value", &Reason::value, "What was compared; null where the rule compares no numbers.");
    field("limit", &Reason::limit, "With what; null likewise.");
    field.derived(
        "outcome", [](const Reason& reason, const Calls&) { return entry_of(reason.code).outcome; },
        code_of_kind(CodeKind::Reason, "How the rule came out, e.g. late."));
    field("words", &Reason::words, "");
  }
};

/// What a control and a set of a patient say of their wells. `wells` for people, `well_indices` for scripts.
template <class Call>
void list_wells(auto& field) {
  field.derived(
      "wells",
      [](const Call& call, const Calls& calls) {
        std::vector<Well> wells;
        wells.reserve(call.wells.size());
        for (const std::size_t index : call.wells) {
          wells.push_back(calls.wells.at(index).well);
        }
        return wells;
      },
      "The wells by name.");
  field(
      "well_indices", &Call::wells,
      "The same wells as indices, from 0, into the record's wells: names alone are ambiguous where there are "
      "several plates.");
}

inline constexpr Meaning meaning_of_well = "A1, never A01.";

/// Of wells, sets, controls and patients.
inline constexpr Meaning meaning_of_reasons = "In the order of the rules.";
inline constexpr Meaning meaning_of_flags = "Stable codes, sorted, each once.";

template <>
struct FieldsOf<ControlCall> {
  static constexpr std::string_view name = "control";
  static constexpr std::string_view meaning = "A control of one set.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("run", &ControlCall::run, "Number of the run, as inputs[].run.");
    field.or_null("sample", &ControlCall::sample, "Name; null for a control that the plate lacks.");
    field("role", &ControlCall::role, "Which control.");
    field("set", &ControlCall::set, "The primer set, or the reference gene.");
    field("outcome", &ControlCall::outcome,
          "missing: the plate lacks it. not_judged: its wells say nothing.");
    field("invalidates", &ControlCall::invalidates, "It makes the set's results on this plate invalid.");
    field("ct_mean", &ControlCall::ct_mean, "Over wells that amplified and have a Ct.");
    list_wells<ControlCall>(field);
    field("reasons", &ControlCall::reasons, meaning_of_reasons);
    field("next", &ControlCall::next, "What to do and on what; null where it passed or was not judged.");
  }
};

template <>
struct FieldsOf<SetCall> {
  static constexpr std::string_view name = "set_call";
  static constexpr std::string_view meaning = "One primer set of one patient.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("set", &SetCall::set, "Name.");
    field("result", &SetCall::result, "The result.");
    field.if_there("computed", &SetCall::computed,
                   "What the rules made of it, where a reviewer changed the result.");
    field("ct_mean", &SetCall::ct_mean,
          "Over wells that amplified and have a Ct; an undetermined Ct enters no mean.");
    field("flags", &SetCall::flags, meaning_of_flags);
    list_wells<SetCall>(field);
    field("reasons", &SetCall::reasons, meaning_of_reasons);
  }
};

template <>
struct FieldsOf<PatientCall> {
  static constexpr std::string_view name = "patient";
  static constexpr std::string_view meaning = "One patient.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("sample", &PatientCall::sample, "As in the file or plate map; always text.");
    field(
        "repeat", &PatientCall::repeat,
        at_least(0, "0 for the first entry of this patient, 1 for the repeat on a later plate, and so on."));
    field("call", &PatientCall::call, "The call.");
    field.if_there("computed", &PatientCall::computed,
                   "What the rules made of it, where a reviewer changed the result of a set.");
    field.if_there("outcome", &PatientCall::outcome,
                   "What leaves the laboratory, as decided; not in a preliminary record.");
    field("deletions", &PatientCall::deletions, "Names of the positive sets, in the panel's order.");
    field("review", &PatientCall::review, "A person must look before the call is used.");
    field("flags", &PatientCall::flags, meaning_of_flags);
    field("sets", &PatientCall::sets, "One per set of the panel, in its order.");
    field("reference", &PatientCall::reference,
          "The reference gene's wells of this patient; null where the plate has none. Its result is positive "
          "where the gate of R7 let the patient's negatives pass, invalid where it blocked any or failed "
          "where it should have stood beside a positive, missing where the patient has no usable well on a "
          "plate that has them.");
    field("reasons", &PatientCall::reasons, meaning_of_reasons);
    field("next", &PatientCall::next, "What to do and on what, in one sentence; null where review is false.");
    field("text", &PatientCall::text, "The sentence that reports print.");
  }
};

template <>
struct FieldsOf<VerdictReason> {
  static constexpr std::string_view name = "evidence";
  static constexpr std::string_view meaning = "One piece of evidence for a verdict.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("code", &VerdictReason::code, "Stable name.");
    field("words", &VerdictReason::words, "");
  }
};

template <>
struct FieldsOf<QcFlag> {
  static constexpr std::string_view name = "instrument_flag";
  static constexpr std::string_view meaning = "A quality flag of the instrument.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &QcFlag::name, "e.g. BADROX.");
    field("value", &QcFlag::value, "As in the file.");
  }
};

template <>
struct FieldsOf<WellCall> {
  static constexpr std::string_view name = "well";
  static constexpr std::string_view meaning = "One well and target.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("input", &WellCall::input, "Index, from 0, into inputs.");
    field("run", &WellCall::run, "Number of the run, as inputs[].run.");
    field("reaction", &WellCall::reaction, "Index of the reaction within its run, from 0.");
    field("well", &WellCall::well, meaning_of_well);
    field.or_null("sample", &WellCall::sample, "As in the file or plate map.");
    field("target", &WellCall::target, "As in the file.");
    field.or_null("set", &WellCall::set, "The primer set it means, or the reference gene.");
    field("pair", &WellCall::pair, "Which primer pair of the set, from 0, where the target says so.");
    field.or_null("task", &WellCall::task, "As in the file.");
    field("role", &WellCall::role, "From --role, plate map, task or name.");
    field.or_null("reporter", &WellCall::reporter, "Dye.");
    field.or_null("quencher", &WellCall::quencher, "As in the file.");
    field("amplified", &WellCall::amplified, "Is the curve a genuine amplification?");
    field(
        "state", &WellCall::state,
        "late: amplified with Ct at or above the cut-off. left_out: omitted by the operator, or unreadable.");
    field("ct", &WellCall::ct, "Cycles, from 1, fractional; set exactly when ct_status is value.");
    field("ct_status", &WellCall::ct_status,
          "undetermined: the curve does not cross the threshold. not_computed: no curve or no threshold.");
    field("ct_instrument", &WellCall::ct_instrument, "The instrument's own.");
    field.derived(
        "ct_instrument_status",
        [](const WellCall& well, const Calls&) {
          return static_cast<InstrumentCtStatus>(well.ct_instrument_status);
        },
        "absent: the file is silent.");
    field("last_cycle", &WellCall::last_cycle,
          at_least(0, "Up to which an amplification would have been seen; 0 where nothing can be read."));
    field("crossings", &WellCall::crossings,
          at_least(0, "How often the curve crosses the threshold upwards."));
    field("crosstalk", &WellCall::crosstalk,
          "What it shows of another dye in its well (rule R19); null: nothing.");
    field.or_null("crosstalk_from", &WellCall::crosstalk_from, "That dye.");
    field("crosstalk_share", &WellCall::crosstalk_share,
          "Share of that dye's rise in this curve; of own_product the plate's.");
    field("crosstalk_lag", &WellCall::crosstalk_lag, "Cycles from that dye's rise to the copy.");
    field("crosstalk_plate_share", &WellCall::crosstalk_plate_share,
          "The share on this plate; null: too few copies tell it.");
    field("ct_without_crosstalk", &WellCall::ct_without_crosstalk,
          "Ct of own_product less the plate's share of that dye, which decides; null: undetermined, or "
          "nothing is taken away.");
    field("ct_half_threshold", &WellCall::ct_half_threshold,
          "Ct at half the threshold (rule R12); null: undetermined or not computed.");
    field("ct_double_threshold", &WellCall::ct_double_threshold, "The same at twice the threshold.");
    field("threshold", &WellCall::threshold, "In delta Rn.");
    field("threshold_source", &WellCall::threshold_source,
          "Where it comes from. recovered: proved by recomputing the file's results.");
    field.derived(
        "baseline_start",
        [](const WellCall& well, const Calls&) {
          return well.baseline ? std::optional(well.baseline->start) : std::nullopt;
        },
        at_least(1, "First cycle of the window."));
    field.derived(
        "baseline_end",
        [](const WellCall& well, const Calls&) {
          return well.baseline ? std::optional(well.baseline->end) : std::nullopt;
        },
        at_least(1, "Last cycle of the window, inclusive."));
    field("baseline_source", &WellCall::baseline_source,
          "Where the window comes from. file_delta_rn: the file's delta Rn was used as it stands.");
    field("flags", &WellCall::flags, meaning_of_flags);
    field("verdict_reasons", &WellCall::verdict_reasons, "The evidence for amplified.");
    field("instrument_flags", &WellCall::instrument_flags, "The instrument's quality flags, word for word.");
    field("reasons", &WellCall::reasons, meaning_of_reasons);
  }
};

template <>
struct FieldsOf<Baseline> {
  static constexpr std::string_view name = "baseline";
  static constexpr std::string_view meaning = "A line.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("start", inner(&Baseline::window, &BaselineWindow::start),
          at_least(1, "First cycle of the window."));
    field("end", inner(&Baseline::window, &BaselineWindow::end), at_least(1, "Last cycle, inclusive."));
    field("intercept", &Baseline::intercept, "In rn.");
    field("slope", &Baseline::slope, "In rn per cycle.");
  }
};

template <>
struct FieldsOf<SigmoidParameters> {
  static constexpr std::string_view name = "fit";
  static constexpr std::string_view meaning = "The parameters of a fit.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("lower", &SigmoidParameters::lower, "In rn.");
    field("drift", &SigmoidParameters::drift, "In rn per cycle.");
    field("upper", &SigmoidParameters::upper, "In rn.");
    field("midpoint", &SigmoidParameters::midpoint, "In cycles.");
    field("width", &SigmoidParameters::width, "In cycles.");
    field("residual_sd", &SigmoidParameters::residual_sd, "In rn.");
  }
};

template <>
struct FieldsOf<ReportCurve> {
  static constexpr std::string_view name = "curve";
  static constexpr std::string_view meaning =
      "One curve. Element i of an array was read in cycle i + 1; null where there is no value.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("input", &ReportCurve::input, "Index, from 0, into inputs.");
    field("well", &ReportCurve::well, meaning_of_well);
    field("target", &ReportCurve::target, "As in the file.");
    field("rn", &ReportCurve::rn, "Reporter divided by passive reference (reporter where there is none).");
    field("delta_rn", &ReportCurve::delta_rn, "rn minus its baseline.");
    field("reporter", &ReportCurve::reporter,
          "The reporter dye's signal; empty where the file gives no dyes.");
    field("passive", &ReportCurve::passive,
          "The passive reference's signal; empty likewise, and without passive reference.");
    field("baseline", &ReportCurve::baseline, "The line that was subtracted: intercept + slope * cycle.");
    field("fit", &ReportCurve::fit,
          "Four-parameter logistic on a straight drift, on rn: lower + drift * c + (upper - lower) / (1 + "
          "exp(-(c - "
          "midpoint) / width)); null where no fit converged.");
    field("ct_sdm", &ReportCurve::ct_sdm,
          "Second-derivative maximum of fit, cycles, pooled over the target: moved by - 0.2 * width * "
          "ln(height / "
          "usual height), where height is upper - lower and the usual one the median of the target's curves "
          "that "
          "amplify. For comparison between replicates; no rule reads it.");
    field("ct_cy0", &ReportCurve::ct_cy0, "Cy0, cycles.");
    field("efficiency", &ReportCurve::efficiency, "Mean of the target; 1 doubles every cycle.");
  }
};

template <>
struct FieldsOf<ReviewSubject> {
  static constexpr std::string_view name = "review_subject";
  static constexpr std::string_view meaning =
      "What a reviewer decided on: a run (run alone), a control (with control and set), a patient (with "
      "sample "
      "and repeat) or a well (with well and target).";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("run", &ReviewSubject::run,
          "Number of the run, as inputs[].run; of a patient that of the first well.");
    field.if_there("control", &ReviewSubject::control, "Sample name; empty: a control that the plate lacks.");
    field.if_there("role", &ReviewSubject::role, "Of a control that the plate lacks.");
    field.if_there("set", &ReviewSubject::set, "Of a control: the primer set, or the reference gene.");
    field.if_there("sample", &ReviewSubject::sample, "Of a patient.");
    field.if_there("repeat", &ReviewSubject::repeat, at_least(0, "Of a patient, as patients[].repeat."));
    field.if_there("well", &ReviewSubject::well, meaning_of_well);
    field.if_there("target", &ReviewSubject::target, "Of a well, as in the file; absent: all of the well.");
  }
};

template <>
struct FieldsOf<ReviewedSet> {
  static constexpr std::string_view name = "reviewed_set";
  static constexpr std::string_view meaning = "A set that an override changes, or a repeat asks for.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("set", &ReviewedSet::set, "Name.");
    field.if_there("old", &ReviewedSet::from, "Of an override: the result as called.");
    field.if_there("new", &ReviewedSet::to, "Of an override: the result it is given.");
  }
};

template <>
struct FieldsOf<ReviewEvent> {
  static constexpr std::string_view name = "event";
  static constexpr std::string_view meaning =
      "One event of a review: never changed, only replaced or withdrawn by a later one.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("id", &ReviewEvent::id, like(event_id_pattern, "128 random bits: 32 lower-case hex digits."));
    field("at", &ReviewEvent::at, like(utc_time_pattern, "When: ISO 8601, UTC."));
    field("zone", &ReviewEvent::zone,
          like(utc_offset_pattern, "Offset of the reviewer's clock from UTC, e.g. +08:00."));
    field("by", &ReviewEvent::by, like(visible_pattern, "Who: the name as typed."));
    field("subject", &ReviewEvent::subject, "");
    field("action", &ReviewEvent::action, "What it does.");
    field("code", &ReviewEvent::code, "Why; null where the action needs no code.");
    field.or_null("words", &ReviewEvent::words, "What the reviewer wrote.");
    field.if_there("sets", &ReviewEvent::sets, "Of an override and of a repeat alone.");
    field.or_null("old", &ReviewEvent::old_call, "Of an override: code of the call before.");
    field.or_null("new", &ReviewEvent::new_call, "Of an override: code of the call after it.");
    field("replaces", &ReviewEvent::replaces,
          like(event_id_pattern, "Ids of the events that it replaces or takes back."));
  }
};

template <>
struct FieldsOf<Decision> {
  static constexpr std::string_view name = "decision";
  static constexpr std::string_view meaning = "What stands of a subject when all events are taken together.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("subject", &Decision::subject, "");
    field("action", &Decision::action, "What was decided.");
    field("by", &Decision::by, "Who decided so, in the order of their events.");
    field("events", &Decision::events, "Ids of the events that say so.");
  }
};

template <>
struct FieldsOf<Signature> {
  static constexpr std::string_view name = "signature";
  static constexpr std::string_view meaning = "Who answers for the record.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("by", &Signature::by, like(visible_pattern, "Name."));
    field("at", &Signature::at, like(utc_time_pattern, "When: ISO 8601, UTC."));
    field("zone", &Signature::zone, like(utc_offset_pattern, "Offset of the signer's clock from UTC."));
    field("meaning", &Signature::meaning, "For what.");
    field(
        "record_sha256", &Signature::record_sha256,
        meaning_of_sha256_of(
            "SHA-256 of this file as it was signed: status reviewed, with the signatures before this one."));
    field("audit", &Signature::audit,
          "Where the audit file stood in the file as it was signed; null: it had none.");
    field.or_null("public_key", &Signature::public_key, "Ed25519, base64; null: a typed name.");
    field.or_null("signature", &Signature::signature, "Ed25519, base64; null likewise.");
    field.derived(
        "identity",
        [](const Signature& signature, const Calls&) {
          return std::string(signature.public_key.empty() ? release_labels.typed_names.en : "key");
        },
        "How the signer is known. A key is checked by 'crossbreak review verify', not by its standing here.");
  }
};

template <>
struct FieldsOf<ReplacedCall> {
  static constexpr std::string_view name = "replaced_call";
  static constexpr std::string_view meaning = "A patient of whom the replaced record says otherwise.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("sample", &ReplacedCall::sample, "As patients[].sample.");
    field("repeat", &ReplacedCall::repeat, at_least(0, "As patients[].repeat."));
    field("old_call", &ReplacedCall::old_call, "The call in the replaced record.");
    field("old_deletions", &ReplacedCall::old_deletions, "Its deletions.");
    field("old_outcome", &ReplacedCall::old_outcome, "What left the laboratory.");
    field("new_call", &ReplacedCall::new_call, "The call in this record.");
    field("new_deletions", &ReplacedCall::new_deletions, "Its deletions.");
    field("new_outcome", &ReplacedCall::new_outcome, "What leaves the laboratory now.");
  }
};

template <>
struct FieldsOf<Replaced> {
  static constexpr std::string_view name = "replaced_record";
  static constexpr std::string_view meaning = "The final record that an amended one takes the place of.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("file", &Replaced::file, "Name without folder.");
    field("sha256", &Replaced::sha256, meaning_of_sha256);
    field("reason", &Replaced::reason, "Why, in words.");
    field("changes", &Replaced::changes,
          "The patients of whom the two differ, in the order of the patients.");
  }
};

template <>
struct FieldsOf<SigningPolicy> {
  static constexpr std::string_view name = "policy";
  static constexpr std::string_view meaning = "What makes a record final.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("signatures", &SigningPolicy::signatures,
          at_least(fewest_signatures, "By how many different people, at least."));
    field("keys", &SigningPolicy::keys, "People are listed with their public keys.");
    field("exclude_controls", &SigningPolicy::exclude_controls,
          "A reviewer may leave out wells of controls, as the panel says.");
    field.or_null("settings_sha256", &SigningPolicy::settings_sha256,
                  "SHA-256 of the laboratory's settings; null: none.");
  }
};

template <>
struct FieldsOf<AuditEnd> {
  static constexpr std::string_view name = "audit";
  static constexpr std::string_view meaning = "Where the audit file stood when the record was written.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("lines", &AuditEnd::lines, "How many.");
    field("sha256", &AuditEnd::sha256,
          meaning_of_sha256_of("SHA-256 of the last line, without its line end."));
  }
};

template <>
struct FieldsOf<CallOption> {
  static constexpr std::string_view name = "option";
  static constexpr std::string_view meaning = "An option that the call was asked for.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &CallOption::name, "As on the command line, without dashes.");
    field("value", &CallOption::value, "Of a file: its name without folder.");
  }
};

/// Of a Report.
struct OriginFields {
  static constexpr std::string_view name = "origin";
  static constexpr std::string_view meaning =
      "What beside run, panel and profile the call was made from, so that it can be made again.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("options", inner(&Report::origin, &CallOrigin::options), "In the order of their names.");
    field("plate_map", inner(&Report::origin, &CallOrigin::map), "File name; null: none.");
    field.or_null("plate_map_sha256", inner(&Report::origin, &CallOrigin::map_sha256),
                  "SHA-256 of its bytes; null: none.");
    field("repeats", inner(&Report::origin, &CallOrigin::repeats),
          "File name of the worklist of an earlier run whose patients were tested again; null: none.");
    field.or_null("repeats_sha256", inner(&Report::origin, &CallOrigin::repeats_sha256),
                  "SHA-256 of its bytes; null: none.");
    field.if_there("metadata", inner(&Report::origin, &CallOrigin::metadata),
                   "File name of what the laboratory notes beside the run.");
    field.if_there("metadata_sha256", inner(&Report::origin, &CallOrigin::metadata_sha256),
                   meaning_of_sha256_of("SHA-256 of its bytes."));
    field("before", inner(&Report::origin, &CallOrigin::before),
          "SHA-256 of the called record from which wells were excluded; null: none were.");
  }
};

template <>
struct FieldsOf<Lot> {
  static constexpr std::string_view name = "lot";
  static constexpr std::string_view meaning = "A reagent, a control or a standard that went into the run.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("name", &Lot::name, "What it is.");
    field("lot", &Lot::lot, "Its lot number.");
    field.or_null("expiry", &Lot::expiry, "Last day of use, ISO 8601; null: not given.");
  }
};

template <>
struct FieldsOf<SampleMetadata> {
  static constexpr std::string_view name = "sample_metadata";
  static constexpr std::string_view meaning = "Where a sample comes from.";
  static constexpr auto layout = JsonText::Layout::OneLine;
  static void list(auto& field) {
    field("sample", &SampleMetadata::sample, "As the laboratory's file has it.");
    field.or_null("specimen", &SampleMetadata::specimen, "What was taken; null, as below: not given.");
    field.or_null("collected", &SampleMetadata::collected, "Day, ISO 8601.");
    field.or_null("received", &SampleMetadata::received, "Day, ISO 8601.");
    field.or_null("order", &SampleMetadata::order, "Number of the order.");
    field.or_null("requester", &SampleMetadata::requester, "The unit that asks.");
  }
};

template <>
struct FieldsOf<RunMetadata> {
  static constexpr std::string_view name = "metadata";
  static constexpr std::string_view meaning =
      "What the laboratory notes beside the run: carried, never interpreted.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field.or_null("extraction_batch", &RunMetadata::extraction_batch, "null: not given.");
    field("reagents", &RunMetadata::reagents, "In the order given.");
    field("controls", &RunMetadata::controls, "Likewise.");
    field("standards", &RunMetadata::standards, "Likewise.");
    field("samples", &RunMetadata::samples, "Those that something is noted of, in the order given.");
  }
};

template <>
struct FieldsOf<LaboratoryHead> {
  static constexpr std::string_view name = "laboratory";
  static constexpr std::string_view meaning = "The head of what is printed.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field("name", &LaboratoryHead::name, "Its name.");
    field("department", &LaboratoryHead::department, "Empty: not given.");
    field("address", &LaboratoryHead::address, "Empty: not given.");
    field.or_null("phone", &LaboratoryHead::phone, "null: not given.");
  }
};

template <>
struct FieldsOf<Report> {
  static constexpr std::string_view name = "record";
  static constexpr std::string_view meaning =
      "The record of one call: what crossbreak made of one run, or of several runs combined. Absent values "
      "are "
      "null. Numbers are in the shortest form that reads back to the same double. Later versions of this "
      "layout "
      "may add fields anywhere; they never rename or remove one. A reader passes over fields it does not "
      "know.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field.derived(
        "schema", [](const Report&, const Calls&) { return record_schema; },
        always(record_schema, "Name and version of this layout."));
    field("status", inner(&Report::release, &Release::status), "How far its way to a released result is.");
    field.or_null("of", inner(&Report::release, &Release::of),
                  "SHA-256 of the called record that was reviewed; null: this is the called record.");
    field("replaces", inner(&Report::release, &Release::replaces), "null: it takes no other record's place.");
    field("policy", inner(&Report::release, &Release::policy), "");
    field.if_there("laboratory", &Report::laboratory, "Where the laboratory's settings give one.");
    field("tool", &Report::tool, "");
    field("inputs", &Report::inputs,
          "The input files, in the order given; a run of two files has two entries.");
    field.part(PanelFields{}, "panel", "");
    field.derived(
        "profile",
        [](const Report& report, const Calls&) {
          return report.profile == Identity{} ? std::nullopt : std::optional(report.profile);
        },
        "The instrument profile of the first run; null when none describes the instrument.");
    field.part(RuleFields{}, "rules", "");
    field.part(OriginFields{}, "origin", "");
    field.if_there("metadata", &Report::metadata, "");
    field.part(RunFields{}, "run", "");
    field("controls", inner(&Report::calls, &Calls::controls),
          "One entry per control sample and set, and one for each control that a plate lacks.");
    field("patients", inner(&Report::calls, &Calls::patients),
          "One entry per patient and repeat, in the order of their first well.");
    field("events", inner(&Report::release, &Release::events), "Of the review, oldest first.");
    field("decisions", inner(&Report::release, &Release::decisions),
          "What stands of the events: run, controls, patients, wells.");
    field("signatures", inner(&Report::release, &Release::signatures), "In the order they were made.");
    field("audit", inner(&Report::release, &Release::audit), "null in the called record.");
    field("wells", inner(&Report::calls, &Calls::wells),
          "One entry per well and assigned target, run by run, row-major.");
    field("limits", &Report::limits, "What the test cannot see.");
    field.where(&Report::has_curves, "curves", &Report::curves,
                "One entry per element of wells, in its order. The field is missing in a record written with "
                "--no-curves.");
  }
};

}  // namespace crossbreak
