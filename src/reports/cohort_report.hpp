// What a study finds, with the names and labels that its outputs show: made once, and only laid out by them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/results.hpp"
#include "cohort/study.hpp"
#include "record/report.hpp"
#include "reports/summary.hpp"
#include "words/cohort.hpp"
#include "words/words.hpp"

namespace crossbreak {

struct CohortFile {
  std::string file;  ///< name only
  std::string sha256;
};

/// A record, or a run that was called for the study.
struct CohortInput {
  std::string file;    ///< name only
  std::string sha256;  ///< of the record's bytes, or the run file's
  RecordStatus status = RecordStatus::Preliminary;
  bool called_now = false;  ///< a run
};

/// Patients of all, with Wilson's interval.
struct CohortShare {
  std::string name;  ///< of a set; "several", "deleted"
  Words label;
  int patients = 0;
  int of = 0;
  std::optional<double> share;  ///< nothing where `of` is 0, as its limits
  std::optional<double> lower;
  std::optional<double> upper;
};

struct CohortTest {
  TestKind kind = TestKind::ChiSquared;
  std::optional<double> statistic;         ///< none of Fisher's
  std::optional<int> degrees_of_freedom;   ///< likewise; of F the numerator's
  std::optional<int> denominator_degrees;  ///< of F
  double p = 1;
};

struct CohortGroup {
  std::string name;  ///< "not_deleted", "deleted yes", "no"
  Words label;
  int patients = 0;
};

/// One variable in one group: counts of a variable that says yes or no, mean and SD of a number.
struct CohortCell {
  std::optional<int> yes;
  std::optional<int> no;
  std::optional<int> count;  ///< of a number: who has it
  std::optional<double> mean;
  std::optional<double> sd;
};

struct CohortCharacteristic {
  std::string name;
  Words label;
  std::optional<Words> label_no;  ///< nothing of a number
  int missing = 0;
  std::vector<CohortCell> groups;  ///< as CohortTable::groups
  std::vector<CohortTest> tests;
};

struct CohortTable {
  std::string name;         ///< "by_deletion", "by_group"
  std::optional<Words> by;  ///< what parts the deleted and the others in two each
  std::vector<CohortGroup> groups;
  int left_out = 0;  ///< patients in whom it is missing which group they are of
  std::vector<CohortCharacteristic> rows;
};

/// A curve just after a time. `share` is of those without the event or, where another event competes, of
/// those who have had it.
struct CohortPoint {
  double time = 0;  ///< months
  int at_risk = 0;
  int events = 0;
  int competing = 0;
  int censored = 0;
  double share = 0;
  std::optional<double> standard_error;
  std::optional<double> lower;
  std::optional<double> upper;
};

struct CohortOutcomeGroup {
  CohortGroup group;
  int events = 0;
  int competing = 0;
  std::optional<CohortPoint>
      rate;                      ///< at CohortReport::rate_months; nothing where nobody was followed so long
  std::optional<double> median;  ///< months; nothing where more than half remain, and of incidences
  std::optional<double> median_lower;
  std::optional<double> median_upper;
  std::vector<CohortPoint> curve;  ///< of comparisons that are drawn
};

struct CohortOutcome {
  std::string endpoint;
  Words label;
  std::string by;  ///< "deleted", a variable, or "deleted transplant"
  Words by_label;
  bool competes = false;  ///< shares are cumulative incidences
  bool is_drawn = false;  ///< by the deletion, or by the groups
  int left_out = 0;
  std::vector<CohortOutcomeGroup> groups;
  std::optional<CohortTest> test;
};

struct CohortTerm {
  std::string name;
  Words label;
  double hazard_ratio = 1;
  double lower = 0;
  double upper = 0;
  double coefficient = 0;
  double standard_error = 0;
  double z = 0;
  double p = 1;
  std::optional<CohortTest> proportional;
};

struct CohortModel {
  std::string endpoint;
  Words label;
  CoxStatus status = CoxStatus::NoPatients;
  std::vector<Words> concerned;  ///< variables that the status speaks of
  int variables = 0;
  int patients = 0;
  int events = 0;
  int left_out = 0;
  std::vector<CohortTerm> terms;
  std::vector<CohortTest> tests;
  std::optional<double> log_likelihood;
  std::optional<double> concordance;
};

struct CohortWarning {
  CohortDoubt code = CohortDoubt::FewEvents;
  Words words;
};

struct CohortReport {
  ToolIdentity tool;
  std::string gene;
  CohortFile study;
  CohortFile table;
  int table_patients = 0;
  std::vector<CohortInput> inputs;
  std::vector<Words> provisos;  ///< what the calls rest on: status of the records, what does not count
  double rate_months = 36;
  std::string limits;  ///< "log-log", "plain"
  std::string ties;    ///< "efron", "breslow"
  int patients = 0;
  CohortShare deleted;
  std::vector<CohortShare> kinds;  ///< of all patients
  std::vector<CohortTable> tables;
  std::vector<CohortOutcome> outcomes;
  std::vector<CohortModel> models;
  std::vector<CohortWarning> warnings;
  std::vector<LeftOutPatient> left_out;
};

/// `summary` is of the records whose calls were joined.
CohortReport cohort_report(const Study& study, const ClinicalTable& table, const JoinedPatients& joined,
                           const CohortResults& results, const Summary& summary,
                           std::vector<CohortInput> inputs, ToolIdentity tool);

}  // namespace crossbreak
