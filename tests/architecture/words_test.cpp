// The words of the program as its sources hold them: one Chinese term for one thing, and every sentence
// whole.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

struct Pair {
  std::string file;
  std::string en;
  std::string zh;
  bool is_the_laboratorys = false;  ///< a panel's sentence for a patient, which may say less in one language
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_below(const std::string& folder,
                                  std::initializer_list<std::string_view> endings) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(CROSSBREAK_SOURCE_DIR) / folder))
    if (std::find(endings.begin(), endings.end(), entry.path().extension().string()) != endings.end())
      paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  REQUIRE_FALSE(paths.empty());
  return paths;
}

/// Code points U+4E00 to U+9FFF begin with the bytes E4 to E9.
bool is_chinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
}

struct Token {
  bool is_text = false;
  std::string text;  ///< of a literal: what it says, neighbours joined; else one character
};

/// String literals and what stands between them; comments and blanks are passed over.
std::vector<Token> tokens_of(std::string_view code) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code.substr(at).starts_with("//")) {
      at = std::min(code.find('\n', at), code.size());
    } else if (code[at] == '\'' && !tokens.empty() &&
               std::isalnum(static_cast<unsigned char>(tokens.back().text.back())) == 0) {
      at = code.find('\'', at + (code[at + 1] == '\\' ? 3 : 2));
    } else if (code[at] == '"') {
      std::string text;
      for (++at; at < code.size() && code[at] != '"'; ++at) {
        at += code[at] == '\\' ? 1 : 0;
        text += code[at];
      }
      if (!tokens.empty() && tokens.back().is_text)
        tokens.back().text += text;
      else
        tokens.push_back({true, text});
    } else if (std::isspace(static_cast<unsigned char>(code[at])) == 0) {
      tokens.push_back({false, std::string(1, code[at])});
    }
  }
  return tokens;
}

/// Two sentences side by side, the second one Chinese; and in data, the keys en and zh.
std::vector<Pair> all_pairs() {
  std::vector<Pair> pairs;
  for (const fs::path& path : files_below("src", {".cpp", ".hpp"})) {
    const std::vector<Token> tokens = tokens_of(text_of(path));
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
      if (tokens[i].is_text && tokens[i + 1].text == "," && tokens[i + 2].is_text &&
          !is_chinese(tokens[i].text) && is_chinese(tokens[i + 2].text))
        pairs.push_back({path.filename().string(), tokens[i].text, tokens[i + 2].text});
  }
  const auto page =
      nlohmann::json::parse(text_of(fs::path(CROSSBREAK_SOURCE_DIR) / "src/reports/review_page/words.json"));
  for (const auto& [key, words] : page.items())
    pairs.push_back({"words.json", words.at("en"), words.at("zh")});
  for (const char* folder : {"primers", "instrument_profiles"})
    for (const fs::path& path : files_below(folder, {".toml"})) {
      const std::vector<Token> tokens = tokens_of(text_of(path));
      for (std::size_t i = 0; i + 4 < tokens.size(); ++i)  // en = "..." zh = "..."
        if (tokens[i].is_text && tokens[i + 1].text == "z" && tokens[i + 2].text == "h" &&
            tokens[i + 4].is_text)
          pairs.push_back({path.filename().string(), tokens[i].text, tokens[i + 4].text,
                           folder == std::string("primers")});
    }
  return pairs;
}

/// Lower case, without marks and blanks at either end.
std::string folded(std::string text) {
  for (char& c : text)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::string_view marks = " .:;,!()";
  const std::size_t from = text.find_first_not_of(marks);
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(marks) - from + 1);
}

std::string without_marks(std::string text) {
  for (const std::string_view mark : {"：", "；", "，", "。", "！", "! ", " "})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  return text;
}

/// Whether a sentence speaks of something, be it of one or of several; the {names} of its arguments aside.
bool has_word(std::string text, const std::string& word) {
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{'))
    text.erase(open, text.find('}', open) - open + 1);
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || std::isalpha(static_cast<unsigned char>(text[at - 1])) == 0;
    const std::size_t end = at + word.size() + (text[at + word.size()] == 's' ? 1 : 0);
    if (begins && (end >= text.size() || std::isalpha(static_cast<unsigned char>(text[end])) == 0))
      return true;
  }
  return false;
}

/// What a Chinese clinical laboratory calls it, here and in every report.
const std::map<std::string, std::string> glossary = {
    {"positive control", "阳性对照"},
    {"negative control", "阴性对照"},
    {"ntc", "无模板对照"},
    {"no-template control", "无模板对照"},
    {"reference gene", "内参基因"},
    {"passive reference", "参比染料"},
    {"reporter", "报告染料"},
    {"quencher", "淬灭基团"},
    {"threshold", "阈值"},
    {"baseline", "基线"},
    {"baseline window", "基线窗口"},
    {"replicate", "复孔"},
    {"inconclusive", "可疑"},
    {"invalid", "无效"},
    {"undetermined", "未测出"},
    {"left out", "不计入"},
    {"cut-off", "阳性判断值"},
    {"panel", "检测方案"},
    {"primer set", "引物组"},
    {"primer pair", "引物对"},
    {"contamination", "污染"},
    {"target", "靶标"},
    {"sample", "样本"},
    {"patient", "患者"},
    {"mixed", "混合型"},
    {"deletion", "缺失"},
    {"exon", "外显子"},
    {"second look", "复核"},
    {"repeat advised", "复查"},
    {"residual", "残差"},
    {"curve", "曲线"},
    {"flag", "标记"},
    {"run", "运行"},
    {"control failed", "不合格"},
};

}  // namespace

TEST_CASE("one English text has one Chinese text, in every report") {
  const std::vector<Pair> pairs = all_pairs();
  CHECK(pairs.size() > 400);
  std::map<std::string, Pair> first;
  for (const Pair& pair : pairs) {
    const auto [known, added] = first.emplace(folded(pair.en), pair);
    INFO("'" << pair.en << "' is '" << pair.zh << "' in " << pair.file << " and '" << known->second.zh
             << "' in " << known->second.file);
    CHECK(without_marks(pair.zh) == without_marks(known->second.zh));
  }
}

TEST_CASE("a term of the laboratory has one translation inside every sentence") {
  std::set<std::string> met;
  for (const Pair& pair : all_pairs())
    for (const auto& [english, chinese] : glossary)
      if (!pair.is_the_laboratorys && has_word(folded(pair.en), english)) {
        met.insert(english);
        INFO(pair.file << ": '" << pair.en << "' speaks of '" << english << "', '" << pair.zh << "' not of '"
                       << chinese << "'");
        CHECK(pair.zh.find(chinese) != std::string::npos);
      }
  for (const auto& [english, chinese] : glossary) {
    INFO("'" << english << "' stands in no sentence");
    CHECK(met.contains(english));
  }
}

TEST_CASE("the README lists every field of the record") {
  const fs::path root(CROSSBREAK_SOURCE_DIR);
  const std::string readme = text_of(root / "README.md");
  std::set<std::string> fields;
  const std::function<void(const nlohmann::json&)> collect = [&](const nlohmann::json& schema) {
    if (schema.is_object() && schema.contains("properties"))
      for (const auto& [field, described] : schema.at("properties").items())
        fields.insert(field);
    for (const auto& part : schema)
      if (part.is_structured())
        collect(part);
  };
  collect(nlohmann::json::parse(text_of(root / "src/record/calls.schema.json")));
  CHECK(fields.size() > 90);
  for (const std::string& field : fields) {
    CAPTURE(field);
    const bool is_listed = readme.find('`' + field + '`') != std::string::npos ||
                           readme.find('`' + field + "[]`") != std::string::npos;
    CHECK(is_listed);
  }
}
