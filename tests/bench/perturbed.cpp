// How the verdict holds when real curves are disturbed, as Markdown: the rated curves that amplify, with a
// drift, a falling start, noise, coarse digits, a spike, a step or a hook added, cut short, and their
// backgrounds alone. Nothing of this was rated, but what each must be is plain.
//
// Usage: crossbreak_bench_perturbed [DATA_FOLDER] > perturbed.md
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <iostream>
#include <random>

#include "rated_curves.hpp"

using namespace crossbreak;
using namespace crossbreak::bench;

namespace {

using Readings = std::vector<double>;

struct Amplification {
  Readings readings;
  double sdm = 0;
  double rise = 0;  // 98th less 10th percentile
};

double percentile(Readings sorted, double share) {
  std::erase_if(sorted, [](double y) { return !std::isfinite(y); });
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// All curves that the raters call amplifications and that have a second-derivative maximum.
std::vector<Amplification> amplifications(const std::filesystem::path& folder) {
  std::vector<Amplification> all;
  for (const std::filesystem::path& path : rated_files(folder)) {
    std::vector<Readings> readings;
    for (const RatedCurve& curve : read_rated(path))
      if (curve.label == 'y')
        readings.push_back(curve.readings);
    const std::vector<Curve> analysed = analysed_alone(readings);
    for (std::size_t i = 0; i < readings.size(); ++i)
      if (analysed[i].ct_sdm)
        all.push_back(
            {readings[i], *analysed[i].ct_sdm, percentile(readings[i], 0.98) - percentile(readings[i], 0.1)});
  }
  return all;
}

void print_row(const std::string& name, const std::vector<Readings>& curves) {
  int yes = 0, no = 0, unclear = 0;
  for (const Curve& curve : analysed_alone(curves))
    ++(curve.verdict.amplified == Amplified::Yes  ? yes
       : curve.verdict.amplified == Amplified::No ? no
                                                  : unclear);
  std::cout << "| " << name << " | " << curves.size() << " | " << yes << " | " << unclear << " | " << no
            << " |\n";
}

class Disturber {
 public:
  explicit Disturber(std::vector<Amplification> amplifications)
      : amplifications_(std::move(amplifications)) {}

  /// Adds what `change` gives for a curve and a cycle.
  void add(const std::string& name, const std::function<double(const Amplification&, double)>& change) {
    std::vector<Readings> curves;
    for (const Amplification& one : amplifications_) {
      Readings& readings = curves.emplace_back(one.readings);
      for (std::size_t i = 0; i < readings.size(); ++i)
        readings[i] += change(one, static_cast<double>(i + 1));
    }
    print_row(name, curves);
  }

  /// Replaces the curve; those that `change` leaves empty are passed over.
  void replace(const std::string& name, const std::function<Readings(const Amplification&)>& change) {
    std::vector<Readings> curves;
    for (const Amplification& one : amplifications_)
      if (Readings changed = change(one); !changed.empty())
        curves.push_back(std::move(changed));
    print_row(name, curves);
  }

 private:
  std::vector<Amplification> amplifications_;
};

Readings first_cycles(const Amplification& one, int count) {
  if (count < 18 || count > static_cast<int>(one.readings.size()))
    return {};
  return {one.readings.begin(), one.readings.begin() + count};
}

void run(const std::filesystem::path& folder) {
  Disturber disturber(amplifications(folder));
  std::mt19937 random(20261121);
  std::normal_distribution<double> normal;
  const auto cycles = [](const Amplification& one) { return static_cast<double>(one.readings.size()); };
  const auto place = [&random](const Amplification& one) { return 4 + random() % (one.readings.size() - 6); };
  std::cout
      << "Made by `crossbreak_bench_perturbed DATA_FOLDER`; heights are shares of each curve's own rise.\n\n"
      << "| the rated amplifications with | curves | yes | unclear | no |\n|---|---|---|---|---|\n";
  disturber.add("nothing", [](const Amplification&, double) { return 0.0; });
  for (const double share : {-1.0, -0.5, 0.5, 1.0})
    disturber.add(fmt::format("a linear drift of {}", share),
                  [=](const Amplification& one, double c) { return share * one.rise * c / cycles(one); });
  for (const double share : {0.3, 1.0, 2.0})
    for (const double decay : {4.0, 10.0})
      disturber.add(
          fmt::format("a start {} higher that falls to 1/e in {} cycles", share, decay),
          [=](const Amplification& one, double c) { return share * one.rise * std::exp(-c / decay); });
  for (const double share : {0.02, 0.05, 0.1})
    disturber.add(fmt::format("white noise of {}", share),
                  [&](const Amplification& one, double) { return share * one.rise * normal(random); });
  for (const double share : {0.01, 0.05})
    disturber.replace(fmt::format("readings rounded to {}", share), [=](const Amplification& one) {
      Readings rounded = one.readings;
      for (double& reading : rounded)
        reading = std::round(reading / (share * one.rise)) * share * one.rise;
      return rounded;
    });
  disturber.replace("a spike of 0.5 in one cycle", [&](const Amplification& one) {
    Readings readings = one.readings;
    readings[place(one)] += (random() % 2 == 0 ? 0.5 : -0.5) * one.rise;
    return readings;
  });
  disturber.replace("a step of 0.3 from one cycle on", [&](const Amplification& one) {
    Readings readings = one.readings;
    for (std::size_t i = place(one); i < readings.size(); ++i)
      readings[i] += 0.3 * one.rise;
    return readings;
  });
  disturber.add("a hook that takes back 0.3", [](const Amplification& one, double c) {
    return -0.3 * one.rise * std::clamp((c - one.sdm - 8) / 15, 0.0, 1.0);
  });
  for (const int after : {8, 4, 2, 1, 0, -1, -2})
    disturber.replace(fmt::format("no more than {} cycles past the second-derivative maximum", after),
                      [=](const Amplification& one) {
                        return first_cycles(one, static_cast<int>(std::ceil(one.sdm)) + after);
                      });
  disturber.replace("only what was read ten cycles before it and earlier", [](const Amplification& one) {
    return first_cycles(one, static_cast<int>(one.sdm) - 10);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = data_folder(argc, argv);
  if (!std::filesystem::is_directory(folder / "rated")) {
    std::cerr << "usage: crossbreak_bench_perturbed DATA_FOLDER (with rated/*.csv in it), or set "
                 "CROSSBREAK_SHARED_DATA\n";
    return 2;
  }
  run(folder);
}
