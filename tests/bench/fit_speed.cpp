// What the curve engine costs beside one fit: everything per curve, one plain four-parameter fit and their
// ratio for each published table, each set that people rated and a sample run, where the time goes, and how
// it grows with the curves and their cycles, as Markdown tables.
//
//   crossbreak_bench_fit_speed [FOLDER] [REPETITIONS]    FOLDER: default $CROSSBREAK_SHARED_DATA, else
//                                                        ../shared/data; without it the sample run only
//
// One core. Reading files is left out. Everything and the fit take turns, so that a busy machine slows both;
// the least time of the repetitions counts, of the processor: what others run meanwhile is not in it. The fit
// is fit_sigmoid() of four parameters as the product makes it, from its own start values until it has
// converged, of the curves that amplify: a flat one has nothing to converge to and would make the fit look
// dearer.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "curves/analysis.hpp"
#include "curves/ct/fit.hpp"
#include "curves/ct/rise.hpp"
#include "curves/ct/sigmoid.hpp"
#include "curves/ct/target_shape.hpp"
#include "curves/recovered/recover.hpp"
#include "curves/signal/delta_rn.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/target_verdict.hpp"
#include "formats/formats.hpp"
#include "rated_curves.hpp"

namespace fs = std::filesystem;
using namespace crossbreak;

namespace {

struct Runs {
  std::string name;
  std::vector<Run> runs;
  CurveSettings settings;
};

Run read(const fs::path& path) {
  return read_run(sources_of_run({{.name = path.filename().string(), .bytes = bytes_of_file(path)}}), {});
}

/// Every curve table of the folder, each by itself; none where the folder is not there.
std::vector<Runs> published_curves(const std::optional<fs::path>& folder) {
  std::vector<Runs> tables;
  if (!folder || !fs::is_directory(*folder / "curves"))
    return tables;
  for (const fs::directory_entry& entry : fs::directory_iterator(*folder / "curves")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".csv") || name.ends_with(".annotation.csv"))
      continue;
    tables.push_back({.name = entry.path().stem().string(), .runs = {read(entry.path())}, .settings = {}});
    tables.back().settings.automatic_rule = AutomaticRule::Own;
  }
  std::sort(tables.begin(), tables.end(), [](const Runs& a, const Runs& b) { return a.name < b.name; });
  return tables;
}

Runs own_window(std::string name, Run run) {
  Runs runs{.name = std::move(name), .runs = {std::move(run)}, .settings = {}};
  runs.settings.automatic_rule = AutomaticRule::Own;
  return runs;
}

/// Curves as one target.
Run run_of(const std::vector<std::vector<double>>& curves) {
  Run run;
  for (const std::vector<double>& readings : curves) {
    Reaction& reaction = run.reactions.emplace_back();
    reaction.target = "target";
    reaction.rn = readings;
  }
  return run;
}

/// The sets that people rated, of which some are half flat or doubtful; none where the folder is not there.
std::vector<Runs> rated_sets(const std::optional<fs::path>& folder) {
  std::vector<Runs> sets;
  if (!folder || !fs::is_directory(*folder / "rated"))
    return sets;
  for (const fs::path& path : bench::rated_files(*folder)) {
    std::vector<std::vector<double>> curves;
    for (bench::RatedCurve& curve : bench::read_rated(path))
      curves.push_back(std::move(curve.readings));
    sets.push_back(own_window("rated " + path.stem().string(), run_of(curves)));
  }
  return sets;
}

/// Of four curves two amplify, one late, at the last cycle but two, and one is flat; the same four shares of
/// the run whatever its cycles.
Runs mixed(std::size_t count, int cycles) {
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0, 0.004);
  std::vector<std::vector<double>> curves(count);
  for (std::size_t i = 0; i < count; ++i) {
    SigmoidParameters curve{
        .lower = 1, .drift = 0.001, .upper = 4, .midpoint = 0.6 * cycles, .width = 1.5, .residual_sd = 0};
    if (i % 4 == 2)
      curve.midpoint = cycles - 2;
    if (i % 4 == 3)
      curve.upper = curve.lower;
    for (int cycle = 1; cycle <= cycles; ++cycle)
      curves[i].push_back(sigmoid_value(curve, cycle) + noise(random));
  }
  return own_window(fmt::format("{} curves of {} cycles", count, cycles), run_of(curves));
}

/// The 13 sets of precision.cpp as one: without competitive reactions and without what is no series.
Runs dilution_sets(const std::vector<Runs>& tables) {
  Runs together{.name = "the 13 dilution sets", .runs = {}, .settings = tables.front().settings};
  for (const Runs& table : tables)
    if (table.name != "competimer" && table.name != "testdat")
      together.runs.push_back(table.runs.front());
  return together;
}

Runs sample_run(const std::string& name) {
  const fs::path folder = fs::path(CROSSBREAK_SOURCE_DIR) / "sample_runs" / name;
  return {.name = name + ".eds", .runs = {read(folder / (name + ".eds"))}, .settings = {}};
}

template <class Work>
double microseconds(Work work) {
  const std::clock_t start = std::clock();
  work();
  return 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The curves of a run by target, as analyse_curves() sees them.
std::vector<std::vector<Curve*>> by_target(const Run& run, std::vector<Curve>& curves) {
  std::map<std::string, std::vector<Curve*>> targets;
  for (Curve& curve : curves)
    targets[run.reactions[curve.reaction].target].push_back(&curve);
  std::vector<std::vector<Curve*>> out;
  for (auto& [name, of_target] : targets)
    out.push_back(std::move(of_target));
  return out;
}

double least(const std::vector<double>& taken) {
  return *std::min_element(taken.begin(), taken.end());
}

/// A stage and what it took in each repetition, microseconds over all runs.
struct Stage {
  std::string name;
  std::vector<double> taken;
};

class Measurement {
 public:
  explicit Measurement(const Runs& runs) : runs_(runs) {
    for (const Run& run : runs.runs) {
      analysed_.push_back(analyse_curves(run, runs.settings));
      curves_ += analysed_.back().size();
      for (const Curve& curve : analysed_.back())
        if (curve.verdict.amplified == Amplified::Yes)
          amplified_.push_back(signal_of(run, curve));
    }
  }

  void repeat() {
    everything_.push_back(microseconds([&] {
      for (const Run& run : runs_.runs)
        kept_ += analyse_curves(run, runs_.settings).size();
    }));
    fits_.push_back(microseconds([&] {
      for (const auto signal : amplified_)
        kept_ += fit_sigmoid(signal, SigmoidForm::Four).status == FitStatus::Converged;
    }));
    measure_stages();
  }

  double everything() const { return least(everything_) / static_cast<double>(curves_); }
  double fit() const { return least(fits_) / static_cast<double>(amplified_.size()); }

  std::string row() const {
    return fmt::format("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} |\n", runs_.name, curves_,
                       amplified_.size(), everything(), fit(), everything() / fit());
  }

  std::string stages() const {
    double rest = everything();
    std::string rows =
        fmt::format("| stage of {} | µs per curve | of one fit |\n|---|---:|---:|\n", runs_.name);
    const auto add = [&](const std::string& name, double time) {
      rows += fmt::format("| {} | {:.2f} | {:.2f} |\n", name, time, time / fit());
    };
    for (const Stage& stage : stages_) {
      const double time = least(stage.taken) / static_cast<double>(curves_);
      rest -= time;
      add(stage.name, time);
    }
    add("automatic threshold, three Ct, the rest", rest);
    return rows;
  }

 private:
  template <class Work>
  void stage(const char* name, Work work) {
    auto found = std::find_if(stages_.begin(), stages_.end(), [&](const Stage& s) { return s.name == name; });
    if (found == stages_.end())
      found = stages_.insert(stages_.end(), Stage{.name = name, .taken = {}});
    found->taken.push_back(microseconds(work));
  }

  /// Each stage again by itself, on what the analysis handed to it.
  void measure_stages() {
    std::vector<std::vector<Curve>> again = analysed_;
    std::vector<std::vector<std::vector<Curve*>>> targets;
    for (std::size_t i = 0; i < again.size(); ++i)
      targets.push_back(by_target(runs_.runs[i], again[i]));
    const auto for_each_curve = [&](auto work) {
      for (std::size_t i = 0; i < again.size(); ++i)
        for (Curve& curve : again[i])
          work(runs_.runs[i], curve);
    };
    const auto for_each_target = [&](auto work) {
      for (std::size_t i = 0; i < again.size(); ++i)
        for (const auto& target : targets[i])
          work(runs_.runs[i], target);
    };
    stage("settings proved by the file's own numbers", [&] {
      for (const Run& run : runs_.runs)
        kept_ += recover_settings(run, runs_.settings.ct_rule).settings.size();
    });
    stage("Rn", [&] {
      for_each_curve([&](const Run& run, const Curve& curve) {
        kept_ += normalised_reporter(run, run.reactions[curve.reaction], 1, 35).rn.size();
      });
    });
    stage("verdict", [&] {
      RiseModels models;
      for_each_target([&models](const Run& run, auto& target) { judge_target(run, target, models); });
    });
    stage("fits of the rise", [&] {
      for_each_curve([&](const Run& run, const Curve& curve) {
        if (curve.verdict.amplified != Amplified::No)
          kept_ += fit_rise(signal_of(run, curve)).has_value();
      });
    });
    stage("baseline, delta Rn", [&] {
      for_each_curve([&](const Run& run, const Curve& curve) {
        const Reaction& reaction = run.reactions[curve.reaction];
        const ChosenWindow chosen = choose_window(runs_.settings, reaction.target, reaction.settings);
        kept_ += subtract_chosen_baseline(run, reaction, curve.rn, chosen, runs_.settings.automatic_rule,
                                          curve.verdict.amplified != Amplified::No)
                     .delta_rn.size();
      });
    });
    stage("efficiency and ct_sdm of the target",
          [&] { for_each_target([](const Run& run, auto& target) { complete_from_target(run, target); }); });
  }

  const Runs& runs_;
  std::vector<std::vector<Curve>> analysed_;
  std::size_t curves_ = 0;
  std::vector<std::span<const double>> amplified_;
  std::vector<Stage> stages_;
  std::vector<double> everything_;
  std::vector<double> fits_;
  std::size_t kept_ = 0;  // so that no work can be left out
};

/// How everything grows, first with the curves, then with their cycles.
std::string growth(int repetitions) {
  std::string rows =
      "\n| of four curves one is flat, one late | everything, µs per curve | ns per reading "
      "|\n|---|---:|---:|\n";
  const auto add = [&](std::size_t count, int cycles, int turns) {
    const Runs runs = mixed(count, cycles);
    Measurement measurement(runs);
    for (int i = 0; i < turns; ++i)
      measurement.repeat();
    rows += fmt::format("| {} | {:.2f} | {:.0f} |\n", runs.name, measurement.everything(),
                        1000 * measurement.everything() / cycles);
  };
  for (const std::size_t count : {96u, 960u, 9600u})
    add(count, 40, count > 1000 ? std::max(repetitions / 10, 3) : repetitions);
  for (const int cycles : {20, 30, 40, 60, 80})
    add(384, cycles, repetitions);
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<fs::path> folder = argc > 1 ? std::optional<fs::path>(argv[1]) : shared_data();
  const int repetitions = argc > 2 ? std::atoi(argv[2]) : 51;
  std::vector<Runs> all = published_curves(folder);
  if (all.empty())
    std::cout << "no folder of measured curves: the sample run only\n\n";
  else
    all.push_back(dilution_sets(all));
  for (Runs& set : rated_sets(folder))
    all.insert(all.end() - (all.empty() ? 0 : 1), std::move(set));
  all.push_back(sample_run("deletions"));

  std::string stages;
  std::cout << "| curves of | curves | amplify | everything, µs per curve | one fit, µs | ratio (<= 3) |\n"
               "|---|---:|---:|---:|---:|---:|\n";
  for (const Runs& runs : all) {
    Measurement measurement(runs);
    for (int i = 0; i < repetitions; ++i)
      measurement.repeat();
    std::cout << measurement.row();
    if (&runs >= &all[all.size() - 2])
      stages += '\n' + measurement.stages();
  }
  std::cout << stages << growth(repetitions);
}
