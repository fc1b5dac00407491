#include "assay/panel_consistency.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

#include "assay/name_folding.hpp"
#include "assay/target_meaning.hpp"
#include "words/names.hpp"

namespace crossbreak {
namespace {

using std::string_view_literals::operator""sv;

std::vector<std::string> set_names(const Panel& panel) {
  std::vector<std::string> names;
  for (const PrimerSet& set : panel.sets)
    names.push_back(set.name);
  return names;
}

void check_oligos(const Panel& panel, const std::vector<TomlTable>& tables) {
  std::map<std::string, std::string> names;
  std::map<std::string, std::string> sequences;
  for (std::size_t i = 0; i < panel.oligos.size(); ++i) {
    const Oligo& oligo = panel.oligos[i];
    const auto [name, name_is_new] = names.emplace(folded_name(oligo.name), oligo.name);
    if (!name_is_new)
      tables[i].fail("name", fmt::format("oligo '{}' is named twice (as '{}')", oligo.name, name->second));
    const auto [sequence, sequence_is_new] = sequences.emplace(oligo.sequence, oligo.name);
    if (!sequence_is_new)
      tables[i].fail("sequence",
                     fmt::format("oligo '{}' has the sequence of '{}'", oligo.name, sequence->second));
  }
}

void check_pairs(const Panel& panel, const std::vector<TomlTable>& tables) {
  std::vector<std::string> oligo_names;
  for (const Oligo& oligo : panel.oligos)
    oligo_names.push_back(oligo.name);
  struct Use {
    bool forward;
    std::string set;
  };
  std::map<std::string, Use> uses;
  std::map<std::pair<std::string, std::string>, std::string> pairs;
  for (std::size_t i = 0; i < panel.sets.size(); ++i) {
    const std::string& set = panel.sets[i].name;
    for (const PrimerPair& pair : panel.sets[i].pairs) {
      for (const bool forward : {true, false}) {
        const std::string& primer = forward ? pair.forward : pair.reverse;
        if (std::find(oligo_names.begin(), oligo_names.end(), primer) == oligo_names.end())
          tables[i].fail("pairs", fmt::format("set '{}' names the unknown oligo '{}'{}", set, primer,
                                              nearest_hint(primer, oligo_names)));
        const Use& use = uses.emplace(primer, Use{forward, set}).first->second;
        if (use.forward != forward)
          tables[i].fail(
              "pairs", fmt::format("'{}' is the {} primer of set '{}' and the {} primer of set '{}'", primer,
                                   use.forward ? "forward" : "reverse", use.set,
                                   forward ? "forward" : "reverse", set));
      }
      const auto [known, is_new] = pairs.emplace(std::pair{pair.forward, pair.reverse}, set);
      if (!is_new)
        tables[i].fail("pairs", fmt::format("the pair {} + {} of set '{}' already belongs to set '{}'",
                                            pair.forward, pair.reverse, set, known->second));
    }
  }
}

/// Collects what each target name means and refuses a second meaning.
class TargetNames {
 public:
  explicit TargetNames(const Panel& panel) : gene_(panel.gene) {}

  void add(const TomlTable& table, std::string_view key, const std::string& text,
           const std::string& meaning) {
    const auto [known, is_new] = meanings_.emplace(canonical_target(gene_, text), std::pair{meaning, text});
    if (!is_new && known->second.first != meaning)
      table.fail(key, fmt::format("'{}' of {} means {} as well (as '{}')", text, meaning, known->second.first,
                                  known->second.second));
  }

 private:
  std::string gene_;
  std::map<std::string, std::pair<std::string, std::string>> meanings_;
};

void check_targets(const Panel& panel, const TomlTable& root, const std::vector<TomlTable>& tables) {
  TargetNames names(panel);
  std::map<std::string, std::string> folded_sets;
  for (std::size_t i = 0; i < panel.sets.size(); ++i) {
    const PrimerSet& set = panel.sets[i];
    if (!folded_sets.emplace(folded_name(set.name), set.name).second)
      tables[i].fail("name", fmt::format("set '{}' is named twice", set.name));
    const std::string meaning = fmt::format("set '{}'", set.name);
    names.add(tables[i], "name", set.name, meaning);
    names.add(tables[i], "exons", set.exons, meaning);
    for (const std::string& alias : set.aliases)
      names.add(tables[i], "aliases", alias, meaning);
    for (const PrimerPair& pair : set.pairs)
      names.add(tables[i], "pairs", pair.forward + "/" + pair.reverse, meaning);
  }
  for (std::size_t i = 0; i < panel.sets.size(); ++i)
    for (const std::string& older : panel.sets[i].older_names)
      names.add(tables[i], "older_names", older,
                fmt::format("an older name of set '{}'", panel.sets[i].name));
  if (!panel.reference)
    return;
  const TomlTable reference = *root.free_table("reference");
  const std::string meaning = fmt::format("the reference gene '{}'", panel.reference->target);
  names.add(reference, "target", panel.reference->target, meaning);
  for (const std::string& alias : panel.reference->aliases)
    names.add(reference, "aliases", alias, meaning);
}

void check_controls(const Panel& panel, const TomlTable& root) {
  const std::optional<TomlTable> controls = root.free_table("controls");
  if (!controls)
    return;
  std::map<std::string, std::string> roles;
  const auto add = [&](std::string_view key, const std::string& name, const std::string& role) {
    const auto [known, is_new] = roles.emplace(folded_name(name), role);
    if (!is_new)
      controls->fail(key, fmt::format("the sample name '{}' is reserved twice: for {} and for {}", name,
                                      known->second, role));
  };
  for (const std::string& name : panel.controls.ntc)
    add("ntc", name, "no-template controls");
  for (const std::string& name : panel.controls.negative)
    add("negative", name, "negative controls");
  const std::vector<std::string> sets = set_names(panel);
  for (const PositiveControl& control : panel.controls.positive) {
    add("positive", control.name, "positive controls");
    for (auto set = control.sets.begin(); set != control.sets.end(); ++set) {
      if (std::find(sets.begin(), sets.end(), *set) == sets.end())
        controls->fail("positive", fmt::format("positive control '{}' names the unknown set '{}'{}",
                                               control.name, *set, nearest_hint(*set, sets)));
      if (std::find(control.sets.begin(), set, *set) != set)
        controls->fail("positive",
                       fmt::format("positive control '{}' names the set '{}' twice", control.name, *set));
    }
  }
}

/// The word stands alone: "normal" but not "abnormal".
bool has_word(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_letter(text[at + word.size()]);
    if (starts && ends)
      return true;
  }
  return false;
}

void check_placeholders(const TomlTable& table, std::string_view key, std::string_view text) {
  for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
       at = text.find_first_of("{}", at)) {
    const std::size_t end = text.find('}', at);
    const std::string_view found = text.substr(at, end == std::string_view::npos ? end : end + 1 - at);
    if (found != "{gene}" && found != "{exons}" && found != "{sets}")
      table.fail(
          key, fmt::format("{}: expected {{gene}}, {{exons}} or {{sets}}, found '{}'", table.where(), found));
    at = end + 1;
  }
}

}  // namespace

void check_patient_text(const TomlTable& table, std::string_view call, const Words& words) {
  check_placeholders(table, "en", words.en);
  check_placeholders(table, "zh", words.zh);
  if (call == "limits")  // says what a result does not mean, and may need these words
    return;
  const std::string english = folded_name_with_blanks(words.en);
  for (const std::string_view word : overstating_words)
    if (has_word(english, word))
      table.fail("en",
                 fmt::format("{}: a patient's text must not say '{}': the test sees only its own deletions",
                             table.where(), word));
  for (const std::string_view word : overstating_words_zh)
    if (words.zh.find(word) != std::string::npos)
      table.fail("zh",
                 fmt::format("{}: a patient's text must not say '{}': the test sees only its own deletions",
                             table.where(), word));
  if (call != "deletion")
    return;
  for (const auto& [key, text] : {std::pair{"en"sv, words.en}, std::pair{"zh"sv, words.zh}})
    if (text.find("{exons}") == std::string::npos)
      table.fail(
          key, fmt::format("{}: the text of a deletion must say which: {{exons}} is missing", table.where()));
}

void check_consistency(const Panel& panel, const TomlTable& root, const std::vector<TomlTable>& oligos,
                       const std::vector<TomlTable>& sets) {
  check_oligos(panel, oligos);
  check_pairs(panel, sets);
  check_targets(panel, root, sets);
  check_controls(panel, root);
}

}  // namespace crossbreak
