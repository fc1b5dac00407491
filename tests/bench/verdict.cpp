// Scores the verdict against human ratings, beside the figures of other programs, as Markdown.
//
// Usage: crossbreak_bench_verdict [DATA_FOLDER] > verdict.md
// DATA_FOLDER: see rated_curves.hpp. Names and labels are used for scoring only, and no curve sees another.
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "rated_curves.hpp"

using namespace crossbreak;
using namespace crossbreak::bench;

namespace {

struct Score {
  int curves = 0, positives = 0, hits = 0, negatives = 0, false_alarms = 0, unclear = 0;
  int ntc = 0, ntc_called = 0;

  void add(const Score& other) {
    curves += other.curves, positives += other.positives, hits += other.hits, negatives += other.negatives;
    false_alarms += other.false_alarms, unclear += other.unclear, ntc += other.ntc;
    ntc_called += other.ntc_called;
  }
};

std::string row(const std::string& name, const Score& score) {
  std::ostringstream out;
  out.precision(4);
  out << "| " << name << " | " << score.hits << " of " << score.positives << " | "
      << score.negatives - score.false_alarms << " of " << score.negatives << " | " << score.unclear << " of "
      << score.curves << " | ";
  if (score.ntc > 0)
    out << score.ntc_called << " of " << score.ntc;
  out << " |\n";
  return out.str();
}

std::string share(int part, int whole) {
  std::ostringstream out;
  out.precision(3);
  out << std::fixed << (whole > 0 ? static_cast<double>(part) / whole : 0.0);
  return out.str();
}

int run(const std::filesystem::path& folder) {
  Score all, taqman;
  std::ostringstream sets, differing;
  for (const std::filesystem::path& path : rated_files(folder)) {
    const std::string name = path.stem().string();
    Score score;
    const std::vector<RatedCurve> rated = read_rated(path);
    std::vector<std::vector<double>> readings;
    for (const RatedCurve& curve : rated)
      readings.push_back(curve.readings);
    const std::vector<Curve> analysed = analysed_alone(readings);
    for (std::size_t i = 0; i < rated.size(); ++i) {
      const RatedCurve& curve = rated[i];
      const Verdict& verdict = analysed[i].verdict;
      const bool yes = verdict.amplified == Amplified::Yes;
      const bool is_ntc =
          curve.name.find("ntc") != std::string::npos || curve.name.find("NTC") != std::string::npos;
      ++score.curves;
      score.positives += curve.label == 'y';
      score.hits += curve.label == 'y' && yes;
      score.negatives += curve.label == 'n';
      score.false_alarms += curve.label == 'n' && yes;
      score.unclear += verdict.amplified == Amplified::Unclear;
      score.ntc += is_ntc;
      score.ntc_called += is_ntc && yes;
      const bool differs =
          (curve.label == 'y' && !yes) || (curve.label == 'n' && verdict.amplified != Amplified::No);
      if (differs)
        differing << "| " << name << " | " << curve.name << " | " << curve.label << " | "
                  << (yes                                  ? "yes"
                      : verdict.amplified == Amplified::No ? "no"
                                                           : "unclear")
                  << " | " << verdict.reasons.front().words.en << " |\n";
    }
    sets << row(name, score);
    all.add(score);
    if (name == "RAS002" || name == "lc96_bACTXY" || name == "stepone_std")
      taqman.add(score);
  }

  std::cout
      << "Made by `crossbreak_bench_verdict DATA_FOLDER`. Unclear is neither hit nor false alarm.\n\n"
      << "| call | TaqMan-like: sensitivity / specificity | all sets | NTC channels called | unclear |\n"
      << "|---|---|---|---|---|\n"
      << "| **crossbreak** | " << taqman.hits << " of " << taqman.positives << " / "
      << taqman.negatives - taqman.false_alarms << " of " << taqman.negatives << " | "
      << share(all.hits, all.positives) << " / " << share(all.negatives - all.false_alarms, all.negatives)
      << " | " << all.ntc_called << " of " << all.ntc << " | " << all.unclear << " of " << all.curves << " ("
      << share(100 * all.unclear, all.curves) << " %) |\n"
      << "| chipPCR amptester, level test | 113 of 113 / 163 of 167 | 0.998 / 0.973 | 0 of 51 | |\n"
      << "| LinRegPCR amplification | 110 of 113 / 164 of 167 | 0.989 / 0.984 | 0 of 51 | |\n"
      << "| qpcR \"uni2\" | 113 of 113 / 49 of 167 | 1.000 / 0.283 | 48 of 51 | |\n\n"
      << "| set | sensitivity | specificity | unclear | NTC called |\n|---|---|---|---|---|\n"
      << sets.str() << row("all", all) << row("TaqMan-like", taqman)
      << "\nCurves on which the verdict differs from the raters:\n\n"
      << "| set | curve | raters | verdict | first reason |\n|---|---|---|---|---|\n"
      << differing.str();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = data_folder(argc, argv);
  if (!std::filesystem::is_directory(folder / "rated")) {
    std::cerr << "usage: crossbreak_bench_verdict DATA_FOLDER (with rated/*.csv in it), or set "
                 "CROSSBREAK_SHARED_DATA\n";
    return 2;
  }
  return run(folder);
}
