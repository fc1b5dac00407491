// Files whose parts are of different wells or runs, from the file to the calls: no patient hears a plain
// result that the parts apart do not give.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call_error.hpp"
#include "pipeline/call.hpp"
#include "pipeline/shipped_settings.hpp"
#include "simulate/cohort.hpp"
#include "simulate/simulated_run.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A text export of a plate whose other day's plate is `plate + 1`.
std::string text_of_plate(std::size_t plate) {
  const Cohort cohort = paper_cohort({.layout = CohortLayout::DuplexedReference}, 5);
  return simulated_files(cohort.plates.at(plate), 5, *simulated_layout("text")).files.front().bytes;
}

struct Cut {
  std::size_t begin;
  std::size_t end;
};

Cut section(const std::string& text, const std::string& title) {
  const std::size_t begin = text.find("[" + title + "]");
  REQUIRE(begin != std::string::npos);
  return {begin, std::min(text.find("\n[", begin), text.size())};
}

/// The text with one section of another.
std::string spliced(const std::string& text, const std::string& other, const std::string& title) {
  const Cut out = section(text, title);
  const Cut in = section(other, title);
  return text.substr(0, out.begin) + other.substr(in.begin, in.end - in.begin) + text.substr(out.end);
}

/// The text with the two names in each other's place.
std::string exchanged(std::string text, const std::string& a, const std::string& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t at = 0; at + a.size() <= text.size(); ++at) {
    const std::string_view here = std::string_view(text).substr(at, a.size());
    if (here == a)
      text.replace(at, a.size(), b);
    else if (here == b)
      text.replace(at, a.size(), a);
  }
  return text;
}

Report called(std::string bytes) {
  return call_runs({{.name = "plate.txt", .bytes = std::move(bytes)}}, shipped_settings());
}

/// How many patients are called otherwise than in `sound`; each of them must ask for a look.
int otherwise(const Report& sound, const Report& report) {
  REQUIRE(report.calls.patients.size() == sound.calls.patients.size());
  int count = 0;
  for (std::size_t p = 0; p < sound.calls.patients.size(); ++p) {
    const PatientCall& was = sound.calls.patients[p];
    const PatientCall& is = report.calls.patients[p];
    if (is.call == was.call && is.deletions == was.deletions)
      continue;
    CAPTURE(is.sample);
    CHECK(is.review);
    ++count;
  }
  return count;
}

std::ptrdiff_t told(const Report& report, IssueCode code) {
  return std::ranges::count(report.calls.issues, code, &Issue::code);
}

const std::string& first() {
  static const std::string text = text_of_plate(0);
  return text;
}
const std::string& second() {
  static const std::string text = text_of_plate(1);
  return text;
}

}  // namespace

TEST_CASE(
    "dyes of another run contradict the curves of this one, and who is called otherwise is asked about") {
  const Report sound = called(first());
  REQUIRE(told(sound, IssueCode::ReadingContradicted) == 0);
  const Report report = called(spliced(first(), second(), "Multicomponent Data"));
  CHECK(told(report, IssueCode::ReadingContradicted) >= 40);
  CHECK(otherwise(sound, report) > 0);
}

TEST_CASE("curves of another run contradict the dyes of this one") {
  const Report sound = called(first());
  const Report report = called(spliced(first(), second(), "Amplification Data"));
  CHECK(told(report, IssueCode::ReadingContradicted) >= 40);
  otherwise(sound, report);
}

TEST_CASE("a setup that names other sets than the curves contradicts them, for all it is about") {
  const Report sound = called(first());
  const std::string other = exchanged(first(), "IKZF1_D4-7", "IKZF1_D2-7");
  const Report report = called(spliced(spliced(first(), other, "Sample Setup"), other, "Results"));
  CHECK(told(report, IssueCode::SignalWithoutTarget) > 0);
  CHECK(otherwise(sound, report) > 0);
  for (const PatientCall& patient : report.calls.patients)
    CHECK(patient.review);
}

TEST_CASE("a setup that names other sets than the results is refused: two would share a dye") {
  const std::string other = exchanged(first(), "IKZF1_D4-7", "IKZF1_D2-7");
  CHECK_THROWS_WITH_AS(called(spliced(first(), other, "Sample Setup")),
                       "plate.txt: well A1 has two targets in dye FAM, 'IKZF1_D2-7' and 'IKZF1_D4-7'",
                       CallError);
}

TEST_CASE("one run in two layouts is no repeat of itself") {
  const Cohort cohort = paper_cohort({.layout = CohortLayout::DuplexedReference}, 5);
  const std::string eds =
      simulated_files(cohort.plates.front(), 5, *simulated_layout("eds")).files.front().bytes;
  CHECK_THROWS_WITH_AS(
      call_runs({{.name = "plate.txt", .bytes = first()}, {.name = "plate.eds", .bytes = eds}},
                shipped_settings()),
      "plate.eds: the same run as plate.txt, by its plate and its readings; give each plate once", CallError);
}
