// Names of fields, concepts and units are the schema's; where it leaves open what a field holds, as two files
// of another converter have it (allotropy 0.1.113, for ViiA 7 and QuantStudio 7).
#include "reports/asm_json.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "record/record.hpp"
#include "reports/asm_names.hpp"
#include "reports/asm_parts.hpp"
#include "reports/asm_time.hpp"
#include "run/ascii.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view manifest = "http://purl.allotrope.org/manifests/pcr/REC/2024/09/qpcr.manifest";

std::vector<std::string> codes(const std::vector<Flag>& flags) {
  std::vector<std::string> names;
  for (const Flag flag : flags)
    names.emplace_back(code_of(flag));
  return names;
}

class Asm {
 public:
  Asm(const Run& run, const Report* report, const AsmRequest& request)
      : run_(run), report_(report), request_(request) {
    const std::string source = source_name(run);
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      if (run.reactions[i].well)
        wells_[*run.reactions[i].well].push_back(i);
    if (wells_.empty())
      throw ReportError(source + ": no well with a target, and each measurement of an ASM file has one");
    const auto time = time_with_offset(run_date(run), request.utc_offset);
    if (!time && run_date(run).empty())
      throw ReportError(source + ": says no time of the run, which each measurement of an ASM file has");
    if (!time)
      throw ReportError(source + ": the time of the run, '" + run_date(run) +
                        "', does not tell its offset from UTC, which ASM wants: give it with --utc-offset "
                        "(China: --utc-offset +08:00)");
    time_ = *time;
    if (report)
      for (std::size_t i = 0; i < report->calls.wells.size(); ++i)
        called_.emplace(report->calls.wells[i].reaction, i);
  }

  std::string write() {
    json_.begin_object();
    json_.field("$asm.manifest", manifest);
    json_.key("qpcr aggregate document");
    json_.begin_object();
    json_.key("qpcr document");
    json_.begin_array();
    for (const auto& [well, reactions] : wells_)
      write_well(reactions);
    json_.end_array();
    write_calculated();
    write_data_system();
    write_device_system();
    write_calls();
    json_.end_object();
    json_.end_object();
    return std::move(json_).finish();
  }

 private:
  /// "80a4bb0d27a7a7f2_3": of the run file's content, and counted within it.
  std::string identifier(std::size_t number) const {
    const std::string content = run_.inputs.empty() ? "run" : run_.inputs.front().sha256.substr(0, 16);
    return content + '_' + std::to_string(number);
  }

  void write_well(const std::vector<std::size_t>& reactions) {
    json_.begin_object();
    asm_text_if_given(json_, "analyst", run_.operator_name);
    json_.key("measurement aggregate document");
    json_.begin_object();
    json_.field("experimental data identifier",
                run_.experiment_name.empty() ? source_name(run_) : run_.experiment_name);
    json_.field("experiment type", asm_experiment_type(run_.experiment_type));
    json_.field("container type", "PCR reaction block");
    asm_quantity(json_, "plate well count", run_.plate.size(), asm_counted);
    asm_quantity(json_, "well volume", asm_well_volume_ul(run_), "μL");
    json_.key("measurement document");
    json_.begin_array();
    for (const std::size_t reaction : reactions)
      write_measurement(reaction);
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  void write_measurement(std::size_t index) {
    const Reaction& reaction = run_.reactions[index];
    const std::string id = identifier(measured_.size());
    measured_.emplace_back(index, id);
    const auto called = called_.find(index);
    const WellCall* call = called == called_.end() ? nullptr : &report_->calls.wells[called->second];
    json_.begin_object();
    json_.field("measurement identifier", id);
    json_.field("measurement time", time_);
    asm_text_if_given(json_, "target DNA description", reaction.target);
    write_sample(reaction, call);
    write_device_control(reaction);
    const DyeTrace* reporter = find_dye(run_, *reaction.well, reaction.reporter);
    const DyeTrace* passive = find_dye(run_, *reaction.well, run_.passive_reference);
    if (reporter && !reaction.reporter.empty())
      asm_cube(json_, asm_reporter, reporter->signal);
    if (passive && !run_.passive_reference.empty())
      asm_cube(json_, asm_passive, passive->signal);
    json_.key("processed data aggregate document");
    json_.begin_object();
    json_.key("processed data document");
    json_.begin_array();
    write_instruments_data(reaction, id);
    if (call)
      write_our_data(*call, report_->has_curves ? &report_->curves[called->second] : nullptr, id);
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  void write_sample(const Reaction& reaction, const WellCall* call) {
    json_.key("sample document");
    json_.begin_object();
    json_.field("sample identifier", asm_text_or_not_given(call ? call->sample : reaction.sample));
    const std::optional<SampleRole> role = call ? std::optional(call->role) : asm_role_of_task(reaction.task);
    if (role)
      json_.field("sample role type", asm_role_type(*role));
    const int number = reaction.well->row * run_.plate.columns + reaction.well->column + 1;
    json_.field("location identifier", std::to_string(number));
    json_.field("well location identifier", to_string(*reaction.well));
    asm_text_if_given(json_, "well plate identifier", run_.barcode);
    json_.key("custom information document");
    json_.begin_object();
    json_.field("well identifier", number);
    asm_text_if_given(json_, "task", reaction.task);
    if (reaction.quantity)
      json_.field("quantity", *reaction.quantity);
    asm_text_if_given(json_, "comments", reaction.comments);
    json_.end_object();
    json_.end_object();
  }

  void write_device_control(const Reaction& reaction) {
    json_.key("device control aggregate document");
    json_.begin_object();
    json_.key("device control document");
    json_.begin_array();
    json_.begin_object();
    json_.field("device type", "qPCR");
    json_.field("measurement method identifier", "Ct");
    const DyeTrace* reporter = find_dye(run_, *reaction.well, reaction.reporter);
    const std::size_t cycles = std::max(
        {reaction.rn.size(), reaction.delta_rn.size(), reporter ? reporter->signal.size() : std::size_t{0}});
    if (cycles > 0)
      asm_quantity(json_, "total cycle number setting", cycles, asm_unitless);
    asm_text_if_given(json_, "qPCR detection chemistry", run_.chemistry);
    if (lower_case(reaction.quencher) != "none")
      asm_text_if_given(json_, "quencher dye setting", reaction.quencher);
    asm_text_if_given(json_, "reporter dye setting", reaction.reporter);
    asm_text_if_given(json_, "passive reference dye setting", run_.passive_reference);
    json_.end_object();
    json_.end_array();
    json_.end_object();
  }

  void write_window(const std::optional<BaselineWindow>& window) {
    if (!window)
      return;
    asm_quantity(json_, "baseline determination start cycle setting", window->start, asm_counted);
    asm_quantity(json_, "baseline determination end cycle setting", window->end, asm_counted);
  }

  void write_instruments_data(const Reaction& reaction, const std::string& id) {
    const FileSettings& settings = reaction.settings;
    const InstrumentResult& result = reaction.instrument;
    json_.begin_object();
    json_.field("processed data identifier", id + "_instrument");
    json_.key("data processing document");
    json_.begin_object();
    if (settings.automatic_threshold)
      json_.field("automatic cycle threshold enabled setting", *settings.automatic_threshold);
    if (settings.threshold)
      asm_quantity(json_, "cycle threshold value setting (qPCR)", *settings.threshold, asm_unitless);
    if (settings.automatic_baseline)
      json_.field("automatic baseline determination enabled setting", *settings.automatic_baseline);
    write_window(settings.baseline);
    json_.key("custom information document");
    json_.begin_object();
    json_.field("omit", reaction.omitted);
    std::map<std::string, std::string> flags;  // each name once: two of one name are no JSON
    for (const QcFlag& flag : reaction.flags)
      flags.emplace(flag.name, flag.value);
    for (const auto& [name, value] : flags)
      json_.field(name, value);
    json_.end_object();
    json_.end_object();
    if (result.ct)
      asm_quantity(json_, "cycle threshold result (qPCR)", *result.ct, asm_unitless);
    asm_cube(json_, asm_rn, reaction.rn);
    asm_cube(json_, asm_delta_rn, reaction.delta_rn);
    json_.key("custom information document");
    json_.begin_object();
    json_.field("data of", "the run file");
    json_.field("ct status", instrument_code_of(result.ct_status));
    asm_text_if_given(json_, "amp status", result.amp_status);
    json_.end_object();
    json_.end_object();
  }

  void write_our_data(const WellCall& call, const ReportCurve* curve, const std::string& id) {
    json_.begin_object();
    json_.field("processed data identifier", id + "_" + request_.tool.name);
    json_.key("data processing document");
    json_.begin_object();
    if (call.threshold_source)
      json_.field("automatic cycle threshold enabled setting",
                  call.threshold_source == ThresholdSource::Automatic);
    if (call.threshold)
      asm_quantity(json_, "cycle threshold value setting (qPCR)", *call.threshold, asm_unitless);
    if (call.baseline_source)
      json_.field("automatic baseline determination enabled setting",
                  call.baseline_source == BaselineSource::Automatic);
    write_window(call.baseline);
    json_.end_object();
    if (call.ct)
      asm_quantity(json_, "cycle threshold result (qPCR)", *call.ct, asm_unitless);
    if (curve) {
      asm_cube(json_, asm_rn, curve->rn);
      asm_cube(json_, asm_delta_rn, curve->delta_rn);
    }
    json_.key("custom information document");
    json_.begin_object();
    json_.field("data of", request_.tool.name + ' ' + request_.tool.version);
    json_.field("ct status", code_of(call.ct_status));
    json_.field("amplified", code_of(call.amplified));
    json_.field("set", call.set);
    json_.field("role", code_of(call.role));
    json_.field("state", code_of(call.state));
    json_.field("flags", codes(call.flags));
    json_.end_object();
    json_.end_object();
  }

  void write_calculated() {
    struct Calculated {
      std::string_view name;
      double value;
      std::string_view source;
    };
    std::vector<Calculated> found;
    for (const auto& [index, id] : measured_) {
      const InstrumentResult& result = run_.reactions[index].instrument;
      if (result.ct_mean)
        found.push_back({"ct mean", *result.ct_mean, id});
      if (result.ct_sd)
        found.push_back({"ct sd", *result.ct_sd, id});
    }
    if (found.empty())
      return;
    json_.key("calculated data aggregate document");
    json_.begin_object();
    json_.key("calculated data document");
    json_.begin_array();
    std::size_t number = measured_.size();
    for (const Calculated& each : found) {
      json_.begin_object();
      json_.field("calculated data name", each.name);
      asm_quantity(json_, "calculated result", each.value, asm_unitless);
      json_.field("calculated data identifier", identifier(number++));
      json_.key("data source aggregate document");
      json_.begin_object();
      json_.key("data source document");
      json_.begin_array(JsonText::Layout::OneLine);
      json_.begin_object(JsonText::Layout::OneLine);
      json_.field("data source identifier", each.source);
      json_.field("data source feature", "cycle threshold result");
      json_.end_object();
      json_.end_array();
      json_.end_object();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write_data_system() {
    const auto [software, version] = asm_name_and_version(run_.instrument.software);
    json_.key("data system document");
    json_.begin_object();
    json_.field("ASM file identifier", request_.file_name);
    json_.field("data system instance identifier", asm_not_given);
    json_.field("file name", source_name(run_));
    json_.field("UNC path", request_.run_path);
    json_.field("ASM converter name", request_.tool.name);
    json_.field("ASM converter version", request_.tool.version);
    asm_text_if_given(json_, "software name", software);
    asm_text_if_given(json_, "software version", version);
    json_.end_object();
  }

  void write_device_system() {
    const Instrument& instrument = run_.instrument;
    json_.key("device system document");
    json_.begin_object();
    json_.field("device identifier", asm_text_or_not_given(instrument.serial_number));
    json_.field("equipment serial number", asm_text_or_not_given(instrument.serial_number));
    json_.field("model number", asm_text_or_not_given(instrument.type_name.empty() ? instrument.type_id
                                                                                   : instrument.type_name));
    json_.key("custom information document");
    json_.begin_object();
    asm_text_if_given(json_, "instrument type", instrument.type_id);
    asm_text_if_given(json_, "block type", instrument.block_type);
    asm_text_if_given(json_, "file layout version", instrument.spec_version);
    json_.end_object();
    json_.end_object();
  }

  void write_set(const SetCall& set) {
    json_.begin_object(JsonText::Layout::OneLine);
    json_.field("set", set.set);
    json_.field("result", code_of(set.result));
    if (set.ct_mean)
      json_.field("ct mean", *set.ct_mean);
    json_.field("flags", codes(set.flags));
    json_.end_object();
  }

  void write_patient(const PatientCall& patient) {
    json_.begin_object();
    json_.field("sample identifier", patient.sample);
    json_.field("call", code_of(patient.call));
    json_.field("deletions", patient.deletions);
    json_.field("review", patient.review);
    json_.field("flags", codes(patient.flags));
    json_.key("sets");
    json_.begin_array();
    for (const SetCall& set : patient.sets)
      write_set(set);
    json_.end_array();
    json_.end_object();
  }

  /// What no field of the model is for: the calls, and what reading the run file remarked.
  void write_calls() {
    json_.key("custom information document");
    json_.begin_object();
    json_.field("run file sha256", sha256_of_inputs());
    write_issues(json_, report_ ? report_->calls.issues : run_.issues);
    if (report_) {
      const Calls& calls = report_->calls;
      json_.field("calls", "preliminary: not reviewed, not signed");
      json_.field("panel", report_->panel.id);
      json_.field("panel version", report_->panel.version);
      json_.field("panel sha256", report_->panel.sha256);
      json_.field("gene", report_->gene);
      json_.field("run status", code_of(calls.status));
      json_.key("patients");
      json_.begin_array();
      for (const PatientCall& patient : calls.patients)
        write_patient(patient);
      json_.end_array();
      json_.key("controls");
      json_.begin_array();
      for (const ControlCall& control : calls.controls) {
        json_.begin_object(JsonText::Layout::OneLine);
        json_.field("sample identifier", control.sample);
        json_.field("role", code_of(control.role));
        json_.field("set", control.set);
        json_.field("outcome", code_of(control.outcome));
        json_.end_object();
      }
      json_.end_array();
    }
    json_.end_object();
  }

  std::vector<std::string> sha256_of_inputs() const {
    std::vector<std::string> hashes;
    for (const InputFile& input : run_.inputs)
      hashes.push_back(input.sha256);
    return hashes;
  }

  const Run& run_;
  const Report* report_;
  const AsmRequest& request_;
  std::string time_;
  std::map<Well, std::vector<std::size_t>> wells_;                  ///< reactions
  std::map<std::size_t, std::size_t> called_;                       ///< index into Calls::wells by reaction
  std::vector<std::pair<std::size_t, std::string>> measured_ = {};  ///< reaction and identifier
  JsonText json_;
};

}  // namespace

std::string write_asm_json(const Run& run, const Report* report, const AsmRequest& request) {
  return Asm(run, report, request).write();
}

}  // namespace crossbreak
