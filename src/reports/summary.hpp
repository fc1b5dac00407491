// What many records say together: how many patients have which deletion.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cohort/joined_patients.hpp"
#include "record/record.hpp"
#include "record/report.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// A share of patients with its 95 % interval.
struct Proportion {
  std::size_t count = 0;
  std::size_t of = 0;
  std::optional<double> share;  ///< count / of; absent where `of` is 0
  std::optional<double> low;    ///< Wilson score interval, 95 %
  std::optional<double> high;
};

/// With wilson_interval() of statistics.
Proportion wilson_proportion(std::size_t count, std::size_t of);

/// One record given to summarise().
struct SummaryInput {
  std::string file;  ///< name only
  const Report* report = nullptr;
  std::string sha256 = {};   ///< of the record's bytes; empty: no other record can take its place
  bool is_released = false;  ///< final or amended, and found to be so
};

/// Two records of one call, of which the records do not tell which one counts. what() names both.
class UnknownSuccession : public ReportError {
 public:
  using ReportError::ReportError;
};

/// Which records count. A record that another of those that count was made from, or takes the place of,
/// never counts beside it.
enum class CountedRecords { Released, Any };

/// Whether some of the records are preliminary, some reviewed, and some released: their patients are not
/// counted together unless asked.
bool have_mixed_states(std::span<const SummaryInput> inputs);

/// "2 preliminary, 1 final": how many records there are of each status.
Words statuses_in_words(const std::map<RecordStatus, std::size_t>& records);
std::map<RecordStatus, std::size_t> statuses_of(std::span<const SummaryInput> inputs);

/// A patient called more than once: which record counts and which are listed only.
struct RepeatedPatient {
  struct Call {
    std::string file;      ///< the record's
    std::string run_date;  ///< empty when unknown
    PatientCallState call = PatientCallState::Incomplete;
    std::vector<std::string> deletions;
  };
  std::string sample;
  std::vector<Call> calls;  ///< the last one counts
};

struct Summary {
  std::string gene;
  std::size_t records = 0;
  std::map<RecordStatus, std::size_t> statuses;  ///< of the records that count
  std::size_t unreleased = 0;                    ///< records that do not count, for they are not released
  std::size_t superseded = 0;                    ///< and those that another one takes the place of
  bool any_released = false;                     ///< whether any that counts is released
  std::size_t patients = 0;                      ///< each once
  std::map<RecordStatus, std::size_t> patients_by_status;  ///< of the record whose call counts
  std::map<ReleaseOutcome, std::size_t> left_out;          ///< patients without any other call, by why
  std::map<PatientCallState, std::size_t> states;          ///< all six states, 0 included
  Proportion deleted;  ///< deletion or mixed, of the assessed: deletion, mixed and not detected
  /// The parts of the deleted: each set of the panel in its order, then "mixed".
  std::vector<std::pair<std::string, Proportion>> parts;
  std::vector<RepeatedPatient> repeated;  ///< by sample
  std::vector<Words> limits;              ///< what the test cannot see, each wording of the records once
};

/// Each patient once, by sample name: the latest run counts (by run date; where a date is missing or dates
/// are equal, the later record given). A call that a reviewer withheld or asked to repeat is none. Throws
/// ReportError where the records' panels differ in gene or sets, and UnknownSuccession.
Summary summarise(std::span<const SummaryInput> inputs, CountedRecords counted = CountedRecords::Any);

/// The call of each sample that summarise() counts, by sample; one without a call where a reviewer held all
/// of them back. Throws as summarise() does.
std::vector<SampleCall> counted_calls(std::span<const SummaryInput> inputs, CountedRecords counted);

/// What the numbers rest on: the state of the records, and what was left out.
std::vector<Words> provisos(const Summary& summary);

std::string write_summary_text(const Summary& summary, Language language);

/// The fixed first line, without its line end.
inline constexpr std::string_view summary_csv_header = "row,name,patients,of,share,low,high,call,source";

/// Row `state`: patients by call, of all. `prevalence`: with a deletion, of those with a result. `part`: each
/// set alone and `mixed`, of the deleted. `repeat`: each call of a patient called more than once, the last of
/// which counts; call and source (the record) only there. `limits`: in the name, what the test cannot see.
/// `status`: patients by the status of the record whose call counts, of all. `left_out`: patients who do not
/// count, withheld or repeat_requested.
std::string write_summary_csv(const Summary& summary);

std::string write_summary_workbook(const Summary& summary, Language language);

}  // namespace crossbreak
