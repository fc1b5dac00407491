// Long sentences in the lines of a terminal.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// The text in lines of at most 100 columns where it can be broken: at blanks, and between Chinese characters
/// (never before a closing mark nor behind an opening one). Each line is indented by `indent`, the second and
/// later ones by `further` besides.
std::string wrapped(std::string_view text, std::string_view indent, std::string_view further = "  ");

}  // namespace crossbreak
