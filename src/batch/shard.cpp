#include "batch/shard.hpp"

#include <charconv>
#include <cstdint>

namespace crossbreak {
namespace {

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size() || number < 1 || number > most_shards)
    return std::nullopt;
  return number;
}

}  // namespace

std::optional<Shard> shard_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    return std::nullopt;
  const std::optional<std::size_t> number = number_of(text.substr(0, slash));
  const std::optional<std::size_t> of = number_of(text.substr(slash + 1));
  if (!number || !of || *number > *of)
    return std::nullopt;
  return Shard{.number = *number, .of = *of};
}

std::string shard_text(const Shard& shard) {
  return std::to_string(shard.number) + '/' + std::to_string(shard.of);
}

bool is_in_shard(const Shard& shard, std::string_view content) {
  const std::string_view digits = content.substr(0, 16);  // 64 bits are far more than there are shards
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value % shard.of == shard.number - 1;
}

}  // namespace crossbreak
