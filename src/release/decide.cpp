#include "release/decide.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "calling/sample_names.hpp"
#include "pipeline/laboratory.hpp"
#include "release/event_rules.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "run/nearest.hpp"
#include "run/person_name.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

std::vector<std::string> split(const std::string& text, char between) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(between); at != std::string::npos; at = text.find(between, start)) {
    parts.push_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

bool is_run(const ReviewSubject& subject) {
  return !subject.control && !subject.sample && !subject.well;
}

/// Finds what a reviewer names, in the record's order.
class Subjects {
 public:
  Subjects(const Report& called, const StandingReview& review) : called_(called), review_(review) {}

  std::vector<ReviewSubject> all() const {
    return those([](const ReviewSubject& subject) { return !subject.well.has_value(); });
  }

  std::vector<ReviewSubject> named(const char* option, const std::string& name) const {
    std::vector<ReviewSubject> found;
    if (name == "run")
      found = those(is_run);
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

  /// A patient with one entry, or the one whose repeat is told.
  ReviewSubject one_patient(const char* option, const std::string& name) const {
    std::vector<ReviewSubject> found = named(option, name);
    std::erase_if(found, [](const ReviewSubject& subject) { return !subject.sample; });
    if (found.empty())
      throw DecisionError(std::string(option) + ": expected a patient, found '" + name + "', which is none");
    if (found.size() > 1)
      throw DecisionError(std::string(option) + ": '" + name + "' was tested " +
                          std::to_string(found.size()) + " times: expected " + name +
                          "#0 for the first test, " + name + "#1 for its repeat");
    return found.front();
  }

 private:
  template <class Test>
  std::vector<ReviewSubject> those(Test test) const {
    std::vector<ReviewSubject> found;
    for (const SubjectStanding& subject : review_.subjects)
      if (test(subject.subject))
        found.push_back(subject.subject);
    return found;
  }

  std::vector<ReviewSubject> of_sample(const std::string& name) const {
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

  std::vector<ReviewSubject> as_status_names(const std::string& name) const {
    return those([&](const ReviewSubject& subject) {
      const Words words = words_of_subject(subject, called_);
      return !subject.well && (name == words.en || name == words.zh);
    });
  }

  /// "NTC/D4-7" to "control NTC/D4-7": of what only its whole name tells.
  std::map<std::string, std::string> status_names_without_kind() const {
    std::map<std::string, std::string> names;
    for (const SubjectStanding& subject : review_.subjects)
      if (const std::string whole = name_of(subject.subject, called_);
          !subject.subject.sample && !subject.subject.well)
        names.emplace(whole.substr(whole.find(' ') + 1), whole);
    return names;
  }

  [[noreturn]] void fail(const char* option, const std::string& name) const {
    std::vector<std::string> names;
    for (const SubjectStanding& subject : review_.subjects)
      if (const std::string own =
              subject.subject.sample ? *subject.subject.sample : subject.subject.control.value_or("");
          !own.empty())
        names.push_back(own);
    const std::map<std::string, std::string> without_kind = status_names_without_kind();
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

  const Report& called_;
  const StandingReview& review_;
};

SetResult result_named(const std::string& text) {
  if (const auto result = value_of<SetResult>(text))
    return *result;
  std::vector<std::string> codes;
  for (const auto& entry : codes_of(SetResult{}))
    codes.emplace_back(entry.second);
  const auto nearest = nearest_name(text, codes);
  throw DecisionError("--override: expected a result (" + joined(codes) + "), found '" + text + "'" +
                      (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

/// The set of the panel that a text names; of a repeat the reference gene too. Throws DecisionError.
std::string set_named(const char* option, const std::string& text, const Report& report,
                      bool reference_too = false) {
  std::vector<std::string> names;
  for (const ReportSet& set : report.sets)
    names.push_back(set.name);
  if (reference_too && !report.reference.empty())
    names.push_back(report.reference);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return is_same_name(name, text); });
  if (found != names.end())
    return *found;
  const auto nearest = nearest_name(text, names);
  throw DecisionError(std::string(option) + ": expected a set (" + joined(names) + "), found '" + text + "'" +
                      (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

/// Collects the events of one command.
class Deciding {
 public:
  Deciding(const Report& called, std::span<const ReviewEvent> known, const DecisionRequest& request,
           const DecisionStamp& stamp)
      : called_(called),
        known_(known),
        request_(request),
        stamp_(stamp),
        review_(standing_of(called, known)),
        subjects_(called, review_) {}

  std::vector<ReviewEvent> decide() {
    check_request();
    for (const std::string& id : request_.withdraw)
      withdraw(id);
    for (const std::string& name : request_.reject)
      for (const ReviewSubject& subject : subjects_.named("--reject", name))
        add(event(subject, ReviewAction::Reject));
    for (const std::string& text : request_.repeat)
      repeat(text);
    override_all();
    for (const std::string& text : request_.exclude)
      exclude(text);
    accept();
    for (const std::string& name : request_.comment)
      for (const ReviewSubject& subject :
           name == "all" ? subjects_.all() : subjects_.named("--comment", name))
        events_.push_back(event(subject, ReviewAction::Comment));
    check_order();
    return events_;
  }

 private:
  void check_request() const {
    if (const auto wanted = why_no_person_name(request_.by))
      throw DecisionError("--by: expected " + *wanted + ", found '" + printable(request_.by) + "'");
    const bool asks_code = !request_.reject.empty() || !request_.repeat.empty() ||
                           !request_.changes.empty() || !request_.exclude.empty();
    if (asks_code && !request_.code)
      throw DecisionError(
          "--code: expected why (" +
          joined(codes_of(DecisionCode{}), ", ", [](const auto& entry) { return entry.second; }) +
          "), since --reject, --repeat, --override and --exclude need it, found none");
    if (request_.code && !asks_code)
      throw DecisionError("--code: expected only with --reject, --repeat, --override or --exclude");
    if (request_.code == DecisionCode::Other && !has_visible_text(request_.words))
      throw DecisionError("--words: expected the reason in words, since the code is 'other', found none");
    if (!request_.comment.empty() && !has_visible_text(request_.words))
      throw DecisionError("--words: expected the comment's words, found none");
    if (!asks_code && request_.accept.empty() && request_.comment.empty() && request_.withdraw.empty())
      throw DecisionError(
          "expected a decision: --accept, --reject, --repeat, --override, --exclude, --comment or "
          "--withdraw, found none");
    check_not_of_the_future(known_, stamp_.at);
  }

  ReviewEvent event(const ReviewSubject& subject, ReviewAction action) const {
    ReviewEvent made;
    made.id = stamp_.new_id();
    made.at = stamp_.at;
    made.zone = stamp_.zone;
    made.by = request_.by;
    made.subject = subject;
    made.action = action;
    if (needs_code(action))
      made.code = request_.code;
    made.words = request_.words;
    return made;
  }

  const SubjectStanding* standing_on(const ReviewSubject& subject) const {
    const auto found =
        std::find_if(review_.subjects.begin(), review_.subjects.end(),
                     [&](const SubjectStanding& standing) { return standing.subject == subject; });
    return found == review_.subjects.end() ? nullptr : &*found;
  }

  bool is_own(const ReviewEvent& other) const { return is_same_person(other.by, request_.by); }

  bool has_own(const ReviewSubject& subject) const {
    const SubjectStanding* standing = standing_on(subject);
    return standing != nullptr &&
           std::any_of(standing->events.begin(), standing->events.end(), [&](const ReviewEvent& other) {
             return is_own(other) && !withdrawn_.contains(other.id);
           });
  }

  void add(ReviewEvent event) {
    for (const ReviewEvent& other : asked_)
      if (other.subject == event.subject)
        throw DecisionError(name_of(event.subject, called_) + ": expected one decision, found '" +
                            std::string(code_of(other.action)) + "' and '" +
                            std::string(code_of(event.action)) + "'");
    asked_.push_back(event);
    if (const SubjectStanding* standing = standing_on(event.subject)) {
      std::vector<ReviewEvent> others = standing->events;
      std::erase_if(others, [&](const ReviewEvent& other) { return withdrawn_.contains(other.id); });
      const bool is_party =
          std::any_of(others.begin(), others.end(), [&](const ReviewEvent& other) { return is_own(other); });
      const bool differ = std::any_of(others.begin(), others.end(), [&](const ReviewEvent& other) {
        return !agree(other, others.front());
      });
      bool said = false;
      for (const ReviewEvent& other : others) {
        if (is_party ? !is_own(other) : !differ)
          continue;
        said = said || (is_party && other.action == event.action && other.sets == event.sets &&
                        other.code == event.code && other.words == event.words);
        event.replaces.push_back(other.id);
      }
      if (said && event.replaces.size() == 1)
        return;
    }
    if (const auto why = why_impossible(event, called_))
      throw DecisionError(*why);
    events_.push_back(std::move(event));
  }

  void withdraw(const std::string& id) {
    std::vector<const ReviewEvent*> found;
    if (id.size() < shortest_event_id)
      throw DecisionError("--withdraw: expected at least " + std::to_string(shortest_event_id) +
                          " letters of an event's id, found '" + id +
                          "'; 'crossbreak review status' shows them");
    for (const ReviewEvent& known : known_)
      if (known.id.starts_with(id))
        found.push_back(&known);
    if (found.size() != 1)
      throw DecisionError("--withdraw: expected the id of one event, found '" + id + "', which " +
                          (found.empty() ? "none has" : "several begin with"));
    const ReviewEvent& taken = *found.front();
    if (!is_own(taken))
      throw DecisionError("--withdraw: event " + taken.id + " is of " + taken.by + ": only " + taken.by +
                          " can take it back");
    if (taken.action == ReviewAction::Withdraw || is_out(taken))
      throw DecisionError("--withdraw: event " + taken.id +
                          " does not stand: it is a withdrawal, was replaced or taken back");
    ReviewEvent made = event(taken.subject, ReviewAction::Withdraw);
    made.replaces.push_back(taken.id);
    withdrawn_.insert(taken.id);
    events_.push_back(std::move(made));
  }

  bool is_out(const ReviewEvent& event) const {
    return withdrawn_.contains(event.id) ||
           std::any_of(known_.begin(), known_.end(), [&](const ReviewEvent& other) {
             return std::find(other.replaces.begin(), other.replaces.end(), event.id) != other.replaces.end();
           });
  }

  /// Whether the set has wells, and none of them on the run.
  bool is_on_others_alone(const std::string& set, std::size_t run) const {
    bool has_wells = false;
    for (const WellCall& well : called_.calls.wells) {
      if (well.set == set && well.run == run)
        return false;
      has_wells = has_wells || well.set == set;
    }
    return has_wells;
  }

  /// Of those, the ones that have wells on the run, or nowhere: the whole run tests no others.
  std::vector<ReviewedSet> on_run(const std::vector<ReviewedSet>& sets, std::size_t run) const {
    std::vector<ReviewedSet> on_it = sets;
    std::erase_if(on_it, [&](const ReviewedSet& set) { return is_on_others_alone(set.set, run); });
    if (on_it.empty())
      on_it.push_back({.set = called_.reference, .from = {}, .to = {}});
    return on_it;
  }

  void repeat(const std::string& text) {
    const std::size_t equals = text.rfind('=');
    const std::string name = text.substr(0, equals);
    std::vector<ReviewedSet> sets;
    if (equals != std::string::npos) {
      for (const std::string& set : split(text.substr(equals + 1), ','))
        sets.push_back({.set = set_named("--repeat", set, called_, true), .from = {}, .to = {}});
    } else {
      for (const ReportSet& set : called_.sets)
        sets.push_back({.set = set.name, .from = {}, .to = {}});
    }
    const std::vector<ReviewSubject> subjects = subjects_.named("--repeat", name);
    if (equals == std::string::npos && !std::all_of(subjects.begin(), subjects.end(), is_run))
      throw DecisionError("--repeat: expected SAMPLE=SET,SET or run, found '" + text + "'");
    bool found = false;
    for (const ReviewSubject& subject : subjects) {
      if (subject.control && std::none_of(sets.begin(), sets.end(),
                                          [&](const ReviewedSet& set) { return set.set == *subject.set; }))
        continue;
      found = true;
      ReviewEvent made = event(subject, ReviewAction::Repeat);
      made.sets = equals == std::string::npos ? on_run(sets, subject.run) : sets;
      if (subject.control)
        std::erase_if(made.sets, [&](const ReviewedSet& set) { return set.set != *subject.set; });
      add(std::move(made));
    }
    if (!found)
      throw DecisionError("--repeat: expected sets that '" + name + "' is a control of, found '" + text +
                          "'");
  }

  /// Several sets of a patient are one event: the call follows from all of them.
  void override_all() {
    std::vector<ReviewEvent> made;
    for (const std::string& text : request_.changes) {
      const std::size_t equals = text.rfind('=');
      const std::size_t slash = text.rfind('/', equals);
      if (equals == std::string::npos || slash == std::string::npos)
        throw DecisionError("--override: expected SAMPLE/SET=RESULT, found '" + text + "'");
      const ReviewSubject subject = subjects_.one_patient("--override", text.substr(0, slash));
      const std::string set = set_named("--override", text.substr(slash + 1, equals - slash - 1), called_);
      auto of_patient = std::find_if(made.begin(), made.end(),
                                     [&](const ReviewEvent& other) { return other.subject == subject; });
      if (of_patient == made.end())
        of_patient = made.insert(made.end(), event(subject, ReviewAction::Override));
      const PatientCall& patient = *patient_of(subject, called_.calls);
      const SetCall& now = *std::find_if(patient.sets.begin(), patient.sets.end(),
                                         [&](const SetCall& known) { return known.set == set; });
      of_patient->sets.push_back(
          {.set = set, .from = now.result, .to = result_named(text.substr(equals + 1))});
      of_patient->old_call = code_of(patient.call);
      of_patient->new_call = code_of(ruling_with(patient, of_patient->sets).call);
    }
    for (ReviewEvent& one : made)
      add(std::move(one));
  }

  /// "A1" or "A1/IKZF1_D4-7"; where there are several runs "A1 of plate.eds", as the status names it.
  void exclude(const std::string& text) {
    ReviewSubject subject;
    std::string name = text;
    if (has_several_runs(called_))
      std::tie(subject.run, name) = run_and_well(text);
    const std::size_t slash = name.find('/');
    const auto well = parse_well(name.substr(0, slash));
    if (!well)
      throw DecisionError("--exclude: expected WELL or WELL/TARGET, found '" + text + "'");
    subject.well = *well;
    if (slash != std::string::npos)
      subject.target = name.substr(slash + 1);
    add(event(subject, ReviewAction::Exclude));
  }

  std::pair<std::size_t, std::string> run_and_well(const std::string& text) const {
    std::map<std::size_t, std::string> files;
    for (const ReportInput& input : called_.inputs)
      files[input.run] = file_of_run(called_, input.run);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const auto& [run, file] : files)
      if (const std::string ending = " of " + file; text.ends_with(ending))
        found.emplace_back(run, text.substr(0, text.size() - ending.size()));
    if (found.size() != 1)
      throw DecisionError("--exclude: expected of which run the well is ('WELL of FILE', with " +
                          joined(files, ", ", [](const auto& entry) { return entry.second; }) + "), found '" +
                          text + "'");
    return found.front();
  }

  void accept() {
    bool all = false;
    for (const std::string& name : request_.accept) {
      if (name == "all") {
        all = true;
        continue;
      }
      for (const ReviewSubject& subject : subjects_.named("--accept", name))
        add(event(subject, ReviewAction::Accept));
    }
    if (!all)
      return;
    for (const ReviewSubject& subject : subjects_.all())
      if (std::none_of(asked_.begin(), asked_.end(),
                       [&](const ReviewEvent& asked) { return asked.subject == subject; }) &&
          !has_own(subject))
        add(event(subject, ReviewAction::Accept));
  }

  /// Run and controls are decided before patients.
  void check_order() const {
    std::vector<ReviewEvent> together(known_.begin(), known_.end());
    together.insert(together.end(), events_.begin(), events_.end());
    const StandingReview after = standing_of(called_, together);
    for (const ReviewEvent& event : events_) {
      if (!event.subject.sample || event.action == ReviewAction::Comment ||
          event.action == ReviewAction::Withdraw)
        continue;
      const std::set<std::size_t> runs = runs_of(*patient_of(event.subject, called_.calls), called_.calls);
      for (const SubjectStanding& subject : after.subjects)
        if (runs.contains(subject.subject.run) && (is_run(subject.subject) || subject.subject.control) &&
            subject.standing != Standing::Decided)
          throw UndecidedError(
              "run and controls are decided before patients: " + name_of(subject.subject, called_) +
              (subject.standing == Standing::Undecided ? " is undecided" : " is in conflict") +
              "; add --accept run --accept controls, or decide otherwise on them");
    }
    for (const Words& words : after.contradictions)
      if (std::find(review_.contradictions.begin(), review_.contradictions.end(), words) ==
          review_.contradictions.end())
        throw DecisionError(words.en + ": reject or repeat the patient too");
  }

  const Report& called_;
  std::span<const ReviewEvent> known_;
  const DecisionRequest& request_;
  const DecisionStamp& stamp_;
  StandingReview review_;
  Subjects subjects_;
  std::vector<ReviewEvent> events_;
  std::set<std::string> withdrawn_;
  std::vector<ReviewEvent> asked_;  ///< decisions of this command, those too that stand already
};

}  // namespace

std::vector<ReviewEvent> decide(const Report& called, std::span<const ReviewEvent> known,
                                const DecisionRequest& request, const DecisionStamp& stamp) {
  return Deciding(called, known, request, stamp).decide();
}

}  // namespace crossbreak
