#include "assay/software_name.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <vector>

#include "assay/name_folding.hpp"

namespace crossbreak {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

std::vector<std::string_view> words_of(std::string_view plain) {
  std::vector<std::string_view> words;
  while (!plain.empty()) {
    const std::size_t end = std::min(plain.find(' '), plain.size());
    if (end > 0)
      words.push_back(plain.substr(0, end));
    plain.remove_prefix(std::min(end + 1, plain.size()));
  }
  return words;
}

/// Numbers of a version, first to last.
using Version = std::vector<int>;

/// Of a whole word: "2", "v2.3", "2.0.5a". Nothing where it begins with neither a digit nor "v" and one.
std::optional<Version> version_of(std::string_view word) {
  if (word.starts_with('v'))
    word.remove_prefix(1);
  Version version;
  while (!word.empty() && is_digit(word.front())) {
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc())
      return std::nullopt;
    version.push_back(number);
    word.remove_prefix(static_cast<std::size_t>(end - word.data()));
    if (!word.starts_with('.'))
      break;
    word.remove_prefix(1);
  }
  return version.empty() ? std::nullopt : std::optional(version);
}

bool begins_with(const Version& version, const Version& beginning) {
  return version.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), version.begin());
}

/// The text behind `letters`, with which it begins when blanks are left out.
std::optional<std::string_view> behind(std::string_view text, std::string_view letters) {
  for (const char letter : letters) {
    while (text.starts_with(' '))
      text.remove_prefix(1);
    if (!text.starts_with(letter))
      return std::nullopt;
    text.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string folded = folded_name_with_blanks(name);
  constexpr std::array<std::string_view, 4> marks{"(tm)", "(r)", "(sm)", "(c)"};
  for (const std::string_view mark : marks)
    for (std::size_t at = folded.find(mark); at != std::string::npos; at = folded.find(mark))
      folded.replace(at, mark.size(), " ");
  std::string plain;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const bool is_between_digits =
        i > 0 && is_digit(folded[i - 1]) && i + 1 < folded.size() && is_digit(folded[i + 1]);
    if (is_letter_or_digit(folded[i]))
      plain += folded[i];
    else if ((folded[i] == '.' || folded[i] == ',') && is_between_digits)
      plain += '.';
    else if (!plain.empty() && plain.back() != ' ')
      plain += ' ';
  }
  if (plain.ends_with(' '))
    plain.pop_back();
  return plain;
}

bool names_software(std::string_view text, std::string_view wanted) {
  const std::string plain = plain_name(wanted);
  std::vector<std::string_view> wanted_words = words_of(plain);
  std::optional<Version> wanted_version;
  if (wanted_words.size() > 1 && (wanted_version = version_of(wanted_words.back())))
    wanted_words.pop_back();
  std::string letters;
  for (const std::string_view word : wanted_words)
    letters += word;
  if (letters.empty())
    return false;

  const std::string plain_text = plain_name(text);
  std::vector<std::string_view> words;
  std::string once;  // each word where it stands first
  for (const std::string_view word : words_of(plain_text)) {
    if (std::find(words.begin(), words.end(), word) != words.end())
      continue;
    words.push_back(word);
    (once += once.empty() ? "" : " ") += word;
  }

  const std::string_view all = once;
  for (std::size_t start = 0; start < all.size();
       start = std::min(all.find(' ', start), all.size() - 1) + 1) {
    const std::optional<std::string_view> rest = behind(all.substr(start), letters);
    if (!rest)
      continue;
    const std::vector<std::string_view> behind_name = words_of(*rest);
    const bool ends_within_word = !rest->empty() && rest->front() != ' ';
    if (ends_within_word && !version_of(behind_name.front()))
      continue;  // "7500 Softwares" is another word
    if (ends_within_word && is_digit(letters.back()) && is_digit(rest->front()))
      continue;  // and "75000" another number
    if (!wanted_version)
      return true;
    for (const std::string_view word : behind_name)
      if (const std::optional<Version> version = version_of(word)) {
        if (begins_with(*version, *wanted_version))
          return true;
        break;
      }
  }
  return false;
}

}  // namespace crossbreak
