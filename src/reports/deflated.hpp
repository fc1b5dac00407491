// Text made smaller, as browsers unpack it by themselves.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak {

/// `text` as a zlib stream (RFC 1950), which the Compression Streams standard calls "deflate". Same text,
/// same bytes with one version of zlib.
std::string deflated(std::string_view text);

}  // namespace crossbreak
