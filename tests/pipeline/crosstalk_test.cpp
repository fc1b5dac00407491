// R19 from the file to the CSV: plates whose reference gene shows in the dye of the sets (curves/crosstalk/).
#include <algorithm>

#include <doctest/doctest.h>

#include "pipeline/call.hpp"
#include "pipeline/shipped_settings.hpp"
#include "reports/calls_csv.hpp"
#include "shared_data.hpp"
#include "simulate/cohort.hpp"
#include "simulate/simulated_run.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

constexpr std::size_t reference = 4;  // place of ALB among the targets of a cohort's plate

struct ShowingPlate {
  std::vector<CohortPatient> patients;
  Report report;
};

/// The first plate of a cohort with `share` of the reference gene's rise in the sets' dye, so late.
ShowingPlate called_plate(double share, double lag, const char* layout) {
  Cohort cohort = paper_cohort({.layout = CohortLayout::DuplexedReference}, 5);
  PlateDesign& design = cohort.plates.front();
  for (DesignWell& well : design.wells)
    well.crosstalk = {.from = reference, .into = well.targets.front(), .share = share, .lag = lag};
  const SimulatedFiles made = simulated_files(design, 5, *simulated_layout(layout));
  ShowingPlate plate{
      .patients = {},
      .report = call_runs({{.name = "plate", .bytes = made.files.front().bytes}}, shipped_settings())};
  std::copy_if(cohort.patients.begin(), cohort.patients.end(), std::back_inserter(plate.patients),
               [](const CohortPatient& patient) { return patient.plate == 0; });
  return plate;
}

const PatientCall& call_of(const Report& report, const std::string& sample) {
  const auto found = std::ranges::find(report.calls.patients, sample, &PatientCall::sample);
  REQUIRE(found != report.calls.patients.end());
  return *found;
}

bool is_flagged(const PatientCall& call) {
  return std::ranges::count(call.flags, Flag::Crosstalk) > 0;
}

}  // namespace

TEST_CASE("crosstalk makes no plain deletion, and hides none without a word") {
  struct Case {
    double share;
    double lag;
    const char* layout;
    std::ptrdiff_t issues;  ///< that say the plate's share: copies that lag do not tell it
  };
  for (const Case& one : {Case{0.1, 0, "eds", 1}, Case{0.3, 0, "text", 1}, Case{0.12, 3.5, "eds", 0},
                          Case{0.05, 2, "text", 0}}) {
    CAPTURE(one.share);
    CAPTURE(one.lag);
    const ShowingPlate plate = called_plate(one.share, one.lag, one.layout);
    CHECK(std::ranges::count(plate.report.calls.issues, IssueCode::Crosstalk, &Issue::code) == one.issues);
    const std::string csv = write_calls_csv(plate.report, false);
    int without = 0;
    for (const CohortPatient& truth : plate.patients) {
      CAPTURE(truth.sample);
      const PatientCall& call = call_of(plate.report, truth.sample);
      without += truth.sets.empty();
      for (const std::string& deletion : call.deletions)
        CHECK((call.review || std::ranges::count(truth.sets, deletion) > 0));
      for (const std::string& set : truth.sets)
        CHECK((call.review || std::ranges::count(call.deletions, set) > 0));
      if (truth.sets.empty()) {
        CHECK(call.deletions.empty());
        CHECK(is_flagged(call));
        CHECK(
            (call.call == (one.issues > 0 ? PatientCallState::NotDetected : PatientCallState::Inconclusive)));
        CHECK(csv.find(truth.sample + ",overall,") != std::string::npos);
      }
    }
    CHECK(without > 0);
    CHECK(csv.find("crosstalk") != std::string::npos);
  }
}

TEST_CASE("without crosstalk nobody hears of it") {
  const ShowingPlate plate = called_plate(0, 0, "eds");
  CHECK(std::ranges::count(plate.report.calls.issues, IssueCode::Crosstalk, &Issue::code) == 0);
  for (const PatientCall& call : plate.report.calls.patients) {
    CAPTURE(call.sample);
    CHECK_FALSE(is_flagged(call));
  }
}

TEST_CASE("the plate with 10 and 20 % of VIC in FAM lets no false deletion out plainly") {
  const auto file = shared_data("cases/plates/10_VIC_bleeds_into_FAM.eds");
  if (!file)
    return;
  const Report report =
      call_runs({{.name = "10.eds", .bytes = tests::content_of(*file)}}, shipped_settings());
  CHECK_FALSE(report.calls.patients.empty());
  for (const PatientCall& call : report.calls.patients) {
    CAPTURE(call.sample);
    CHECK((call.review || call.deletions.empty() || !call.sample.ends_with("_NEG")));
    CHECK((call.review || !call.deletions.empty() || !call.sample.ends_with("_POS")));
  }
}
