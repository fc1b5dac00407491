// The workbook's sheets, each laid out by a function of its own, and what they look like together.
#pragma once

#include <set>
#include <string_view>

#include "record/report.hpp"
#include "reports/report_words.hpp"
#include "reports/workbook/book.hpp"

namespace crossbreak::workbook {

struct Layout {
  const Report* report = nullptr;
  Language language = Language::En;

  const std::string& say(const Words& words) const { return in(language, words); }
  std::string say(const Sentence& sentence) const { return in(language, sentence); }
};

void write_calls_sheet(Book& book, const Layout& layout, std::string_view record_sha256);
void write_wells_sheet(Book& book, const Layout& layout);
void write_controls_sheet(Book& book, const Layout& layout);
void write_curves_sheet(Book& book, const Layout& layout);
void write_plate_sheet(Book& book, const Layout& layout);
void write_methods_sheet(Book& book, const Layout& layout);

/// A heading of a column: what it says and how wide the column is, in characters.
struct Heading {
  Words words;
  double width;
};

/// Writes the headings in a row and sets the widths of their columns.
void write_headings(Sheet& sheet, Row row, const std::vector<Heading>& headings, const Layout& layout);

/// A height, in points, that shows all of each wrapped text; each comes with its column's width. `size` is
/// that of the letters, as Style::size.
double height_of(const std::vector<std::pair<std::string, double>>& texts_and_widths, double size = 10);

/// "● Positive".
std::string with_symbol(std::string_view symbol, const std::string& label);

/// The flags in words.
std::string flags_in_words(const std::vector<Flag>& flags, Language language);

/// A Ct with the symbol of its state in front, as a number: two decimals shown, all stored.
Style ct_style(Style style, std::string_view prefix, double ct, double ct_cutoff);

// Dark text on pale fills; each stands beside a symbol or word that says the same.
Style style_of(PatientCallState call);
Style style_of(SetResult result);
Style style_of(WellState state);
Style style_of(ControlOutcome outcome);
Style style_of(RunStatus status);

/// What a well says of its patient: only a patient's own positive sets look detected. A reference gene or a
/// positive control that amplified did as it should, and `failed` ones look failed whatever their state.
Style style_of_well(const WellCall& well, const Report& report, bool failed);

inline constexpr Colour grey_ink = 0x6B7280;

}  // namespace crossbreak::workbook
