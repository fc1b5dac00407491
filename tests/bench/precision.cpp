// Precision of the cycles that `curves` reports, on the public dilution sets of the shared data, beside the
// peers' figures. Definitions as in Ruijter et al. 2013, Methods 59:32-46:
//   groups are (series, quantity) of the wells with a known quantity that are neither NTC nor excluded;
//   SD: pooled within groups, in cycles; four dilutions: dil4reps94 at 15000, 1500, 150 and 15 copies;
//   off: more than one cycle from the group's median; lost: without the cycle in question;
//   linearity: RMS distance of the group means from their line, log10 quantity, median over series, then
//   sets.
//
// usage: crossbreak_bench_precision [FOLDER]    FOLDER: default $CROSSBREAK_SHARED_DATA, else ../shared/data
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "curves/analysis.hpp"
#include "curves/signal/median.hpp"
#include "formats/delimited_text.hpp"
#include "formats/formats.hpp"
#include "shared_data.hpp"

using namespace crossbreak;

namespace {

const std::vector<std::string> set_names{"dil4reps94", "reps",    "reps2",     "reps3",   "guescini1",
                                         "rutledge",   "batsch1", "batsch2",   "batsch3", "boggy",
                                         "lievens1",   "karlen1", "vermeulen2"};

/// One dilution set: a run whose targets are the series, and the quantity of each reaction.
struct DilutionSet {
  std::string name;
  Run run;
  std::vector<double> quantities;
};

/// Fields of one line; quotes are taken off, commas within them kept.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else if (c != '\r')
      fields.back() += c;
  }
  return fields;
}

struct Annotation {
  std::string series;
  double quantity = 0;
};

/// Curve title to series and quantity, of the curves that take part.
std::map<std::string, Annotation> read_annotations(const std::string& text) {
  std::map<std::string, Annotation> annotations;
  std::size_t start = text.find('\n') + 1;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::vector<std::string> fields = fields_of(text.substr(start, end - start));
    start = end + 1;
    // curve, series, step, replicate, quantity, quantity_unit, is_ntc, exclude
    if (fields.size() < 8 || fields[4].empty() || fields[4] == "NA" || fields[6] == "TRUE" ||
        fields[7] == "TRUE")
      continue;
    annotations[fields[0]] = {.series = fields[1], .quantity = std::stod(fields[4])};
  }
  return annotations;
}

DilutionSet load(const std::filesystem::path& folder, const std::string& name) {
  const std::string file = name + ".csv";
  std::vector<Source> sources{{.name = file, .bytes = bytes_of_file(folder / "curves" / file)}};
  DilutionSet set{.name = name, .run = read_run(sources_of_run(std::move(sources)), {}), .quantities = {}};
  const auto annotations = read_annotations(bytes_of_file(folder / "curves" / (name + ".annotation.csv")));
  std::vector<Reaction> known;
  for (Reaction& reaction : set.run.reactions)
    if (const auto found = annotations.find(reaction.sample); found != annotations.end()) {
      reaction.target = found->second.series;
      known.push_back(std::move(reaction));
      set.quantities.push_back(found->second.quantity);
    }
  set.run.reactions = std::move(known);
  return set;
}

/// What one column scores on one set.
struct SetScore {
  double sd = 0;
  double linearity = 0;
  std::map<double, double> group_sds;  ///< by quantity; of use where there is one series
  int off = 0;
  int lost = 0;
  int curves = 0;
};

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

double sum_of_squares(const std::vector<double>& values) {
  const double centre = mean(values);
  double sum = 0;
  for (const double value : values)
    sum += (value - centre) * (value - centre);
  return sum;
}

/// RMS distance of the group means from their least-squares line, in log10 quantity.
double linearity_of(const std::map<double, std::vector<double>>& groups) {
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& [quantity, cycles] : groups) {
    x.push_back(std::log10(quantity));
    y.push_back(mean(cycles));
  }
  double sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    sxy += (x[i] - mean(x)) * (y[i] - mean(y));
  const double slope = sxy / sum_of_squares(x);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += std::pow((y[i] - mean(y) - slope * (x[i] - mean(x))) / slope, 2);
  return std::sqrt(sum / static_cast<double>(x.size()));
}

using CurveValue = std::optional<double> Curve::*;

SetScore score(const DilutionSet& set, const std::vector<Curve>& curves, CurveValue column) {
  std::map<std::string, std::map<double, std::vector<double>>> series;
  SetScore result;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    ++result.curves;
    if (const auto& cycle = curves[i].*column)
      series[set.run.reactions[i].target][set.quantities[i]].push_back(*cycle);
    else
      ++result.lost;
  }
  double squares = 0;
  double freedom = 0;
  std::vector<double> linearities;
  for (const auto& [name, groups] : series) {
    for (const auto& [quantity, cycles] : groups) {
      const double within = sum_of_squares(cycles);
      squares += within;
      freedom += static_cast<double>(cycles.size() - 1);
      result.group_sds[quantity] = std::sqrt(within / static_cast<double>(cycles.size() - 1));
      const double centre = median(cycles);
      for (const double cycle : cycles)
        result.off += std::abs(cycle - centre) > 1;
    }
    if (groups.size() > 2)
      linearities.push_back(linearity_of(groups));
  }
  result.sd = std::sqrt(squares / freedom);
  result.linearity = median(linearities);
  return result;
}

void print_row(const char* name, const std::vector<SetScore>& scores) {
  std::vector<double> sds;
  std::vector<double> linearities;
  SetScore total;
  for (const SetScore& set : scores) {
    sds.push_back(set.sd);
    linearities.push_back(set.linearity);
    total.off += set.off;
    total.lost += set.lost;
    total.curves += set.curves;
  }
  const std::map<double, double>& four = scores.front().group_sds;
  double log_sum = 0;
  std::string dilutions;
  for (auto group = four.rbegin(); group != four.rend(); ++group) {
    char text[16];
    std::snprintf(text, sizeof text, "%s%.3f", dilutions.empty() ? "" : " / ", group->second);
    dilutions += text;
    log_sum += std::log(group->second);
  }
  std::printf("| %s | %s | %.4f | %.4f | %d of %d | %.4f | %d |\n", name, dilutions.c_str(),
              std::exp(log_sum / static_cast<double>(four.size())), median(sds), total.off, total.curves,
              median(linearities), total.lost);
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<std::filesystem::path> folder =
      argc > 1 ? std::optional<std::filesystem::path>(argv[1]) : shared_data();
  if (!folder || !std::filesystem::is_directory(*folder / "curves")) {
    std::fprintf(stderr, "no folder of measured curves: nothing was measured\n");
    return 1;
  }
  std::vector<DilutionSet> sets;
  for (const std::string& name : set_names)
    sets.push_back(load(*folder, name));

  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  std::vector<std::vector<Curve>> results;
  for (const DilutionSet& set : sets)
    results.push_back(analyse_curves(set.run, settings));

  std::printf("`crossbreak_bench_precision %s`\n\n", "../shared/data");
  std::printf("| method | four dilutions, SD | geometric mean | median SD | off | linearity | lost |\n");
  std::printf("|---|---|---|---|---|---|---|\n");
  const auto row = [&](const char* name, CurveValue column) {
    std::vector<SetScore> scores;
    for (std::size_t i = 0; i < sets.size(); ++i)
      scores.push_back(score(sets[i], results[i], column));
    print_row(name, scores);
  };
  row("**crossbreak `ct_sdm`** (the one method)", &Curve::ct_sdm);
  row("crossbreak `ct_cy0`", &Curve::ct_cy0);
  row("crossbreak `ct`, own automatic baseline and threshold", &Curve::ct);
  std::printf(
      "%s",
      "| asked for | | <= 0.135 | <= 0.200 | <= 12 | <= 0.0225 | |\n"
      "| qpcR l5, Cy0 after baselining | 0.081 / 0.081 / 0.136 / 0.412 | 0.1385 | 0.223 | 16 | 0.0235 | 0 |\n"
      "| qpcR l4, second-derivative maximum | 0.090 / 0.083 / 0.139 / 0.405 | 0.1434 | 0.206 | 15 | 0.0232 | "
      "0 |\n"
      "| LinRegPCR TD0 | 0.067 / 0.124 / 0.121 / 0.411 | 0.1422 | 0.218 | 13 | 0.0331 | 1 |\n"
      "| qpcR l5, threshold on the fitted curve | 0.106 / 0.151 / 0.162 / 0.434 | 0.1831 | 0.234 | 12 | "
      "0.0263 | 0 |\n"
      "| Poisson sampling alone | 0.012 / 0.037 / 0.118 / 0.39 | 0.067 | | | | |\n");

  std::printf("\n| set | SD of `ct_sdm` | linearity | off | efficiency |\n|---|---|---|---|---|\n");
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const SetScore set = score(sets[i], results[i], &Curve::ct_sdm);
    std::vector<double> efficiencies;
    for (const Curve& curve : results[i])
      efficiencies.push_back(curve.efficiency.value_or(std::nan("")));
    std::printf("| %s | %.3f | %.4f | %d of %d | %.3f |\n", sets[i].name.c_str(), set.sd, set.linearity,
                set.off, set.curves, median(efficiencies));
  }
  return 0;
}
