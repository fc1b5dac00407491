#include "cohort/clinical_table.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "calling/sample_names.hpp"
#include "formats/format_error.hpp"
#include "formats/number_style.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "formats/title_folding.hpp"
#include "run/nearest.hpp"
#include "run/number_text.hpp"
#include "run/sha256.hpp"
#include "words/missing.hpp"

namespace crossbreak {
namespace {

using Day = std::chrono::sys_days;

/// "2015-03-28", nothing else: other orders of day and month cannot be told apart.
std::optional<Day> day_of(std::string_view text) {
  const auto digits = [&](std::size_t at, std::size_t count) -> std::optional<int> {
    int value = 0;
    for (const char c : text.substr(at, count)) {
      if (c < '0' || c > '9')
        return std::nullopt;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  constexpr std::size_t length = 10;
  if (text.size() != length || text[4] != '-' || text[7] != '-')
    return std::nullopt;
  const auto year = digits(0, 4);
  const auto month = digits(5, 2);
  const auto day = digits(8, 2);
  if (!year || !month || !day)
    return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

std::string text_of(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string quoted_words(const YesNo& words) {
  std::string text;
  for (const std::vector<std::string>* side : {&words.yes, &words.no})
    for (const std::string& word : *side)
      text += (text.empty() ? "'" : ", '") + word + "'";
  return text;
}

std::string hint_at_missing(const std::string& text, const Study& study) {
  const bool may_be_missing =
      std::any_of(std::begin(usual_words_for_missing), std::end(usual_words_for_missing),
                  [&](std::string_view word) { return is_same_name(word, text); });
  return may_be_missing ? fmt::format("; where that says that it is missing, {} needs missing = [\"{}\"]",
                                      study.file, text)
                        : std::string();
}

// Numbers beyond are no measurements, and what is computed of them has no digits left: arbitrary.
constexpr double largest_number = 1e15;

/// A column that the study names.
struct Column {
  std::string title;
  std::size_t place = 0;
};

/// Words as they are compared, folded.
std::set<std::string> folded_words(const std::vector<std::string>& words) {
  std::set<std::string> folded;
  for (const std::string& word : words)
    folded.insert(folded_sample_name(word));
  return folded;
}

/// How the cells of a column answer.
struct Answers {
  explicit Answers(const YesNo& said) : words(said), yes(folded_words(said.yes)), no(folded_words(said.no)) {}

  const YesNo& words;
  std::set<std::string> yes;
  std::set<std::string> no;
};

class Reader {
 public:
  Reader(const Source& source, const Study& study, const std::optional<std::string>& encoding)
      : study_(study), missing_(folded_words(study.missing)), sheets_(plate_map_sheets_of(source, encoding)) {
    if (sheets_.sheets.empty())
      throw FormatError(sheets_.source, "expected a sheet with patients, found none");
    rows_ = filled_rows(sheets_, sheet());
    if (rows_.empty())
      throw FormatError(sheets_.source, "expected a row of titles, found nothing");
    for (const OddCell& odd : sheet().odd_cells)
      odd_cells_.insert_or_assign({odd.line, odd.column}, odd);
    const std::vector<Cell>& titles = rows_.front().cells;
    for (std::size_t place = 0; place < titles.size(); ++place) {
      const std::string title(without_blanks(cell_text(titles[place])));
      places_of_titles_[folded_title(title)].push_back(place);
      if (!title.empty())
        width_ = place + 1;
    }
  }

  std::vector<ClinicalPatient> read() {
    const Column sample = column_titled(study_.sample_column);
    for (const StudyVariable& variable : study_.variables)
      variables_.push_back({.column = column_titled(variable.column), .answers = Answers(variable.words)});
    for (const StudyEndpoint& endpoint : study_.endpoints) {
      EndpointColumns columns{.event = column_titled(endpoint.event_column),
                              .answers = Answers(endpoint.words)};
      if (!endpoint.competing_column.empty())
        columns.competing = column_titled(endpoint.competing_column);
      if (endpoint.time_column.empty()) {
        columns.from = column_titled(endpoint.from_column);
        columns.to = column_titled(endpoint.to_column);
      } else {
        columns.time = column_titled(endpoint.time_column);
      }
      endpoints_.push_back(std::move(columns));
    }
    settle_decimal_mark();
    std::vector<ClinicalPatient> patients;
    std::map<std::string, int> lines;
    for (auto row = std::next(rows_.begin()); row != rows_.end(); ++row) {
      ClinicalPatient& patient = patients.emplace_back(read_row(*row, sample));
      const auto [earlier, is_new] = lines.emplace(folded_sample_name(patient.sample), row->line);
      if (!is_new)
        fail(*row, sample,
             fmt::format("'{}' is listed twice, first in row {}", patient.sample, earlier->second));
    }
    if (patients.empty())
      throw FormatError(place_of(sheets_, sheet(), rows_.front().line, std::nullopt),
                        "expected rows of patients below the titles, found none");
    return patients;
  }

 private:
  struct EndpointColumns {
    std::optional<Column> time = {};
    std::optional<Column> from = {};
    std::optional<Column> to = {};
    Column event;
    std::optional<Column> competing = {};
    Answers answers;
  };
  struct VariableColumn {
    Column column;
    Answers answers;
  };

  const Sheet& sheet() const { return sheets_.sheets.front(); }

  [[noreturn]] void fail(const SheetRow& row, const Column& column, const std::string& message) const {
    throw FormatError(place_of(sheets_, sheet(), row.line, column.place),
                      fmt::format("column '{}': {}", column.title, message));
  }

  Column column_titled(const std::string& title) const {
    const SheetRow& titles = rows_.front();
    if (const auto found = places_of_titles_.find(folded_title(title)); found != places_of_titles_.end()) {
      const std::vector<std::size_t>& places = found->second;
      if (places.size() > 1)
        throw FormatError(place_of(sheets_, sheet(), titles.line, places[1]),
                          fmt::format("two columns have the title '{}'", title));
      return {title, places.front()};
    }
    std::vector<std::string> known;
    for (const Cell& cell : titles.cells)
      known.emplace_back(without_blanks(cell_text(cell)));
    std::erase(known, "");
    const std::optional<std::string> nearest = nearest_name(title, known);
    throw FormatError(place_of(sheets_, sheet(), titles.line, std::nullopt),
                      fmt::format("expected a column '{}', which {} names, found none{}", title, study_.file,
                                  nearest ? "; nearest: '" + *nearest + "'" : ""));
  }

  std::optional<OddCell> odd_at(const SheetRow& row, const Column& column) const {
    const auto found = odd_cells_.find({row.line, column.place});
    return found == odd_cells_.end() ? std::nullopt : std::optional(found->second);
  }

  /// What the cell says, without blanks at either end; empty where it is missing.
  std::string text_at(const SheetRow& row, const Column& column) const {
    if (const std::optional<OddCell> odd = odd_at(row, column)) {
      if (odd->kind == OddCell::Kind::NoResult)
        fail(row, column, "a formula without a result; open the file in a spreadsheet program and save it");
      if (odd->kind == OddCell::Kind::Error)
        fail(row, column, "the cell shows the error " + odd->shown);
    }
    if (column.place >= row.cells.size())
      return {};
    std::string text(without_blanks(cell_text(row.cells[column.place])));
    return missing_.contains(folded_sample_name(text)) ? std::string() : text;
  }

  [[noreturn]] void refuse(const SheetRow& row, const Column& column, const OddCell& odd) const {
    fail(row, column,
         fmt::format("found {}, which the sheet shows {}; write into the cell what is meant",
                     cell_text(row.cells[column.place]), odd.shown));
  }

  /// Digits and rounding are a matter of taste; a date is no number, and of a percentage the unit is in
  /// doubt.
  void refuse_date_and_percentage(const SheetRow& row, const Column& column) const {
    const std::optional<OddCell> odd = odd_at(row, column);
    if (odd && (odd->shown.starts_with("as the date") || odd->shown.find('%') != std::string::npos))
      refuse(row, column, *odd);
  }

  /// `text` is the cell's.
  std::optional<double> number_in(const Cell& cell, const std::string& text) const {
    if (const double* number = std::get_if<double>(&cell))
      return *number;
    // The other mark would part thousands, or is a slip: nobody can tell which.
    const char mark = sheets_.decimal_mark;
    return text.find(mark == '.' ? ',' : '.') == std::string::npos ? parse_number(text, mark) : std::nullopt;
  }

  std::optional<double> number_at(const SheetRow& row, const Column& column, double least,
                                  double most) const {
    const std::string text = text_at(row, column);
    if (text.empty())
      return std::nullopt;
    refuse_date_and_percentage(row, column);
    const std::optional<double> number = number_in(row.cells[column.place], text);
    if (!number)
      fail(row, column,
           fmt::format("expected a number such as 12{}5, found '{}'{}", sheets_.decimal_mark, text,
                       hint_at_missing(text, study_)));
    if (std::abs(*number) > largest_number)
      fail(row, column, fmt::format("expected a number of at most 15 digits, found '{}'", text));
    if (*number < least || *number > most)
      fail(row, column,
           fmt::format("expected a number {}, found {}",
                       std::isinf(most)    ? "of " + shortest_text(least) + " or more"
                       : std::isinf(least) ? "of " + shortest_text(most) + " or less"
                                           : "from " + shortest_text(least) + " to " + shortest_text(most),
                       text));
    return number;
  }

  std::optional<bool> answer_at(const SheetRow& row, const Column& column, const Answers& answers) const {
    const std::string text = text_at(row, column);
    if (text.empty())
      return std::nullopt;
    refuse_date_and_percentage(row, column);
    const std::string folded = folded_sample_name(text);
    if (answers.yes.contains(folded))
      return true;
    if (answers.no.contains(folded))
      return false;
    fail(row, column,
         fmt::format("expected one of {}, found '{}'{}", quoted_words(answers.words), text,
                     hint_at_missing(text, study_)));
  }

  std::optional<Day> day_at(const SheetRow& row, const Column& column) const {
    const std::string text = text_at(row, column);
    if (text.empty())
      return std::nullopt;
    // A date of a spreadsheet is the number of its day, which the sheet shows as that day.
    if (const double* number = std::get_if<double>(&row.cells[column.place])) {
      constexpr double most_days = 2'958'465;  // 9999-12-31
      const Day start = sheets_.dates_from_1904 ? Day(std::chrono::year(1904) / 1 / 1)
                                                : Day(std::chrono::year(1899) / 12 / 30);
      const Day day =
          start + std::chrono::days(*number >= 1 && *number <= most_days ? static_cast<int>(*number) : 0);
      if (const std::optional<OddCell> odd = odd_at(row, column);
          odd && odd->shown.find(text_of(day)) != std::string::npos)
        return day;
    }
    const std::optional<Day> day = day_of(text);
    if (!day)
      fail(row, column,
           fmt::format("expected a date such as 2015-03-28, found '{}'{}", text,
                       hint_at_missing(text, study_)));
    return day;
  }

  std::optional<double> months_at(const SheetRow& row, const EndpointColumns& columns) const {
    if (columns.time)
      return number_at(row, *columns.time, 0, longest_months);
    const std::optional<Day> from = day_at(row, *columns.from);
    const std::optional<Day> to = day_at(row, *columns.to);
    if (!from || !to)
      return std::nullopt;
    if (*to < *from)
      fail(row, *columns.to,
           fmt::format("expected {} or later, the date in column '{}', found {}", text_of(*from),
                       columns.from->title, text_of(*to)));
    const double months = static_cast<double>((*to - *from).count()) / days_per_month;
    if (months > longest_months)
      fail(row, *columns.to,
           fmt::format("expected at most {} months after the date in column '{}', {}, found {}",
                       longest_months, columns.from->title, text_of(*from), text_of(*to)));
    return months;
  }

  /// Nothing where neither time nor event is told: the patient was not followed to this.
  std::optional<CompetingFollowUp> follow_up_at(const SheetRow& row, const EndpointColumns& columns) const {
    const std::optional<double> months = months_at(row, columns);
    const std::optional<bool> event = answer_at(row, columns.event, columns.answers);
    const std::optional<bool> competing =
        columns.competing ? answer_at(row, *columns.competing, columns.answers) : std::optional(false);
    if (!months) {
      const bool any = event.value_or(false) || (columns.competing && competing.value_or(false));
      if (any)
        fail(row, event.value_or(false) ? columns.event : *columns.competing, "an event without its time");
      return std::nullopt;
    }
    if (!event || !competing)
      fail(row, event ? *columns.competing : columns.event,
           fmt::format("expected one of {} beside a time, found nothing",
                       quoted_words(columns.answers.words)));
    if (*event && *competing)
      fail(row, *columns.competing,
           fmt::format("expected one event that comes first, found both this and '{}'", columns.event.title));
    return CompetingFollowUp{*months, *event       ? Ending::Event
                                      : *competing ? Ending::Competing
                                                   : Ending::Censored};
  }

  std::optional<double> value_at(const SheetRow& row, const VariableColumn& of,
                                 const StudyVariable& variable) const {
    const auto as_number = [](std::optional<bool> yes) {
      return yes ? std::optional(*yes ? 1.0 : 0.0) : std::nullopt;
    };
    if (variable.kind == StudyVariable::Kind::Words)
      return as_number(answer_at(row, of.column, of.answers));
    const std::optional<double> number = number_at(row, of.column, variable.least, variable.most);
    if (variable.kind == StudyVariable::Kind::Number || !number)
      return number;
    return as_number(variable.kind == StudyVariable::Kind::AtLeast ? *number >= variable.limit
                                                                   : *number > variable.limit);
  }

  /// Text tables from Europe have decimal commas: where some number has one, and none a point, they all do.
  void settle_decimal_mark() {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < variables_.size(); ++i)
      if (study_.variables[i].kind != StudyVariable::Kind::Words)
        columns.push_back(variables_[i].column);
    for (const EndpointColumns& endpoint : endpoints_)
      if (endpoint.time)
        columns.push_back(*endpoint.time);
    std::vector<NumberCell> cells;
    for (auto row = std::next(rows_.begin()); row != rows_.end(); ++row)
      for (const Column& column : columns)
        if (column.place < row->cells.size())
          if (const auto* text = std::get_if<std::string>(&row->cells[column.place]))
            cells.push_back({.text = *text, .line = row->line, .sheet = sheet().name});
    sheets_.decimal_mark = decide_number_style(sheets_.source, cells).decimal_mark;
  }

  /// A row that goes on behind the last title is a shifted one, whatever its cells say; one of a text that
  /// ends before it was cut, or its last cells are missing: nobody can tell which.
  void check_width(const SheetRow& row) const {
    if (sheets_.is_text && row.cells.size() < width_)
      throw FormatError(
          place_of(sheets_, sheet(), row.line, std::nullopt),
          fmt::format("expected {} cells, one below each title, found {}; where the last ones are "
                      "missing, write their separators, or save the table as .xlsx",
                      width_, row.cells.size()));
    for (std::size_t i = width_; i < row.cells.size(); ++i)
      if (!without_blanks(cell_text(row.cells[i])).empty())
        throw FormatError(
            place_of(sheets_, sheet(), row.line, i),
            fmt::format(
                "column {}: expected no cell, since no title stands above, found '{}'; a decimal comma or "
                "a separator within a text may have shifted the row",
                i + 1, cell_text(row.cells[i])));
  }

  ClinicalPatient read_row(const SheetRow& row, const Column& sample) const {
    check_width(row);
    ClinicalPatient patient{.sample = text_at(row, sample), .line = row.line, .values = {}, .endpoints = {}};
    if (patient.sample.empty())
      fail(row, sample, "expected the name of a sample, found nothing");
    if (const std::optional<OddCell> odd = odd_at(row, sample))
      refuse(row, sample, *odd);
    for (std::size_t i = 0; i < variables_.size(); ++i)
      patient.values.push_back(value_at(row, variables_[i], study_.variables[i]));
    for (const EndpointColumns& columns : endpoints_)
      patient.endpoints.push_back(follow_up_at(row, columns));
    return patient;
  }

  const Study& study_;
  std::set<std::string> missing_;  ///< folded
  Sheets sheets_;
  std::vector<SheetRow> rows_;
  std::map<std::pair<int, std::size_t>, OddCell> odd_cells_;          ///< by line and column
  std::map<std::string, std::vector<std::size_t>> places_of_titles_;  ///< by folded titles
  std::size_t width_ = 0;                                             ///< up to the last title
  std::vector<VariableColumn> variables_;
  std::vector<EndpointColumns> endpoints_;
};

}  // namespace

ClinicalTable read_clinical_table(const Source& source, const Study& study,
                                  const std::optional<std::string>& encoding) {
  return {.file = source.name,
          .sha256 = sha256_hex(source.bytes),
          .patients = Reader(source, study, encoding).read()};
}

}  // namespace crossbreak
