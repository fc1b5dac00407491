#include "reports/curves_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "curves/signal/issues.hpp"
#include "reports/well_list.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t columns = 9;
constexpr std::size_t widest = 24;  // an arbitrary bound, so that one long name does not push all others away
using Line = std::array<std::string, columns>;

std::string ct_text(CtStatus status, const std::optional<double>& ct) {
  if (ct)
    return fixed_text(*ct, 2);
  return status == CtStatus::Undetermined ? "undet." : "";
}

/// A Crt is named as what it is.
std::string instrument_text(const InstrumentResult& instrument) {
  if (instrument.ct_status == CtStatus::Absent && instrument.crt_status != CtStatus::Absent)
    return "Crt " + ct_text(instrument.crt_status, instrument.crt);
  return ct_text(instrument.ct_status, instrument.ct);
}

std::string reasons_of(const Verdict& verdict) {
  return joined(verdict.reasons, "; ", [](const VerdictReason& reason) { return reason.words.en; });
}

Line line_of(const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::string window = curve.baseline ? text_of(curve.baseline->window) : "";
  return {reaction.well ? to_string(*reaction.well) : "",
          printable(reaction.sample),
          printable(reaction.target),
          std::string(code_of(curve.verdict.amplified)),
          ct_text(curve.ct_status, curve.ct),
          instrument_text(reaction.instrument),
          curve.threshold ? fixed_text(*curve.threshold, 4) : "",
          window,
          reasons_of(curve.verdict)};
}

std::string print(const std::vector<Line>& lines) {
  std::array<std::size_t, columns> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i + 1 < columns; ++i)
      widths[i] = std::max(widths[i], std::min(display_width(line[i]), widest));
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < columns; ++i)
      text += padded(line[i], widths[i]) + "  ";
    text += line.back() + '\n';
  }
  return text;
}

}  // namespace

std::string write_curves_table(std::span<const AnalysedRun> runs) {
  std::string text;
  for (const AnalysedRun& analysed : runs) {
    text += (text.empty() ? "" : "\n") + printable(source_name(analysed.run)) + "\n\n";
    std::vector<Line> lines = {
        {"Well", "Sample", "Target", "Amplified", "Ct", "Instrument", "Threshold", "Baseline", "Reasons"}};
    for (const Curve& curve : analysed.curves)
      lines.push_back(line_of(analysed.run, curve));
    text += print(lines);
  }
  return text;
}

std::string write_curve_issues(const AnalysedRun& analysed) {
  struct Said {
    std::string words;
    std::vector<Well> wells;
    std::vector<std::string> places;  // where no well is meant
  };
  std::vector<Said> all;
  std::map<std::string_view, std::size_t> places;
  const std::string source = source_name(analysed.run);
  for (const Curve& curve : analysed.curves)
    for (const Issue& issue : curve.issues) {
      const auto [place, is_new] = places.emplace(issue.words.en, all.size());
      if (is_new)
        all.push_back({.words = issue.words.en, .wells = {}, .places = {}});
      Said& said = all[place->second];
      const std::optional<Well> well = analysed.run.reactions[curve.reaction].well;
      if (well && issue.place == source + ": " + to_string(*well))
        said.wells.push_back(*well);
      else
        said.places.push_back(issue.place);
    }
  std::string text;
  for (const Issue& issue : analysed.run.issues)
    text += printable(issue.place + ": " + issue.words.en) + '\n';
  for (const Said& said : all) {
    if (!said.wells.empty())
      text += printable(source + ": " + well_list(said.wells) + ": " + said.words) + '\n';
    for (const std::string& place : said.places)
      text += printable(place + ": " + said.words) + '\n';
  }
  return text;
}

}  // namespace crossbreak
