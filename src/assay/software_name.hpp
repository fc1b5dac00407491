// What files call software and instruments, compared without what comes and goes between files.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// The words of a name with one blank between them: folded as by folded_name(), without marks (™, ®, "(TM)",
/// "(R)", also where a wrong encoding made other letters of them) and other signs. A dot between digits
/// stays, and a comma there becomes one: "StepOne™ Software  v2,3" and "stepone(TM) software v2.3" are alike.
std::string plain_name(std::string_view name);

/// Whether the text that a file gives of its software names the one that `wanted` names. Words that repeat
/// themselves count once ("StepOne Software StepOne™ Software v2.3", as real .eds files have it), blanks do
/// not count. A version at the end of `wanted` is compared number by number with the first one that follows
/// the name in the text, with or without a "v": "v2" takes 2.0.5, v2.3 and 2.10, not v20.1; "2.1" does not
/// take 2.10. Without one every version matches.
bool names_software(std::string_view text, std::string_view wanted);

}  // namespace crossbreak
