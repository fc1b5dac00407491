// Where words stand: Chinese in src/words/ alone.
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "file_content.hpp"

namespace {

namespace fs = std::filesystem;
using crossbreak::tests::content_of;

/// Code points U+4E00 to U+9FFF begin with the bytes E4 to E9.
bool is_chinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
}

}  // namespace

TEST_CASE("what the program says in Chinese stands in src/words and nowhere else") {
  const fs::path root(CROSSBREAK_SOURCE_DIR);
  std::size_t with_words = 0;
  for (const char* top : {"src", "cli"})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      if (!entry.is_regular_file() || !is_chinese(content_of(entry.path())))
        continue;
      const std::string file = entry.path().lexically_relative(root).generic_string();
      const std::string folder = fs::relative(entry.path(), root / top).begin()->generic_string();
      CAPTURE(file);
      CHECK(folder == "words");
      ++with_words;
    }
  CHECK(with_words > 10);
}
