#include "formats/plate_map_titles.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "formats/title_folding.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::array<std::string_view, 6> blanks = {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE3\x80\x80"};

/// "Positive control", "positive-control" and "positive_control" are one.
std::string folded(std::string_view text) {
  std::string out = folded_title(half_width(text));
  std::erase_if(out, [](char c) { return std::string_view("_-.:#*?").find(c) != std::string_view::npos; });
  return out;
}

std::optional<PlateMapColumn> meaning_of(const std::string& title) {
  static const std::map<std::string, PlateMapColumn> meanings = [] {
    std::map<std::string, PlateMapColumn> made;
    for (const auto& [meaning, known] : plate_map_titles)
      made.emplace(folded(known), meaning);
    return made;
  }();
  const auto known = meanings.find(title);
  return known == meanings.end() ? std::nullopt : std::optional(known->second);
}

/// A title in two languages, of which one leaves open what the other says.
std::optional<PlateMapColumn> both(PlateMapColumn one, PlateMapColumn other) {
  using enum PlateMapColumn;
  constexpr auto open = std::to_array<std::array<PlateMapColumn, 2>>({{SampleOrSpecimen, Sample},
                                                                      {SampleOrSpecimen, Specimen},
                                                                      {RoleOrSpecimen, Role},
                                                                      {RoleOrSpecimen, Specimen},
                                                                      {OrderOrOther, Order}});
  if (one == other)
    return one;
  for (const auto& [undecided, decided] : open)
    if ((one == undecided && other == decided) || (one == decided && other == undecided))
      return decided;
  return std::nullopt;
}

template <class Texts>
bool has(const Texts& texts, std::string_view wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

/// The title without its last words where they are one of these, which are folded; else nothing.
template <class Endings>
std::optional<std::string> without_ending(std::string_view title, const Endings& endings) {
  constexpr std::string_view marks = " _-.:#/";
  for (std::size_t at = 1; at < title.size(); ++at) {
    const bool begins_word = marks.find(title[at - 1]) != std::string_view::npos;
    const bool is_chinese = (title[at] & 0xC0) == 0xC0;
    if ((!begins_word && !is_chinese) || !has(endings, folded(title.substr(at))))
      continue;
    const std::size_t last = title.substr(0, at).find_last_not_of(marks);
    if (last != std::string_view::npos)
      return std::string(title.substr(0, last + 1));
  }
  return std::nullopt;
}

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  while (!text.empty()) {
    const CodePoint first = first_code_point(text);
    characters += first.value;
    text.remove_prefix(first.bytes);
  }
  return characters;
}

bool is_one_edit_away(std::u32string_view a, std::u32string_view b) {
  if (a.size() < b.size())
    std::swap(a, b);
  if (a.size() - b.size() > 1)
    return false;
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto same = static_cast<std::size_t>(in_a - a.begin());
  const std::u32string_view rest_a = a.substr(same);
  const std::u32string_view rest_b = b.substr(same);
  if (a.size() > b.size())
    return rest_a.substr(1) == rest_b;
  if (rest_a.empty() || rest_a.substr(1) == rest_b.substr(1))
    return true;
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        again = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return text;
}

std::string half_width(std::string_view text) {
  constexpr char32_t first = 0xFF01;  // full-width !
  constexpr char32_t last = 0xFF5E;   // full-width ~
  std::string out;
  for (text = without_blanks(text); !text.empty();) {
    const CodePoint at = first_code_point(text);
    if (at.valid && at.value >= first && at.value <= last)
      out += static_cast<char>(at.value - first + '!');
    else if (text.starts_with("\xC2\xA0") || text.starts_with("\xE3\x80\x80"))
      out += ' ';
    else
      out += text.substr(0, at.bytes);
    text.remove_prefix(at.bytes);
  }
  return out;
}

std::optional<PlateMapColumn> column_titled(std::string_view title) {
  std::string text = half_width(title);
  if (const auto whole = meaning_of(folded(text)))
    return whole;
  if (const std::size_t open = text.find('('); open != std::string::npos && open > 0)
    text.resize(open);
  std::optional<PlateMapColumn> meaning;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("/ ", start), text.size());
    const std::string word = folded(std::string_view(text).substr(start, end - start));
    const auto part = word.empty() ? meaning : meaning_of(word);
    if (!part)
      return std::nullopt;
    meaning = meaning ? both(*meaning, *part) : part;
    if (!meaning)
      return std::nullopt;
    start = end + 1;
  }
  return meaning;
}

std::optional<NearTitle> title_near(std::string_view title) {
  if (column_titled(title))
    return std::nullopt;
  const std::u32string found = characters_of(folded(title));
  for (const auto& [meaning, known] : plate_map_titles) {
    if (is_noted(meaning))
      continue;
    const std::u32string wanted = characters_of(known);
    if (found.size() >= 3 && wanted.size() >= 4 && is_one_edit_away(found, wanted))
      return NearTitle{.meaning = meaning, .title = known};
  }
  return std::nullopt;
}

bool is_noted(PlateMapColumn meaning) {
  using enum PlateMapColumn;
  switch (meaning) {
    case Well:
    case Sample:
    case Target:
    case Role:
    case SampleOrSpecimen:
    case RoleOrSpecimen:
      return false;
    case Specimen:
    case Collected:
    case Received:
    case Order:
    case Requester:
    case ExtractionBatch:
    case OrderOrOther:
      break;
  }
  return true;
}

std::optional<LotTitle> lot_titled(std::string_view title) {
  if (column_titled(title))
    return std::nullopt;
  const std::string text = half_width(title);
  LotTitle lot;
  if (const auto expiring = without_ending(text, plate_map_expiry_endings)) {
    lot.is_expiry = true;
    lot.name = without_ending(*expiring, plate_map_lot_endings).value_or(*expiring);
  } else if (const auto name = without_ending(text, plate_map_lot_endings)) {
    lot.name = *name;
  } else {
    return std::nullopt;
  }
  const std::string name = folded(lot.name);
  const std::optional<SampleRole> role = role_of(lot.name);
  if (has(plate_map_control_names, name))
    lot = {.kind = LotKind::Control, .name = lot.name, .is_general = true, .is_expiry = lot.is_expiry};
  else if (has(plate_map_standard_names, name))
    lot = {.kind = LotKind::Standard, .name = lot.name, .is_general = true, .is_expiry = lot.is_expiry};
  else if (role == SampleRole::Standard)
    lot.kind = LotKind::Standard;
  else if (role && *role != SampleRole::Unknown)
    lot.kind = LotKind::Control;
  return lot;
}

bool is_specimen(std::string_view text) {
  const std::string name = folded(text);
  return has(plate_map_specimens, name) ||
         std::any_of(plate_map_specimen_parts.begin(), plate_map_specimen_parts.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

std::optional<SampleRole> role_of(std::string_view text) {
  const std::string wanted = folded(text);
  for (const auto& [role, code] : codes_of(SampleRole{}))
    if (folded(code) == wanted)
      return role;
  for (const auto& [word, role] : plate_map_roles)
    if (folded(word) == wanted)
      return role;
  return std::nullopt;
}

bool is_name_of_map_sheet(std::string_view sheet) {
  return std::find(plate_map_sheets.begin(), plate_map_sheets.end(), folded(sheet)) != plate_map_sheets.end();
}

}  // namespace crossbreak
