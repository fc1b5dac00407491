// Curves that people rated, and the verdicts on them, for the measurements of this folder.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "curves/analysis.hpp"
#include "shared_data.hpp"

namespace crossbreak::bench {

struct RatedCurve {
  std::string name;
  char label = '-';  // y, n, or - where the raters disagree
  std::vector<double> readings;
};

inline std::vector<std::string> cells_of(const std::string& line) {
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

/// One file of rated/: dataset, curve, n_raters, n_pos, n_amb, n_neg, ..., c1..cN. A curve counts as y or n
/// where at least three quarters of its raters say so.
inline std::vector<RatedCurve> read_rated(const std::filesystem::path& path) {
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

/// The files of FOLDER/rated, by name.
inline std::vector<std::filesystem::path> rated_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "rated"))
    if (entry.path().extension() == ".csv")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The analysis of curves each of which is a target of its own: none sees another.
inline std::vector<Curve> analysed_alone(const std::vector<std::vector<double>>& curves) {
  Run run;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    Reaction reaction;
    reaction.target = std::to_string(i);
    reaction.rn = curves[i];
    run.reactions.push_back(std::move(reaction));
  }
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  return analyse_curves(run, settings);
}

/// The data folder: the first argument, else the one beside the project; empty where there is none.
inline std::filesystem::path data_folder(int argc, char** argv) {
  return argc > 1 ? argv[1] : shared_data().value_or("");
}

}  // namespace crossbreak::bench
