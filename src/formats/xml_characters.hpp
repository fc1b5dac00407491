// What XML can hold, for those who write it.
#pragma once

#include <string_view>

namespace crossbreak {

/// Whether a text is UTF-8 and each of its characters may stand in XML (XML 1.0, section 2.2: of the control
/// characters tab, line feed and carriage return alone, and neither U+FFFE nor U+FFFF).
bool xml_can_hold(std::string_view text);

}  // namespace crossbreak
