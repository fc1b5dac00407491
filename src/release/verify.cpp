#include "release/verify.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "release/apply.hpp"
#include "release/release_error.hpp"
#include "release/review_file.hpp"
#include "release/sign.hpp"
#include "release/subjects.hpp"
#include "run/sha256.hpp"

namespace crossbreak {
namespace {

class Checker {
 public:
  Checker(const RecordText& record, const Release& release, const VerifyAgainst& against)
      : record_(record), release_(release), against_(against) {
    for (std::size_t i = 0; i < release.events.size(); ++i) {
      places_.emplace(release.events[i].id, i);
      people_.push_back(folded_person_name(release.events[i].by));
    }
  }

  void check() const {
    check_status_before_signing();
    for (std::size_t i = 0; i < release_.events.size(); ++i)
      check_event(i);
    for (std::size_t i = 0; i < release_.decisions.size(); ++i)
      check_decision(i);
    Release before = release_;
    before.status = RecordStatus::Reviewed;
    before.signatures.clear();
    for (std::size_t i = 0; i < release_.signatures.size(); ++i) {
      check_signature(i, before);
      before.signatures.push_back(release_.signatures[i]);
    }
    check_status();
    check_last_signature();
    if (!against_.audit)
      fail("/audit", "expected the audit file beside the record, found none");
    check_audit(*against_.audit, record_, release_);
  }

 private:
  [[noreturn]] void fail(const std::string& place, const std::string& message) const {
    throw VerificationError(record_.name() + ": " + place + ": " + message);
  }

  void check_status_before_signing() const {
    if (release_.status == RecordStatus::Preliminary)
      throw UndecidedError(record_.name() +
                           ": the record is preliminary: there is no review and no signature to check");
    if (release_.of.empty())
      fail("/of", "expected the SHA-256 of the called record, found null");
  }

  void check_time(const std::string& place, const std::string& at) const {
    if (!is_utc_time(at))
      fail(place, "expected a time in UTC such as 2026-03-06T08:15:30Z, found '" + at + "'");
  }

  /// Of the first event with the id; nothing where none has it.
  std::optional<std::size_t> place_of(const std::string& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

  void check_event(std::size_t i) const {
    const ReviewEvent& event = release_.events[i];
    const std::string place = fmt::format("/events/{}", i);
    constexpr std::size_t id_digits = 32;
    if (event.id.size() != id_digits || event.id.find_first_not_of("0123456789abcdef") != std::string::npos)
      fail(place + "/id", "expected 32 lower-case hex digits, found '" + event.id + "'");
    if (place_of(event.id) != i)
      fail(place + "/id", "expected an id of its own, found that of an earlier event, " + event.id);
    check_time(place + "/at", event.at);
    for (const std::string& id : event.replaces) {
      const std::optional<std::size_t> other = place_of(id);
      if (!other || *other == i)
        fail(place + "/replaces", "expected ids of other events, found '" + id + "'");
      if (event.action == ReviewAction::Withdraw && people_[*other] != people_[i])
        fail(place + "/replaces", fmt::format("expected an event of {}, who takes it back, found one of {}",
                                              event.by, release_.events[*other].by));
    }
  }

  /// Its events say so, and their people are its people.
  void check_decision(std::size_t i) const {
    const Decision& decision = release_.decisions[i];
    const std::string place = fmt::format("/decisions/{}", i);
    std::set<std::string> people;
    for (const std::string& id : decision.events) {
      const std::optional<std::size_t> of = place_of(id);
      if (!of)
        fail(place + "/events", "expected ids of events, found '" + id + "'");
      const ReviewEvent& event = release_.events[*of];
      if (event.action != decision.action || event.subject != decision.subject)
        fail(place, "expected what event " + id + " says, found something else");
      people.insert(people_[*of]);
    }
    std::set<std::string> named;
    for (const std::string& by : decision.by)
      named.insert(folded_person_name(by));
    if (people.empty() || named != people)
      fail(place + "/by", "expected the people of its events, found others");
  }

  /// `before`: what the record was when it was signed.
  void check_signature(std::size_t i, const Release& before) const {
    const Signature& signature = release_.signatures[i];
    const std::string place = fmt::format("/signatures/{}", i);
    check_time(place + "/at", signature.at);
    try {
      check_may_sign(before, signature.by, signature.meaning);
      check_clock(before, signature.at);
    } catch (const SigningRefused& error) {
      fail(place, error.what());
    }
    if (const std::string found = sha256_hex(record_.as_signed(i)); found != signature.record_sha256)
      fail(place, fmt::format("{} signed a record with the SHA-256 {}; this one was changed since: {}",
                              signature.by, signature.record_sha256, found));
    check_key(place, i);
  }

  void check_key(const std::string& place, std::size_t i) const {
    const Signature& signature = release_.signatures[i];
    if (signature.public_key.empty() != signature.signature.empty())
      fail(place, "expected both of public_key and signature, found one");
    if (!signature.public_key.empty() &&
        !signature_checks(signature.public_key, record_.signed_words(i), signature.signature))
      fail(place + "/signature", "not made by the key " + signature.public_key);
    if (signature.public_key.empty() && release_.policy.keys)
      fail(place + "/public_key", "expected a key, as /policy asks for, found null");
    if (against_.people.people.empty() && !against_.people_are_trusted)
      return;
    try {
      check_identity(against_.people, release_.policy.keys, signature.by, signature.meaning,
                     signature.public_key);
    } catch (const VerificationError& error) {
      fail(place, error.what() + list_of_that_time());
    }
  }

  /// Settings that were found may be newer than the signature; those that were named were meant.
  std::string list_of_that_time() const {
    return against_.people_are_trusted ? ""
                                       : "; if the list has changed since it was signed, name the one of "
                                         "that time with --people FILE "
                                         "of 'crossbreak review verify'";
  }

  /// Its own text and the audit's end are what no signature is about: they stand as they were written.
  void check_last_signature() const {
    if (release_.signatures.empty())
      return;
    const std::size_t last = release_.signatures.size() - 1;
    const RecordText before(record_.name(), record_.as_signed(last));
    if (!release_.audit ||
        before.with_signature(release_.signatures[last], release_.status, *release_.audit) != record_.text())
      fail(fmt::format("/signatures/{}", last), "it, /status or /audit is not as it was written");
  }

  void check_status() const {
    const bool complete = !release_.signatures.empty() && missing_signatures(release_).none();
    const bool is_final = release_.status == RecordStatus::Final || release_.status == RecordStatus::Amended;
    if (complete && !is_final)
      fail("/status", fmt::format("expected '{}', since all have signed, found '{}'",
                                  code_of(release_.replaces ? RecordStatus::Amended : RecordStatus::Final),
                                  code_of(release_.status)));
    if (is_final && !complete)
      fail("/status", fmt::format("expected '{}' until all have signed, found '{}'",
                                  code_of(RecordStatus::Reviewed), code_of(release_.status)));
    const RecordStatus asked = release_.replaces ? RecordStatus::Amended : RecordStatus::Final;
    if (is_final && release_.status != asked)
      fail("/status", fmt::format("expected '{}', found '{}'", code_of(asked), code_of(release_.status)));
  }

  const RecordText& record_;
  const Release& release_;
  const VerifyAgainst& against_;
  std::map<std::string_view, std::size_t> places_;  ///< of the events, by their ids
  std::vector<std::string> people_;                 ///< of each event, folded
};

/// Settings may ask for more than those of the call, never for less.
void check_no_weaker(const SigningPolicy& policy, const SigningPolicy& called, const std::string& name) {
  if (policy.signatures < called.signatures || (called.keys && !policy.keys) ||
      policy.exclude_controls != called.exclude_controls)
    throw VerificationError(name + ": /policy: asks for less than that of the called record");
}

/// What the events make of the called record. Throws VerificationError where they cannot be its events, or
/// leave anything undecided.
Report made_of(const CalledRecord& called, const std::vector<ReviewEvent>& events, const std::string& name) {
  try {
    return apply_events(called, events);
  } catch (const UndecidedError& error) {
    throw VerificationError(name + ": its events do not decide what it says they do: " + error.what());
  }
}

bool is_decided_alike(const PatientCall& a, const PatientCall& b) {
  const auto is_same_set = [](const SetCall& x, const SetCall& y) {
    return x.set == y.set && x.result == y.result && x.computed == y.computed;
  };
  return a.outcome == b.outcome && a.call == b.call && a.computed == b.computed &&
         a.deletions == b.deletions && a.text == b.text &&
         std::equal(a.sets.begin(), a.sets.end(), b.sets.begin(), b.sets.end(), is_same_set);
}

/// What was excluded counts nowhere.
void check_left_out(const std::string& name, const Report& called) {
  std::map<std::pair<std::size_t, Well>, std::vector<const WellCall*>> counted;
  for (const WellCall& well : called.calls.wells)
    if (well.state != WellState::LeftOut)
      counted[{well.run, well.well}].push_back(&well);
  for (const ReviewSubject& subject : wells_left_out(called))
    for (const WellCall* well : counted[{subject.run, *subject.well}])
      if (is_named(*well, subject))
        throw VerificationError(
            fmt::format("{}: well {} is excluded, but counted", name, to_string(well->well)));
}

/// Every run, control and patient is decided, and the record says of each what its events make of it: also
/// where the called record is not at hand.
void check_all_decided(const std::string& name, const Report& report) {
  const CalledRecord called{.name = name, .sha256 = report.release.of, .report = called_behind(report)};
  const Report made = made_of(called, report.release.events, name);
  check_left_out(name, called.report);
  if (made.release.decisions != report.release.decisions)
    throw VerificationError(name + ": /decisions: expected what its events decide, found something else");
  for (std::size_t i = 0; i < report.calls.patients.size(); ++i)
    if (!is_decided_alike(made.calls.patients[i], report.calls.patients[i]))
      throw VerificationError(
          fmt::format("{}: /patients/{}: expected of '{}' what its events make of the "
                      "call, found something else",
                      name, i, report.calls.patients[i].sample));
}

}  // namespace

void verify(const RecordText& record, const Release& release, const VerifyAgainst& against) {
  Checker(record, release, against).check();
  check_all_decided(record.name(), read_record(record.name(), record.text()));
}

void verify_against(const CalledRecord& called, const RecordText& record, const Report& report) {
  Report made = made_of(called, report.release.events, record.name());
  check_no_weaker(report.release.policy, called.report.release.policy, record.name());
  made.release.status = report.release.status;
  made.release.replaces = report.release.replaces;
  made.release.policy = report.release.policy;
  made.release.signatures = report.release.signatures;
  made.release.audit = report.release.audit;
  if (!report.has_curves) {
    made.has_curves = false;
    made.curves.clear();
  }
  if (write_record(made) != write_record(report))
    throw VerificationError(record.name() + ": not what its events make of the called record, " +
                            called.name);
}

std::vector<NamedFile> files_named(const Report& report) {
  std::vector<NamedFile> files;
  for (const ReportInput& input : report.inputs)
    files.push_back({input.file, input.sha256});
  if (report.origin.map)
    files.push_back({*report.origin.map, report.origin.map_sha256});
  if (report.origin.metadata)
    files.push_back({*report.origin.metadata, report.origin.metadata_sha256.value_or("")});
  if (report.origin.repeats)
    files.push_back({*report.origin.repeats, report.origin.repeats_sha256});
  if (report.release.replaces)
    files.push_back({report.release.replaces->file, report.release.replaces->sha256});
  return files;
}

void check_file(const NamedFile& expected, const std::string& path, const std::string& bytes) {
  if (const std::string found = sha256_hex(bytes); found != expected.sha256)
    throw VerificationError(fmt::format("{}: expected the SHA-256 {}, as the record says, found {}", path,
                                        expected.sha256, found));
}

}  // namespace crossbreak
