#include "simulate/cohort.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "ieee/elementary.hpp"
#include "simulate/random.hpp"

namespace crossbreak {
namespace {

const std::vector<std::string> set_names{"D4-7", "D4-8", "D2-7", "D2-8"};
constexpr std::size_t reference = 4;  // index of ALB among the targets

struct LayoutPlan {
  std::vector<std::vector<std::size_t>> reactions;
  int replicates;
  std::size_t patients;  ///< per plate
};

LayoutPlan plan_of(CohortLayout layout) {
  const std::vector<std::vector<std::size_t>> single{{0}, {1}, {2}, {3}, {reference}};
  switch (layout) {
    case CohortLayout::SingleDye:
      return {single, 2, 6};
    case CohortLayout::SingleWells:
      return {single, 1, 16};
    case CohortLayout::DuplexedReference:
      break;
  }
  return {{{0, reference}, {1, reference}, {2, reference}, {3, reference}}, 2, 9};
}

std::size_t below(RandomNumbers& random, std::size_t count) {
  return static_cast<std::size_t>(random.uniform() * static_cast<double>(count));
}

double log_uniform(RandomNumbers& random, double least, double most) {
  return ieee::exp(ieee::log(least) + random.uniform() * (ieee::log(most) - ieee::log(least)));
}

/// The paper's counts, shuffled (Fisher and Yates).
std::vector<std::vector<std::string>> deletions_of_all(RandomNumbers& random) {
  struct Count {
    const char* set;
    int patients;
  };
  std::vector<std::vector<std::string>> all;
  for (const Count& count : {Count{"D4-7", 22}, Count{"D2-7", 10}, Count{"D2-8", 3}, Count{"D4-8", 2}})
    all.insert(all.end(), static_cast<std::size_t>(count.patients), {count.set});
  for (int i = 0; i < 13; ++i) {
    const std::size_t first = below(random, set_names.size());
    const std::size_t second = (first + 1 + below(random, set_names.size() - 1)) % set_names.size();
    all.push_back({set_names[std::min(first, second)], set_names[std::max(first, second)]});
  }
  all.resize(142);  // the others carry none
  for (std::size_t i = all.size() - 1; i > 0; --i)
    std::swap(all[i], all[below(random, i + 1)]);
  return all;
}

PlateDesign empty_plate(std::size_t number, bool duplexed) {
  PlateDesign plate;
  plate.experiment = fmt::format("Simulated cohort, plate {}", number + 1);
  plate.run_started = fmt::format("2024-01-{:02}T08:00:00Z", number % 28 + 1);
  plate.run_ended = fmt::format("2024-01-{:02}T09:40:00Z", number % 28 + 1);
  CurveModel model;
  model.creep = 0.02;  // Rn: a creeping baseline, up to some tenth of a usual threshold
  model.creep_sd = 0.03;
  for (const std::string& set : set_names)
    plate.targets.push_back(
        {.name = "IKZF1_" + set, .set = set, .reporter = "FAM", .quencher = "TAMRA", .model = model});
  plate.targets.push_back({.name = "ALB",
                           .set = "ALB",
                           .reporter = duplexed ? "VIC" : "FAM",
                           .quencher = "TAMRA",
                           .model = model});
  return plate;
}

void add_controls(PlateDesign& plate) {
  plate.samples.push_back({.name = "NTC", .role = "ntc", .copies = {}});
  plate.samples.push_back({.name = "NC", .role = "negative_control", .copies = {{"ALB", 10000}}});
  DesignSample positive{.name = "PC", .role = "positive_control", .copies = {{"ALB", 10000}}};
  for (const std::string& set : set_names)
    positive.copies[set] = 5000;
  plate.samples.push_back(std::move(positive));
}

/// One well of the sample, any, becomes odd.
void make_odd(PlateDesign& plate, std::size_t sample, Oddity oddity, RandomNumbers& random) {
  std::vector<DesignWell*> wells;
  for (DesignWell& well : plate.wells)
    if (well.sample == sample)
      wells.push_back(&well);
  wells[below(random, wells.size())]->oddity = oddity;
}

}  // namespace

Cohort paper_cohort(const CohortOptions& options, std::uint64_t seed) {
  RandomNumbers random(derived_seed(seed, 0xC0407));  // apart from the wells' seeds
  const LayoutPlan plan = plan_of(options.layout);
  const std::vector<std::vector<std::string>> deletions = deletions_of_all(random);
  Cohort cohort;
  for (std::size_t first = 0; first < deletions.size(); first += plan.patients) {
    const std::size_t plate_number = cohort.plates.size();
    PlateDesign plate = empty_plate(plate_number, options.layout == CohortLayout::DuplexedReference);
    const std::size_t last = std::min(first + plan.patients, deletions.size());
    for (std::size_t i = first; i < last; ++i) {
      CohortPatient patient{.sample = fmt::format("24-{:04}", i + 1),
                            .sets = deletions[i],
                            .least_copies = 0,
                            .plate = plate_number,
                            .oddity = Oddity::None};
      DesignSample sample{.name = patient.sample, .role = "unknown", .copies = {}};
      sample.copies["ALB"] = log_uniform(random, 3000, 60000);  // some 10 to 200 ng of DNA
      for (const std::string& set : patient.sets) {
        const double copies = log_uniform(random, options.least_copies, options.most_copies);
        sample.copies[set] = copies;
        patient.least_copies = patient.least_copies == 0 ? copies : std::min(patient.least_copies, copies);
      }
      plate.samples.push_back(std::move(sample));
      cohort.patients.push_back(std::move(patient));
    }
    add_controls(plate);
    plate.wells = fill_plate(plate.plate, plate.samples.size(), plan.reactions, plan.replicates, true);
    for (std::size_t i = first; i < last; ++i) {
      if (options.oddities.empty() || random.uniform() >= options.odd_share)
        continue;
      cohort.patients[i].oddity = options.oddities[below(random, options.oddities.size())];
      make_odd(plate, i - first, cohort.patients[i].oddity, random);
    }
    cohort.plates.push_back(std::move(plate));
  }
  return cohort;
}

}  // namespace crossbreak
