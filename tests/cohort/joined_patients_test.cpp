#include "cohort/joined_patients.hpp"

#include <doctest/doctest.h>

#include "calling/call_error.hpp"
#include "message_of.hpp"

using namespace crossbreak;

namespace {

ClinicalTable table_of(const std::vector<std::string>& samples) {
  ClinicalTable table;
  for (const std::string& sample : samples)
    table.patients.push_back({.sample = sample, .line = 0, .values = {}, .endpoints = {}});
  return table;
}

std::vector<std::pair<std::string, LeftOut>> left_out_of(const JoinedPatients& joined) {
  std::vector<std::pair<std::string, LeftOut>> left_out;
  for (const LeftOutPatient& patient : joined.left_out)
    left_out.emplace_back(patient.sample, patient.why);
  return left_out;
}

}  // namespace

TEST_CASE("patients are joined by their names in any typography, in the order of the table") {
  const std::vector<SampleCall> calls = {
      {"p2", PatientCallState::NotDetected, {}},
      {"\uFF30\uFF11", PatientCallState::Deletion, {"D4-7"}},  // full width
      {"P 3", PatientCallState::Mixed, {"D2-7", "D4-7"}}};
  const JoinedPatients joined = join_patients(table_of({"P1", "P2", "p  3"}), calls);
  REQUIRE(joined.patients.size() == 3);
  CHECK(joined.patients[0].clinical.sample == "P1");
  CHECK(joined.patients[0].deleted);
  CHECK(joined.patients[0].deletions == std::vector<std::string>{"D4-7"});
  CHECK_FALSE(joined.patients[1].deleted);
  CHECK(joined.patients[2].deleted);
  CHECK(joined.patients[2].deletions.size() == 2);
  CHECK(joined.left_out.empty());
}

TEST_CASE("whom one side lacks, and who has no result, is left out and said") {
  const std::vector<SampleCall> calls = {
      {"P9", PatientCallState::Deletion, {"D4-7"}}, {"P1", PatientCallState::Inconclusive, {}},
      {"P2", PatientCallState::Invalid, {}},        {"P3", PatientCallState::Incomplete, {}},
      {"P4", PatientCallState::NotDetected, {}},    {"P6", std::nullopt, {}}};
  const JoinedPatients joined = join_patients(table_of({"P1", "P2", "P3", "P4", "P5", "P6"}), calls);
  REQUIRE(joined.patients.size() == 1);
  CHECK(joined.patients[0].clinical.sample == "P4");
  CHECK(left_out_of(joined) == std::vector<std::pair<std::string, LeftOut>>{{"P1", LeftOut::Inconclusive},
                                                                            {"P2", LeftOut::Invalid},
                                                                            {"P3", LeftOut::Incomplete},
                                                                            {"P5", LeftOut::NotCalled},
                                                                            {"P6", LeftOut::HeldBack},
                                                                            {"P9", LeftOut::NotInTable}});
}

TEST_CASE("two calls of one folded name cannot be told apart") {
  const std::vector<SampleCall> calls = {{"P1", PatientCallState::NotDetected, {}},
                                         {"p1", PatientCallState::Deletion, {"D4-7"}}};
  CHECK(tests::message_of<CallError>([&] { join_patients(table_of({"P1"}), calls); }) ==
        "the records name one sample in two ways, 'P1' and 'p1'; it cannot be known which of their calls "
        "counts");
}
