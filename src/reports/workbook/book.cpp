#include "reports/workbook/book.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <ctime>
#include <limits>
#include <mutex>
#include <stdexcept>

#include <pugixml.hpp>
#include <xlsxwriter.h>

#include "formats/zip_archive.hpp"
#include "reports/workbook/workbook_error.hpp"
#include "run/utf8.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr std::size_t most_cell_units = 32767;  // UTF-16 units: Excel's limit for a cell

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) {
    throw WorkbookError(std::string("the workbook could not be written: ") + lxw_strerror(error));
  }
}

/// Throws WorkbookError where a part was cut off, since it is no XML then, and where a sheet is not there.
void check_whole(const std::string& bytes, std::size_t sheets) {
  constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();  // it is our own
  const Source source{.name = "the workbook", .bytes = bytes};
  try {
    const ZipArchive archive(source, {.part_bytes = unlimited,
                                      .inflated_bytes = unlimited,
                                      .expansion = unlimited,
                                      .expansion_free_bytes = unlimited});
    for (std::size_t sheet = 1; sheet <= sheets; ++sheet) {
      if (!archive.has("xl/worksheets/sheet" + std::to_string(sheet) + ".xml")) {
        throw WorkbookError("the workbook could not be written: sheet " + std::to_string(sheet) + " of " +
                            std::to_string(sheets) + " is not in it");
      }
    }
    for (const std::string& member : archive.members()) {
      const std::string xml = archive.read(member);
      if (!pugi::xml_document().load_buffer(xml.data(), xml.size())) {
        throw WorkbookError("the workbook could not be written: no room for all of " + member);
      }
    }
  } catch (const FormatError& error) {
    throw WorkbookError(std::string("the workbook could not be written whole: ") + error.what());
  }
}

/// "_xHHHH_" at the front of a text, which Excel reads as an escaped character.
bool begins_with_escape(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdefABCDEF";
  return text.size() >= 7 && text.substr(0, 2) == "_x" && text[6] == '_' &&
         text.substr(2, 4).find_first_not_of(hex) == std::string_view::npos;
}

/// A character that no cell can hold.
bool is_forbidden(const CodePoint& point) {
  return !point.valid || (point.value < 0x20 && point.value != '\n' && point.value != '\t') ||
         point.value == 0x7F || point.value == 0xFFFE || point.value == 0xFFFF ||
         turns_direction(point.value);
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  if (text.size() < at + count) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  return error == std::errc() && end == text.data() + at + count ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string cell_text(std::string_view text) {
  std::string clean;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    const bool escape = begins_with_escape(text.substr(at));
    units += escape ? 7 : point.value > 0xFFFF ? 2 : 1;
    if (units > most_cell_units - 100) {
      const Words cut = words_of(workbook_labels.cut);
      clean += "… [" + cut.en + ", " + cut.zh + ']';
      break;
    }
    clean += escape ? "_x005F_" : is_forbidden(point) ? "\xEF\xBF\xBD" : text.substr(at, point.bytes);
    at += point.bytes;
  }
  return clean;
}

bool is_held_by_cell(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (is_forbidden(point)) {
      return false;
    }
    text.remove_prefix(point.bytes);
  }
  return true;
}

std::optional<std::int64_t> utc_seconds(std::string_view iso_date) {
  const auto year = digits(iso_date, 0, 4);
  const auto month = digits(iso_date, 5, 2);
  const auto day = digits(iso_date, 8, 2);
  if (!year || !month || !day || iso_date[4] != '-' || iso_date[7] != '-') {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return std::nullopt;
  }
  std::int64_t seconds = std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch()).count();
  const auto hour = digits(iso_date, 11, 2);
  const auto minute = digits(iso_date, 14, 2);
  const auto second = digits(iso_date, 17, 2);
  if (hour && minute && second) {
    seconds += *hour * 3600 + *minute * 60 + *second;
    // "+08:00" behind the time: local time is ahead of UTC.
    if (const std::size_t sign = iso_date.find_first_of("+-", 19); sign != std::string_view::npos) {
      const int ahead =
          digits(iso_date, sign + 1, 2).value_or(0) * 3600 + digits(iso_date, sign + 4, 2).value_or(0) * 60;
      seconds += iso_date[sign] == '+' ? -ahead : ahead;
    }
  }
  return seconds;
}

Book::Book(std::string_view title, std::string_view run_date) {
  // Earlier is a clock that was never set, and 0 would be today to the library.
  constexpr std::int64_t from_1980 = 315532800;
  book_ = workbook_new(file_.name().c_str());
  if (book_ == nullptr) {
    throw WorkbookError("the workbook could not be written: no memory for it");
  }
  std::string title_text = cell_text(title);
  lxw_doc_properties properties{};
  properties.title = title_text.data();
  properties.created =
      static_cast<std::time_t>(std::max(utc_seconds(run_date).value_or(from_1980), from_1980));
  workbook_set_properties(book_, &properties);
}

Book::~Book() {
  if (book_ != nullptr) {
    lxw_workbook_free(book_);
  }
}

Sheet& Book::add_sheet(const std::string& name) {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (sheet == nullptr) {
    throw std::logic_error("a sheet cannot be called '" + name + "'");
  }
  sheets_.push_back(std::unique_ptr<Sheet>(new Sheet(*this, sheet, name)));
  return *sheets_.back();
}

std::string Book::finish() {
  {
    static std::mutex one_at_a_time;
    std::unique_lock lock(one_at_a_time, std::defer_lock);
    if (!gmtime_is_of_thread()) {
      lock.lock();
    }
    // workbook_close frees the book even when it fails.
    check(workbook_close(std::exchange(book_, nullptr)));
  }
  std::string bytes = file_.bytes();
  check_whole(bytes, sheets_.size());
  return bytes;
}

lxw_format* Book::format(const Style& style) {
  // A cell mostly looks as the one before it.
  if (last_format_ == formats_.end() || last_format_->first != style) {
    last_format_ = formats_.try_emplace(style, nullptr).first;
  }
  lxw_format*& format = last_format_->second;
  if (format != nullptr) {
    return format;
  }
  format = workbook_add_format(book_);
  format_set_font_size(format, style.size);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (style.bold) {
    format_set_bold(format);
  }
  if (style.wrap) {
    format_set_text_wrap(format);
  }
  if (style.centred) {
    format_set_align(format, LXW_ALIGN_CENTER);
  } else if (style.border) {
    format_set_indent(format, 1);  // text clear of the line beside it
  }
  if (style.shrink) {
    format_set_shrink(format);
  }
  if (style.border) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xC8C8C8);
  }
  if (style.ink) {
    format_set_font_color(format, *style.ink);
  }
  if (style.fill) {
    format_set_bg_color(format, *style.fill);
  }
  if (!style.number_format.empty()) {
    format_set_num_format(format, style.number_format.c_str());
  }
  return format;
}

void Sheet::text(Row row, Column column, std::string_view text, const Style& style) {
  const std::string clean = cell_text(text);
  // An empty string with a format is a blank cell.
  check(worksheet_write_string(sheet_, row, column, clean.c_str(), book_->format(style)));
}

void Sheet::number(Row row, Column column, const std::optional<double>& number, const Style& style) {
  if (number && std::isfinite(*number)) {
    check(worksheet_write_number(sheet_, row, column, *number, book_->format(style)));
  } else {
    check(worksheet_write_blank(sheet_, row, column, book_->format(style)));
  }
}

void Sheet::merged_text(Row row, Column first, Column last, std::string_view text, const Style& style) {
  if (first == last) {
    this->text(row, first, text, style);
    return;
  }
  const std::string clean = cell_text(text);
  check(worksheet_merge_range(sheet_, row, first, row, last, clean.c_str(), book_->format(style)));
}

void Sheet::width(Column first, Column last, double characters) {
  check(worksheet_set_column(sheet_, first, last, characters, nullptr));
}

void Sheet::height(Row row, double points) {
  check(worksheet_set_row(sheet_, row, points, nullptr));
}

void Sheet::freeze(Row rows, Column columns) {
  worksheet_freeze_panes(sheet_, rows, columns);
}

void Sheet::filter(Row header, Row last_row, Column last_column) {
  check(worksheet_autofilter(sheet_, header, 0, last_row, last_column));
  // Sample names such as 00123 are text on purpose: no green corners.
  check(worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
}

void Sheet::print_one_page_wide(std::optional<Row> header, bool landscape) {
  constexpr std::uint8_t a4 = 9;
  worksheet_set_paper(sheet_, a4);
  if (landscape) {
    worksheet_set_landscape(sheet_);
  }
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_margins(sheet_, 0.4, 0.4, 0.5, 0.6);
  check(worksheet_set_footer(sheet_, "&L&F  &A&R&P / &N"));
  if (header) {
    check(worksheet_repeat_rows(sheet_, *header, *header));
  }
}

void Sheet::offer(Row first, Row last, Column column, const Sheet& list, Row list_rows, Column list_column) {
  std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
  lxw_rowcol_to_range_abs(range.data(), 0, list_column, list_rows - 1, list_column);
  std::string source = "='" + list.name_ + "'!" + range.data();
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  validation.value_formula = source.data();
  validation.ignore_blank = LXW_VALIDATION_ON;
  validation.show_input = LXW_VALIDATION_ON;
  validation.show_error = LXW_VALIDATION_OFF;
  validation.dropdown = LXW_VALIDATION_ON;
  check(worksheet_data_validation_range(sheet_, first, column, last, column, &validation));
}

void Sheet::print_area(Row last_row, Column last_column) {
  check(worksheet_print_area(sheet_, 0, 0, last_row, last_column));
}

void Sheet::insert(Row row, Column column, const LineChart& spec, int width, int height) {
  if (spec.series.size() > most_chart_series) {
    throw std::logic_error("a chart holds at most 255 series");
  }
  const std::string title = cell_text(spec.title);
  lxw_chart* chart = workbook_add_chart(book_->book_, LXW_CHART_SCATTER_STRAIGHT);
  chart_title_set_name(chart, title.c_str());
  lxw_chart_font title_font{};
  title_font.size = 11;
  title_font.bold = LXW_TRUE;
  chart_title_set_name_font(chart, &title_font);
  chart_axis_set_name(chart->x_axis, spec.x_title.c_str());
  chart_axis_set_name(chart->y_axis, spec.y_title.c_str());
  chart_axis_set_min(chart->x_axis, 0);
  chart_axis_set_max(chart->x_axis, spec.last_x);
  chart_axis_set_major_unit(chart->x_axis, spec.x_step);
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_set_num_format(chart->y_axis, "0.0##");
  lxw_chart_line grid{};
  grid.color = 0xD9D9D9;
  grid.width = 0.75;
  chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
  chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
  if (spec.top) {
    chart_axis_set_max(chart->y_axis, *spec.top);
  }
  if (spec.bottom && !spec.log_floor) {
    chart_axis_set_min(chart->y_axis, *spec.bottom);
  }
  if (spec.log_floor) {
    chart_axis_set_log_base(chart->y_axis, 10);
    chart_axis_set_min(chart->y_axis, *spec.log_floor);
    chart_axis_set_crossing(chart->y_axis, *spec.log_floor);
  }
  chart_legend_set_position(chart, spec.has_legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  for (const ChartSeries& line : spec.series) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(series, name_.c_str(), spec.first_row, spec.category_column, spec.last_row,
                                spec.category_column);
    chart_series_set_values(series, name_.c_str(), line.first_row, line.column, line.last_row, line.column);
    chart_series_set_name_range(series, name_.c_str(), line.name_row, line.column);
    lxw_chart_line look{};
    look.color = line.colour;
    look.width = static_cast<float>(line.width);
    look.dash_type = line.dashed ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
    chart_series_set_line(series, &look);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
  }
  constexpr double default_width = 480;
  constexpr double default_height = 288;
  lxw_chart_options options{};
  options.x_scale = width / default_width;
  options.y_scale = height / default_height;
  check(worksheet_insert_chart_opt(sheet_, row, column, chart, &options));
}

}  // namespace crossbreak::workbook
