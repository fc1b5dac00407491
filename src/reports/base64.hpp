// Base64 (RFC 4648 section 4, with padding), for curves and content hashes in the review page.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace crossbreak {

std::string base64(std::string_view bytes);

/// The bytes of the values as IEEE 754 binary32, little-endian, whatever the machine. NaN stays NaN.
std::string float32_bytes(std::span<const double> values);

}  // namespace crossbreak
