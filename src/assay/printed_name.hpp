// Names that stand in every output: of a gene, of primer sets and of the reference gene.
#pragma once

#include <cstddef>
#include <string_view>

namespace crossbreak {

inline constexpr std::size_t most_name_columns = 40;  ///< arbitrary

/// Whether outputs can hold the name: not empty, without '"' and ';' (records join names by ';', workbooks
/// quote them in number formats, which hold 255 letters), without control characters, and no wider than that.
bool is_printed_name(std::string_view name);

}  // namespace crossbreak
