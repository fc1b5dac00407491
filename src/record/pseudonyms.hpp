// Whether the samples of a record are named by pseudonyms: an option of its call says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// The name of the option in CallOrigin::options, of which the fingerprint of the key is the value.
inline constexpr std::string_view pseudonyms_option = "pseudonymise";

/// The fingerprint of the key that the pseudonyms are of; nothing where samples have their names.
std::optional<std::string> pseudonyms_of(const Report& report);

/// Notes in the origin that samples are named by pseudonyms of this key.
void note_pseudonyms(Report& report, const std::string& fingerprint);

}  // namespace crossbreak
