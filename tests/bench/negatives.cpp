// How many wells without template the verdict takes for an amplification, as Markdown: a mix of what such
// wells do, with the upper bound of the rate.
//
// Usage: crossbreak_bench_negatives [WELLS] [SEED] > negatives.md    default: 100000 1
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iostream>
#include <string>
#include <vector>

#include "curves/analysis.hpp"
#include "hard_rises.hpp"

using namespace crossbreak;
using namespace crossbreak::bench;

namespace {

/// A well without template. How often each kind comes is arbitrary; a real plate has fewer odd wells.
struct Negative {
  std::string name;
  double share;
  std::function<void(Random&, const Assay&, std::vector<double>&)> spoil;
};

void add(std::vector<double>& rn, const std::function<double(double)>& of_cycle) {
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] += of_cycle(static_cast<double>(i + 1));
}

const std::array negatives{
    Negative{"noise", 0.5, [](Random&, const Assay&, std::vector<double>&) {}},
    Negative{"a drift of up to 0.003 Rn a cycle", 0.3,
             [](Random& random, const Assay&, std::vector<double>& rn) {
               const double drift = random.between(-0.003, 0.003);
               add(rn, [=](double c) { return drift * c; });
             }},
    Negative{"a start 0.02 to 0.3 Rn away, gone in 2 to 10 cycles", 0.1,
             [](Random& random, const Assay&, std::vector<double>& rn) {
               const double height = random.between(-0.3, 0.3);
               const double cycles = random.between(2, 10);
               add(rn, [=](double c) { return height * std::exp(-c / cycles); });
             }},
    Negative{"a drift of up to 0.02 Rn a cycle, bent", 0.04,
             [](Random& random, const Assay&, std::vector<double>& rn) {
               const double drift = random.between(-0.02, 0.02);
               const double bend = random.between(-0.0004, 0.0004);
               add(rn, [=](double c) { return drift * c + bend * c * c; });
             }},
    Negative{"a spike", 0.01,
             [](Random& random, const Assay&, std::vector<double>& rn) {
               rn[static_cast<std::size_t>(random.between(0, static_cast<double>(rn.size())))] +=
                   random.between(-2, 2);
             }},
    Negative{"a step: a bubble", 0.01,
             [](Random& random, const Assay& a, std::vector<double>& rn) {
               const double at = random.between(2, a.cycles);
               const double height = random.between(-1, 1);
               add(rn, [=](double c) { return c > at ? height : 0.0; });
             }},
    Negative{"a passive reference that dips for 2 to 5 cycles", 0.01,
             [](Random& random, const Assay& a, std::vector<double>& rn) {
               const double from = random.between(2, a.cycles - 2);
               const double to = from + random.between(2, 5);
               const double gain = 1 + random.between(0.05, 1);
               for (std::size_t i = 0; i < rn.size(); ++i)
                 if (static_cast<double>(i + 1) > from && static_cast<double>(i + 1) <= to)
                   rn[i] *= gain;
             }},
    Negative{"up to half of the volume evaporates", 0.02,
             [](Random& random, const Assay& a, std::vector<double>& rn) {
               const double loss = random.between(0, 0.5) / a.cycles;
               add(rn, [=](double c) { return a.level * (1 / (1 - loss * c) - 1); });
             }},
    Negative{"a late rise of those above that are no amplification", 0.01,
             [](Random& random, const Assay& a, std::vector<double>& rn) {
               const Candidate candidate = random.one_of(false_kinds).make(random, a);
               for (std::size_t i = 0; i < rn.size(); ++i)
                 rn[i] += std::min(candidate.rise[i], most_plateaus * a.plateau);
             }},
};

std::size_t drawn(Random& random) {
  double at = random.between(0, 1);
  for (std::size_t i = 0; i < negatives.size(); ++i)
    if ((at -= negatives[i].share) < 0)
      return i;
  return 0;
}

struct Counts {
  int yes = 0, late_yes = 0, unclear = 0, no = 0;
  int all() const { return yes + late_yes + unclear + no; }
};

/// The largest rate at which `found` or fewer of `all` still come with a probability of 5 % (Clopper and
/// Pearson 1934, Biometrika 26:404-413).
double upper_bound(int found, int all) {
  const auto probability = [&](double rate) {  // of `found` or fewer
    double sum = 0;
    for (int k = 0; k <= found; ++k)
      sum += std::exp(std::lgamma(all + 1.0) - std::lgamma(k + 1.0) - std::lgamma(all - k + 1.0) +
                      k * std::log(rate) + (all - k) * std::log1p(-rate));
    return sum;
  };
  double low = 1e-12, high = 1 - 1e-12;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (probability(middle) > 0.05 ? low : high) = middle;
  }
  return high;
}

std::string row(const std::string& name, const Counts& counts) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {:.1f} |\n", name, counts.all(), counts.yes,
                     counts.late_yes, counts.unclear, counts.no, 1e5 * upper_bound(counts.yes, counts.all()));
}

}  // namespace

int main(int argc, char** argv) {
  const int number = argc > 1 ? std::stoi(argv[1]) : 100000;
  Random random(argc > 2 ? std::stoull(argv[2]) : 1);
  constexpr int targets_a_run = 40, negatives_a_target = 25, controls = 3;
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  settings.threshold = ThresholdChoice{.kind = ThresholdChoice::Kind::Value, .value = threshold};
  std::array<Counts, negatives.size()> counts;
  Counts all;
  while (all.all() < number) {
    Run run;
    std::vector<std::size_t> kinds;
    for (int target = 0; target < targets_a_run; ++target) {
      const Assay a = assay(random);
      const std::string name = std::to_string(target);
      for (int i = 0; i < negatives_a_target; ++i) {
        kinds.push_back(drawn(random));
        Reaction& well = run.reactions.emplace_back(
            reaction(random, a, name, Rise(static_cast<std::size_t>(a.cycles), 0)));
        negatives[kinds.back()].spoil(random, a, well.rn);
      }
      for (int i = 0; i < controls; ++i) {
        run.reactions.push_back(reaction(random, a, name,
                                         amplification(a, random.between(0.85, 1), random.between(20, 28),
                                                       a.plateau * random.between(0.9, 1.1))));
        kinds.push_back(negatives.size());
      }
    }
    const std::vector<Curve> curves = analyse_curves(run, settings);
    for (std::size_t i = 0; i < curves.size(); ++i) {
      if (kinds[i] == negatives.size())
        continue;
      const Amplified amplified = curves[i].verdict.amplified;
      const bool is_early = curves[i].ct && *curves[i].ct < ct_cutoff;
      for (Counts* sum : {&counts[kinds[i]], &all})
        ++(amplified == Amplified::No        ? sum->no
           : amplified == Amplified::Unclear ? sum->unclear
           : is_early                        ? sum->yes
                                             : sum->late_yes);
    }
  }
  std::cout
      << "Made by `crossbreak_bench_negatives`: threshold 0.2 Rn, noise SD 0.002 to 0.008, 40 to 50 cycles, "
         "each target with three positive controls. The bound is that of \"yes, Ct < 36\".\n\n"
         "| wells without template | wells | yes, Ct < 36 | yes, later | unclear | no | upper 95 % bound in "
         "100,000 |\n|---|---:|---:|---:|---:|---:|---:|\n";
  for (std::size_t i = 0; i < negatives.size(); ++i)
    std::cout << row(negatives[i].name, counts[i]);
  std::cout << row("all", all);
  return 0;
}
