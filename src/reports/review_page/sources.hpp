// The page's own sources as the build embeds them: see embed.cmake.
#pragma once

#include <string_view>

namespace crossbreak::review_page::sources {

extern const std::string_view html;   ///< page.html, with {{name}} where the writer puts a text
extern const std::string_view style;  ///< page.css
extern const std::string_view
    script;  ///< the modules, in the order of CMakeLists.txt; @words@ stands for the words
extern const std::string_view starter;  ///< starter.js
extern const std::string_view marks;    ///< marks.json: shapes of the marks, and which state has which

}  // namespace crossbreak::review_page::sources
