#include "release/subjects.hpp"

#include <string>

#include <doctest/doctest.h>

#include "full_plate.hpp"
#include "review_events.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;

TEST_CASE("subjects are named in both languages, with their file where there are several") {
  const auto named = [](const ReviewSubject& subject, const Report& report) {
    const Words words = words_of_subject(subject, report);
    return words.en + " | " + words.zh;
  };
  CHECK(named(on_run(), called_example().report) == "run example.eds | 运行 example.eds");
  CHECK(named(on_control("PC", "D4-7"), called_example().report) == "control PC/D4-7 | 对照 PC/D4-7");
  CHECK(named(on_patient("P1", 2), called_example().report) == "patient P1#2 | 患者 P1#2");
  CHECK(named(on_well("A1", "IKZF1_D4-7"), called_example().report) ==
        "well A1/IKZF1_D4-7 | 孔 A1/IKZF1_D4-7");
  CHECK(name_of(on_well("A1", "", 1), two_plates()) == "well A1 of plate 13.eds");
  CHECK(name_of(on_control("PC", "D4-7", 1), two_plates()) == "control PC/D4-7 of plate 13.eds");
}

TEST_CASE(
    "a patient is found by sample and repeat, the first of two alike, and a control by all that names it") {
  Report report = two_plates();
  report.calls.patients.push_back(report.calls.patients.front());
  report.calls.patients.push_back(report.calls.patients.front());
  report.calls.patients.back().repeat = 1;
  const std::string sample = report.calls.patients.front().sample;
  const NamedCalls named(report.calls);
  CHECK(named.patient_of(on_patient(sample)) == &report.calls.patients.front());
  CHECK(named.patient_of(on_patient(sample, 1)) == &report.calls.patients.back());
  CHECK(named.patient_of(on_patient(sample, 2)) == nullptr);
  CHECK(named.patient_of(on_patient("nobody")) == nullptr);
  CHECK(named.patient_of(on_run()) == nullptr);
  for (const ReviewSubject& subject : subjects_of(report))
    CHECK(named.patient_of(subject) == patient_of(subject, report.calls));
  REQUIRE_FALSE(report.calls.controls.empty());
  const ControlCall& control = report.calls.controls.front();
  CHECK(named.control_of(on_control(control.sample, control.set, control.run)) == &control);
  CHECK(named.control_of(on_control(control.sample, "D9-9", control.run)) == nullptr);
  CHECK(named.control_of(on_run()) == nullptr);
}
