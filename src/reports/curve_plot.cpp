#include "reports/curve_plot.hpp"

#include <algorithm>
#include <cmath>

#include "run/number_text.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t plot_rows = 9;
constexpr std::size_t label_columns = 8;

}  // namespace

std::string curve_plot(const std::vector<double>& delta_rn, const std::optional<double>& threshold,
                       const std::optional<double>& ct, const std::string& indent,
                       const std::vector<double>& beside) {
  double low = 0;
  double high = threshold.value_or(0) * 1.5;
  bool any = false;
  for (const double value : delta_rn) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
      any = true;
    }
  }
  if (!any) {
    return {};
  }
  if (!(high > low)) {
    high = low + 1;  // all readings are zero
  }

  // Row 0 is the top.
  const auto row_of = [&](double value) {
    const double share = (value - low) / (high - low);
    return plot_rows - 1 - static_cast<std::size_t>(std::lround(share * (plot_rows - 1)));
  };
  std::vector<std::string> rows(plot_rows, std::string(delta_rn.size(), ' '));
  if (ct && *ct >= 1 && *ct <= static_cast<double>(delta_rn.size())) {
    const auto column = static_cast<std::size_t>(std::lround(*ct)) - 1;
    for (std::string& row : rows) {
      row[column] = ':';
    }
  }
  if (threshold && *threshold >= low && *threshold <= high) {
    std::fill(rows[row_of(*threshold)].begin(), rows[row_of(*threshold)].end(), '-');
  }
  for (std::size_t i = 0; i < std::min(beside.size(), delta_rn.size()); ++i) {
    if (std::isfinite(beside[i]))
      rows[row_of(std::clamp(beside[i], low, high))][i] = 'o';
  }
  for (std::size_t i = 0; i < delta_rn.size(); ++i) {
    if (std::isfinite(delta_rn[i])) {
      rows[row_of(delta_rn[i])][i] = '*';
    }
  }

  std::string plot;
  for (std::size_t i = 0; i < plot_rows; ++i) {
    const std::string label = i == 0 ? fixed_text(high, 3) : i == plot_rows - 1 ? fixed_text(low, 3) : "";
    std::string line = indent + padded(label, label_columns) + '|' + rows[i];
    line.erase(line.find_last_not_of(' ') + 1);
    plot += line + '\n';
  }
  // A tick every ten cycles, its number below.
  std::string axis = indent + std::string(label_columns, ' ') + '+';
  std::string numbers = indent + std::string(label_columns + 1, ' ');
  for (std::size_t cycle = 1; cycle <= delta_rn.size(); ++cycle) {
    axis += cycle % 10 == 0 ? '+' : '-';
    if (cycle % 10 == 0) {
      numbers = padded(numbers, indent.size() + label_columns + cycle - 1) + std::to_string(cycle);
    }
  }
  return plot + axis + '\n' + (numbers.find_first_not_of(' ') == std::string::npos ? "" : numbers + '\n');
}

}  // namespace crossbreak
