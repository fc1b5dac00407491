// Scores the verdict against human ratings, beside the figures of other programs, as Markdown.
//
// Usage: crossbreak_bench_verdict [DATA_FOLDER] > verdict.md
// DATA_FOLDER holds rated/*.csv: dataset, curve, n_raters, n_pos, n_amb, n_neg, ..., c1..cN. Without it, the
// environment variable CROSSBREAK_SHARED_DATA. A curve counts as y or n where at least three quarters of its
// raters say so; names and labels are used for scoring only, and no curve sees another.
#include "curves/verdict.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace crossbreak;

namespace {

struct RatedCurve {
  std::string name;
  char label = '-';  // y, n, or - where the raters disagree
  std::vector<double> readings;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.push_back(std::exchange(cell, {}));
    else if (c != '\r')
      cell += c;
  }
  cells.push_back(cell);
  return cells;
}

std::vector<RatedCurve> read_rated(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> titles = cells_of(line);
  const auto column = [&](const std::string& title) {
    const auto found = std::find(titles.begin(), titles.end(), title);
    if (found == titles.end())
      throw std::runtime_error(path.string() + ": no column " + title);
    return static_cast<std::size_t>(found - titles.begin());
  };
  const std::size_t name = column("curve"), raters = column("n_raters"), positive = column("n_pos"),
                    negative = column("n_neg"), first = column("c1");
  std::vector<RatedCurve> curves;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = cells_of(line);
    RatedCurve curve{.name = cells.at(name), .label = '-', .readings = {}};
    const double needed = 0.75 * std::stod(cells.at(raters));
    if (std::stod(cells.at(positive)) >= needed)
      curve.label = 'y';
    else if (std::stod(cells.at(negative)) >= needed)
      curve.label = 'n';
    for (std::size_t i = first; i < cells.size(); ++i)
      curve.readings.push_back(cells[i].empty() || cells[i] == "NA" ? std::numeric_limits<double>::quiet_NaN()
                                                                    : std::stod(cells[i]));
    // The table is as wide as its longest curve.
    while (!curve.readings.empty() && curve.readings.back() != curve.readings.back())
      curve.readings.pop_back();
    curves.push_back(std::move(curve));
  }
  return curves;
}

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
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "rated"))
    if (entry.path().extension() == ".csv")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());

  Score all, taqman;
  std::ostringstream sets, differing;
  for (const std::filesystem::path& path : files) {
    const std::string name = path.stem().string();
    Score score;
    for (const RatedCurve& curve : read_rated(path)) {
      const Verdict verdict = judge(curve.readings, measure_shape(curve.readings));
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
  const char* shared = std::getenv("CROSSBREAK_SHARED_DATA");
  const std::filesystem::path folder = argc > 1 ? argv[1] : shared ? shared : "";
  if (!std::filesystem::is_directory(folder / "rated")) {
    std::cerr << "usage: crossbreak_bench_verdict DATA_FOLDER (with rated/*.csv in it), or set "
                 "CROSSBREAK_SHARED_DATA\n";
    return 2;
  }
  return run(folder);
}
