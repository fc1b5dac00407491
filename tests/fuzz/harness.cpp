#include "harness.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "formats/source.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak::fuzz {
namespace {

constexpr std::size_t most_tokens = 500;
constexpr std::size_t longest_token = 40;

/// Words between the signs that layouts part them with, and between bytes that are no letters.
void add_tokens(const std::string& text, std::set<std::string>& tokens) {
  const auto parts = [](char c) {
    return c < ' ' || c == 0x7F || std::string_view(",;:=<>\"'[]{}()/").find(c) != std::string_view::npos;
  };
  for (auto begin = text.begin(); begin != text.end() && tokens.size() < most_tokens;) {
    const auto end = std::find_if(begin, text.end(), parts);
    const std::string token(begin, end);
    const bool is_word = std::any_of(token.begin(), token.end(), [](char c) { return std::isalpha(c) != 0; });
    if (is_word && token.size() > 1 && token.size() <= longest_token)
      tokens.insert(token);
    begin = std::find_if_not(end, text.end(), parts);
  }
}

}  // namespace

const std::vector<Harness>& harnesses() {
  static const std::vector<Harness> list = [] {
    std::vector<Harness> made;
    add_run_files(made);
    add_members(made);
    add_containers(made);
    add_texts(made);
    add_outputs(made);
    std::sort(made.begin(), made.end(), [](const Harness& a, const Harness& b) { return a.name < b.name; });
    for (std::size_t i = 1; i < made.size(); ++i)
      if (made[i - 1].name == made[i].name)
        broken("two harnesses are called " + made[i].name);
    return made;
  }();
  return list;
}

const Harness& harness_named(std::string_view name) {
  for (const Harness& harness : harnesses())
    if (harness.name == name)
      return harness;
  std::string known;
  for (const Harness& harness : harnesses())
    known += "\n  " + harness.name;
  broken("no harness is called '" + std::string(name) + "'; there are" + known);
}

std::string dictionary_of(const Harness& harness) {
  std::set<std::string> tokens;
  for (const std::string& seed : harness.seeds()) {
    if (!looks_like_zip(seed)) {
      add_tokens(seed, tokens);
      continue;
    }
    const Source source = {.name = "seed", .bytes = seed};
    const ZipArchive archive(source);
    for (const std::string& member : archive.members()) {
      tokens.insert(member);
      add_tokens(archive.read(member), tokens);
    }
  }
  std::string text;
  for (std::string token : tokens) {
    for (std::size_t at = 0; (at = token.find('\\', at)) != std::string::npos; at += 2)
      token.insert(at, "\\");
    text += '"' + token + "\"\n";
  }
  return text;
}

void broken(const std::string& what) {
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

}  // namespace crossbreak::fuzz
