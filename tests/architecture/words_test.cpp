// Where words stand: Chinese in src/words/ alone, and the fields of the record in the README.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
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

TEST_CASE("the README lists every field of the record") {
  const fs::path root(CROSSBREAK_SOURCE_DIR);
  const std::string readme = content_of(root / "README.md");
  std::set<std::string> fields;
  const std::function<void(const nlohmann::json&)> collect = [&](const nlohmann::json& schema) {
    if (schema.is_object() && schema.contains("properties"))
      for (const auto& [field, described] : schema.at("properties").items())
        fields.insert(field);
    for (const auto& part : schema)
      if (part.is_structured())
        collect(part);
  };
  collect(nlohmann::json::parse(content_of(root / "src/record/calls.schema.json")));
  CHECK(fields.size() > 90);
  for (const std::string& field : fields) {
    CAPTURE(field);
    const bool is_listed = readme.find('`' + field + '`') != std::string::npos ||
                           readme.find('`' + field + "[]`") != std::string::npos;
    CHECK(is_listed);
  }
}
