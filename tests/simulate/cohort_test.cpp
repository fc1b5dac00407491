#include "simulate/cohort.hpp"

#include <map>
#include <set>

#include <doctest/doctest.h>

#include "simulate/simulated_run.hpp"

using namespace crossbreak;

TEST_CASE("the cohort has the paper's counts, whatever the seed and the layout") {
  const std::map<std::string, int> paper{{"D4-7", 22}, {"D2-7", 10},  {"D2-8", 3},
                                         {"D4-8", 2},  {"mixed", 13}, {"none", 92}};
  struct Expected {
    CohortLayout layout;
    std::size_t plates;
    std::size_t wells;  ///< of a full plate
  };
  for (const Expected& expected :
       {Expected{CohortLayout::DuplexedReference, 16, 96}, Expected{CohortLayout::SingleDye, 24, 90},
        Expected{CohortLayout::SingleWells, 9, 95}}) {
    for (const std::uint64_t seed : {1U, 2U}) {
      CAPTURE(seed);
      CohortOptions options;
      options.layout = expected.layout;
      const Cohort cohort = paper_cohort(options, seed);
      CHECK(cohort.plates.size() == expected.plates);
      CHECK(cohort.plates.front().wells.size() == expected.wells);
      std::map<std::string, int> counts;
      std::set<std::string> names;
      for (const CohortPatient& patient : cohort.patients) {
        ++counts[patient.sets.empty() ? "none" : patient.sets.size() > 1 ? "mixed" : patient.sets[0]];
        names.insert(patient.sample);
        CHECK((patient.sets.empty() || patient.least_copies >= 20));
        CHECK((patient.sets.size() < 2 || patient.sets[0] != patient.sets[1]));
      }
      CHECK(counts == paper);
      CHECK(names.size() == 142);
    }
  }
}

TEST_CASE(
    "the same seed gives the same cohort, and odd wells fall on the share of patients that is asked for") {
  CohortOptions options;
  options.odd_share = 0.25;
  const Cohort cohort = paper_cohort(options, 3);
  const Cohort again = paper_cohort(options, 3);
  std::size_t odd_patients = 0;
  std::size_t odd_wells = 0;
  for (std::size_t i = 0; i < cohort.patients.size(); ++i) {
    CHECK(cohort.patients[i].sets == again.patients[i].sets);
    CHECK(cohort.patients[i].least_copies == again.patients[i].least_copies);
    odd_patients += cohort.patients[i].oddity != Oddity::None;
  }
  for (const PlateDesign& plate : cohort.plates)
    for (const DesignWell& well : plate.wells)
      odd_wells += well.oddity != Oddity::None;
  CHECK(odd_patients == odd_wells);
  CHECK(odd_patients > 18);  // 35.5 expected, less four standard errors
  CHECK(odd_patients < 57);
}

TEST_CASE("a plate of the cohort runs, and its positive control is strong in every set") {
  const Cohort cohort = paper_cohort({}, 1);
  const SimulatedRun simulated = simulate_run(cohort.plates[0], 1);
  CHECK(simulated.run.reactions.size() == 192);
  int strong = 0;
  for (const Reaction& reaction : simulated.run.reactions)
    if (reaction.sample == "PC" && reaction.target != "ALB")
      strong += reaction.instrument.ct.value_or(99) < 30;
  CHECK(strong == 8);
}
