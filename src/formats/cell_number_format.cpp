#include "formats/cell_number_format.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

/// The first section of a format, which is that of numbers above zero, without colours, conditions, fill and
/// width: "[Red]0_ ;-0" is "0". Literal text stays as quotes around nothing.
std::string bare(std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == ';')
      break;
    if (c == '[') {
      const std::size_t close = std::min(format.find(']', i), format.size() - 1);
      // [h], [mm] and [ss] count time; [Red], [>9] and [$-804] show nothing.
      const char first = i + 1 < format.size() ? static_cast<char>(format[i + 1] | 0x20) : ']';
      const bool is_time = (first == 'h' || first == 'm' || first == 's') &&
                           std::all_of(format.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       format.begin() + static_cast<std::ptrdiff_t>(close),
                                       [&](char each) { return (each | 0x20) == first; });
      if (is_time)
        out += first;
      i = close;
    } else if (c == '"') {
      out += c;
      i = std::min(format.find('"', i + 1), format.size());
    } else if (c == '_' || c == '*') {
      ++i;
    } else if (c == '\\') {
      out += '"';
      ++i;
    } else {
      out += lower_case(c);
    }
  }
  return out;
}

std::string date_of(double serial, bool from_1904) {
  using namespace std::chrono;
  // Excel counts a 29 February 1900 that never was; days before March 1900 are of no use here.
  const sys_days start = from_1904 ? sys_days{year{1904} / 1 / 1} : sys_days{year{1899} / 12 / 30};
  const double whole = std::floor(serial);
  const year_month_day day{start + days{static_cast<int>(whole)}};
  const auto minutes = static_cast<int>(std::lround((serial - whole) * 24 * 60));
  const std::string date = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  if (minutes == 0)
    return date;
  const std::string time = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  return whole == 0 ? time : date + ' ' + time;
}

/// What stands in front of the date in OddCell::shown.
constexpr std::string_view shown_as_date = "as the date or time ";

}  // namespace

std::string_view built_in_format(int id) {
  switch (id) {
    case 0:
      return "General";
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 11:
      return "0.00E+00";
    case 12:
      return "# ?/?";
    case 13:
      return "# ?\?/?\?";
    case 14:
      return "yyyy-mm-dd";
    case 15:
      return "d-mmm-yy";
    case 16:
      return "d-mmm";
    case 17:
      return "mmm-yy";
    case 18:
    case 19:
    case 20:
    case 21:
      return "h:mm";
    case 22:
      return "yyyy-mm-dd h:mm";
    case 45:
    case 46:
    case 47:
      return "mm:ss";
    case 48:
      return "##0.0E+0";
    case 49:
      return "@";
    default:
      break;
  }
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return "yyyy-mm-dd";
  return id >= 5 && id <= 44 ? "#,##0" : "";
}

std::optional<OddCell> odd_number(int line, std::size_t column, double value, std::string_view format,
                                  bool dates_from_1904) {
  const std::string code = bare(format);
  if (code.empty() || code == "general" || code == "0" || code == "@" ||
      code.find_first_not_of('#') == std::string::npos)
    return std::nullopt;
  OddCell cell{.line = line, .column = column, .kind = OddCell::Kind::ShownDifferently, .shown = {}};
  const std::string by = fmt::format("by the format {}", format);
  if (code.find_first_of("dmyhs") != std::string::npos) {
    constexpr double most_days = 2'958'465;  // 9999-12-31
    const bool is_date = value >= 0 && value <= most_days;
    cell.shown = is_date ? fmt::format("{}{} {}", shown_as_date, date_of(value, dates_from_1904), by) : by;
    return cell;
  }
  const bool is_whole = std::floor(value) == value && value >= 0 && value < 1e15;
  if (!is_whole || code.find_first_not_of("#0") != std::string::npos) {
    cell.shown = by;
    return cell;
  }
  const auto zeros = static_cast<std::size_t>(std::count(code.begin(), code.end(), '0'));
  const std::string digits = fmt::format("{}", value);
  if (digits.size() >= zeros)
    return std::nullopt;
  cell.shown = "as " + std::string(zeros - digits.size(), '0') + digits;
  return cell;
}

std::string date_shown(const OddCell& cell) {
  if (cell.kind != OddCell::Kind::ShownDifferently || !cell.shown.starts_with(shown_as_date))
    return {};
  const std::size_t start = shown_as_date.size();
  return cell.shown.substr(start, cell.shown.find(" by the format ") - start);
}

}  // namespace crossbreak
