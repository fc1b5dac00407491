#include "assay/panel_check.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "assay/melting_temperature.hpp"

namespace crossbreak {
namespace {

// Usual limits of primer design, e.g. Rychlik 1995, Mol. Biotechnol. 3:129-134; the exact numbers are our
// choice.
constexpr int shortest_nt = 18;
constexpr int longest_nt = 30;
constexpr double least_gc_percent = 40;
constexpr double greatest_gc_percent = 60;
constexpr double greatest_tm_difference_c = 5;
constexpr int alarming_match = 5;  ///< bases at a 3' end

std::string reverse_complement(std::string_view sequence) {
  std::string result(sequence.rbegin(), sequence.rend());
  for (char& base : result)
    base = base == 'A' ? 'T' : base == 'T' ? 'A' : base == 'C' ? 'G' : 'C';
  return result;
}

OligoProperties properties_of(const Oligo& oligo) {
  const auto gc = std::count_if(oligo.sequence.begin(), oligo.sequence.end(),
                                [](char c) { return c == 'G' || c == 'C'; });
  const auto length = static_cast<int>(oligo.sequence.size());
  return {.name = oligo.name,
          .sequence = oligo.sequence,
          .length_nt = length,
          .gc_percent = 100.0 * static_cast<double>(gc) / length,
          .tm_c = melting_temperature_c(oligo.sequence)};
}

const OligoProperties& named(const std::vector<OligoProperties>& oligos, const std::string& name) {
  return *std::find_if(oligos.begin(), oligos.end(),
                       [&](const OligoProperties& o) { return o.name == name; });
}

/// Each oligo of the set once, in the order of its pairs.
std::vector<std::string> oligos_of(const PrimerSet& set) {
  std::vector<std::string> names;
  for (const PrimerPair& pair : set.pairs)
    for (const std::string& name : {pair.forward, pair.reverse})
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
  return names;
}

void look_at_oligos(PanelCheck& check) {
  for (const OligoProperties& oligo : check.oligos) {
    const std::string place = "oligo " + oligo.name;
    if (oligo.length_nt < shortest_nt || oligo.length_nt > longest_nt)
      check.findings.push_back(
          {"length", place,
           fmt::format("{} nt; usual are {} to {}", oligo.length_nt, shortest_nt, longest_nt)});
    if (oligo.gc_percent < least_gc_percent || oligo.gc_percent > greatest_gc_percent)
      check.findings.push_back({"gc", place,
                                fmt::format("{:.1f} % GC; usual are {} to {} %", oligo.gc_percent,
                                            least_gc_percent, greatest_gc_percent)});
  }
}

void look_at_sets(const Panel& panel, PanelCheck& check) {
  std::set<std::string> used;
  for (const PrimerSet& set : panel.sets) {
    const std::string place = "set " + set.name;
    for (const PrimerPair& pair : set.pairs) {
      const double difference =
          std::abs(named(check.oligos, pair.forward).tm_c - named(check.oligos, pair.reverse).tm_c);
      if (difference > greatest_tm_difference_c)
        check.findings.push_back(
            {"tm_difference", place,
             fmt::format("Tm of {} and {} differ by {:.1f} deg C; usual are up to {}", pair.forward,
                         pair.reverse, difference, greatest_tm_difference_c)});
    }
    const std::vector<std::string> names = oligos_of(set);
    used.insert(names.begin(), names.end());
    for (const std::string& primer : names) {
      for (const std::string& partner : names) {
        const int bases =
            three_prime_match(named(check.oligos, primer).sequence, named(check.oligos, partner).sequence);
        check.matches.push_back({set.name, primer, partner, bases});
        if (bases >= alarming_match)
          check.findings.push_back({"three_prime_match", place,
                                    fmt::format("the last {} bases of {} anneal to {}", bases, primer,
                                                partner == primer ? "itself" : partner)});
      }
    }
  }
  for (const OligoProperties& oligo : check.oligos)
    if (!used.contains(oligo.name))
      check.findings.push_back({"unused", "oligo " + oligo.name, "no set uses it"});
}

void look_at_controls(const Panel& panel, PanelCheck& check) {
  if (!panel.reference)
    check.findings.push_back(
        {"no_reference", "panel", "no reference gene: reports say that DNA adequacy is not assessed"});
  if (panel.controls.ntc.empty())
    check.findings.push_back(
        {"no_ntc_names", "controls",
         "no sample name is reserved for no-template controls: only task and plate map tell them"});
  for (const PrimerSet& set : panel.sets) {
    const bool covered = std::any_of(
        panel.controls.positive.begin(), panel.controls.positive.end(), [&](const PositiveControl& c) {
          return std::find(c.sets.begin(), c.sets.end(), set.name) != c.sets.end();
        });
    if (!covered)
      check.findings.push_back(
          {"no_positive_control", "set " + set.name, "no positive control must be positive in it"});
  }
  for (const PositiveControl& control : panel.controls.positive)
    if (control.max_ct > panel.rules.ct_cutoff)
      check.findings.push_back({"control_above_cutoff", "control " + control.name,
                                fmt::format("max_ct {} is above the cut-off {}: the limit never acts",
                                            control.max_ct, panel.rules.ct_cutoff)});
}

}  // namespace

int three_prime_match(std::string_view primer, std::string_view partner) {
  const std::string target = reverse_complement(partner);  // the primer anneals where it reads the same
  int longest = 0;
  for (std::size_t bases = 1; bases <= primer.size(); ++bases) {
    if (target.find(primer.substr(primer.size() - bases)) == std::string::npos)
      break;  // a longer suffix contains the shorter one
    longest = static_cast<int>(bases);
  }
  return longest;
}

PanelCheck check_panel(const Panel& panel) {
  PanelCheck check;
  for (const Oligo& oligo : panel.oligos)
    check.oligos.push_back(properties_of(oligo));
  look_at_oligos(check);
  look_at_sets(panel, check);
  look_at_controls(panel, check);
  return check;
}

}  // namespace crossbreak
