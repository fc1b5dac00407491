// Curves of real runs against what the instrument's own software found, where the files stand beside the
// project.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "formats/formats.hpp"
#include "shared_data.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

/// A run of `real_runs`, or nothing where the folder is not there.
std::optional<Run> real_run(const std::string& name) {
  const auto path = shared_data("real_runs/" + name);
  if (!path)
    return std::nullopt;
  std::vector<Source> sources{{.name = name, .bytes = bytes_of_file(*path)}};
  return read_run(sources_of_run(std::move(sources)), {});
}

CurveSettings all_automatic() {
  CurveSettings settings;
  settings.baseline = BaselineChoice{BaselineChoice::Kind::Automatic, {}};
  settings.threshold = ThresholdChoice{ThresholdChoice::Kind::Automatic, 0};
  return settings;
}

}  // namespace

TEST_CASE(
    "from the dyes alone, the 7500 Fast .eds gives the windows and threshold that its software stored") {
  const auto run = real_run("7500fast_v2.3_standard_curve.eds");
  if (!run)
    return;
  const std::vector<Curve> automatic = analyse_curves(*run, all_automatic());
  const std::vector<Curve> stored = analyse_curves(*run, {});
  REQUIRE(automatic.size() == 24);
  int amplified = 0;
  for (std::size_t i = 0; i < automatic.size(); ++i) {
    const Reaction& reaction = run->reactions[i];
    CAPTURE(to_string(*reaction.well));
    CHECK(automatic[i].baseline_source == BaselineSource::Automatic);
    CHECK(automatic[i].threshold_source == ThresholdSource::Automatic);
    // Within the resolution of float32, of which the stored number is made.
    CHECK(*automatic[i].threshold == Approx(0.6053519973507173).epsilon(1e-7));
    CHECK(stored[i].threshold == 0.6053519973507173);
    CHECK(stored[i].threshold_source == ThresholdSource::File);
    CHECK(stored[i].baseline_source == BaselineSource::File);
    CHECK(stored[i].baseline->window == *reaction.settings.baseline);
    const bool is_ntc = i < 3;  // A1 to A3
    CHECK(automatic[i].verdict.amplified == (is_ntc ? Amplified::No : Amplified::Yes));
    if (is_ntc)
      continue;
    ++amplified;
    CHECK(automatic[i].baseline->window == *reaction.settings.baseline);
    REQUIRE(automatic[i].ct.has_value());
    CHECK(*automatic[i].ct == Approx(*stored[i].ct).epsilon(1e-7));
  }
  CHECK(amplified == 21);
}

TEST_CASE(
    "from Rn alone, the 7500 Fast .xls gives the windows, thresholds and Ct that its software worked out") {
  const auto file = real_run("7500fast_v2.0.xls");
  if (!file)
    return;
  Run rn_only = *file;
  for (Reaction& reaction : rn_only.reactions) {
    reaction.delta_rn.clear();
    reaction.settings = {};
    reaction.instrument = {};
  }
  const std::vector<Curve> automatic = analyse_curves(rn_only, all_automatic());
  const std::vector<Curve> proven = analyse_curves(*file, {});  // by the file's own Rn, delta Rn and Ct

  // Told from the file itself: the delta Rn of D2, E4 and F6 after their second-derivative maxima. CAL1 was
  // set by hand; RGA F2 is noise in five of its twelve wells, and nobody's rule gives its threshold of 106.
  const std::map<std::string, double> thresholds{
      {"PTSR K1K2", 125590.2}, {"EF1A F1R1", 106973.0}, {"RGA F1 35ST R1", 7405.7}};
  int windows = 0;
  int cts = 0;
  double worst = 0;
  for (std::size_t i = 0; i < automatic.size(); ++i) {
    const Reaction& reaction = file->reactions[i];
    CAPTURE(to_string(*reaction.well));
    if (automatic[i].verdict.amplified == Amplified::No || reaction.target == "CAL1")
      continue;
    REQUIRE(proven[i].baseline.has_value());
    REQUIRE(automatic[i].baseline.has_value());
    CHECK(automatic[i].baseline_source == BaselineSource::Automatic);
    CHECK(automatic[i].baseline->window == proven[i].baseline->window);
    ++windows;
    const auto threshold = thresholds.find(reaction.target);
    if (threshold == thresholds.end())
      continue;
    CHECK(automatic[i].threshold_source == ThresholdSource::Automatic);
    CHECK(std::abs(automatic[i].threshold.value() - threshold->second) < 0.05);
    CHECK(std::abs(automatic[i].threshold.value() - proven[i].threshold.value()) < 0.01);
    REQUIRE(reaction.instrument.ct.has_value());
    const double off = std::abs(automatic[i].ct.value() - *reaction.instrument.ct);
    CHECK(off < 1e-4);
    worst = std::max(worst, off);
    ++cts;
  }
  MESSAGE("7500fast_v2.0.xls from Rn alone: ", windows, " windows, ", thresholds.size(), " thresholds and ",
          cts, " Ct as the instrument's, the Ct within ", worst);
  CHECK(windows == 48);
  CHECK(cts == 40);
}
