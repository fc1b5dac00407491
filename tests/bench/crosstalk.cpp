// What crosstalk between the dyes of a duplexed plate does to calls whose truth is known, as Markdown: the
// rise of the reference gene's dye is read in that of the sets at 0 to 35 %, prompt and up to 4 cycles late,
// in all wells, in one column, in one patient or in one of its sets. True deletions are stronger, weaker,
// earlier and later than the reference gene, with a width of curve of their own; some wells have a dip of the
// passive reference; files are those of the 7500, the StepOnePlus and rounded text exports.
//
// Usage: crossbreak_bench_crosstalk [PLATES_PER_SETTING [SHARE_OF_WELLS_WITH_A_DIP [SEEDS_AFTER [MOST]]]]
//                                    (1)                 (0.005)                    (0)          (1)
// SEEDS_AFTER: others than those that the limits were chosen on; MOST: the largest share that is made.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iostream>
#include <limits>
#include <map>
#include <ranges>
#include <string>
#include <vector>

#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "pipeline/call.hpp"
#include "shared_data.hpp"
#include "simulate/cohort.hpp"
#include "simulate/random.hpp"
#include "simulate/simulated_run.hpp"
#include "words/flags.hpp"

using namespace crossbreak;

namespace {

constexpr std::size_t reference = 4;  // place of ALB among the targets of a cohort's plate
constexpr std::array shares{0.0, 0.03, 0.05, 0.08, 0.12, 0.2, 0.28, 0.35};
constexpr std::array lags{0.0, 1.0, 2.5, 4.0};
constexpr std::array places{"all wells", "one column", "one patient", "one set of one patient"};
constexpr std::array files{"7500 .eds", "StepOnePlus .eds", "7500 text"};
constexpr std::array dyes{"VIC", "JOE"};
constexpr std::array set_plateaus{6.0, 3.0, 1.5};
constexpr std::array reference_plateaus{6.0, 2.5};
constexpr std::array efficiencies{1.0, 0.97, 0.94};
constexpr std::array widths{1.7, 2.0, 2.3};
constexpr std::array noises{0.002, 0.003, 0.005};
constexpr double usual_dips = 0.005;  // of the wells: one on every other plate

template <class Choices>
auto one_of(const Choices& choices, RandomNumbers& random) {
  return choices[static_cast<std::size_t>(random.uniform() * static_cast<double>(choices.size()))];
}

struct MadePlate {
  PlateDesign design;
  std::vector<CohortPatient> patients;
  std::string file;
};

MadePlate made_plate(double share, double lag, std::string_view place, double dips, std::uint64_t seed) {
  RandomNumbers random(derived_seed(seed, 0xC705));
  Cohort cohort = paper_cohort({.layout = CohortLayout::DuplexedReference, .most_copies = 60000}, seed);
  const auto number = static_cast<std::size_t>(random.uniform() * static_cast<double>(cohort.plates.size()));
  MadePlate plate{.design = std::move(cohort.plates[number]), .patients = {}, .file = one_of(files, random)};
  for (const CohortPatient& patient : cohort.patients)
    if (patient.plate == number)
      plate.patients.push_back(patient);
  if (plate.file.starts_with("StepOne")) {
    plate.design.instrument = "steponeplus";
    plate.design.software = "StepOne Software v2.3";
  }
  const double noise = one_of(noises, random);
  for (std::size_t i = 0; i < plate.design.targets.size(); ++i) {
    CurveModel& model = plate.design.targets[i].model;
    model.noise_sd = noise;
    model.width = one_of(widths, random);
    model.plateau = i == reference ? one_of(reference_plateaus, random) : one_of(set_plateaus, random);
    model.efficiency = i == reference ? 1.0 : one_of(efficiencies, random);
  }
  plate.design.targets[reference].reporter = one_of(dyes, random);
  const DesignWell& chosen =
      plate.design
          .wells[static_cast<std::size_t>(random.uniform() * 8 * static_cast<double>(plate.patients.size()))];
  const int column = chosen.well.column;
  const std::size_t sample = chosen.sample;
  const std::vector<std::size_t> targets = chosen.targets;
  for (DesignWell& well : plate.design.wells) {
    const bool is_met = place == places[0] || (place == places[1] && well.well.column == column) ||
                        (place == places[2] && well.sample == sample) ||
                        (place == places[3] && well.sample == sample && well.targets == targets);
    if (is_met && share > 0)
      well.crosstalk =
          DesignCrosstalk{.from = reference, .into = well.targets.front(), .share = share, .lag = lag};
    if (random.uniform() < dips) {
      well.oddity = Oddity::RoxDip;
      well.oddity_cycle = 5 + static_cast<int>(33 * random.uniform());
    }
  }
  return plate;
}

struct Counts {
  int without = 0;         ///< patients without a deletion
  int false_deletion = 0;  ///< plainly
  int without_plain = 0;   ///< plainly not detected
  int deleted = 0;
  int hidden = 0;        ///< plainly not detected, or a deletion short
  int not_positive = 0;  ///< asked for, but none of the deletions is called
  int asked = 0;         ///< deletions flagged crosstalk
  int only_asked = 0;    ///< deletions that with R19 off would be plain
  int other_call = 0;    ///< than with R19 off
  int false_wells = 0;   ///< positive ones of a set that is not deleted, whoever is asked
  int controls = 0;      ///< plates on which a positive control passes with R19 off and not with it

  void add(const PatientCall& call, const CohortPatient& truth, const PatientCall& without_r19) {
    const bool is_found = std::all_of(truth.sets.begin(), truth.sets.end(), [&](const std::string& set) {
      return std::find(call.deletions.begin(), call.deletions.end(), set) != call.deletions.end();
    });
    const bool is_flagged =
        std::find(call.flags.begin(), call.flags.end(), Flag::Crosstalk) != call.flags.end();
    other_call += call.call != without_r19.call || call.deletions != without_r19.deletions;
    if (truth.sets.empty()) {
      ++without;
      false_deletion += !call.review && !call.deletions.empty();
      without_plain += !call.review && call.call == PatientCallState::NotDetected;
    } else {
      ++deleted;
      hidden += !call.review && !is_found;
      not_positive += call.review && call.deletions.empty();
      asked += is_flagged;
      only_asked += call.review && !without_r19.review;
      false_deletion += !call.review && call.deletions.size() > truth.sets.size();
    }
  }
};

/// The panel and profiles that come with the program.
CallSettings shipped_settings() {
  const std::filesystem::path root = CROSSBREAK_SOURCE_DIR;
  std::vector<ProfileFile> profiles;
  for (const auto& entry : std::filesystem::directory_iterator(root / "instrument_profiles"))
    if (entry.path().extension() == ".toml")
      profiles.push_back({.name = entry.path().filename().string(), .toml = bytes_of_file(entry.path())});
  CallSettings settings;
  settings.run.profiles = read_profiles(std::move(profiles));
  settings.panel = read_panel("ikzf1_deletions.toml", bytes_of_file(root / "primers/ikzf1_deletions.toml"));
  return settings;
}

Report called(const MadePlate& plate, std::uint64_t seed, const CallSettings& settings) {
  const SimulatedLayout& layout = *simulated_layout(plate.file.ends_with("text") ? "text" : "eds");
  const SimulatedFiles made = simulated_files(plate.design, seed, layout);
  return call_runs({{.name = "plate" + std::string(layout.extension), .bytes = made.files.front().bytes}},
                   settings);
}

int wells_without_deletion(const Report& report, const PatientCall& call, const CohortPatient& truth) {
  int count = 0;
  for (const SetCall& set : call.sets)
    if (std::find(truth.sets.begin(), truth.sets.end(), set.set) == truth.sets.end())
      count += static_cast<int>(std::ranges::count_if(set.wells, [&](std::size_t well) {
        return report.calls.wells[well].state == WellState::Positive;
      }));
  return count;
}

/// The lowest plateau of a deleted set, as a share of the reference gene's.
double plateau_share(const PlateDesign& design, const CohortPatient& truth) {
  double lowest = std::numeric_limits<double>::infinity();
  for (const DesignTarget& target : design.targets)
    if (std::find(truth.sets.begin(), truth.sets.end(), target.set) != truth.sets.end())
      lowest = std::min(lowest, target.model.plateau);
  return lowest / design.targets[reference].model.plateau;
}

auto failed_controls(const Report& report) {
  return std::ranges::count_if(report.calls.controls, [](const ControlCall& control) {
    return control.role == SampleRole::PositiveControl && control.outcome == ControlOutcome::Failed;
  });
}

void print(const std::string& title, const std::map<std::string, Counts>& groups) {
  std::cout
      << "| " << title
      << " | without | plainly false | plainly not detected | deleted | plainly hidden | none called, asked "
         "| flagged crosstalk | asked by R19 only | other call than without R19 | positive control lost "
         "| positive wells without deletion |\n"
         "|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [name, c] : groups)
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", name,
                             c.without, c.false_deletion, c.without_plain, c.deleted, c.hidden,
                             c.not_positive, c.asked, c.only_asked, c.other_call, c.controls, c.false_wells);
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  const int plates = argc > 1 ? std::stoi(argv[1]) : 1;
  const double dips = argc > 2 ? std::stod(argv[2]) : usual_dips;
  const CallSettings settings = shipped_settings();
  CallSettings off = settings;  // no copy, and nothing taken away
  off.panel.rules.crosstalk_max_share = 0;
  off.panel.rules.crosstalk_corrected = 1;
  std::map<std::string, Counts> by_share, by_lag, by_place, by_file, by_plateau;
  std::uint64_t seed = argc > 3 ? std::stoull(argv[3]) : 0;
  const double most = argc > 4 ? std::stod(argv[4]) : 1;
  for (const double share : shares)
    for (const double lag : lags)
      for (const char* place : places)
        for (int i = 0; share <= most && i < plates; ++i) {
          const MadePlate plate = made_plate(share, lag, place, dips, ++seed);
          const Report report = called(plate, seed, settings);
          const Report without_r19 = called(plate, seed, off);
          std::vector<Counts*> groups{&by_share[fmt::format("{:2.0f} %", 100 * share)]};
          if (share > 0)
            groups.insert(groups.end(), {&by_lag[fmt::format("{} cycles late", lag)], &by_place[place],
                                         &by_file[plate.file]});
          for (Counts* group : groups)
            group->controls += failed_controls(report) > failed_controls(without_r19);
          for (const CohortPatient& truth : plate.patients) {
            const auto is_of = [&](const PatientCall& call) { return call.sample == truth.sample; };
            const auto call = std::ranges::find_if(report.calls.patients, is_of);
            const auto before = std::ranges::find_if(without_r19.calls.patients, is_of);
            if (share == 0 && !truth.sets.empty())
              by_plateau[fmt::format("{:4.2f}", plateau_share(plate.design, truth))].add(*call, truth,
                                                                                         *before);
            const int false_wells = wells_without_deletion(report, *call, truth);
            for (Counts* group : groups) {
              group->add(*call, truth, *before);
              group->false_wells += false_wells;
            }
          }
        }
  print("share", by_share);
  print("0 %, plateau of a deleted set over the reference gene's", by_plateau);
  print("above 0 %", by_lag);
  print("above 0 %", by_place);
  print("above 0 %", by_file);
  return 0;
}
