// One mark for each meaning, the same in plate, tables, curves and print: the shape alone says it, the colour
// (Okabe and Ito 2008) repeats it. The shapes stand in marks.json, which the page's script draws from too.
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "calling/calls.hpp"
#include "record/report.hpp"

namespace crossbreak::review_page {

/// The mark of a state's code: "positive" of "deletion", "failed" of "invalid", "late" of "late".
std::string mark_of(std::string_view state);

/// "mark positive fill", for style sheets.
std::string mark_class(const std::string& mark);

/// Path data of a mark around (x, y), in the mark's own unit, a box from -10 to 10: many marks make one path.
std::string mark_outline(const std::string& mark, double x, double y);

/// Appends the mark as a picture of its own. With a word it says what it shows; without, it stands beside
/// text that does.
void add_mark(pugi::xml_node parent, const std::string& mark, std::string_view word = {});

/// What each of calls.wells looks like: a control's by whether it did what it should, the reference gene's
/// quietly.
std::vector<std::string> well_marks(const Report& report);

}  // namespace crossbreak::review_page
