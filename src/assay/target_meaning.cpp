#include "assay/target_meaning.hpp"

#include <algorithm>
#include <array>

#include "assay/name_folding.hpp"
#include "assay/spreadsheet_date.hpp"
#include "run/nearest.hpp"
#include "words/names.hpp"

namespace crossbreak {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view separators = "-:/.,;|([{)]}\"'"sv;  // "_" has become "-" before

void trim_separators(std::string_view& text) {
  while (!text.empty() && separators.find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && separators.find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
}

/// Letters that print like the digit in the gene's name: "IKZFl", "IKZFI".
char unlike(char letter) {
  return letter == 'l' || letter == 'i' ? '1' : letter;
}

std::string_view without_gene(std::string_view text, std::string_view gene) {
  if (gene.empty() || text.size() <= gene.size())
    return text;
  const bool leads = std::equal(gene.begin(), gene.end(), text.begin(),
                                [](char a, char b) { return unlike(a) == unlike(b); });
  if (!leads)
    return text;
  std::string_view rest = text.substr(gene.size());
  trim_separators(rest);
  return rest.empty() ? text : rest;
}

bool is_exon_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.size() <= 2 &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return dash == std::string_view::npos ? digits(text)
                                        : digits(text.substr(0, dash)) && digits(text.substr(dash + 1));
}

/// "del(2-7)" without the word for deletion around it.
std::string_view without_deletion_words(std::string_view text) {
  for (bool changed = true; changed;) {
    changed = false;
    trim_separators(text);
    for (const std::string_view word : deletion_words) {
      if (text.starts_with(word)) {
        text.remove_prefix(word.size());
        changed = true;
        break;
      }
      if (text.ends_with(word)) {
        text.remove_suffix(word.size());
        changed = true;
        break;
      }
    }
  }
  return text;
}

/// Letters and digits only: primer names are written with and without their dots and hyphens.
std::string squeezed(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (separators.find(c) == std::string_view::npos && c != '+' && c != '&' && c != '_')
      letters += c;
  return letters;
}

bool names_pair(std::string_view squeezed_target, const PrimerPair& pair) {
  const std::string forward = squeezed(folded_name(pair.forward));
  const std::string reverse = squeezed(folded_name(pair.reverse));
  return squeezed_target == forward + reverse || squeezed_target == reverse + forward;
}

/// All spellings that mean one set or the reference gene, as people would write them.
struct Spellings {
  std::string name;
  std::vector<std::string> texts;
};

std::vector<Spellings> all_spellings(const Panel& panel) {
  std::vector<Spellings> all;
  for (const PrimerSet& set : panel.sets) {
    Spellings spellings{set.name, {set.name, set.exons}};
    spellings.texts.insert(spellings.texts.end(), set.aliases.begin(), set.aliases.end());
    all.push_back(std::move(spellings));
  }
  if (panel.reference) {
    Spellings spellings{panel.reference->target, {panel.reference->target}};
    spellings.texts.insert(spellings.texts.end(), panel.reference->aliases.begin(),
                           panel.reference->aliases.end());
    all.push_back(std::move(spellings));
  }
  return all;
}

/// The set or reference whose spelling is nearest to the canonical target; empty where none is near.
std::string nearest_meaning(const Panel& panel, const std::string& canonical) {
  std::vector<std::string> texts;
  std::vector<std::string> names;
  for (const Spellings& spellings : all_spellings(panel)) {
    for (const std::string& text : spellings.texts) {
      texts.push_back(canonical_target(panel.gene, text));
      names.push_back(spellings.name);
    }
  }
  const std::optional<std::string> nearest = nearest_name(canonical, texts);
  if (!nearest)
    return {};
  return names[static_cast<std::size_t>(std::find(texts.begin(), texts.end(), *nearest) - texts.begin())];
}

/// The set whose exons are the month and day, in either order.
const PrimerSet* set_of_date(const Panel& panel, MonthDay date) {
  const std::string forward = std::to_string(date.month) + '-' + std::to_string(date.day);
  const std::string backward = std::to_string(date.day) + '-' + std::to_string(date.month);
  for (const PrimerSet& set : panel.sets)
    if (set.exons == forward || set.exons == backward)
      return &set;
  return nullptr;
}

TargetMeaning unknown_target(const Panel& panel, std::string_view target, const std::string& canonical) {
  TargetMeaning meaning;
  if (const std::optional<MonthDay> date = spreadsheet_date(target)) {
    const PrimerSet* set = set_of_date(panel, *date);
    const std::string original =
        set ? set->exons : std::to_string(date->month) + '-' + std::to_string(date->day);
    meaning.nearest = set ? set->name : "";
    meaning.spreadsheet_date = "'" + std::string(target) +
                               "' is a date: a spreadsheet has turned a name such as '" + original +
                               "' into it; format the column as text and enter the name again";
    return meaning;
  }
  for (const PrimerSet& set : panel.sets) {
    for (const std::string& older : set.older_names) {
      if (canonical_target(panel.gene, older) != canonical)
        continue;
      meaning.nearest = set.name;
      meaning.note = "older papers count exons otherwise and write '" + older + "' for " + set.name +
                     "; it is never mapped silently";
      return meaning;
    }
  }
  meaning.nearest = nearest_meaning(panel, canonical);
  return meaning;
}

}  // namespace

std::string canonical_target(std::string_view gene, std::string_view target) {
  std::string folded = folded_name(target);
  std::replace(folded.begin(), folded.end(), '_', '-');
  std::string folded_gene = folded_name(gene);
  std::replace(folded_gene.begin(), folded_gene.end(), '_', '-');
  const std::string_view rest = without_gene(folded, folded_gene);
  const std::string_view exons = without_deletion_words(rest);
  return std::string(is_exon_range(exons) ? exons : rest);
}

TargetMeaning meaning_of_target(const Panel& panel, std::string_view target) {
  const std::string canonical = canonical_target(panel.gene, target);
  const std::string letters = squeezed(canonical);
  for (const PrimerSet& set : panel.sets) {
    for (std::size_t i = 0; i < set.pairs.size(); ++i)
      if (names_pair(letters, set.pairs[i]))
        return {.kind = TargetMeaning::Kind::Set,
                .set = set.name,
                .nearest = {},
                .spreadsheet_date = {},
                .pair = i,
                .note = {}};
  }
  for (const Spellings& spellings : all_spellings(panel)) {
    for (const std::string& text : spellings.texts) {
      if (canonical_target(panel.gene, text) != canonical)
        continue;
      const bool is_reference = panel.reference && spellings.name == panel.reference->target;
      return {.kind = is_reference ? TargetMeaning::Kind::Reference : TargetMeaning::Kind::Set,
              .set = is_reference ? "" : spellings.name,
              .nearest = {},
              .spreadsheet_date = {},
              .pair = std::nullopt,
              .note = {}};
    }
  }
  return unknown_target(panel, target, canonical);
}

}  // namespace crossbreak
