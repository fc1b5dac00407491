#include "assay/panel_tables.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "assay/rule_settings.hpp"
#include "run/aligned_lines.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

using Row = std::vector<std::string>;

/// Indented, as it stands below a heading.
std::string table(std::vector<Row> rows) {
  for (Row& row : rows) {
    for (std::string& cell : row)
      cell = printable(cell);
    row.front().insert(0, "  ");
  }
  return aligned_lines(rows);
}

std::string joined(const std::vector<std::string>& parts) {
  return parts.empty() ? "-" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string pairs_of(const PrimerSet& set) {
  std::vector<std::string> pairs;
  for (const PrimerPair& pair : set.pairs)
    pairs.push_back(pair.forward + " + " + pair.reverse);
  return joined(pairs);
}

std::string heading(const Panel& panel) {
  return printable(fmt::format("Panel {} version {}, gene {}", panel.id, panel.version, panel.gene)) + '\n' +
         printable(panel.source) + '\n';
}

/// The longest match of any 3' end in the set, itself included.
int longest_match(const PanelCheck& check, const std::string& set) {
  int longest = 0;
  for (const ThreePrimeMatch& match : check.matches)
    if (match.set == set)
      longest = std::max(longest, match.bases);
  return longest;
}

/// What a setting of the panel rests on: what the panel says, else where it is the default what that rests
/// on.
std::string source_of(const RuleSetting& setting, const Panel& panel) {
  const auto source = panel.rule_sources.find(std::string(setting.key));
  if (source != panel.rule_sources.end())
    return source->second;
  const bool is_default = value_text(setting, panel.rules) == value_text(setting, Rules{});
  return is_default ? std::string(setting.source) : "the panel names no source";
}

Row rule_row(std::string_view key, Rule rule, const std::string& value, const std::string& otherwise,
             const std::string& source) {
  return {std::string(key), std::string(code_of(rule)), value, value == otherwise ? "the same" : otherwise,
          source};
}

std::vector<Row> rule_rows(const Panel& panel) {
  std::vector<Row> rows{{"setting", "rule", "value", "default", "what it rests on"}};
  for (const RuleSetting& setting : rule_settings())
    rows.push_back(rule_row(setting.key, setting.rule, value_text(setting, panel.rules),
                            value_text(setting, Rules{}), source_of(setting, panel)));
  if (panel.reference)
    rows.push_back(rule_row("reference.max_ct", Rule::R7, toml_number(panel.reference->max_ct),
                            toml_number(ReferenceGene{}.max_ct), panel.reference->source));
  return rows;
}

}  // namespace

std::string check_table(const Panel& panel, const PanelCheck& check) {
  std::vector<Row> oligos{{"oligo", "sequence 5'->3'", "nt", "GC %", "Tm deg C"}};
  for (const OligoProperties& oligo : check.oligos)
    oligos.push_back({oligo.name, oligo.sequence, std::to_string(oligo.length_nt),
                      fmt::format("{:.1f}", oligo.gc_percent), fmt::format("{:.1f}", oligo.tm_c)});
  std::vector<Row> sets{{"set", "exons lost", "primers", "3' match, bases"}};
  for (const PrimerSet& set : panel.sets)
    sets.push_back({set.name, set.exons, pairs_of(set), std::to_string(longest_match(check, set.name))});
  std::string text =
      heading(panel) + "\nOligos\n" + table(oligos) +
      "  Tm: nearest neighbours, 50 mM Na+, 250 nM (SantaLucia 1998, PNAS 95:1460-1465)\n\nPrimer sets\n" +
      table(sets) +
      "  3' match: the longest 3' end of one oligo of the set that anneals to another or to "
      "itself\n\nRules\n" +
      table(rule_rows(panel)) + "\nFindings\n";
  if (check.findings.empty())
    return text + "  none\n";
  std::vector<Row> findings;
  for (const PanelFinding& finding : check.findings)
    findings.push_back({finding.place, finding.text});
  return text + table(findings);
}

std::string panel_table(const Panel& panel) {
  std::vector<Row> sets{{"set", "exons lost", "primers", "reporter", "quencher", "threshold", "aliases"}};
  for (const PrimerSet& set : panel.sets)
    sets.push_back({set.name, set.exons, pairs_of(set), joined(set.reporters), set.quencher,
                    set.threshold ? fmt::format("{}", *set.threshold) : "-", joined(set.aliases)});
  if (panel.reference)
    sets.push_back({panel.reference->target, "reference", "-", joined(panel.reference->reporters), "-",
                    panel.reference->threshold ? fmt::format("{}", *panel.reference->threshold) : "-",
                    joined(panel.reference->aliases)});

  std::vector<Row> controls{{"control", "sample names", "must be positive in", "Ct at most"}};
  controls.push_back({"NTC", joined(panel.controls.ntc), "", ""});
  controls.push_back({"negative", joined(panel.controls.negative), "", ""});
  for (const PositiveControl& control : panel.controls.positive)
    controls.push_back({"positive", control.name, joined(control.sets), fmt::format("{}", control.max_ct)});

  std::vector<Row> texts;
  const auto add_words = [&](const std::string& name, const std::optional<Words>& words) {
    if (words) {
      texts.push_back({name, words->en});
      texts.push_back({"", words->zh});
    }
  };
  add_words("sensitivity", panel.sensitivity);
  for (const PrimerSet& set : panel.sets) {
    if (set.hgvs)
      texts.push_back({set.name + " HGVS", *set.hgvs});
    add_words(set.name + " class", set.deletion_class);
  }
  for (const auto& [call, words] : panel.texts) {
    texts.push_back({call, words.en});
    texts.push_back({"", words.zh});
  }
  return heading(panel) + "SHA-256 " + panel.sha256 + "\n\nPrimer sets\n" + table(sets) + "\nControls\n" +
         table(controls) + "\nRules\n" + table(rule_rows(panel)) + "\nTexts\n" + table(texts);
}

}  // namespace crossbreak
