// Keyed fingerprints.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of the bytes as 64 lower-case hex digits.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace crossbreak
