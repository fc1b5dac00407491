#include "record/record_writer.hpp"

#include <cassert>

#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "record/record.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

using Layout = JsonText::Layout;

void write_identity(JsonText& json, const Identity& identity) {
  json.field("id", identity.id);
  json.field("version", identity.version);
  json.field("sha256", identity.sha256);
}

void write_window(JsonText& json, const std::optional<BaselineWindow>& window) {
  json.field("baseline_start", window ? std::optional(window->start) : std::nullopt);
  json.field("baseline_end", window ? std::optional(window->end) : std::nullopt);
}

template <class Enum>
void write_code(JsonText& json, std::string_view name, const std::optional<Enum>& maybe) {
  json.field(name, maybe ? std::optional(code_of(*maybe)) : std::nullopt);
}

void write_reasons(JsonText& json, const std::vector<Reason>& reasons) {
  json.key("reasons");
  json.begin_array();
  for (const Reason& reason : reasons) {
    json.begin_object(Layout::OneLine);
    const ReasonEntry& entry = entry_of(reason.code);
    json.field("rule", code_of(entry.rule));
    json.field("value", reason.value);
    json.field("limit", reason.limit);
    json.field("outcome", entry.outcome);
    write_words(json, "words", reason.words);
    json.end_object();
  }
  json.end_array();
}

void write_input(JsonText& json, const ReportInput& input) {
  json.begin_object();
  json.field("file", input.file);
  json.field("sha256", input.sha256);
  json.field("format", input.format);
  json.text_field("instrument", input.instrument);
  json.text_field("software", input.software);
  json.text_field("run_date", input.run_date);
  json.field("run", input.run);
  json.key("plate");
  json.begin_object(Layout::OneLine);
  json.field("rows", input.plate.rows);
  json.field("columns", input.plate.columns);
  json.end_object();
  json.text_field("passive_reference", input.passive_reference);
  json.text_field("operator", input.operator_name);
  json.text_field("barcode", input.barcode);
  json.end_object();
}

void write_panel(JsonText& json, const Report& report) {
  json.key("panel");
  json.begin_object();
  write_identity(json, report.panel);
  json.field("gene", report.gene);
  json.key("sets");
  json.begin_array();
  for (const ReportSet& set : report.sets) {
    json.begin_object(Layout::OneLine);
    json.field("name", set.name);
    json.field("exons", set.exons);
    json.end_object();
  }
  json.end_array();
  json.text_field("reference", report.reference);
  json.field("ct_cutoff", report.ct_cutoff);
  json.end_object();
}

void write_profile(JsonText& json, const Report& report) {
  json.key("profile");
  if (report.profile == Identity{}) {
    json.value(nullptr);
  } else {
    json.begin_object();
    write_identity(json, report.profile);
    json.end_object();
  }
  json.key("rules");
  json.begin_object();
  write_words(json, "ct", report.ct_rule);
  write_words(json, "automatic", report.automatic_rule);
  json.end_object();
}

void write_run(JsonText& json, const Calls& calls) {
  json.key("run");
  json.begin_object();
  json.field("status", code_of(calls.status));
  write_issues(json, calls.issues);
  json.end_object();
}

/// `wells` for people, `well_indices` for scripts: names alone are ambiguous where there are several plates.
void write_wells_of(JsonText& json, const std::vector<std::size_t>& indices, const Calls& calls) {
  std::vector<std::string> names;
  for (const std::size_t index : indices) {
    assert(index < calls.wells.size());
    names.push_back(to_string(calls.wells[index].well));
  }
  json.field("wells", names);
  json.field("well_indices", indices);
}

void write_control(JsonText& json, const ControlCall& control, const Calls& calls) {
  json.begin_object();
  json.field("run", control.run);
  json.text_field("sample", control.sample);
  json.field("role", code_of(control.role));
  json.field("set", control.set);
  json.field("outcome", code_of(control.outcome));
  json.field("invalidates", control.invalidates);
  json.field("ct_mean", control.ct_mean);
  write_wells_of(json, control.wells, calls);
  write_reasons(json, control.reasons);
  json.end_object();
}

void write_set(JsonText& json, const SetCall& set, const Calls& calls) {
  json.begin_object();
  json.field("set", set.set);
  json.field("result", code_of(set.result));
  json.field("ct_mean", set.ct_mean);
  json.field("flags", codes_of(set.flags));
  write_wells_of(json, set.wells, calls);
  write_reasons(json, set.reasons);
  json.end_object();
}

void write_patient(JsonText& json, const PatientCall& patient, const Calls& calls) {
  json.begin_object();
  json.field("sample", patient.sample);
  json.field("repeat", patient.repeat);
  json.field("call", code_of(patient.call));
  json.field("deletions", patient.deletions);
  json.field("review", patient.review);
  json.field("flags", codes_of(patient.flags));
  json.key("sets");
  json.begin_array();
  for (const SetCall& set : patient.sets) {
    write_set(json, set, calls);
  }
  json.end_array();
  json.key("reference");
  if (patient.reference) {
    write_set(json, *patient.reference, calls);
  } else {
    json.value(nullptr);
  }
  write_reasons(json, patient.reasons);
  write_words(json, "text", patient.text);
  json.end_object();
}

void write_evidence(JsonText& json, const WellCall& well) {
  json.key("verdict_reasons");
  json.begin_array();
  for (const VerdictReason& reason : well.verdict_reasons) {
    json.begin_object(Layout::OneLine);
    json.field("code", code_of(reason.code));
    write_words(json, "words", reason.words);
    json.end_object();
  }
  json.end_array();
  json.key("instrument_flags");
  json.begin_array();
  for (const QcFlag& flag : well.instrument_flags) {
    json.begin_object(Layout::OneLine);
    json.field("name", flag.name);
    json.field("value", flag.value);
    json.end_object();
  }
  json.end_array();
}

void write_well(JsonText& json, const WellCall& well) {
  json.begin_object();
  json.field("input", well.input);
  json.field("run", well.run);
  json.field("reaction", well.reaction);
  json.field("well", to_string(well.well));
  json.text_field("sample", well.sample);
  json.field("target", well.target);
  json.text_field("set", well.set);
  json.field("pair", well.pair);
  json.text_field("task", well.task);
  json.field("role", code_of(well.role));
  json.text_field("reporter", well.reporter);
  json.text_field("quencher", well.quencher);
  json.field("amplified", code_of(well.amplified));
  json.field("state", code_of(well.state));
  json.field("ct", well.ct);
  json.field("ct_status", code_of(well.ct_status));
  json.field("ct_instrument", well.ct_instrument);
  json.field("ct_instrument_status", instrument_code_of(well.ct_instrument_status));
  json.field("crossings", well.crossings);
  json.field("ct_half_threshold", well.ct_half_threshold);
  json.field("ct_double_threshold", well.ct_double_threshold);
  json.field("threshold", well.threshold);
  write_code(json, "threshold_source", well.threshold_source);
  write_window(json, well.baseline);
  write_code(json, "baseline_source", well.baseline_source);
  json.field("flags", codes_of(well.flags));
  write_evidence(json, well);
  write_reasons(json, well.reasons);
  json.end_object();
}

void write_fit(JsonText& json, const std::optional<SigmoidParameters>& fit) {
  json.key("fit");
  if (!fit) {
    json.value(nullptr);
    return;
  }
  json.begin_object(Layout::OneLine);
  json.field("lower", fit->lower);
  json.field("drift", fit->drift);
  json.field("upper", fit->upper);
  json.field("midpoint", fit->midpoint);
  json.field("width", fit->width);
  json.field("residual_sd", fit->residual_sd);
  json.end_object();
}

void write_baseline(JsonText& json, const std::optional<Baseline>& baseline) {
  json.key("baseline");
  if (!baseline) {
    json.value(nullptr);
    return;
  }
  json.begin_object(Layout::OneLine);
  json.field("start", baseline->window.start);
  json.field("end", baseline->window.end);
  json.field("intercept", baseline->intercept);
  json.field("slope", baseline->slope);
  json.end_object();
}

void write_curve(JsonText& json, const ReportCurve& curve) {
  json.begin_object();
  json.field("input", curve.input);
  json.field("well", to_string(curve.well));
  json.field("target", curve.target);
  json.field("rn", curve.rn);
  json.field("delta_rn", curve.delta_rn);
  json.field("reporter", curve.reporter);
  json.field("passive", curve.passive);
  write_baseline(json, curve.baseline);
  write_fit(json, curve.fit);
  json.field("ct_sdm", curve.ct_sdm);
  json.field("ct_cy0", curve.ct_cy0);
  json.field("efficiency", curve.efficiency);
  json.end_object();
}

/// An array of what `write` writes of each item.
template <class Items, class Write>
void write_list(JsonText& json, std::string_view name, const Items& items, Write write) {
  json.key(name);
  json.begin_array();
  for (const auto& item : items) {
    write(json, item);
  }
  json.end_array();
}

}  // namespace

std::string write_record(const Report& report) {
  const Calls& calls = report.calls;
  JsonText json;
  json.begin_object();
  json.field("schema", record_schema);
  json.key("tool");
  json.begin_object();
  json.field("name", report.tool.name);
  json.field("version", report.tool.version);
  json.end_object();
  write_list(json, "inputs", report.inputs, write_input);
  write_panel(json, report);
  write_profile(json, report);
  write_run(json, calls);
  write_list(json, "controls", calls.controls,
             [&](JsonText& out, const ControlCall& control) { write_control(out, control, calls); });
  write_list(json, "patients", calls.patients,
             [&](JsonText& out, const PatientCall& patient) { write_patient(out, patient, calls); });
  write_list(json, "wells", calls.wells, write_well);
  write_words(json, "limits", report.limits);
  if (report.has_curves) {
    write_list(json, "curves", report.curves, write_curve);
  }
  json.end_object();
  return std::move(json).finish();
}

}  // namespace crossbreak
