// Patients and control samples as the page lists them: one kind of entry, in the order a reviewer needs.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "calling/calls.hpp"
#include "record/report.hpp"
#include "reports/review_page/page_words.hpp"

namespace crossbreak::review_page {

/// One set of a patient, or one control in its set.
struct SubjectSet {
  std::string set;
  std::string state;                    ///< code of the patient's result, or of the control's outcome
  std::optional<std::string> computed;  ///< code of the result as called, where a reviewer changed it
  std::optional<double> ct_mean;
  bool invalidates = false;  ///< a control that takes the set's results with it
  std::vector<std::string> flags;
  std::vector<std::size_t> wells;  ///< indices into Calls::wells
  std::vector<Reason> reasons;
  std::string next;  ///< what to do; empty where nothing is, and for the set of a patient
};

struct Subject {
  std::optional<std::size_t> patient;  ///< index into Calls::patients; absent for a control
  std::string sample;                  ///< empty for a control that the plate lacks
  std::string name;     ///< as the page shows it: with its repeat, or its plate where there are several
  std::size_t run = 0;  ///< of a control
  std::string role;     ///< code of a control's
  std::string state;    ///< code of the call, or of the worst of the control's outcomes
  std::string call;     ///< in words: the deletions where there are any
  std::string text;     ///< the patient's sentence
  std::string next;     ///< what to do; empty where nothing is, and for a control, whose sets say it
  bool review = false;
  std::vector<std::string> flags;
  std::vector<Reason> reasons;
  std::vector<SubjectSet> sets;  ///< with the reference gene behind them, where the plate has it
};

/// Patients with a deletion, then those without a result, then the others, then the control samples run by
/// run; within each in the order of Calls.
std::vector<Subject> subjects_of(const Report& report, Language language, const Texts& words);

/// The keys in page_labels of the titles of the groups that the list shows, in its order.
inline constexpr std::array group_titles = {"group_detected", "group_doubtful", "group_not_detected",
                                            "controls"};

/// The title of the group that the subject stands in, one of group_titles.
std::string group_of(const Subject& subject);

/// The file of a run where there are several to tell apart; else empty.
std::string run_file(const Report& report, std::size_t run);

/// Flag codes that any well, set or patient carries, with their words.
Texts used_flags(const Report& report, Language language);

}  // namespace crossbreak::review_page
