#include "batch/shard.hpp"

#include <array>

#include <doctest/doctest.h>

#include "run/sha256.hpp"

using namespace crossbreak;

TEST_CASE("a shard is a number of so many") {
  CHECK(shard_of("2/3") == Shard{.number = 2, .of = 3});
  CHECK(shard_text({.number = 2, .of = 3}) == "2/3");
  for (const char* text : {"", "2", "/", "0/3", "4/3", "-1/3", "1/3 ", "1/x", "1/100001"}) {
    CAPTURE(text);
    CHECK_FALSE(shard_of(text).has_value());
  }
}

TEST_CASE("each run is that of one shard, and they are spread over all") {
  std::array<std::size_t, 3> runs{};
  for (int i = 0; i < 300; ++i) {
    const std::string content = sha256_hex(std::to_string(i));
    std::size_t shards = 0;
    for (std::size_t number = 1; number <= 3; ++number)
      if (is_in_shard({.number = number, .of = 3}, content)) {
        ++runs[number - 1];
        ++shards;
      }
    CHECK(shards == 1);
    CHECK(is_in_shard({}, content));
  }
  for (const std::size_t count : runs)
    CHECK(count > 70);
}
