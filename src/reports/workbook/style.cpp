#include <algorithm>
#include <cmath>

#include "calling/calls.hpp"
#include "reports/workbook/sheets.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/flags.hpp"

namespace crossbreak::workbook {
namespace {

constexpr Colour heading_fill = 0x1F3A4D;
constexpr Colour white = 0xFFFFFF;

// After Okabe and Ito 2008: told apart by people with any common colour vision.
Style detected() {
  return {.bold = true, .ink = 0x7A2E00, .fill = 0xFBD5BC};
}
Style mixed() {
  return {.bold = true, .ink = 0x6B1D55, .fill = 0xF1D3E6};
}
Style plain() {
  return {.ink = 0x1F2937};
}
Style doubtful() {
  return {.bold = true, .ink = 0x5C4500, .fill = 0xFDF0B5};
}
Style failed() {
  return {.bold = true, .ink = white, .fill = 0x9B1C1C};
}
Style absent() {
  return {.ink = grey_ink, .fill = 0xE5E7EB};
}

}  // namespace

Style style_of(PatientCallState call) {
  switch (call) {
    case PatientCallState::Deletion:
      return detected();
    case PatientCallState::Mixed:
      return mixed();
    case PatientCallState::NotDetected:
      return plain();
    case PatientCallState::Inconclusive:
      return doubtful();
    case PatientCallState::Invalid:
      return failed();
    case PatientCallState::Incomplete:
      break;
  }
  return absent();
}

Style style_of(SetResult result) {
  switch (result) {
    case SetResult::Positive:
      return detected();
    case SetResult::Negative:
      return plain();
    case SetResult::Inconclusive:
      return doubtful();
    case SetResult::Invalid:
      return failed();
    case SetResult::Missing:
      break;
  }
  return absent();
}

Style style_of(WellState state) {
  switch (state) {
    case WellState::Positive:
      return detected();
    case WellState::Negative:
      return plain();
    case WellState::Late:
    case WellState::Inconclusive:
      return doubtful();
    case WellState::LeftOut:
      break;
  }
  return absent();
}

Style style_of(ControlOutcome outcome) {
  switch (outcome) {
    case ControlOutcome::Passed:
      return plain();
    case ControlOutcome::Warning:
    case ControlOutcome::Missing:
      return doubtful();
    case ControlOutcome::Failed:
      return failed();
    case ControlOutcome::NotJudged:
      break;
  }
  return absent();
}

Style style_of(RunStatus status) {
  switch (status) {
    case RunStatus::Valid:
      return {.bold = true, .ink = 0x0B5345, .fill = 0xD5F0E3};
    case RunStatus::ValidWithWarnings:
      return doubtful();
    case RunStatus::Invalid:
      break;
  }
  return failed();
}

void write_headings(Sheet& sheet, Row row, const std::vector<Heading>& headings, const Layout& layout) {
  const Style style = {.bold = true, .wrap = true, .border = true, .ink = white, .fill = heading_fill};
  constexpr double margin = 2;  // the indent, and bold letters
  std::vector<std::pair<std::string, double>> texts_and_widths;
  Column column = 0;
  for (const auto& [words, width] : headings) {
    sheet.text(row, column, layout.say(words), style);
    sheet.width(column, column, width);
    texts_and_widths.emplace_back(layout.say(words), width - margin);
    ++column;
  }
  sheet.height(row, height_of(texts_and_widths));
}

double height_of(const std::vector<std::pair<std::string, double>>& texts_and_widths, double size) {
  const double line_points = 1.35 * size;
  constexpr double least_points = 18;  // readable at arm's length
  double lines = 1;
  for (const auto& [text, width] : texts_and_widths) {
    // Words do not fill their lines: count on nine tenths. A column's unit is a letter of 10 points.
    const double units = static_cast<double>(display_width(text)) * size / 10;
    const auto line_ends = static_cast<double>(std::count(text.begin(), text.end(), '\n'));
    lines = std::max(lines, std::ceil(units / (0.9 * width)) + line_ends);
  }
  return std::min(std::max(lines * line_points + 3, least_points), 400.0);  // Excel's limit is 409
}

std::string with_symbol(std::string_view symbol, const std::string& label) {
  return std::string(symbol) + ' ' + label;
}

std::string flags_in_words(const std::vector<Flag>& flags, Language language) {
  return sentences_of(flags, language, [](Flag flag) { return words_of(flag); });
}

Style style_of_well(const WellCall& well, const Report& report, bool failed_one) {
  if (failed_one) {
    return failed();
  }
  const bool as_it_should = well.set == report.reference || well.role != SampleRole::Unknown;
  return well.state == WellState::Positive && as_it_should ? plain() : style_of(well.state);
}

Style ct_style(Style style, std::string_view prefix, double ct, double ct_cutoff) {
  const auto decimals = static_cast<std::size_t>(decimals_beside(ct, ct_cutoff));
  style.number_format = "0." + std::string(decimals, '0');
  if (!prefix.empty()) {
    style.number_format = '"' + std::string(prefix) + " \"" + style.number_format;
  }
  return style;
}

}  // namespace crossbreak::workbook
