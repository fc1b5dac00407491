#include "release/decide.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pipeline/laboratory.hpp"
#include "release/event_rules.hpp"
#include "release/named_subjects.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
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
        rules_(called),
        named_(called.calls),
        subjects_(called, review_) {
    for (const SubjectStanding& standing : review_.subjects)
      standings_.emplace(standing.subject, &standing);
  }

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
      add(event(named_well("--exclude", text, called_), ReviewAction::Exclude));
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
    const auto found = standings_.find(subject);
    return found == standings_.end() ? nullptr : found->second;
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
    if (const auto [other, is_new] = asked_.emplace(event.subject, event.action); !is_new)
      throw DecisionError(name_of(event.subject, called_) + ": expected one decision, found '" +
                          std::string(code_of(other->second)) + "' and '" +
                          std::string(code_of(event.action)) + "'");
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
    if (const auto why = rules_.why_impossible(event))
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
        sets.push_back({.set = named_set_or_reference("--repeat", set, called_), .from = {}, .to = {}});
    } else {
      for (const ReportSet& set : called_.sets)
        sets.push_back({.set = set.name, .from = {}, .to = {}});
    }
    const std::vector<ReviewSubject> subjects = subjects_.named("--repeat", name);
    if (equals == std::string::npos &&
        !std::all_of(subjects.begin(), subjects.end(),
                     [](const ReviewSubject& subject) { return kind_of(subject) == SubjectKind::Run; }))
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
      const std::string set = named_set("--override", text.substr(slash + 1, equals - slash - 1), called_);
      auto of_patient = std::find_if(made.begin(), made.end(),
                                     [&](const ReviewEvent& other) { return other.subject == subject; });
      if (of_patient == made.end())
        of_patient = made.insert(made.end(), event(subject, ReviewAction::Override));
      const PatientCall& patient = *named_.patient_of(subject);
      const SetCall& now = *std::find_if(patient.sets.begin(), patient.sets.end(),
                                         [&](const SetCall& known) { return known.set == set; });
      of_patient->sets.push_back(
          {.set = set, .from = now.result, .to = named_result("--override", text.substr(equals + 1))});
      of_patient->old_call = code_of(patient.call);
      of_patient->new_call = code_of(ruling_with(patient, of_patient->sets).call);
    }
    for (ReviewEvent& one : made)
      add(std::move(one));
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
      if (!asked_.contains(subject) && !has_own(subject))
        add(event(subject, ReviewAction::Accept));
  }

  /// Run and controls are decided before patients.
  void check_order() const {
    std::vector<ReviewEvent> together(known_.begin(), known_.end());
    together.insert(together.end(), events_.begin(), events_.end());
    const StandingReview after = standing_of(called_, together);
    std::vector<const SubjectStanding*> open;  // runs and controls
    for (const SubjectStanding& subject : after.subjects)
      if ((kind_of(subject.subject) == SubjectKind::Run ||
           kind_of(subject.subject) == SubjectKind::Control) &&
          subject.standing != Standing::Decided)
        open.push_back(&subject);
    for (const ReviewEvent& event : events_) {
      if (!event.subject.sample || event.action == ReviewAction::Comment ||
          event.action == ReviewAction::Withdraw)
        continue;
      const std::set<std::size_t> runs = runs_of(*named_.patient_of(event.subject), called_.calls);
      for (const SubjectStanding* subject : open)
        if (runs.contains(subject->subject.run))
          throw UndecidedError(
              "run and controls are decided before patients: " + name_of(subject->subject, called_) +
              (subject->standing == Standing::Undecided ? " is undecided" : " is in conflict") +
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
  EventRules rules_;
  NamedCalls named_;
  std::map<ReviewSubject, const SubjectStanding*> standings_;  ///< of the review
  NamedSubjects subjects_;
  std::vector<ReviewEvent> events_;
  std::set<std::string> withdrawn_;
  std::map<ReviewSubject, ReviewAction> asked_;  ///< decisions of this command, those too that stand already
};

}  // namespace

std::vector<ReviewEvent> decide(const Report& called, std::span<const ReviewEvent> known,
                                const DecisionRequest& request, const DecisionStamp& stamp) {
  return Deciding(called, known, request, stamp).decide();
}

}  // namespace crossbreak
