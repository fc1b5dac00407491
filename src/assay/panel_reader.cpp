// Reads primers/*.toml into a Panel. What a panel must keep among its own parts is checked in
// panel_consistency.cpp.
#include "assay/panel_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "assay/panel_consistency.hpp"
#include "assay/printed_name.hpp"
#include "assay/rule_settings.hpp"
#include "assay/toml_table.hpp"
#include "run/input_limits.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t fewest_bases = 2;  ///< of which there is a melting temperature

Oligo read_oligo(const TomlTable& table) {
  Oligo oligo{.name = table.text("name"), .sequence = table.text("sequence"), .source = table.text("source")};
  const std::size_t wrong = oligo.sequence.find_first_not_of("ACGT");
  if (wrong != std::string::npos)
    table.fail("sequence", fmt::format("oligo '{}': expected only A, C, G and T, found '{}' at position {}",
                                       oligo.name, oligo.sequence[wrong], wrong + 1));
  if (const std::size_t bases = oligo.sequence.size(); bases < fewest_bases || bases > most_oligo_bases)
    table.fail("sequence", fmt::format("oligo '{}': expected {} to {} bases, found {}", oligo.name,
                                       fewest_bases, most_oligo_bases, bases));
  return oligo;
}

std::vector<PrimerPair> read_pairs(const TomlTable& table, const std::string& set) {
  const toml::node* node = table.node("pairs");
  const toml::array* list = node ? node->as_array() : nullptr;
  if (!list || list->empty())
    table.fail(
        "pairs",
        fmt::format("set '{}' has no primer pair: expected pairs = [[\"forward\", \"reverse\"]]", set));
  std::vector<PrimerPair> pairs;
  for (const toml::node& element : *list) {
    const toml::array* pair = element.as_array();
    const bool is_two_texts = pair && pair->size() == 2 && (*pair)[0].is_string() && (*pair)[1].is_string();
    if (!is_two_texts)
      table.fail("pairs",
                 fmt::format("set '{}': a pair is [\"forward\", \"reverse\"], two oligo names", set));
    pairs.push_back({.forward = (*pair)[0].as_string()->get(), .reverse = (*pair)[1].as_string()->get()});
    if (pairs.back().forward.empty())
      table.fail("pairs", fmt::format("set '{}' has no forward primer", set));
    if (pairs.back().reverse.empty())
      table.fail("pairs", fmt::format("set '{}' has no reverse primer", set));
  }
  return pairs;
}

std::optional<double> read_threshold(const TomlTable& table) {
  const std::optional<double> threshold = table.number("threshold");
  if (threshold && *threshold <= 0)
    table.fail("threshold",
               fmt::format("{}: 'threshold' must be above 0, found {}", table.where(), *threshold));
  return threshold;
}

std::optional<std::pair<int, int>> read_baseline(const TomlTable& table) {
  const toml::node* node = table.node("baseline");
  if (!node)
    return std::nullopt;
  const toml::array* list = node->as_array();
  const bool is_two_numbers = list && list->size() == 2 && (*list)[0].is_integer() && (*list)[1].is_integer();
  if (!is_two_numbers)
    table.fail("baseline", fmt::format("{}: expected baseline = [first cycle, last cycle]", table.where()));
  const std::int64_t first = (*list)[0].as_integer()->get();
  const std::int64_t last = (*list)[1].as_integer()->get();
  if (first < cycle_range.least || last <= first || last > cycle_range.greatest)
    table.fail("baseline",
               fmt::format("{}: baseline [{}, {}] is no window of cycles", table.where(), first, last));
  return std::pair{static_cast<int>(first), static_cast<int>(last)};
}

bool is_exons(std::string_view text) {
  int numbers[2] = {0, 0};
  int count = 0;
  for (std::string_view rest = text; count < 2;) {
    const std::size_t length = std::min(rest.find('-'), rest.size());
    if (length < 1 || length > 2)
      return false;
    for (const char c : rest.substr(0, length)) {
      if (c < '0' || c > '9')
        return false;
      numbers[count] = numbers[count] * 10 + (c - '0');
    }
    ++count;
    if (length == rest.size())
      return numbers[0] >= 1 && (count == 1 || numbers[1] > numbers[0]);
    rest.remove_prefix(length + 1);
  }
  return false;
}

std::string read_printed_name(const TomlTable& table, std::string_view key) {
  const std::string name = table.text(key);
  if (!is_printed_name(name))
    table.fail(key,
               fmt::format("{}: expected a '{}' of at most {} letters, without '\"', ';' and line breaks, "
                           "found '{}'",
                           table.where(), key, most_name_columns, printable(name)));
  return name;
}

/// One dye, or a list of dyes.
std::vector<std::string> read_reporters(const TomlTable& table) {
  const toml::node* node = table.node("reporter");
  if (node == nullptr || !node->is_array())
    return {table.text("reporter")};
  std::vector<std::string> reporters = table.texts("reporter");
  if (reporters.empty())
    table.fail("reporter",
               fmt::format("{}: expected a dye or a list of dyes, found an empty list", table.where()));
  return reporters;
}

/// Dyes that share the second channel of the instrument: a reference gene beside a FAM probe is read there.
std::vector<std::string> usual_reference_reporters() {
  return {"VIC", "JOE", "HEX"};
}

/// A deletion of whole exons breaks somewhere in two introns: both ends are ranges. The older way to say so,
/// c.161-?_850+?del, means a break at an unknown distance from the exon and was withdrawn from HGVS.
std::string read_hgvs(const TomlTable& table, const std::string& set) {
  constexpr std::string_view example = "c.(160+1_161-1)_(850+1_851-1)del";
  const std::string hgvs = table.text("hgvs");
  const std::size_t reference = hgvs.find(':');
  const std::string_view change =
      std::string_view(hgvs).substr(reference == std::string::npos ? 0 : reference + 1);
  if (!change.starts_with("c.") || change.size() == 2 || printable(hgvs) != hgvs ||
      hgvs.find(' ') != std::string::npos)
    table.fail("hgvs", fmt::format("set '{}': expected an HGVS description that begins with c., alone or "
                                   "behind a transcript and ':', such as '{}', found '{}'",
                                   set, example, printable(hgvs)));
  if (change.find("-?") != std::string_view::npos || change.find("+?") != std::string_view::npos)
    table.fail("hgvs",
               fmt::format("set '{}': expected ends that are ranges, such as '{}', found '{}', a form "
                           "that HGVS no longer has: it puts '?' for a distance from the exon",
                           set, example, hgvs));
  return hgvs;
}

/// A text in both languages: key = { en = "...", zh = "..." }.
std::optional<Words> read_words(const TomlTable& table, std::string_view key) {
  if (!table.has(key))
    return std::nullopt;
  const TomlTable words = table.required_table(key, {"en", "zh"});
  return Words{.en = words.text("en"), .zh = words.text("zh")};
}

PrimerSet read_set(const TomlTable& table) {
  PrimerSet set;
  set.name = read_printed_name(table, "name");
  set.exons = table.text("exons");
  if (!is_exons(set.exons))
    table.fail("exons",
               fmt::format("set '{}': expected exons such as '4-7', found '{}'", set.name, set.exons));
  if (table.has("code"))
    set.code = read_printed_name(table, "code");
  if (table.has("hgvs"))
    set.hgvs = read_hgvs(table, set.name);
  set.deletion_class = read_words(table, "class");
  set.pairs = read_pairs(table, set.name);
  set.aliases = table.texts("aliases");
  set.reporters = read_reporters(table);
  set.quencher = table.text("quencher");
  set.threshold = read_threshold(table);
  set.baseline = read_baseline(table);
  set.older_names = table.texts("older_names");
  set.source = table.text_or("source", "");
  return set;
}

double read_max_ct(const TomlTable& table, double otherwise) {
  return table.number_within("max_ct", ct_limit_range.least, ct_limit_range.greatest, otherwise);
}

ReferenceGene read_reference(const TomlTable& table) {
  ReferenceGene reference;
  reference.target = read_printed_name(table, "target");
  reference.aliases = table.texts("aliases");
  reference.reporters = table.has("reporter") ? read_reporters(table) : usual_reference_reporters();
  reference.max_ct = read_max_ct(table, reference.max_ct);
  reference.threshold = read_threshold(table);
  reference.source = table.text_or("source", "");
  return reference;
}

ControlNames read_controls(const TomlTable& table) {
  ControlNames controls;
  controls.ntc = table.texts("ntc");
  controls.negative = table.texts("negative");
  controls.source = table.text_or("source", "");
  for (const TomlTable& entry : table.tables("positive", {"name", "sets", "max_ct"})) {
    PositiveControl control;
    control.name = entry.text("name");
    control.sets = entry.texts("sets");
    if (control.sets.empty())
      entry.fail("sets", fmt::format("positive control '{}' names no sets that it must be positive in",
                                     control.name));
    control.max_ct = read_max_ct(entry, control.max_ct);
    controls.positive.push_back(std::move(control));
  }
  return controls;
}

/// Reads one setting into the rules where the table has it.
struct SettingReader {
  const TomlTable& table;
  std::string_view key;
  Rules& rules;

  void operator()(const NumberSetting& setting) const {
    double& value = rules.*setting.member;
    value = table.number_within(key, setting.range.least, setting.range.greatest, value);
  }
  void operator()(const WholeNumberSetting& setting) const {
    int& value = rules.*setting.member;
    value = table.whole_number_within(key, setting.range.least, setting.range.greatest, value);
  }
  void operator()(const ListSetting& setting) const { rules.*setting.member = table.texts(key); }
  void operator()(const ChoiceSetting& setting) const {
    setting.choose(rules,
                   table.choice_or(key, {setting.codes.begin(), setting.codes.end()}, setting.chosen(rules)));
  }
};

Rules read_rules(const TomlTable& table) {
  Rules rules;
  for (const RuleSetting& setting : rule_settings())
    if (table.has(setting.key))
      std::visit(SettingReader{table, setting.key, rules}, setting.value);
  return rules;
}

SigningRules read_signing(const TomlTable& table) {
  SigningRules signing;
  signing.signatures =
      table.whole_number_within("signatures", fewest_signatures, most_signatures, signing.signatures);
  signing.exclude_controls = table.flag_or("exclude_controls", signing.exclude_controls);
  return signing;
}

/// The keys of [rules].
std::vector<std::string_view> rule_keys() {
  std::vector<std::string_view> keys;
  for (const RuleSetting& setting : rule_settings())
    keys.push_back(setting.key);
  keys.push_back("sources");
  return keys;
}

/// [rules.sources]: what each rule rests on, by the rule's key.
std::map<std::string, std::string> read_rule_sources(const TomlTable& rules) {
  std::map<std::string, std::string> sources;
  const std::optional<TomlTable> table = rules.free_table("sources");
  if (!table)
    return sources;
  std::vector<std::string> keys = rules.keys();
  std::erase(keys, "sources");
  for (const std::string& key : table->keys()) {
    if (!rules.has(key) || key == "sources")
      table->fail(key, fmt::format("[rules.sources] names '{}', which [rules] does not set{}", key,
                                   nearest_hint(key, keys)));
    sources[key] = table->text(key);
  }
  return sources;
}

std::map<std::string, Words> read_texts(const TomlTable& panel) {
  std::map<std::string, Words> texts = default_texts();
  const std::optional<TomlTable> table = panel.table(
      "texts", {"deletion", "mixed", "not_detected", "inconclusive", "invalid", "incomplete", "limits"});
  if (!table)
    return texts;
  for (const std::string& key : table->keys()) {
    const TomlTable words = table->required_table(key, {"en", "zh"});
    texts[key] = {.en = words.text("en"), .zh = words.text("zh")};
    check_patient_text(words, key, texts[key]);
  }
  return texts;
}

}  // namespace

Panel read_panel(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the panel", parsed,
                       {"panel", "oligo", "set", "reference", "controls", "rules", "signing", "texts"});
  Panel panel;
  const TomlTable head = root.required_table("panel", {"id", "version", "gene", "source", "sensitivity"});
  panel.id = head.text("id");
  panel.version = head.text("version");
  panel.gene = read_printed_name(head, "gene");
  panel.source = head.text("source");
  panel.sensitivity = read_words(head, "sensitivity");
  panel.sha256 = sha256_hex(text);

  const std::vector<TomlTable> oligos = root.tables("oligo", {"name", "sequence", "source"}, most_oligos);
  for (const TomlTable& table : oligos)
    panel.oligos.push_back(read_oligo(table));
  const std::vector<TomlTable> sets =
      root.tables("set",
                  {"name", "exons", "code", "hgvs", "class", "pairs", "aliases", "reporter", "quencher",
                   "threshold", "baseline", "older_names", "source"},
                  most_sets);
  if (sets.empty())
    throw AssayError(name, "the panel has no primer set: expected [[set]]");
  for (const TomlTable& table : sets)
    panel.sets.push_back(read_set(table));
  if (const auto table =
          root.table("reference", {"target", "aliases", "reporter", "max_ct", "threshold", "source"}))
    panel.reference = read_reference(*table);
  if (const auto table = root.table("controls", {"ntc", "negative", "positive", "source"}))
    panel.controls = read_controls(*table);
  if (const auto table = root.table("rules", rule_keys())) {
    panel.rules = read_rules(*table);
    panel.rule_sources = read_rule_sources(*table);
  }
  if (const auto table = root.table("signing", {"signatures", "exclude_controls"}))
    panel.signing = read_signing(*table);
  panel.texts = read_texts(root);
  check_consistency(panel, root, oligos, sets);
  return panel;
}

}  // namespace crossbreak
