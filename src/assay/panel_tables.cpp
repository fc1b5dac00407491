#include "assay/panel_tables.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

using Row = std::vector<std::string>;

/// Columns are as wide on the screen as their widest cell.
std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += "  ";
      line += i + 1 < row.size() ? padded(row[i], widths[i]) : row[i];
    }
    text += line + '\n';
  }
  return text;
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
  return fmt::format("Panel {} version {}, gene {}\n{}\n", panel.id, panel.version, panel.gene, panel.source);
}

/// The longest match of any 3' end in the set, itself included.
int longest_match(const PanelCheck& check, const std::string& set) {
  int longest = 0;
  for (const ThreePrimeMatch& match : check.matches)
    if (match.set == set)
      longest = std::max(longest, match.bases);
  return longest;
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
      "itself\n\nFindings\n";
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
    sets.push_back({set.name, set.exons, pairs_of(set), set.reporter, set.quencher,
                    set.threshold ? fmt::format("{}", *set.threshold) : "-", joined(set.aliases)});
  if (panel.reference)
    sets.push_back({panel.reference->target, "reference", "-", panel.reference->reporter, "-",
                    panel.reference->threshold ? fmt::format("{}", *panel.reference->threshold) : "-",
                    joined(panel.reference->aliases)});

  std::vector<Row> controls{{"control", "sample names", "must be positive in", "Ct at most"}};
  controls.push_back({"NTC", joined(panel.controls.ntc), "", ""});
  controls.push_back({"negative", joined(panel.controls.negative), "", ""});
  for (const PositiveControl& control : panel.controls.positive)
    controls.push_back({"positive", control.name, joined(control.sets), fmt::format("{}", control.max_ct)});

  const Rules& rules = panel.rules;
  const auto demand = [](ControlDemand d) { return d == ControlDemand::Required ? "required" : "warning"; };
  std::vector<Row> values{
      {"rule", "value", "source"},
      {"ct_cutoff", fmt::format("{}", rules.ct_cutoff)},
      {"late", rules.late == LateRule::Negative ? "negative" : "inconclusive"},
      {"ntc", demand(rules.ntc)},
      {"positive_control", demand(rules.positive_control)},
      {"unreadable", rules.unreadable == UnreadableRule::Incomplete ? "incomplete" : "left_out"},
      {"spread", fmt::format("{}", rules.spread)},
      {"spread_late", fmt::format("{}", rules.spread_late)},
      {"spread_late_from", fmt::format("{}", rules.spread_late_from)},
      {"instrument_ct_difference", fmt::format("{}", rules.instrument_ct_difference)},
      {"review_qc_flags", joined(rules.review_qc_flags)},
      {"rox_dip_note_from_cycle", std::to_string(rules.rox_dip_note_from_cycle)},
      {"contamination_strong_ct", fmt::format("{}", rules.contamination_strong_ct)},
      {"contamination_late_ct", fmt::format("{}", rules.contamination_late_ct)},
      {"second_set_delay", fmt::format("{}", rules.second_set_delay)},
      {"mixed_share", fmt::format("{}", rules.mixed_share)},
      {"mixed_share_min_patients", std::to_string(rules.mixed_share_min_patients)},
  };
  if (panel.reference)
    values.push_back(
        {"reference.max_ct", fmt::format("{}", panel.reference->max_ct), panel.reference->source});
  for (Row& row : values) {
    const auto source = panel.rule_sources.find(row[0]);
    if (row.size() == 2)
      row.push_back(source == panel.rule_sources.end() ? "default" : source->second);
  }
  std::vector<Row> texts;
  for (const auto& [call, words] : panel.texts) {
    texts.push_back({call, words.en});
    texts.push_back({"", words.zh});
  }
  return heading(panel) + "SHA-256 " + panel.sha256 + "\n\nPrimer sets\n" + table(sets) + "\nControls\n" +
         table(controls) + "\nRules\n" + table(values) + "\nTexts\n" + table(texts);
}

}  // namespace crossbreak
