// A curve in the terminal.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace crossbreak {

/// Delta Rn over cycles, one column a cycle: '*' the curve, '-' the threshold, ':' the Ct, 'o' what is drawn
/// beside the curve, where that has no '*' itself. Each line ends with a line end and begins with `indent`.
/// Empty where no cycle has a value.
std::string curve_plot(const std::vector<double>& delta_rn, const std::optional<double>& threshold,
                       const std::optional<double>& ct, const std::string& indent,
                       const std::vector<double>& beside = {});

}  // namespace crossbreak
