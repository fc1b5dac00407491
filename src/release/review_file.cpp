#include "release/review_file.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "pipeline/laboratory.hpp"
#include "record/field_reader.hpp"
#include "record/field_writer.hpp"
#include "release/event_rules.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "run/input_limits.hpp"
#include "run/nearest.hpp"
#include "run/person_name.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

using nlohmann::json;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

int number_at(std::string_view text, std::size_t place, std::size_t length) {
  int number = 0;
  for (const char c : text.substr(place, length))
    number = 10 * number + (c - '0');
  return number;
}

/// As much as POSIX lets TZ say, "ABC-24:59".
bool is_zone(std::string_view text) {
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
         all_digits(text.substr(1, 2)) && all_digits(text.substr(4, 2)) && number_at(text, 1, 2) <= 24 &&
         number_at(text, 4, 2) < 60;
}

/// No review file of ours has values in values in values as deep as this; arbitrary.
constexpr int most_nested = 100;

/// A document in which no field stands twice: of two, readers would differ in which one counts.
json parsed(std::string_view name, std::string_view text) {
  if (text.size() > most_review_bytes)
    throw ReportError(std::string(name) + ": expected a review file (RUN.review.json) of at most " +
                      std::to_string(most_review_bytes >> 20U) + " MiB, found " +
                      std::to_string(text.size()) + " bytes");
  std::vector<std::set<std::string>> names;
  const auto each_once = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > most_nested)
      throw ReportError(std::string(name) +
                        ": expected a review file (RUN.review.json), found values more than " +
                        std::to_string(most_nested) + " deep in each other");
    if (event == json::parse_event_t::object_start)
      names.emplace_back();
    else if (event == json::parse_event_t::object_end)
      names.pop_back();
    else if (event == json::parse_event_t::key && !names.back().insert(value.get<std::string>()).second)
      throw ReportError(std::string(name) + ": expected each field once, found '" + value.get<std::string>() +
                        "' twice in one object");
    return true;
  };
  try {
    return json::parse(text, each_once);
  } catch (const json::parse_error& error) {
    throw ReportError(std::string(name) +
                      ": expected a review file (RUN.review.json), found no whole JSON: stopped at byte " +
                      std::to_string(error.byte));
  } catch (const json::out_of_range&) {
    throw ReportError(std::string(name) + ": no JSON that can be read: a number out of range");
  }
}

/// The visitor of record/fields.hpp that tells the names of the fields.
struct FieldNames {
  std::vector<std::string> names;
  void operator()(const char* name, auto, const Meaning&) { names.emplace_back(name); }
  void or_null(const char* name, auto, const Meaning&) { names.emplace_back(name); }
  void if_there(const char* name, auto, const Meaning&) { names.emplace_back(name); }
  void derived(const char* name, auto, const Meaning&) { names.emplace_back(name); }
};

/// The object at a place has no field but those of a T: a misspelt one would otherwise say nothing.
template <class T>
void check_fields(const Place& place, const json& object) {
  if (!object.is_object())
    return;  // reading it tells
  FieldNames known;
  FieldsOf<T>::list(known);
  for (const auto& [name, value] : object.items())
    if (std::find(known.names.begin(), known.names.end(), name) == known.names.end()) {
      const auto nearest = nearest_name(name, known.names);
      place.fail("expected no field but " + joined(known.names) + ", found '" + name + "'" +
                 (nearest ? ", did you mean '" + *nearest + "'?" : ""));
    }
}

void check_event_fields(const Place& place, const json& event) {
  if (!event.is_object())
    return;  // reading it tells
  check_fields<ReviewEvent>(place, event);
  if (event.contains("subject"))
    check_fields<ReviewSubject>(place.at("subject"), event.at("subject"));
  if (event.contains("sets") && event.at("sets").is_array()) {
    const Place sets = place.at("sets");
    for (std::size_t i = 0; i < event.at("sets").size(); ++i)
      check_fields<ReviewedSet>(sets.element(i), event.at("sets")[i]);
  }
}

void check_time(const Place& place, const std::string& at) {
  if (!is_utc_time(at))
    place.fail("expected a time in UTC such as 2026-03-06T08:15:30Z, found '" + at + "'");
}

void check_person(const Place& place, const std::string& name) {
  if (const auto wanted = why_no_person_name(name))
    place.fail("expected " + *wanted + ", found '" + printable(name) + "'");
}

void check_forms(const Place& place, const ReviewEvent& event) {
  if (!is_hex(event.id, 32))
    place.at("id").fail("expected 32 lower-case hex digits, found '" + event.id + "'");
  check_time(place.at("at"), event.at);
  if (!is_zone(event.zone))
    place.at("zone").fail("expected an offset from UTC such as +08:00, found '" + event.zone + "'");
  check_person(place.at("by"), event.by);
}

std::vector<ReviewEvent> read_events(const Place& place, const json& list) {
  const std::size_t count = place.list([](const Place&) { return 0; }).size();
  std::vector<ReviewEvent> events;
  for (std::size_t i = 0; i < count; ++i) {
    check_event_fields(place.element(i), list[i]);
    events.push_back(value_at<ReviewEvent>(place.element(i)));
    check_forms(place.element(i), events.back());
  }
  return events;
}

struct FirstTime {
  std::string utc;
  std::string zone;
};

/// A time as the first review page wrote it, with fractions of a second and in any zone:
/// "2026-03-06T08:15:30.123Z", "2026-03-06T16:15:30+08:00". Nothing for what is no such time.
std::optional<FirstTime> first_time(std::string_view text) {
  constexpr std::size_t whole_seconds = std::string_view("0000-00-00T00:00:00").size();
  const std::string local = std::string(text.substr(0, whole_seconds)) + "Z";
  if (!is_utc_time(local))
    return std::nullopt;
  std::string_view rest = text.substr(whole_seconds);
  if (rest.starts_with('.')) {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos)
      return std::nullopt;
    rest = rest.substr(end);
  }
  if (rest == "Z")
    return FirstTime{.utc = local, .zone = "+00:00"};
  if (!is_zone(rest))
    return std::nullopt;
  using namespace std::chrono;
  const minutes offset = hours(number_at(rest, 1, 2)) + minutes(number_at(rest, 4, 2));
  const sys_seconds there =
      sys_days(year(number_at(local, 0, 4)) / number_at(local, 5, 2) / number_at(local, 8, 2)) +
      hours(number_at(local, 11, 2)) + minutes(number_at(local, 14, 2)) + seconds(number_at(local, 17, 2));
  const sys_seconds utc = rest[0] == '-' ? there + offset : there - offset;
  const sys_days day = floor<days>(utc);
  const year_month_day date(day);
  const hh_mm_ss time(utc - day);
  return FirstTime{.utc = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int{date.year()},
                                      unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                                      time.minutes().count(), time.seconds().count()),
                   .zone = std::string(rest)};
}

/// A decision of the first review page: accept, reject or repeat of a patient, with a remark and no code.
std::optional<ReviewEvent> first_decision(const Place& place, const json& decision,
                                          const CalledRecord& called, const NamedCalls& named) {
  if (place.at("decision").is_null())
    return std::nullopt;
  ReviewEvent event;
  event.action = place.at("decision").code<ReviewAction>();
  const Place action = place.at("decision");
  if (event.action != ReviewAction::Accept && event.action != ReviewAction::Reject &&
      event.action != ReviewAction::Repeat)
    action.fail("expected accept, reject or repeat, found '" + action.text() + "'");
  event.subject.sample = place.at("sample").text();
  event.subject.repeat = place.at("repeat").integer();
  const PatientCall* patient = named.patient_of(event.subject);
  if (patient == nullptr)
    throw VerificationError(std::string(called.name) + ": has no patient '" + *event.subject.sample +
                            "', whom the review file decides on");
  event.subject.run = run_of(*patient, called.report.calls);
  if (place.at("call").text() != code_of(patient->call))
    throw VerificationError(called.name + ": patient '" + patient->sample + "': expected the call '" +
                            place.at("call").text() + "' that the review file decides on, found '" +
                            std::string(code_of(patient->call)) + "'");
  event.by = place.at("reviewer").text();
  event.at = place.at("time").text();
  event.zone = "+00:00";
  if (const std::optional<FirstTime> time = first_time(event.at)) {
    event.at = time->utc;
    event.zone = time->zone;
  }
  event.words = place.at("remark").text();
  if (needs_code(event.action)) {
    event.code = DecisionCode::Other;
    if (event.words.empty())
      event.words = "-";
  }
  if (event.action == ReviewAction::Repeat)
    for (const ReportSet& set : called.report.sets)
      event.sets.push_back({.set = set.name, .from = {}, .to = {}});
  event.id = sha256_hex(called.sha256 + decision.dump()).substr(0, 32);
  check_time(place.at("time"), event.at);
  check_person(place.at("reviewer"), event.by);
  return event;
}

std::vector<ReviewEvent> read_first_decisions(const Place& place, const json& list,
                                              const CalledRecord& called) {
  const std::size_t count = place.list([](const Place&) { return 0; }).size();
  const NamedCalls named(called.report.calls);
  std::vector<ReviewEvent> events;
  for (std::size_t i = 0; i < count; ++i)
    if (std::optional<ReviewEvent> event = first_decision(place.element(i), list[i], called, named))
      events.push_back(std::move(*event));
  std::stable_sort(events.begin(), events.end(),
                   [](const ReviewEvent& a, const ReviewEvent& b) { return a.at < b.at; });
  return events;
}

void check_binding(const ReviewFile& file, const CalledRecord& called) {
  if (file.record_sha256 != called.sha256)
    throw VerificationError(file.name + ": was made on another record than " + called.name +
                            " (another run, or called by " +
                            "another panel or version): expected record_sha256 " + called.sha256 +
                            ", found " + file.record_sha256);
}

void check_against(const ReviewFile& file, const CalledRecord& called) {
  const EventRules rules(called.report);
  for (std::size_t i = 0; i < file.events.size(); ++i) {
    const std::string place = file.name + ": /events/" + std::to_string(i) + ": ";
    if (const auto why = rules.why_impossible(file.events[i]))
      throw VerificationError(place + *why);
    if (i > 0 && file.events[i].at < file.events[i - 1].at)
      throw VerificationError(place + "expected events oldest first, found one of " + file.events[i].at +
                              " behind one of " + file.events[i - 1].at);
  }
}

}  // namespace

bool is_utc_time(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size())
    return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == '0' ? !all_digits(text.substr(i, 1)) : text[i] != form[i])
      return false;
  constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = number_at(text, 0, 4);
  const int month = number_at(text, 5, 2);
  if (month < 1 || month > 12)
    return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int last = days[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
  const int day = number_at(text, 8, 2);
  return day >= 1 && day <= last && number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 &&
         number_at(text, 17, 2) < 60;
}

ReviewFile read_review_file(std::string_view name, std::string_view text, const CalledRecord& called) {
  const json document = parsed(name, text);
  const JsonDocument in_order(name, text);
  const Place root(name, in_order);
  const std::string schema = root.at("schema").text();
  if (schema != review_schema && schema != first_review_schema)
    root.at("schema").fail("expected '" + std::string(review_schema) + "', found '" + schema + "'");
  ReviewFile file{.name = std::string(name), .record_sha256 = root.at("record_sha256").text(), .events = {}};
  if (!is_hex(file.record_sha256, 64))
    root.at("record_sha256").fail("expected 64 lower-case hex digits, found '" + file.record_sha256 + "'");
  check_binding(file, called);
  if (schema == first_review_schema) {
    const Place decisions = root.at("decisions");
    file.events = read_first_decisions(decisions, document["decisions"], called);
  } else {
    check_fields<ReviewFile>(root, document);
    const Place events = root.at("events");
    file.events = read_events(events, document["events"]);
  }
  check_against(file, called);
  return file;
}

std::string write_review_file(const ReviewFile& file) {
  return written_fields(file);
}

}  // namespace crossbreak
