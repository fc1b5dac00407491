// Names of fields, concepts and units are the schema's; where it leaves open what a field holds, as two files
// of another converter have it (allotropy 0.1.113, for ViiA 7 and QuantStudio 7).
#include "reports/asm_json.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "record/record.hpp"
#include "reports/asm_time.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view manifest = "http://purl.allotrope.org/manifests/pcr/REC/2024/09/qpcr.manifest";
constexpr std::string_view unitless = "(unitless)";
constexpr std::string_view counted = "#";
constexpr std::string_view relative_fluorescence = "RFU";
constexpr std::string_view not_given = "N/A";

std::string or_not_given(const std::string& text) {
  return text.empty() ? std::string(not_given) : text;
}

std::string lower(std::string text) {
  for (char& c : text)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool holds(const std::string& text, std::string_view part) {
  return lower(text).find(part) != std::string::npos;
}

void text_if_given(JsonText& json, std::string_view name, const std::string& text) {
  if (!text.empty())
    json.field(name, text);
}

template <class Number>
void quantity(JsonText& json, std::string_view name, Number value, std::string_view unit) {
  json.key(name);
  json.begin_object(JsonText::Layout::OneLine);
  json.field("value", value);
  json.field("unit", unit);
  json.end_object();
}

void component(JsonText& json, std::string_view list, std::string_view concept_name, std::string_view unit) {
  json.key(list);
  json.begin_array(JsonText::Layout::OneLine);
  json.begin_object(JsonText::Layout::OneLine);
  json.field("@componentDatatype", "double");
  json.field("concept", concept_name);
  json.field("unit", unit);
  json.end_object();
  json.end_array();
}

struct CubeNames {
  std::string_view field;
  std::string_view label;
  std::string_view concept_name;
  std::string_view unit;
};
constexpr CubeNames rn_cube = {"normalized reporter data cube", "normalized reporter",
                               "normalized reporter result", unitless};
constexpr CubeNames delta_rn_cube = {"baseline corrected reporter data cube", "baseline corrected reporter",
                                     "baseline corrected reporter result", unitless};
constexpr CubeNames reporter_cube = {"reporter data cube", "reporter", "fluorescence", relative_fluorescence};
constexpr CubeNames passive_cube = {"passive reference data cube", "passive reference", "fluorescence",
                                    relative_fluorescence};

/// Nothing of an empty signal; a missing read is null.
void cube(JsonText& json, const CubeNames& names, const std::vector<double>& signal) {
  if (signal.empty())
    return;
  std::vector<double> cycles(signal.size());
  std::iota(cycles.begin(), cycles.end(), 1.0);
  json.key(names.field);
  json.begin_object();
  json.field("label", names.label);
  json.key("cube-structure");
  json.begin_object();
  component(json, "dimensions", "cycle count", counted);
  component(json, "measures", names.concept_name, names.unit);
  json.end_object();
  json.key("data");
  json.begin_object();
  for (const auto& [name, values] :
       {std::pair<std::string_view, const std::vector<double>*>("dimensions", &cycles),
        {"measures", &signal}}) {
    json.key(name);
    json.begin_array(JsonText::Layout::OneLine);
    json.value(*values);
    json.end_array();
  }
  json.end_object();
  json.end_object();
}

/// The model has names for what experiments are; "comparative CT" was seen, the others follow it.
std::string experiment_type(const std::string& stated) {
  for (const auto& [part, name] :
       {std::pair("comparative", "comparative CT qPCR experiment"),
        std::pair("relative standard curve", "relative standard curve qPCR experiment"),
        std::pair("standard curve", "standard curve qPCR experiment"),
        std::pair("presence", "presence-absence qPCR experiment"),
        std::pair("melt", "melt curve qPCR experiment")})
    if (holds(stated, part))
      return name;
  return stated.empty() ? "qPCR experiment" : stated;
}

/// What a well of the block holds, in microlitres: the names of the blocks say 0.2 mL and, of Fast ones, 0.1
/// mL; of 384 wells 40, as the other converter has it. No run file says how much was filled in.
double well_volume_ul(const Run& run) {
  if (run.plate.size() > 96)
    return 40;
  const bool is_fast = holds(run.instrument.block_type, "fast") ||
                       holds(run.instrument.block_type, "0.1ml") || holds(run.instrument.type_id, "fast");
  return is_fast ? 100 : 200;
}

std::string_view role_type(SampleRole role) {
  switch (role) {
    case SampleRole::Unknown:
      return "unknown sample role";
    case SampleRole::Standard:
      return "standard sample role";
    case SampleRole::PositiveControl:
    case SampleRole::NegativeControl:
    case SampleRole::Ntc:
      break;
  }
  return "control sample role";
}

/// Of a well that was not called.
std::optional<SampleRole> role_of_task(const std::string& task) {
  const std::string folded = lower(task);
  return folded == "unknown"    ? std::optional(SampleRole::Unknown)
         : folded == "standard" ? std::optional(SampleRole::Standard)
         : folded == "ntc"      ? std::optional(SampleRole::Ntc)
                                : std::nullopt;
}

/// "7500 Software" and "2.3" of "7500 Software v2.3".
std::pair<std::string, std::string> name_and_version(const std::string& software) {
  const std::size_t mark = software.rfind(" v");
  const bool has_version = mark != std::string::npos && mark + 2 < software.size() &&
                           software[mark + 2] >= '0' && software[mark + 2] <= '9';
  return has_version ? std::pair(software.substr(0, mark), software.substr(mark + 2))
                     : std::pair(software, std::string());
}

template <class Names>
void names(JsonText& json, std::string_view field, const Names& list) {
  json.key(field);
  json.begin_array(JsonText::Layout::OneLine);
  for (const auto& name : list)
    json.value(name);
  json.end_array();
}

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
    text_if_given(json_, "analyst", run_.operator_name);
    json_.key("measurement aggregate document");
    json_.begin_object();
    json_.field("experimental data identifier",
                run_.experiment_name.empty() ? source_name(run_) : run_.experiment_name);
    json_.field("experiment type", experiment_type(run_.experiment_type));
    json_.field("container type", "PCR reaction block");
    quantity(json_, "plate well count", run_.plate.size(), counted);
    quantity(json_, "well volume", well_volume_ul(run_), "μL");
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
    text_if_given(json_, "target DNA description", reaction.target);
    write_sample(reaction, call);
    write_device_control(reaction);
    const DyeTrace* reporter = find_dye(run_, *reaction.well, reaction.reporter);
    const DyeTrace* passive = find_dye(run_, *reaction.well, run_.passive_reference);
    if (reporter && !reaction.reporter.empty())
      cube(json_, reporter_cube, reporter->signal);
    if (passive && !run_.passive_reference.empty())
      cube(json_, passive_cube, passive->signal);
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
    json_.field("sample identifier", or_not_given(call ? call->sample : reaction.sample));
    const std::optional<SampleRole> role = call ? std::optional(call->role) : role_of_task(reaction.task);
    if (role)
      json_.field("sample role type", role_type(*role));
    const int number = reaction.well->row * run_.plate.columns + reaction.well->column + 1;
    json_.field("location identifier", std::to_string(number));
    json_.field("well location identifier", to_string(*reaction.well));
    text_if_given(json_, "well plate identifier", run_.barcode);
    json_.key("custom information document");
    json_.begin_object();
    json_.field("well identifier", number);
    text_if_given(json_, "task", reaction.task);
    if (reaction.quantity)
      json_.field("quantity", *reaction.quantity);
    text_if_given(json_, "comments", reaction.comments);
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
      quantity(json_, "total cycle number setting", cycles, unitless);
    text_if_given(json_, "qPCR detection chemistry", run_.chemistry);
    if (lower(reaction.quencher) != "none")
      text_if_given(json_, "quencher dye setting", reaction.quencher);
    text_if_given(json_, "reporter dye setting", reaction.reporter);
    text_if_given(json_, "passive reference dye setting", run_.passive_reference);
    json_.end_object();
    json_.end_array();
    json_.end_object();
  }

  void write_window(const std::optional<BaselineWindow>& window) {
    if (!window)
      return;
    quantity(json_, "baseline determination start cycle setting", window->start, counted);
    quantity(json_, "baseline determination end cycle setting", window->end, counted);
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
      quantity(json_, "cycle threshold value setting (qPCR)", *settings.threshold, unitless);
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
      quantity(json_, "cycle threshold result (qPCR)", *result.ct, unitless);
    cube(json_, rn_cube, reaction.rn);
    cube(json_, delta_rn_cube, reaction.delta_rn);
    json_.key("custom information document");
    json_.begin_object();
    json_.field("data of", "the run file");
    json_.field("ct status", instrument_code_of(result.ct_status));
    text_if_given(json_, "amp status", result.amp_status);
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
      quantity(json_, "cycle threshold value setting (qPCR)", *call.threshold, unitless);
    if (call.baseline_source)
      json_.field("automatic baseline determination enabled setting",
                  call.baseline_source == BaselineSource::Automatic);
    write_window(call.baseline);
    json_.end_object();
    if (call.ct)
      quantity(json_, "cycle threshold result (qPCR)", *call.ct, unitless);
    if (curve) {
      cube(json_, rn_cube, curve->rn);
      cube(json_, delta_rn_cube, curve->delta_rn);
    }
    json_.key("custom information document");
    json_.begin_object();
    json_.field("data of", request_.tool.name + ' ' + request_.tool.version);
    json_.field("ct status", code_of(call.ct_status));
    json_.field("amplified", code_of(call.amplified));
    json_.field("set", call.set);
    json_.field("role", code_of(call.role));
    json_.field("state", code_of(call.state));
    names(json_, "flags", codes(call.flags));
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
      quantity(json_, "calculated result", each.value, unitless);
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
    const auto [software, version] = name_and_version(run_.instrument.software);
    json_.key("data system document");
    json_.begin_object();
    json_.field("ASM file identifier", request_.file_name);
    json_.field("data system instance identifier", not_given);
    json_.field("file name", source_name(run_));
    json_.field("UNC path", request_.run_path);
    json_.field("ASM converter name", request_.tool.name);
    json_.field("ASM converter version", request_.tool.version);
    text_if_given(json_, "software name", software);
    text_if_given(json_, "software version", version);
    json_.end_object();
  }

  void write_device_system() {
    const Instrument& instrument = run_.instrument;
    json_.key("device system document");
    json_.begin_object();
    json_.field("device identifier", or_not_given(instrument.serial_number));
    json_.field("equipment serial number", or_not_given(instrument.serial_number));
    json_.field("model number",
                or_not_given(instrument.type_name.empty() ? instrument.type_id : instrument.type_name));
    json_.key("custom information document");
    json_.begin_object();
    text_if_given(json_, "instrument type", instrument.type_id);
    text_if_given(json_, "block type", instrument.block_type);
    text_if_given(json_, "file layout version", instrument.spec_version);
    json_.end_object();
    json_.end_object();
  }

  void write_set(const SetCall& set) {
    json_.begin_object(JsonText::Layout::OneLine);
    json_.field("set", set.set);
    json_.field("result", code_of(set.result));
    if (set.ct_mean)
      json_.field("ct mean", *set.ct_mean);
    names(json_, "flags", codes(set.flags));
    json_.end_object();
  }

  void write_patient(const PatientCall& patient) {
    json_.begin_object();
    json_.field("sample identifier", patient.sample);
    json_.field("call", code_of(patient.call));
    names(json_, "deletions", patient.deletions);
    json_.field("review", patient.review);
    names(json_, "flags", codes(patient.flags));
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
    names(json_, "run file sha256", sha256_of_inputs());
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
