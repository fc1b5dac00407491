// Names of people who decide and sign, typed by hand: what looks like one name is one, and what can pass for
// another is none. And what looks alike among names of samples.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// What every spelling of a name becomes: case, width, accents put together or apart, blanks, dashes and
/// characters that cannot be seen do not tell people apart, nor do letters of another script that look like
/// Latin ones. Compared, never shown.
std::string folded_person(std::string_view name);

/// What every spelling of a sample's name becomes that looks like it: case, width, accents put together or
/// apart, the kind of blanks and dashes and characters that cannot be seen do not count, nor do letters of
/// another script that look like Latin ones. Whether there is a blank does, and so do letters and digits that
/// look alike within a script: "1 2" is not "12", "P1" not "Pl". Compared, never shown.
std::string folded_look(std::string_view name);

/// What was wanted, "a person's name on one line", where the text is no name that a record can carry: nothing
/// to see in it, control characters, the ';' that joins names in what is released, or letters of scripts that
/// are not written together, such as Latin and Cyrillic; nothing where it is one.
std::optional<std::string> why_no_person_name(std::string_view name);

/// Whether there is anything to see in a text: not blanks and invisible characters alone.
bool has_visible_text(std::string_view text);

}  // namespace crossbreak
