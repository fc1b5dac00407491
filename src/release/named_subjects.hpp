// What a reviewer names on the command line, found in a record. An `option` stands in front of each message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/standing.hpp"

namespace crossbreak {

/// The subjects of a review by their names. It refers to its arguments, which must outlive it.
class NamedSubjects {
 public:
  NamedSubjects(const Report& called, const StandingReview& review) : called_(called), review_(review) {}

  /// Runs, controls and patients, in the record's order.
  std::vector<ReviewSubject> all() const;

  /// Those of "run", "controls" or the name of a patient or a control; a patient's repeat n is "P1#n", a
  /// sample of one of the words' names "sample:run". One control of a set, or one run of several, is named as
  /// words_of_subject() does. Throws DecisionError, which names the nearest, where nothing has that name;
  /// "controls" may be none.
  std::vector<ReviewSubject> named(std::string_view option, const std::string& name) const;

  /// A patient with one entry, or the one whose repeat is told. Throws DecisionError.
  ReviewSubject one_patient(std::string_view option, const std::string& name) const;

 private:
  template <class Test>
  std::vector<ReviewSubject> those(Test test) const;
  std::vector<ReviewSubject> of_sample(const std::string& name) const;
  std::vector<ReviewSubject> as_status_names(const std::string& name) const;
  [[noreturn]] void fail(std::string_view option, const std::string& name) const;

  const Report& called_;
  const StandingReview& review_;
};

/// "A1" or "A1/IKZF1_D4-7"; where there are several runs "A1 of plate.eds", as the status names it. Throws
/// DecisionError.
ReviewSubject named_well(std::string_view option, const std::string& text, const Report& called);

/// The set of the panel that a text names. Throws DecisionError.
std::string named_set(std::string_view option, const std::string& text, const Report& called);

/// The same, or the reference gene.
std::string named_set_or_reference(std::string_view option, const std::string& text, const Report& called);

/// The result of a set by its code. Throws DecisionError.
SetResult named_result(std::string_view option, const std::string& text);

}  // namespace crossbreak
