// The one value that every writer lays out: they cannot disagree on a number, because none computes one.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "calling/calls.hpp"
#include "curves/analysis.hpp"
#include "record/laboratory_head.hpp"
#include "record/release.hpp"
#include "run/metadata.hpp"

namespace crossbreak {

struct ToolIdentity {
  std::string name = "crossbreak";
  std::string version;
  bool operator==(const ToolIdentity&) const = default;
};

/// One input file, with what its run says of the instrument.
struct ReportInput {
  std::string file;  ///< name only
  std::string sha256;
  std::string format;
  std::string instrument;  ///< in words
  std::string software;
  std::string run_date;  ///< ISO 8601; empty when unknown
  std::size_t run = 0;   ///< files of one run share it
  Plate plate;
  std::string passive_reference;  ///< "ROX"; empty when there is none
  std::string operator_name;
  std::string barcode;
  bool operator==(const ReportInput&) const = default;
};

/// A versioned data file that shaped the result.
struct Identity {
  std::string id;
  std::string version;
  std::string sha256;
  bool operator==(const Identity&) const = default;
};

struct ReportSet {
  std::string name;
  std::string exons;
  std::optional<std::string> code = {};  ///< this and the next two as PrimerSet has them
  std::optional<std::string> hgvs = {};
  std::optional<Words> deletion_class = {};
  bool operator==(const ReportSet&) const = default;
};

/// What the panel says of patients with one call, with its fields: of a call that a reviewer changes the
/// sentence is made anew.
struct ReportText {
  PatientCallState call = PatientCallState::Incomplete;
  Words words;
  bool operator==(const ReportText&) const = default;
};

/// A curve as reports draw it; arrays have one element a cycle, NaN where there is no value.
struct ReportCurve {
  std::size_t input = 0;  ///< as WellCall::input
  Well well;
  std::string target;
  std::vector<double> rn;
  std::vector<double> delta_rn;
  std::vector<double> reporter;  ///< empty where the file gives no dyes
  std::vector<double> passive;
  std::optional<Baseline> baseline;
  std::optional<SigmoidParameters> fit;
  std::optional<double> ct_sdm;
  std::optional<double> ct_cy0;
  std::optional<double> efficiency;
};

struct Report {
  Release release;
  std::optional<LaboratoryHead> laboratory;  ///< absent: the settings have none
  ToolIdentity tool;
  std::vector<ReportInput> inputs;
  Identity panel;
  Identity profile;                  ///< of the first run; id empty when none applies
  std::string gene;                  ///< the panel's
  std::optional<Words> sensitivity;  ///< the panel's
  std::vector<ReportSet> sets;       ///< the panel's, in its order
  std::vector<ReportText>
      texts;              ///< the panel's, in the order of the calls' codes; empty: nobody's call changes
  std::string reference;  ///< the panel's reference gene; empty when it has none
  double ct_cutoff = 36;  ///< the panel's, for lines and titles; never for deciding
  Words ct_rule;          ///< "cubic" or "linear", with the software range that asked for it
  Words automatic_rule;   ///< of baseline windows and thresholds, likewise
  Words limits;           ///< what the test cannot see
  CallOrigin origin;
  std::optional<RunMetadata> metadata;  ///< absent: the laboratory notes nothing beside the run
  Calls calls;
  bool has_curves = true;           ///< false: --no-curves
  std::vector<ReportCurve> curves;  ///< one per element of calls.wells, in its order; empty without curves
};

struct ReportRequest {
  ToolIdentity tool;
  bool with_curves = true;
};

/// Builds the report of one call over `runs`. `profiles[i]` and `rules[i]` belong to runs[i]; a profile
/// may be null. Throws std::logic_error where `calls` holds more or fewer wells than the runs.
Report build_report(std::span<const AnalysedRun> runs, std::span<const Profile* const> profiles,
                    std::span<const ChosenRules> rules, const Panel& panel, Calls calls,
                    const ReportRequest& request);

/// The file of a run's first input; empty where there is no such run.
std::string file_of_run(const Report& report, std::size_t run);

/// What the laboratory notes of samples, for all patients. It refers to the report.
class NotedSamples {
 public:
  explicit NotedSamples(const Report& report);

  /// Of the patient's sample; null: nothing.
  const SampleMetadata* of(const PatientCall& patient) const;

 private:
  const Report& report_;
  std::map<std::string, std::size_t> places_;  ///< of samples, by their folded names
};

/// Whether runs were called together: names of wells and controls then need their file beside them.
bool has_several_runs(const Report& report);

}  // namespace crossbreak
