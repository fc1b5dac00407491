// The paper's cohort, simulated and called: 142 adults, 50 of them with a deletion, over 10 seeds and the
// three layouts. Prints the table of misses by copy number.
#include "simulate/cohort.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "assay/panel_reader.hpp"
#include "calling/call.hpp"
#include "curves/analysis.hpp"
#include "formats/formats.hpp"
#include "shipped_panel.hpp"
#include "simulate/random.hpp"
#include "simulate/simulated_run.hpp"
#include "words/flags.hpp"

using namespace crossbreak;
using crossbreak::tests::ikzf1_panel;

namespace {

/// Where a plate's run comes from.
using RunOf = Run (*)(const PlateDesign&, std::uint64_t seed);

Run in_memory(const PlateDesign& plate, std::uint64_t seed) {
  return simulate_run(plate, seed).run;
}

/// Written as an .eds and read back, as a laboratory's run would be.
Run through_a_file(const PlateDesign& plate, std::uint64_t seed) {
  const SimulatedFiles made = simulated_files(plate, seed, *simulated_layout("eds"));
  return read_run(sources_of_run({{.name = "cohort.eds", .bytes = made.files.front().bytes}}), {});
}

Calls called(const PlateDesign& plate, std::uint64_t seed, const Panel& panel, RunOf run_of) {
  AssignedRun assigned = assign_run({.run = run_of(plate, seed), .roles = {}}, panel, {});
  std::vector<Curve> curves = analyse_curves(assigned.run, {});
  const AnalysedRun analysed{.run = std::move(assigned.run), .curves = std::move(curves)};
  const CallInput input{.analysed = &analysed, .assignments = std::move(assigned.assignments)};
  return call_patients(std::span(&input, 1), panel, {});
}

/// How a patient came out, beside the truth.
enum class Outcome { Truth, Undecided, Missed, FalseDeletion };

Outcome outcome_of(const PatientCall& call, const CohortPatient& truth) {
  std::vector<std::string> found = call.deletions;
  std::vector<std::string> expected = truth.sets;
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  if (!std::includes(expected.begin(), expected.end(), found.begin(), found.end()))
    return Outcome::FalseDeletion;
  const PatientCallState state = expected.empty()       ? PatientCallState::NotDetected
                                 : expected.size() == 1 ? PatientCallState::Deletion
                                                        : PatientCallState::Mixed;
  if (call.call == state && found == expected)
    return Outcome::Truth;
  const bool undecided =
      call.call == PatientCallState::Inconclusive || call.call == PatientCallState::Invalid ||
      call.call == PatientCallState::Incomplete || (call.call == PatientCallState::Deletion && call.review);
  return undecided ? Outcome::Undecided : Outcome::Missed;
}

struct Called {
  CohortPatient truth;
  PatientCall call;
  Outcome outcome;
};

std::vector<Called> called_cohort(const CohortOptions& options, std::uint64_t seed, const Panel& panel,
                                  RunOf run_of = in_memory) {
  const Cohort cohort = paper_cohort(options, seed);
  std::vector<Called> all;
  for (std::size_t plate = 0; plate < cohort.plates.size(); ++plate) {
    const Calls calls = called(cohort.plates[plate], derived_seed(seed, plate), panel, run_of);
    CAPTURE(seed);
    CAPTURE(plate);
    CHECK(calls.status != RunStatus::Invalid);
    for (const CohortPatient& patient : cohort.patients) {
      if (patient.plate != plate)
        continue;
      const auto call = std::find_if(calls.patients.begin(), calls.patients.end(),
                                     [&](const PatientCall& p) { return p.sample == patient.sample; });
      REQUIRE(call != calls.patients.end());
      all.push_back({patient, *call, outcome_of(*call, patient)});
    }
  }
  REQUIRE(all.size() == 142);
  return all;
}

bool has_flag(const PatientCall& call, Flag flag) {
  return std::find(call.flags.begin(), call.flags.end(), flag) != call.flags.end();
}

std::string described(const Called& one) {
  std::string text =
      one.truth.sample + ", " + fmt::format("{:.0f}", one.truth.least_copies) + " copies, truth";
  for (const std::string& set : one.truth.sets)
    text += " " + set;
  text += "; " + one.call.text.en;
  for (const Flag flag : one.call.flags)
    text += " " + std::string(code_of(flag));
  return text + (one.truth.oddity == Oddity::None ? "" : " (odd well)");
}

/// Counts by copies of the weakest deleted set.
class MissTable {
 public:
  void add(const Called& one) {
    const auto row = std::upper_bound(limits.begin(), limits.end(), one.truth.least_copies) - limits.begin();
    ++counts_[static_cast<std::size_t>(row)][static_cast<std::size_t>(one.outcome)];
  }
  void print(std::ostream& out) const {
    out << "copies       patients  as truth  undecided  missed  false deletion\n";
    const std::array<const char*, 7> names = {"none",   "20-25",    "25-35",    "35-50",
                                              "50-100", "100-1000", "from 1000"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto& c = counts_[i];
      out << fmt::format("{:<12} {:>8}  {:>8}  {:>9}  {:>6}  {:>14}\n", names[i], c[0] + c[1] + c[2] + c[3],
                         c[0], c[1], c[2], c[3]);
    }
  }

 private:
  static constexpr std::array<double, 6> limits = {1, 25, 35, 50, 100, 1000};
  std::array<std::array<int, 4>, 7> counts_{};
};

/// No false deletion ever; with 50 copies and no odd well the truth; with an odd well the truth
/// or no decision.
void check_against_truth(const Called& one) {
  CHECK(one.outcome != Outcome::FalseDeletion);
  const bool enough = one.truth.sets.empty() || one.truth.least_copies >= 50;
  if (enough && one.truth.oddity == Oddity::None)
    CHECK(one.outcome == Outcome::Truth);
  else if (enough)
    CHECK((one.outcome == Outcome::Truth || one.outcome == Outcome::Undecided));
}

/// Every patient of this cohort has one well, of a set or of the reference gene, that nobody can read. What
/// was found is true and asks for a look; where nothing was found, nothing is said.
void check_dropout(const Called& one) {
  CHECK(has_flag(one.call, Flag::Unreadable));
  CHECK(one.call.review);
  CHECK(one.outcome != Outcome::FalseDeletion);
  CHECK(one.outcome != Outcome::Missed);
  if (one.call.deletions.empty())
    CHECK((one.call.call == PatientCallState::Incomplete || one.call.call == PatientCallState::Inconclusive));
}

/// Calls of patients with a dropped-out well, by the number of their deletions.
class DropoutTable {
 public:
  void add(const Called& one) {
    ++counts_.at(one.truth.sets.size()).at(static_cast<std::size_t>(one.call.call));
  }
  void print(std::ostream& out) const {
    out << "deletions  deletion  mixed  not detected  inconclusive  invalid  incomplete\n";
    for (std::size_t i = 0; i < counts_.size(); ++i)
      out << fmt::format("{:<9}  {:>8}  {:>5}  {:>12}  {:>12}  {:>7}  {:>10}\n", i, counts_[i][0],
                         counts_[i][1], counts_[i][2], counts_[i][3], counts_[i][4], counts_[i][5]);
  }

 private:
  std::array<std::array<int, 6>, 3> counts_{};
};

/// Calls the cohorts of seeds 1 to `seeds` in each layout and hands over every patient.
template <typename Check>
void call_cohorts(CohortOptions options, std::uint64_t seeds, Check check) {
  const Panel panel = ikzf1_panel();
  for (const CohortLayout layout :
       {CohortLayout::DuplexedReference, CohortLayout::SingleDye, CohortLayout::SingleWells}) {
    options.layout = layout;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      for (const Called& one : called_cohort(options, seed, panel)) {
        INFO("seed " << seed << ": " << described(one));
        check(one);
      }
  }
}

}  // namespace

TEST_CASE("the paper's cohort comes out as it went in, over 10 seeds and three layouts") {
  CohortOptions options;
  options.odd_share = 0.1;
  MissTable table;
  call_cohorts(options, 10, [&](const Called& one) {
    table.add(one);
    check_against_truth(one);
  });
  table.print(std::cout);
}

TEST_CASE("a cohort through .eds files comes out as the one in memory") {
  const Panel panel = ikzf1_panel();
  CohortOptions options;
  options.odd_share = 0.1;
  const std::vector<Called> direct = called_cohort(options, 1, panel);
  const std::vector<Called> read = called_cohort(options, 1, panel, through_a_file);
  for (std::size_t i = 0; i < read.size(); ++i) {
    INFO(described(read[i]));
    check_against_truth(read[i]);
    CHECK(read[i].call.call == direct[i].call.call);
    CHECK(read[i].call.deletions == direct[i].call.deletions);
  }
}

TEST_CASE("a patient with a dropped-out well is never called not detected, and a deletion is looked at") {
  CohortOptions options;
  options.least_copies = 100;
  options.odd_share = 1;
  options.oddities = {Oddity::Dropout};
  DropoutTable table;
  call_cohorts(options, 3, [&](const Called& one) {
    table.add(one);
    check_dropout(one);
  });
  table.print(std::cout);
}
