// Inspection for scripts.
#include <map>

#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "reports/inspection.hpp"

namespace crossbreak {
namespace {

using Layout = JsonText::Layout;

void write_inputs(JsonText& json, const Run& run) {
  json.key("inputs");
  json.begin_array();
  for (const InputFile& input : run.inputs) {
    json.begin_object(Layout::OneLine);
    json.field("file", input.name);
    json.field("sha256", input.sha256);
    json.end_object();
  }
  json.end_array();
  json.field("format", run.format);
  json.text_field("encoding", run.encoding);
}

void write_instrument(JsonText& json, const Inspection& inspection) {
  const Instrument& instrument = inspection.run->instrument;
  json.key("instrument");
  json.begin_object();
  json.text_field("type_id", instrument.type_id);
  json.text_field("type_name", instrument.type_name);
  json.text_field("block_type", instrument.block_type);
  json.text_field("serial_number", instrument.serial_number);
  json.text_field("software", instrument.software);
  json.text_field("spec_version", instrument.spec_version);
  json.text_field("profile", inspection.profile);
  json.key("rules");
  json.begin_object(Layout::OneLine);
  json.text_field("versions", inspection.rules.versions);
  json.text_field("ct", code_of(inspection.rules.ct));
  json.text_field("automatic", code_of(inspection.rules.automatic));
  json.end_object();
  json.end_object();
}

void write_program(JsonText& json, const std::vector<CyclingStage>& program) {
  json.key("program");
  json.begin_array();
  for (const CyclingStage& stage : program) {
    json.begin_object();
    json.field("kind", stage.kind);
    json.field("repetitions", stage.repetitions);
    json.key("steps");
    json.begin_array();
    for (const CyclingStep& step : stage.steps) {
      json.begin_object(Layout::OneLine);
      json.field("temperature_c", step.temperature_c);
      json.field("hold_s", step.hold_s);
      json.field("collects", step.collects);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_run(JsonText& json, const Run& run) {
  json.key("run");
  json.begin_object();
  json.text_field("experiment_name", run.experiment_name);
  json.text_field("experiment_type", run.experiment_type);
  json.text_field("chemistry", run.chemistry);
  json.text_field("started", run.run_started);
  json.text_field("ended", run.run_ended);
  json.text_field("state", run.run_state);
  json.text_field("operator", run.operator_name);
  json.text_field("barcode", run.barcode);
  json.field("cycles", run.cycles);
  write_program(json, run.program);
  json.key("plate");
  json.begin_object(Layout::OneLine);
  json.field("rows", run.plate.rows);
  json.field("columns", run.plate.columns);
  json.end_object();
  json.field("passive_reference_stated", run.passive_reference_status != PassiveReferenceStatus::NotStated);
  json.text_field("passive_reference", run.passive_reference);
  json.end_object();
}

void write_signals(JsonText& json, const Run& run) {
  std::vector<std::string> order;
  std::map<std::string, std::size_t> wells_of_dye;
  for (const DyeTrace& trace : run.dyes) {
    if (++wells_of_dye[trace.dye] == 1) {
      order.push_back(trace.dye);
    }
  }
  json.key("signals");
  json.begin_object();
  json.key("dyes");
  json.begin_array();
  for (const std::string& dye : order) {
    json.begin_object(Layout::OneLine);
    json.field("dye", dye);
    json.field("wells", wells_of_dye[dye]);
    json.end_object();
  }
  json.end_array();
  json.field("filter_traces", run.filters.size());
  json.field("melt_traces", run.melts.size());
  json.end_object();
}

void write_settings(JsonText& json, const FileSettings& settings) {
  json.field("threshold", settings.threshold);
  json.field("automatic_threshold", settings.automatic_threshold);
  json.field("baseline_start", settings.baseline ? std::optional(settings.baseline->start) : std::nullopt);
  json.field("baseline_end", settings.baseline ? std::optional(settings.baseline->end) : std::nullopt);
  json.field("automatic_baseline", settings.automatic_baseline);
}

void write_reaction(JsonText& json, const Reaction& reaction) {
  json.begin_object();
  json.text_field("well", reaction.well ? to_string(*reaction.well) : std::string());
  json.text_field("sample", reaction.sample);
  json.text_field("target", reaction.target);
  json.text_field("task", reaction.task);
  json.text_field("reporter", reaction.reporter);
  json.text_field("quencher", reaction.quencher);
  json.field("quantity", reaction.quantity);
  json.text_field("comments", reaction.comments);
  json.field("omitted", reaction.omitted);
  json.field("rn_cycles", reaction.rn.size());
  json.field("delta_rn_cycles", reaction.delta_rn.size());
  write_settings(json, reaction.settings);
  json.field("ct_instrument", reaction.instrument.ct);
  json.field("ct_instrument_status", instrument_code_of(reaction.instrument.ct_status));
  json.field("crt_instrument", reaction.instrument.crt);
  json.field("crt_instrument_status", instrument_code_of(reaction.instrument.crt_status));
  json.field("ct_instrument_mean", reaction.instrument.ct_mean);
  json.field("ct_instrument_sd", reaction.instrument.ct_sd);
  json.text_field("amp_status", reaction.instrument.amp_status);
  json.key("instrument_flags");
  json.begin_array(Layout::OneLine);
  for (const QcFlag& flag : reaction.flags) {
    json.begin_object();
    json.field("name", flag.name);
    json.field("value", flag.value);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_samples(JsonText& json, const Inspection& inspection) {
  json.text_field("panel", inspection.panel);
  json.key("samples");
  json.begin_array();
  for (const InspectedSample& sample : inspection.samples) {
    json.begin_object();
    json.field("sample", sample.sample);
    json.field("role", code_of(sample.role.role));
    json.field("role_source", code_of(sample.role.source));
    json.text_field("control", sample.role.control);
    json.text_field("task", sample.task);
    json.field("task_standard", sample.role.task_standard);
    json.key("wells");
    json.begin_array(Layout::OneLine);
    for (const Well& well : sample.wells) {
      json.value(to_string(well));
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string write_inspection_json(const Inspection& inspection) {
  const Run& run = *inspection.run;
  JsonText json;
  json.begin_object();
  json.field("schema", inspection_schema);
  write_inputs(json, run);
  write_instrument(json, inspection);
  write_run(json, run);
  write_signals(json, run);
  write_samples(json, inspection);
  json.key("reactions");
  json.begin_array();
  for (const Reaction& reaction : run.reactions) {
    write_reaction(json, reaction);
  }
  json.end_array();
  json.field("missing_for_call", inspection.missing);
  write_issues(json, inspection.issues);
  json.end_object();
  return std::move(json).finish();
}

}  // namespace crossbreak
