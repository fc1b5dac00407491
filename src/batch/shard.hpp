// A part of a batch that one machine of several calls.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// Arbitrary, and more than any cluster has machines.
inline constexpr std::size_t most_shards = 100'000;

struct Shard {
  std::size_t number = 1;  ///< from 1 to `of`
  std::size_t of = 1;
  bool operator==(const Shard&) const = default;
};

/// Of "2/3"; nothing for what is no shard.
std::optional<Shard> shard_of(std::string_view text);

/// "2/3"
std::string shard_text(const Shard& shard);

/// Whether a run of this content (SHA-256, hexadecimal) is the shard's. Each is that of one of the shards.
bool is_in_shard(const Shard& shard, std::string_view content);

}  // namespace crossbreak
