// A panel and its check as text for a terminal. Lays out only what panel_check.hpp computes.
#pragma once

#include <string>

#include "assay/panel.hpp"
#include "assay/panel_check.hpp"

namespace crossbreak {

/// The check as text: oligos, sets, the settings of the rules and the findings, a line end after each row.
std::string check_table(const Panel& panel, const PanelCheck& check);

/// The panel as a text table: sets, pairs, reference, controls, rules and texts.
std::string panel_table(const Panel& panel);

}  // namespace crossbreak
