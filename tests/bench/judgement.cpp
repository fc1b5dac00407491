// What the rules make of simulated patients whose truth is known: how many calls leave plainly and right,
// plainly and wrong, and how many ask for a look, and why.
//
//   crossbreak_bench_judgement cohorts [N]      N cohorts of 142 patients (100), in three layouts in turn
//   crossbreak_bench_judgement plates DIR [N]   N ordinary plates (200) as .eds files in DIR: three layouts,
//                                               with and without ROX, 40 and 45 cycles, controls under many
//                                               names; names of patients end in _POS or _NEG
#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "assay/panel_reader.hpp"
#include "calling/call.hpp"
#include "curves/analysis.hpp"
#include "simulate/cohort.hpp"
#include "simulate/random.hpp"
#include "simulate/simulated_run.hpp"
#include "words/flags.hpp"

using namespace crossbreak;

namespace {

constexpr std::array layouts = {CohortLayout::DuplexedReference, CohortLayout::SingleDye,
                                CohortLayout::SingleWells};

Panel shipped_panel() {
  std::ifstream file(CROSSBREAK_SOURCE_DIR "/primers/ikzf1_deletions.toml");
  return read_panel("ikzf1_deletions.toml",
                    std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
}

Calls called(const PlateDesign& plate, std::uint64_t seed, const Panel& panel) {
  AssignedRun assigned = assign_run({.run = simulate_run(plate, seed).run, .roles = {}}, panel, {});
  std::vector<Curve> curves = analyse_curves(assigned.run, {});
  const AnalysedRun analysed{.run = std::move(assigned.run), .curves = std::move(curves)};
  const CallInput input{.analysed = &analysed, .assignments = std::move(assigned.assignments)};
  return call_patients(std::span(&input, 1), panel, {});
}

bool is_right(const PatientCall& call, std::vector<std::string> truth) {
  std::vector<std::string> found = call.deletions;
  std::sort(found.begin(), found.end());
  std::sort(truth.begin(), truth.end());
  const bool is_called = call.call == PatientCallState::Deletion || call.call == PatientCallState::Mixed ||
                         call.call == PatientCallState::NotDetected;
  return is_called && found == truth;
}

struct Counts {
  std::size_t plain_right = 0;
  std::size_t plain_wrong = 0;
  std::size_t asked = 0;
  std::map<std::string, std::size_t> why;  ///< flags that ask, of those who are asked to be looked at

  void add(const PatientCall& call, const CohortPatient& truth) {
    if (!call.review) {
      ++(is_right(call, truth.sets) ? plain_right : plain_wrong);
      return;
    }
    ++asked;
    if (call.call == PatientCallState::Mixed && truth.sets.size() > 1)
      ++why["(truly mixed)"];
    for (const Flag flag : call.flags)
      if (entry_of(flag).asks_review)
        ++why[std::string(code_of(flag))];
  }
};

void measure_cohorts(std::size_t number) {
  const Panel panel = shipped_panel();
  Counts counts;
  for (std::size_t seed = 0; seed < number; ++seed) {
    const Cohort cohort = paper_cohort({.layout = layouts[seed % layouts.size()]}, seed);
    for (std::size_t p = 0; p < cohort.plates.size(); ++p) {
      const Calls calls = called(cohort.plates[p], derived_seed(seed, p), panel);
      for (const PatientCall& call : calls.patients) {
        const auto truth =
            std::find_if(cohort.patients.begin(), cohort.patients.end(),
                         [&](const CohortPatient& patient) { return patient.sample == call.sample; });
        counts.add(call, *truth);
      }
    }
  }
  std::cout << fmt::format("{} cohorts of 142: plainly right {}, plainly wrong {}, asked to look {}\n",
                           number, counts.plain_right, counts.plain_wrong, counts.asked);
  for (const auto& [flag, count] : counts.why)
    std::cout << fmt::format("  {:32} {}\n", flag, count);
}

/// Sound names of the three controls of a plate.
struct ControlNames3 {
  const char* ntc;
  const char* negative;
  const char* positive;
};

constexpr std::array control_names = {
    ControlNames3{"NTC", "NC", "PC"},
    ControlNames3{"NTC1", "NC1", "PC1"},
    ControlNames3{"NTC-2", "NC b", "PC-1"},
    ControlNames3{"H2O", "Neg.Con", "PosCon"},
    ControlNames3{"空白对照1", "阴性对照", "阳性对照"},
    ControlNames3{"NTC（1）", "CNEG", "Pos Ctrl"},
    ControlNames3{"no template control", "negative control", "positive control"},
    ControlNames3{"Blank", "NEG", "POS"}};

PlateDesign ordinary_plate(std::size_t number) {
  Cohort cohort = paper_cohort({.layout = layouts[number % layouts.size()], .least_copies = 100}, number);
  PlateDesign plate = std::move(cohort.plates[number / 3 % (cohort.plates.size() - 1)]);
  if (number / 3 % 2 == 1)
    plate.passive_reference.clear();
  plate.cycles = number / 6 % 2 == 1 ? 45 : 40;
  const ControlNames3& names = control_names[number % control_names.size()];
  for (DesignSample& sample : plate.samples) {
    const bool deleted = std::any_of(sample.copies.begin(), sample.copies.end(),
                                     [](const auto& copies) { return copies.first != "ALB"; });
    sample.name = sample.role == "ntc"                ? names.ntc
                  : sample.role == "negative_control" ? names.negative
                  : sample.role == "positive_control" ? names.positive
                                                      : sample.name + (deleted ? "_POS" : "_NEG");
  }
  return plate;
}

void write_plates(const std::filesystem::path& folder, std::size_t number) {
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < number; ++i) {
    const SimulatedFiles made = simulated_files(ordinary_plate(i), i, *simulated_layout("eds"));
    std::ofstream(folder / fmt::format("{:03}.eds", i), std::ios::binary) << made.files.front().bytes;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "cohorts")
    measure_cohorts(arguments.size() > 1 ? std::stoul(arguments[1]) : 100);
  else if (arguments.size() > 1 && arguments[0] == "plates")
    write_plates(arguments[1], arguments.size() > 2 ? std::stoul(arguments[2]) : 200);
  else
    std::cerr << "usage: crossbreak_bench_judgement cohorts [N] | plates DIR [N]\n";
  return 0;
}
