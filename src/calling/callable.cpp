#include "calling/callable.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"
#include "calling/targets.hpp"
#include "run/nearest.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/sentence.hpp"
#include "words/words.hpp"

namespace crossbreak {
namespace {

[[noreturn]] void refuse(const Run& run, const std::string& message) {
  throw CallError(source_name(run) + ": " + message);
}

/// "well A1" or "wells A1, A2", of the reactions that `wanted` accepts; empty where it accepts none.
template <typename Wanted>
std::string wells_where(const Run& run, Wanted wanted) {
  std::vector<std::string> wells;
  for (const Reaction& reaction : run.reactions)
    if (wanted(reaction))
      wells.push_back(to_string(*reaction.well));
  wells.erase(std::unique(wells.begin(), wells.end()), wells.end());
  std::string text = wells.empty() ? "" : wells.size() == 1 ? "well " : "wells ";
  for (std::size_t i = 0; i < wells.size(); ++i)
    text += (i == 0 ? "" : ", ") + wells[i];
  return text;
}

std::string wells_of_target(const Run& run, const std::string& target) {
  return wells_where(run, [&](const Reaction& reaction) { return reaction.target == target; });
}

void check_curves(const Run& run) {
  const auto no_samples = std::find_if(run.issues.begin(), run.issues.end(), [](const Issue& issue) {
    return issue.code == IssueCode::SamplesMissing;
  });
  if (run.reactions.empty() && no_samples != run.issues.end())
    refuse(run, as_clause(no_samples->words).en);
  if (run.reactions.empty())
    refuse(run,
           "no well has a target assigned; assign them in the run, or give --plate-map CSV "
           "(header well,sample,target,role)");
  const bool has_curves = std::any_of(
      run.reactions.begin(), run.reactions.end(),
      [](const Reaction& reaction) { return !reaction.rn.empty() || !reaction.delta_rn.empty(); });
  if (has_curves || !run.dyes.empty())
    return;
  const auto said = std::find_if(run.issues.begin(), run.issues.end(),
                                 [](const Issue& issue) { return issue.code == IssueCode::CurvesMissing; });
  refuse(run, said == run.issues.end() ? "holds results but no curves" : as_clause(said->words).en);
}

/// Without the dye no well has a Rn, and every patient would end without a result.
void check_reference_dye(const Run& run) {
  std::set<std::string> dyes;
  for (const DyeTrace& trace : run.dyes)
    dyes.insert(trace.dye);
  if (dyes.empty() || dyes.contains(run.passive_reference))
    return;
  const std::vector<std::string> known(dyes.begin(), dyes.end());
  const std::optional<std::string> nearest = nearest_name(run.passive_reference, known);
  refuse(run, "the passive reference is '" + run.passive_reference + "', a dye of no well" +
                  (nearest ? "; nearest: " + *nearest : "") + "; the wells' dyes are " + listed(known).en +
                  ": set it to one of them or to None in the run and analyse it again");
}

void check_passive_reference(const Run& run, const Panel& panel) {
  if (run.passive_reference_status != PassiveReferenceStatus::Dye)
    return;
  const std::string dye = folded_sample_name(run.passive_reference);
  const bool is_quencher =
      dye == "tamra" || std::any_of(panel.sets.begin(), panel.sets.end(), [&](const PrimerSet& set) {
        return folded_sample_name(set.quencher) == dye;
      });
  if (is_quencher)
    refuse(run, "the passive reference is " + run.passive_reference +
                    ", the quencher of the probes: set it to ROX or None in the run and analyse it again");
  const bool is_reporter = std::any_of(panel.sets.begin(), panel.sets.end(), [&](const PrimerSet& set) {
    return std::any_of(set.reporters.begin(), set.reporters.end(),
                       [&](const std::string& reporter) { return folded_sample_name(reporter) == dye; });
  });
  if (is_reporter)
    refuse(run, "the passive reference is " + run.passive_reference +
                    ", the reporter of the probes: set it to ROX or None in the run and analyse it again");
  check_reference_dye(run);
}

void check_plate(const Run& run) {
  for (const Reaction& reaction : run.reactions)
    if (!reaction.well)
      refuse(run, "curve '" + reaction.sample +
                      "' belongs to no well: a call needs a plate; title the curves "
                      "by their wells (A1, A2, ...)");
}

/// Before the wells: a date in the sample setup beside the name in the results would pass for two targets.
void check_dates(const Run& run, const std::map<std::string, TargetMeaning>& meanings) {
  for (const std::string& target : targets_of(run))
    if (const TargetMeaning& meaning = meanings.at(target); !meaning.spreadsheet_date.empty())
      refuse(run, wells_of_target(run, target) + ": target " + meaning.spreadsheet_date);
}

void check_descriptions(const Run& run) {
  std::map<std::pair<Well, std::string>, int> targets;
  std::map<Well, std::string> samples;
  std::map<std::pair<Well, std::string>, std::string> reporters;
  for (const Reaction& reaction : run.reactions) {
    const std::string well = to_string(*reaction.well);
    if (++targets[{*reaction.well, reaction.target}] > 1)
      refuse(run, "well " + well + " is described twice for target '" + reaction.target + "'");
    const auto [sample, first] = samples.emplace(*reaction.well, reaction.sample);
    if (!first && sample->second != reaction.sample)
      refuse(run,
             "well " + well + " has two samples, '" + sample->second + "' and '" + reaction.sample + "'");
    const auto [dye, free] = reporters.emplace(std::pair(*reaction.well, reaction.reporter), reaction.target);
    if (!free && !reaction.reporter.empty())
      refuse(run, "well " + well + " has two targets in dye " + reaction.reporter + ", '" + dye->second +
                      "' and '" + reaction.target + "'");
  }
}

void check_targets(const Run& run, const Panel& panel, const std::map<std::string, TargetMeaning>& meanings) {
  const std::string all = quoted_list(targets_of(run));
  for (const std::string& target : targets_of(run)) {
    const std::string wells = wells_of_target(run, target);
    if (target.empty())
      refuse(run,
             wells +
                 ": no target; name it in the run, or give --plate-map CSV (header well,sample,target,role)");
    const TargetMeaning& meaning = meanings.at(target);
    if (meaning.kind != TargetMeaning::Kind::Unknown)
      continue;
    refuse(run, "target '" + target + "' (" + wells + ") is not in panel " + panel.id +
                    (meaning.nearest.empty() ? "" : "; nearest: " + meaning.nearest) +
                    (meaning.note.empty() ? "" : "; " + meaning.note) + "; the run's targets: " + all +
                    "; say which set it is with --target '" + target + "=" +
                    (meaning.nearest.empty() ? "SET" : meaning.nearest) + "'");
  }
}

void check_meanings(const Run& run, const Panel& panel,
                    const std::map<std::string, TargetMeaning>& meanings) {
  std::map<std::tuple<Well, std::string, std::optional<std::size_t>>, std::string> seen;
  for (const Reaction& reaction : run.reactions) {
    const TargetMeaning& meaning = meanings.at(reaction.target);
    const std::string set = set_name(panel, meaning);
    const auto [other, first] = seen.emplace(std::tuple(*reaction.well, set, meaning.pair), reaction.target);
    if (!first)
      refuse(run, "well " + to_string(*reaction.well) + " is described twice: targets '" + other->second +
                      "' and '" + reaction.target + "' both mean " + set);
  }
}

void check_samples(const Run& run) {
  const std::string unnamed =
      wells_where(run, [](const Reaction& reaction) { return folded_sample_name(reaction.sample).empty(); });
  if (!unnamed.empty())
    refuse(run, unnamed +
                    ": no sample name; name the samples in the run, or give --plate-map CSV "
                    "(header well,sample,target,role)");
}

}  // namespace

void check_signals(const Run& run, const Panel& panel) {
  check_curves(run);
  check_passive_reference(run, panel);
  check_plate(run);
}

void check_wells(const Run& run, const Panel& panel, const std::map<std::string, TargetMeaning>& meanings) {
  check_dates(run, meanings);
  check_descriptions(run);
  check_targets(run, panel, meanings);
  check_meanings(run, panel, meanings);
  check_samples(run);
}

void check_barcodes(const Run& run, std::span<const AssignedRole> roles) {
  std::map<std::string, std::pair<std::string, const Reaction*>> seen;  // barcode to person
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const Reaction& reaction = run.reactions[i];
    const std::optional<BarcodedName> name = barcoded_name(reaction.sample);
    if (roles[i].role != SampleRole::Unknown || !name)
      continue;
    const auto [other, first] = seen.emplace(name->barcode, std::pair(name->person, &reaction));
    if (!first && other->second.first != name->person)
      refuse(run, "the barcode '" + name->barcode + "' stands on two patients: '" +
                      other->second.second->sample + "' in " + to_string(*other->second.second->well) +
                      " and '" + reaction.sample + "' in " + to_string(*reaction.well));
  }
}

}  // namespace crossbreak
