// What the parts of a panel must keep among themselves. Private to the library: not installed.
#pragma once

#include <vector>

#include "assay/panel.hpp"
#include "assay/toml_table.hpp"

namespace crossbreak {

/// Throws AssayError: doubled names or sequences, unknown oligos, a primer that is forward here and reverse
/// there, one pair in two sets, targets that mean two things, control names with two roles, control sets
/// that do not exist. `oligos` and `sets` are the tables that the panel's were read from, in their order.
void check_consistency(const Panel& panel, const TomlTable& root, const std::vector<TomlTable>& oligos,
                       const std::vector<TomlTable>& sets);

/// Throws AssayError: a placeholder other than {gene}, {exons}, {sets}; a deletion without {exons}; words
/// that the test cannot support ("wild type", "normal", "negative").
void check_patient_text(const TomlTable& table, std::string_view call, const Words& words);

}  // namespace crossbreak
