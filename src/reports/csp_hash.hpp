// What a page of ours allows by its content, and text in it that must be ASCII.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// The source list entry that allows one inline element by its content, as CSP Level 3 defines it.
std::string csp_hash(std::string_view content);

/// CSS whose characters beyond ASCII are written as escapes.
std::string ascii_css(std::string_view css);

}  // namespace crossbreak
