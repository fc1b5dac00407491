#include "release/named_subjects.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "calling/sample_names.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

[[noreturn]] void expected(std::string_view option, const std::string& wanted, const std::string& found) {
  throw DecisionError(std::string(option) + ": expected " + wanted + ", found '" + found + "'");
}

/// Or the nearest of what it might have been.
[[noreturn]] void expected_one_of(std::string_view option, const std::string& wanted,
                                  const std::vector<std::string>& names, const std::string& found) {
  const auto nearest = nearest_name(found, names);
  throw DecisionError(std::string(option) + ": expected " + wanted + " (" + joined(names) + "), found '" +
                      found + "'" + (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

std::string of_names(std::string_view option, const std::string& text,
                     const std::vector<std::string>& names) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return is_same_name(name, text); });
  if (found == names.end())
    expected_one_of(option, "a set", names, text);
  return *found;
}

std::vector<std::string> sets_of(const Report& called) {
  std::vector<std::string> names;
  for (const ReportSet& set : called.sets)
    names.push_back(set.name);
  return names;
}

/// "A1 of plate.eds".
std::pair<std::size_t, std::string> run_and_well(std::string_view option, const std::string& text,
                                                 const Report& called) {
  std::map<std::size_t, std::string> files;
  for (const ReportInput& input : called.inputs)
    files[input.run] = file_of_run(called, input.run);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& [run, file] : files)
    if (const std::string ending = " of " + file; text.ends_with(ending))
      found.emplace_back(run, text.substr(0, text.size() - ending.size()));
  if (found.size() != 1)
    expected(option,
             "of which run the well is ('WELL of FILE', with " +
                 joined(files, ", ", [](const auto& entry) { return entry.second; }) + ")",
             text);
  return found.front();
}

/// "NTC/D4-7" to "control NTC/D4-7": of what only its whole name tells.
std::map<std::string, std::string> status_names_without_kind(const Report& called,
                                                             const StandingReview& review) {
  std::map<std::string, std::string> names;
  for (const SubjectStanding& subject : review.subjects)
    if (const std::string whole = name_of(subject.subject, called);
        !subject.subject.sample && !subject.subject.well)
      names.emplace(whole.substr(whole.find(' ') + 1), whole);
  return names;
}

}  // namespace

template <class Test>
std::vector<ReviewSubject> NamedSubjects::those(Test test) const {
  std::vector<ReviewSubject> found;
  for (const SubjectStanding& subject : review_.subjects)
    if (test(subject.subject))
      found.push_back(subject.subject);
  return found;
}

std::vector<ReviewSubject> NamedSubjects::all() const {
  return those([](const ReviewSubject& subject) { return !subject.well.has_value(); });
}

std::vector<ReviewSubject> NamedSubjects::named(std::string_view option, const std::string& name) const {
  std::vector<ReviewSubject> found;
  if (name == "run")
    found = those([](const ReviewSubject& subject) { return kind_of(subject) == SubjectKind::Run; });
  else if (name == "controls")
    found = those([](const ReviewSubject& subject) { return subject.control.has_value(); });
  else
    found = of_sample(name.starts_with("sample:") ? name.substr(7) : name);
  if (found.empty())
    found = as_status_names(name);
  if (found.empty() && name != "controls")
    fail(option, name);
  return found;
}

ReviewSubject NamedSubjects::one_patient(std::string_view option, const std::string& name) const {
  std::vector<ReviewSubject> found = named(option, name);
  std::erase_if(found, [](const ReviewSubject& subject) { return !subject.sample; });
  if (found.empty())
    throw DecisionError(std::string(option) + ": expected a patient, found '" + name + "', which is none");
  if (found.size() > 1)
    throw DecisionError(std::string(option) + ": '" + name + "' was tested " + std::to_string(found.size()) +
                        " times: expected " + name + "#0 for the first test, " + name + "#1 for its repeat");
  return found.front();
}

std::vector<ReviewSubject> NamedSubjects::of_sample(const std::string& name) const {
  const auto is = [&](const ReviewSubject& subject, const std::string& wanted) {
    const std::string& own = subject.sample ? *subject.sample : subject.control.value_or("");
    return !own.empty() && is_same_name(own, wanted);
  };
  std::vector<ReviewSubject> found = those([&](const ReviewSubject& subject) { return is(subject, name); });
  if (!found.empty())
    return found;
  return those([&](const ReviewSubject& subject) {
    return subject.sample && name == *subject.sample + "#" + std::to_string(*subject.repeat);
  });
}

std::vector<ReviewSubject> NamedSubjects::as_status_names(const std::string& name) const {
  return those([&](const ReviewSubject& subject) {
    const Words words = words_of_subject(subject, called_);
    return !subject.well && (name == words.en || name == words.zh);
  });
}

void NamedSubjects::fail(std::string_view option, const std::string& name) const {
  std::vector<std::string> names;
  for (const SubjectStanding& subject : review_.subjects)
    if (const std::string own =
            subject.subject.sample ? *subject.subject.sample : subject.subject.control.value_or("");
        !own.empty())
      names.push_back(own);
  const std::map<std::string, std::string> without_kind = status_names_without_kind(called_, review_);
  for (const auto& [short_name, whole] : without_kind) {
    names.push_back(short_name);
    names.push_back(whole);
  }
  auto nearest = nearest_name(name, names);
  if (const auto whole = without_kind.find(nearest.value_or("")); whole != without_kind.end())
    nearest = whole->second;
  throw DecisionError(std::string(option) + ": the record has no patient or control '" + name + "'" +
                      (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

ReviewSubject named_well(std::string_view option, const std::string& text, const Report& called) {
  ReviewSubject subject;
  std::string name = text;
  if (has_several_runs(called))
    std::tie(subject.run, name) = run_and_well(option, text, called);
  const std::size_t slash = name.find('/');
  const auto well = parse_well(name.substr(0, slash));
  if (!well)
    expected(option, "WELL or WELL/TARGET", text);
  subject.well = *well;
  if (slash != std::string::npos)
    subject.target = name.substr(slash + 1);
  return subject;
}

std::string named_set(std::string_view option, const std::string& text, const Report& called) {
  return of_names(option, text, sets_of(called));
}

std::string named_set_or_reference(std::string_view option, const std::string& text, const Report& called) {
  std::vector<std::string> names = sets_of(called);
  if (!called.reference.empty())
    names.push_back(called.reference);
  return of_names(option, text, names);
}

SetResult named_result(std::string_view option, const std::string& text) {
  const auto result = value_of<SetResult>(text);
  if (!result) {
    std::vector<std::string> codes;
    for (const auto& entry : codes_of(SetResult{}))
      codes.emplace_back(entry.second);
    expected_one_of(option, "a result", codes, text);
  }
  return *result;
}

}  // namespace crossbreak
