// From the bytes of real files to Ct, against the instrument's own.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/profile_choice.hpp"
#include "assay/shipped_files.hpp"
#include "curves/analysis.hpp"
#include "curves/recovered/recovered_threshold.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "formats/formats.hpp"
#include "formats/v2_export.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

constexpr int crossings_of_noise = 3;

ReadOptions read_options() {
  return {.vocabulary = vocabulary_of(shipped_profiles()), .encoding = {}};
}

struct Analysed {
  Run run;
  std::vector<Curve> curves;
};

Analysed analyse(const Source& source) {
  Analysed out{.run = read_run(sources_of_run({source}), read_options()), .curves = {}};
  CurveSettings settings;
  settings.ct_rule = out.run.format == "sds-v1" ? CtRule::Linear : CtRule::Cubic;
  out.curves = analyse_curves(out.run, settings);
  return out;
}

Analysed analyse(const std::filesystem::path& path) {
  return analyse(Source{.name = path.filename().string(), .bytes = bytes_of_file(path)});
}

struct Parity {
  int wells = 0;                     ///< with a Ct of the instrument and a curve
  int equal = 0;                     ///< within the tolerance of the file's digits
  double largest = 0;                ///< deviation among these, cycles
  int undetermined = 0;              ///< of the instrument, with a curve
  int agreed = 0;                    ///< of these, Undetermined for us too
  int beyond = 0;                    ///< Ct later than the last cycle that the file gives
  std::vector<std::string> refused;  ///< our analysis makes no curve of the dyes (a failed passive reference)
  std::vector<std::string> excused;  ///< noise, or marked as without amplification
  std::vector<std::string> unexcused;  ///< everything else that differs
};

Parity compare(const Analysed& analysed) {
  Parity parity;
  for (const Curve& curve : analysed.curves) {
    const Reaction& reaction = analysed.run.reactions[curve.reaction];
    const InstrumentResult& instrument = reaction.instrument;
    const std::string name = to_string(reaction.well.value()) + " " + reaction.target;
    if (reaction.delta_rn.empty() || instrument.ct_status == CtStatus::Absent)
      continue;
    if (curve.delta_rn.empty()) {
      parity.refused.push_back(name);
      continue;
    }
    if (instrument.ct && *instrument.ct > static_cast<double>(curve.delta_rn.size())) {
      ++parity.beyond;
      continue;
    }
    bool same = false;
    if (instrument.ct_status == CtStatus::Value) {
      ++parity.wells;
      const double off = curve.ct ? std::abs(*curve.ct - *instrument.ct) : 1e9;
      same = off <= ct_tolerance(reaction);
      parity.equal += same;
      parity.largest = std::max(parity.largest, same ? off : 0);
    } else {
      ++parity.undetermined;
      same = curve.ct_status == CtStatus::Undetermined;
      parity.agreed += same;
    }
    if (same)
      continue;
    const bool is_noise = curve.crossings >= crossings_of_noise || is_marked_no_amplification(reaction);
    (is_noise ? parity.excused : parity.unexcused).push_back(name);
  }
  return parity;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Ct of real files agree with the instrument's, well by well") {
  const struct {
    std::string file;
    int wells;
    int equal;
    double limit;  ///< of the largest deviation, cycles
    int undetermined;
    int agreed;
    Names refused;
    Names excused;
  } cases[] = {
      {"7500fast_v2.0.xls",
       56,
       53,
       1e-4,
       4,
       0,
       {},
       {"A8 RGA F2 35ST R1", "B8 RGA F2 35ST R1", "D7 RGA F2 35ST R1", "D8 RGA F2 35ST R1",
        "E7 RGA F2 35ST R1", "F8 RGA F2 35ST R1", "H8 RGA F2 35ST R1"}},
      {"quantstudio3_taqman.xls", 56, 56, 1e-4, 16, 14, {}, {"H3 gfpbarcode", "H6 16s"}},
      {"7500_sds_v1.3.1.xls", 84, 84, 0.005, 0, 0, {}, {}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const auto path = shared_data("real_runs/" + c.file);
    if (!path)
      continue;
    const Parity parity = compare(analyse(*path));
    MESSAGE("parity of ", c.file, ": ", parity.equal, " of ", parity.wells, " Ct, largest deviation ",
            parity.largest, "; Undetermined ", parity.agreed, " of ", parity.undetermined);
    CHECK(parity.wells == c.wells);
    CHECK(parity.equal == c.equal);
    CHECK(parity.largest <= c.limit);
    CHECK(parity.undetermined == c.undetermined);
    CHECK(parity.agreed == c.agreed);
    CHECK(parity.refused == c.refused);
    CHECK(parity.excused == c.excused);
    CHECK(parity.beyond == 0);
    CHECK(parity.unexcused == Names{});
  }
}

TEST_CASE("the thresholds and windows of the real 7500 Fast xls come out of its own numbers") {
  const auto path = shared_data("real_runs/7500fast_v2.0.xls");
  if (!path)
    return;
  const Analysed analysed = analyse(*path);
  // As recovered from the file: the delta Rn of D2, E4 and F6 after their second-derivative maxima.
  const std::map<std::string, double> thresholds = {
      {"PTSR K1K2", 125590.2}, {"EF1A F1R1", 106973.0}, {"RGA F1 35ST R1", 7405.7}};
  int proven_windows = 0;
  int automatic_windows = 0;
  int manual_windows = 0;
  for (const Curve& curve : analysed.curves) {
    const Reaction& reaction = analysed.run.reactions[curve.reaction];
    CAPTURE(to_string(*reaction.well));
    if (const auto found = thresholds.find(reaction.target); found != thresholds.end()) {
      REQUIRE(curve.threshold);
      CHECK(std::abs(*curve.threshold - found->second) < 0.05);
      CHECK(curve.threshold_source == ThresholdSource::Recovered);
    }
    REQUIRE(curve.baseline);
    if (reaction.target == "CAL1") {
      CHECK(curve.baseline->window == BaselineWindow{3, 10});
      CHECK(curve.baseline_source == BaselineSource::File);
      CHECK(curve.threshold == 50000.0);
      CHECK(curve.threshold_source == ThresholdSource::File);
      ++manual_windows;
    } else {
      const bool is_in_file =
          curve.baseline->window == BaselineWindow{3, 10};  // true for four wells by chance
      CHECK(curve.baseline_source == (is_in_file ? BaselineSource::File : BaselineSource::Recovered));
      ++proven_windows;
      automatic_windows += curve.baseline->window == automatic_window(AutomaticRule::Abi7500V2, reaction.rn);
    }
  }
  CHECK(proven_windows == 56);
  CHECK(automatic_windows == 51);  // the others are flat wells, whose rule is not known
  CHECK(manual_windows == 4);
}

TEST_CASE("quirk 20: the edited reading of the real 7500 Fast xls is told") {
  const auto path = shared_data("real_runs/7500fast_v2.0.xls");
  if (!path)
    return;
  Names told;
  for (const Curve& curve : analyse(*path).curves)
    for (const Issue& issue : curve.issues)
      if (issue.code == IssueCode::ReadingContradicted)
        told.push_back(issue.place);
  CHECK(told == Names{"7500fast_v2.0.xls: A2"});
}

TEST_CASE("text exports with Ct and curves agree within their three decimals") {
  const auto folder = shared_data("real_runs");
  if (!folder)
    return;
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("quantstudio") || (!name.ends_with(".txt") && !name.ends_with(".csv")))
      continue;
    CAPTURE(name);
    Parity parity;
    try {
      parity = compare(analyse(entry.path()));
    } catch (const FormatError& refused) {
      MESSAGE("not comparable: ", std::string(refused.what()));
      continue;
    }
    MESSAGE("parity of ", name, ": ", parity.equal, " of ", parity.wells, " Ct (", parity.beyond,
            " lie behind the cycles given); Undetermined ", parity.agreed, " of ", parity.undetermined);
    CHECK(parity.unexcused == Names{});
    compared += parity.wells + parity.undetermined;
  }
  MESSAGE("wells compared in text exports: ", compared);
}

TEST_CASE("a real plate written as three-decimal text agrees within 0.04 cycles") {
  const auto path = shared_data("real_runs/quantstudio3_taqman.xls");
  if (!path)
    return;
  Run run = analyse(*path).run;
  run.dyes.clear();  // only what 7500 laboratories export: Rn, delta Rn and Ct
  const Analysed text = analyse(Source{.name = "plate.txt", .bytes = write_v2_text(run)});
  CHECK(text.run.reactions[0].rn_decimals == 3);
  const Parity parity = compare(text);
  MESSAGE("parity of quantstudio3_taqman.xls as text: ", parity.equal, " of ", parity.wells,
          " Ct, largest deviation ", parity.largest, "; Undetermined ", parity.agreed, " of ",
          parity.undetermined);
  CHECK(parity.wells == 56);
  CHECK(parity.equal == 56);
  CHECK(parity.largest <= 0.0405);
  CHECK(parity.undetermined == 16);
  CHECK(parity.unexcused == Names{});
}

TEST_CASE("files whose Ct were interpolated linearly keep their thresholds, and their Ct") {
  const auto folder = shared_data("cases/files");
  if (!folder)
    return;
  int files = 0;
  int compared = 0;
  int equal = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    Analysed analysed;
    try {
      analysed = analyse(entry.path());
    } catch (const FormatError&) {
      continue;  // refused for another fault
    }
    int of_file = 0;
    for (const Curve& curve : analysed.curves) {
      const Reaction& reaction = analysed.run.reactions[curve.reaction];
      // The RDML files among them state no threshold that could be kept.
      if (!reaction.instrument.ct || !reaction.settings.threshold || curve.delta_rn.empty() ||
          curve.rn.empty() || curve.verdict.amplified == Amplified::No)
        continue;
      CAPTURE(to_string(*reaction.well));
      CAPTURE(reaction.target);
      CHECK(curve.threshold_source == ThresholdSource::File);
      CHECK(curve.threshold == reaction.settings.threshold);
      REQUIRE(curve.ct.has_value());
      CHECK(std::abs(*curve.ct - *reaction.instrument.ct) < 0.5);
      equal += std::abs(*curve.ct - *reaction.instrument.ct) <= ct_tolerance(reaction);
      ++of_file;
    }
    files += of_file > 0;
    compared += of_file;
  }
  MESSAGE("linear files: ", files, " with ", compared, " Ct, ", equal, " of them as the file's");
  CHECK(files >= 15);
  CHECK(equal > compared * 9 / 10);
}

TEST_CASE("real StepOne exports take the rules of the software that wrote them") {
  const std::vector<Profile> profiles = shipped_profiles();
  for (const char* name :
       {"stepone_manual_threshold.txt", "stepone_other_writer.xls", "stepone_damaged_titles.csv"}) {
    CAPTURE(name);
    const auto path = shared_data(std::string("real_runs/") + name);
    if (!path)
      continue;
    Run run = analyse(*path).run;
    const ChosenRules silent = rules_of(run, profile_of(run, profiles));
    CHECK(silent.rules.automatic == AutomaticRule::Abi7500V2);
    run.instrument.software = "StepOne Software StepOne™ Software v2.3";  // as their .eds has it
    const ChosenRules named = rules_of(run, profile_of(run, profiles));
    CHECK(named.rules.automatic == AutomaticRule::Abi7500V2);
    CHECK_FALSE(named.issue.has_value());
  }
}
