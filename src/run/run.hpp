// What one instrument run measured and what its file says of it, before any analysis.
//
// A Run is a plain value: readers in formats/ build it, everything later takes it by const
// reference. Nothing here opens a file or does curve arithmetic.
// Terms follow MIQE (Bustin et al. 2009, Clin. Chem. 55:611-622) and RDML.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/issue.hpp"
#include "run/well.hpp"
#include "words/curve_states.hpp"

namespace crossbreak {

/// One file that went into a run.
struct InputFile {
  std::string name;    ///< without folder
  std::string sha256;  ///< 64 lower-case hex digits of its bytes
  bool operator==(const InputFile&) const = default;
};

/// Inclusive, cycles count from 1.
struct BaselineWindow {
  int start = 1;
  int end = 1;
  bool operator==(const BaselineWindow&) const = default;
};

/// What the file says the instrument's software used. Absent: the file is silent.
struct FileSettings {
  std::optional<double> threshold;  ///< in delta Rn (delta reporter without passive reference)
  std::optional<bool> automatic_threshold;
  std::optional<BaselineWindow> baseline;
  std::optional<bool> automatic_baseline;
  bool operator==(const FileSettings&) const = default;
};

/// The instrument's own results, for comparison only: they never replace ours.
struct InstrumentResult {
  CtStatus ct_status = CtStatus::Absent;
  std::optional<double> ct;  ///< set exactly when ct_status is Value
  std::optional<double> ct_mean;
  std::optional<double> ct_sd;
  std::optional<int> ct_decimals;  ///< digits after the decimal mark the file gives; absent: full digits
  CtStatus crt_status = CtStatus::Absent;  ///< of a relative threshold: another quantity than Ct
  std::optional<double> crt;               ///< set exactly when crt_status is Value
  std::string amp_status;                  ///< word for word, empty when not given
  bool operator==(const InstrumentResult&) const = default;
};

/// A quality flag of the instrument, word for word.
struct QcFlag {
  std::string name;   ///< column title, e.g. "BADROX"
  std::string value;  ///< "Y", "N" or what stands there
  bool operator==(const QcFlag&) const = default;
};

/// One target assigned to one well. A duplexed well has two.
/// In `rn` and `delta_rn` element i was read in cycle i + 1; NaN marks a cycle without a value;
/// both are empty where the file does not give them.
struct Reaction {
  std::optional<Well> well;  ///< absent only in a plain curve table whose titles are no wells
  std::string sample;        ///< as in the file, blanks at either end included; empty when unnamed
  std::string target;        ///< as in the file
  std::string task;          ///< as in the file, e.g. "UNKNOWN"; empty when not given
  std::string reporter;      ///< dye, e.g. "FAM"; empty when not given
  std::string quencher;      ///< "TAMRA", "None"; empty when not given
  std::optional<double> quantity;
  std::string comments;
  bool omitted = false;  ///< left out of the analysis by the operator
  std::vector<double> rn;
  std::vector<double> delta_rn;
  std::optional<int> rn_decimals;  ///< digits the file gives for rn and delta_rn; absent: full digits
  FileSettings settings;
  InstrumentResult instrument;
  std::vector<QcFlag> flags;
};

/// One dye of one well over the amplification reads (multicomponent, spectrally unmixed, instrument
/// units). `signal[i]` belongs to cycle i + 1; NaN marks a missing read.
struct DyeTrace {
  Well well;
  std::string dye;
  std::vector<double> signal;
};

/// One filter of one well before unmixing, e.g. "x1-m1".
struct FilterTrace {
  Well well;
  std::string filter;
  std::vector<double> signal;
};

/// Reads of a melt stage: kept apart, never part of a curve.
struct MeltTrace {
  Well well;
  std::string dye;                    ///< dye or target, as the file names it
  std::vector<double> temperature_c;  ///< empty when the file does not give it
  std::vector<double> signal;
};

struct CyclingStep {
  double temperature_c = 0;
  double hold_s = 0;
  bool collects = false;  ///< fluorescence is read here
};

struct CyclingStage {
  std::string kind;  ///< as in the file: "PRE_CYCLING", "CYCLING", "MELT"
  int repetitions = 1;
  std::vector<CyclingStep> steps;
};

struct Instrument {
  std::string type_id;     ///< as in the file: "sds7500", "sds7500fast", "steponeplus"; empty when silent
  std::string type_name;   ///< in words, where the file has it
  std::string block_type;  ///< "96alum", "96fast", "96well"
  std::string serial_number;
  std::string software;      ///< "7500 Software v2.3", "SDS v1.3.1"
  std::string spec_version;  ///< of an .eds: "1.1.1"
};

/// What the file says about the passive reference dye. `None` is a statement, `NotStated` silence.
enum class PassiveReferenceStatus { NotStated, None, Dye };

struct Run {
  std::vector<InputFile> inputs;  ///< never empty once read
  std::string format;             ///< name of the layout, e.g. "eds-7500"
  std::string encoding;           ///< of a text layout: "UTF-8", "GB18030"; empty for binary layouts
  Plate plate;
  Instrument instrument;
  std::string experiment_name;
  std::string experiment_type;
  std::string chemistry;
  std::string operator_name;
  std::string barcode;
  std::string run_state;    ///< "COMPLETE"; empty when silent
  std::string run_started;  ///< ISO 8601, e.g. "2007-11-02T16:33:34Z"; as in the file where it is no date
  std::string run_ended;    ///< the same
  PassiveReferenceStatus passive_reference_status = PassiveReferenceStatus::NotStated;
  std::string passive_reference;  ///< dye, set exactly when the status is Dye
  std::vector<CyclingStage> program;
  int cycles = 0;                   ///< amplification reads of the longest curve
  std::vector<Reaction> reactions;  ///< row-major by well, then in the file's order
  std::vector<DyeTrace> dyes;       ///< row-major by well, then in the file's order
  std::vector<FilterTrace> filters;
  std::vector<MeltTrace> melts;
  std::vector<Issue> issues;
};

/// The trace of a dye in a well; null when the file has none. Dye names compare exactly.
const DyeTrace* find_dye(const Run& run, Well well, std::string_view dye);

/// When the run was made: its start, else its end (v2 text exports give only that); as in the Run.
const std::string& run_date(const Run& run);

/// Whether run_date() begins with an ISO 8601 day, so that runs can be put in order by it.
bool is_dated(const Run& run);

/// "plate.eds", or "results.csv + delta_rn.csv" for a run of two files.
std::string source_name(const Run& run);

}  // namespace crossbreak
