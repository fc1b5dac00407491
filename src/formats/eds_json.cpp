// A zip; its members, JSON with bare NaN:
//
//   Manifest.mf                        software, specification version
//   summary.json                       {"name": "Plate 1", "instrumentType": "QS6PRO", "blockType":
//   "BLOCK_384W",
//                                       "runStatus": "COMPLETED"}
//   run/run_summary.json               {"startTime": 1689999995000, "endTime": ..., "operator": "Li",
//                                       "instrumentSerialNumber": "278"}                  <- Unix ms, UTC
//   setup/plate_setup.json             {"blockType": ..., "passiveReference": "ROX",
//                                       "targets": [{"name": "D4-7", "reporter": "FAM", "quencher":
//                                       "NFQ-MGB"}], "wells": [{"index": 0, "sampleName": "P1",
//                                       "targetAssignments":
//                                         [{"targetName": "D4-7", "task": "UNKNOWN", "quantity": 0.0}]}]}
//   setup/run_method.json              {"stages": [{"type": "PCR", "repeat": 40, "steps": [{"ramp":
//                                         {"temperature": 60.0}, "hold": {"duration": 15,
//                                         "collectionProfile": {}}}]}]}
//   primary/multicomponent_data.json   {"collectionPoints": [{"stage": 2, "cycle": 1, "step": 2, "point":
//   1}],
//                                       "wellData": [{"wellIndex": 0, "dyeData": [{"dyeName": "FAM",
//                                         "fluorescences": [127714.78, NaN]}], "temperatures": [60.14]}]}
//   primary/analysis_setting.json      {"cqAlgorithmType": "CT", "cqAnalysisStageNumber": 2,
//                                       "cqAnalysisStepNumber": 2, "targetCtSettings": [{"targetName":
//                                       "D4-7",
//                                         "autoThreshold": true, "autoBaseline": true}]}
//   primary/analysis_result.json       {"wellResults": [{"wellIndex": 0, "reactionResults": [{"targetName":
//   "D4-7",
//                                         "omitted": false, "amplificationResult": {"cq": 25.3,
//                                         "ctThreshold": 0.2, "ctBaselineStart": 3, "ctBaselineEnd": 20,
//                                         "ampStatus": "AMP", "rn": [...], "deltaRn": [...], "flags":
//                                         ["NOISE"]}}]}],
//                                       "replicateGroupResults": [...]}                   <- means, no Ct
//
// Based on a real QuantStudio 6 Pro file (384 wells, five cycles, group means alone) and on the description
// of a whole run, of which 74 of 74 Ct follow the rule; how targetCtSettings look inside was not seen.
#include "formats/eds_json.hpp"

#include <fmt/format.h>

#include "formats/cycle_method.hpp"
#include "formats/eds_json_members.hpp"
#include "formats/eds_json_text.hpp"
#include "formats/eds_reads.hpp"
#include "formats/eds_sds.hpp"
#include "formats/eds_setup.hpp"
#include "formats/plate_and_signals.hpp"
#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

const std::string plate_member = "setup/plate_setup.json";
const std::string method_member = "setup/run_method.json";
const std::string signals_member = "primary/multicomponent_data.json";
const std::string settings_member = "primary/analysis_setting.json";
const std::string results_member = "primary/analysis_result.json";

bool recognises(const Source& source) {
  return looks_like_zip(source.bytes) && (contains_member_name(source.bytes, plate_member) ||
                                          contains_member_name(source.bytes, signals_member) ||
                                          contains_member_name(source.bytes, results_member));
}

/// Empty where there is no time in milliseconds.
std::string date_of(const EdsJson& json, const char* field) {
  const std::optional<double> milliseconds = json.number_if_any(field);
  return milliseconds && *milliseconds > 0 && *milliseconds < 1e15 ? eds_date(*milliseconds) : std::string();
}

class JsonEds {
 public:
  explicit JsonEds(const Source& source) : source_(source), archive_(source) {}

  Run read() {
    if (archive_.has("Manifest.mf"))
      read_eds_manifest(member("Manifest.mf"), run_);
    read_summaries();
    check_members();
    read_json_plate(member(plate_member), run_);
    if (archive_.has(method_member))
      read_json_method(member(method_member), run_);
    JsonSettings settings;
    if (archive_.has(settings_member))
      settings = read_json_settings(member(settings_member), not_understood_);
    take_settings(settings);
    if (archive_.has(signals_member))
      take_signals(settings);
    if (archive_.has(results_member))
      read_json_results(member(results_member), not_understood_, run_);
    if (run_.cycles == 0)
      run_.issues.push_back(make_issue({IssueCode::CurvesMissing, "eds"}, source_.name));
    note_eds_run_state(source_.name, run_);
    if (!settings.is_ct()) {
      run_.issues.push_back(other_cycle_method(settings.method, source_.name));
      for (Reaction& reaction : run_.reactions)
        take_for_other_method(settings.method, reaction.instrument);
    }
    check_windows();
    if (!not_understood_.empty())
      run_.issues.push_back(make_issue(IssueCode::SectionsNotUnderstood, source_.name,
                                       field<"sections">(joined(not_understood_, ", "))));
    return std::move(run_);
  }

 private:
  EdsMember member(const std::string& name) const {
    return {.file = source_.name, .name = name, .bytes = archive_.read(name), .account = archive_.account()};
  }

  void read_summaries() {
    if (archive_.has("summary.json")) {
      const EdsMember text = member("summary.json");
      const EdsJson summary(text);
      run_.experiment_name = summary.text_if_any("name");
      run_.instrument.type_id = summary.text_if_any("instrumentType");
      run_.instrument.block_type = summary.text_if_any("blockType");
      run_.run_state = summary.text_if_any("runStatus");
      run_.chemistry = summary.text_if_any("chemistry");
    }
    if (archive_.has("run/run_summary.json")) {
      const EdsMember text = member("run/run_summary.json");
      const EdsJson summary(text);
      run_.operator_name = summary.text_if_any("operator");
      run_.instrument.serial_number = summary.text_if_any("instrumentSerialNumber");
      run_.run_started = date_of(summary, "startTime");
      run_.run_ended = date_of(summary, "endTime");
    }
  }

  void check_members() const {
    if (run_.run_state == "RUNNING" || run_.run_state == "IN_PROGRESS")
      throw FormatError(
          source_.name, "summary.json",
          fmt::format("the run is still in progress (runStatus is {}); save the file again when it has "
                      "ended",
                      run_.run_state));
    const bool has_data = archive_.has(signals_member) || archive_.has(results_member);
    if (!has_data)
      throw FormatError(source_.name, signals_member,
                        is_complete()
                            ? "no such member: the file holds no amplification data"
                            : fmt::format("no such member: the run has not been started (runStatus is {})",
                                          run_.run_state));
    if (!archive_.has(plate_member))
      throw FormatError(source_.name, plate_member, "no such member in the file");
  }

  void take_settings(const JsonSettings& settings) {
    for (Reaction& reaction : run_.reactions) {
      auto own = settings.targets.find(reaction.target);
      if (own == settings.targets.end())
        own = settings.targets.find("");
      if (own != settings.targets.end())
        reaction.settings = own->second;
    }
  }

  void take_signals(const JsonSettings& settings) {
    const EdsMember text = member(signals_member);
    const EdsSignals signals = read_json_signals(text, run_.plate);
    if (signals.points.empty() && signals.signals.reads.empty() && !is_complete())
      throw eds_error(text,
                      fmt::format("no signal in any well: the run has not been started (runStatus is {})",
                                  run_.run_state));
    if (signals.points.empty())
      throw eds_error(text, "no points of collection: the file does not say where its reads were taken");
    take_reads(text, signals, plan_by_points(text, signals.points, run_, settings.data_step), run_);
    compare_plate_and_signals(source_.name, run_);
  }

  bool is_complete() const { return run_.run_state.empty() || run_.run_state == "COMPLETED"; }

  void check_windows() {
    for (Reaction& reaction : run_.reactions) {
      const std::optional<BaselineWindow>& window = reaction.settings.baseline;
      if (run_.cycles == 0 || !window ||
          (window->start >= 1 && window->end >= window->start && window->end <= run_.cycles))
        continue;
      run_.issues.push_back(
          make_issue(IssueCode::BaselineWindow, source_.name + ": " + to_string(*reaction.well),
                     field<"window">(fmt::format("{}-{}", window->start, window->end)),
                     field<"target">(reaction.target), field<"cycles">(std::to_string(run_.cycles))));
      reaction.settings.baseline.reset();
    }
  }

  const Source& source_;
  ZipArchive archive_;
  Run run_;
  NotUnderstood not_understood_;
};

Run read(std::span<const Source> sources, const ReadOptions&) {
  check_one_eds(sources);
  return JsonEds(sources.front()).read();
}

}  // namespace

constinit const Format eds_json{
    "eds-json", "experiment file (.eds) of Design & Analysis software 2.x, in JSON", recognises, read};

}  // namespace crossbreak
