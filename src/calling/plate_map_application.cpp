// Applying plate maps: the run as if its file had said what the map says.
#include "calling/plate_map_application.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "calling/call_error.hpp"
#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// The dyes of a well that a target without reaction may be read in.
std::string free_dye(const Run& run, Well well, const std::string& target) {
  std::set<std::string> dyes;
  for (const DyeTrace& trace : run.dyes)
    if (trace.well == well && trace.dye != run.passive_reference && trace.dye != "TAMRA")
      dyes.insert(trace.dye);
  for (const Reaction& reaction : run.reactions) {
    if (reaction.well == well)
      dyes.erase(reaction.reporter);
    else if (reaction.target == target && dyes.contains(reaction.reporter))
      return reaction.reporter;
  }
  return dyes.size() == 1 ? *dyes.begin() : std::string();
}

/// The threshold belongs to the target: a well that the map gives another target takes that target's.
void take_settings_of_target(const Run& run, Reaction& reaction) {
  for (const Reaction& other : run.reactions) {
    if (&other != &reaction && other.target == reaction.target && other.settings.threshold) {
      reaction.settings.threshold = other.settings.threshold;
      reaction.settings.automatic_threshold = other.settings.automatic_threshold;
      return;
    }
  }
}

class Application {
 public:
  explicit Application(Run run) : mapped_{.run = std::move(run), .roles = {}} {
    mapped_.roles.resize(mapped_.run.reactions.size());
  }

  void apply_to_well(Well well, const std::vector<const PlateMapRow*>& rows) {
    if (!mapped_.run.plate.contains(well))
      fail(*rows.front(), "well " + to_string(well) + " is outside the plate of " + source_name(mapped_.run) +
                              " (A1 to " +
                              to_string({mapped_.run.plate.rows - 1, mapped_.run.plate.columns - 1}) + ")");
    std::vector<std::size_t> reactions = reactions_of(well);
    if (rows.front()->target.empty()) {
      if (reactions.empty())
        fail(*rows.front(),
             "well " + to_string(well) + " has no target in " + source_name(mapped_.run) + ": name one here");
      for (const std::size_t reaction : reactions)
        take(reaction, *rows.front());
      return;
    }
    std::vector<const PlateMapRow*> renaming;
    for (const PlateMapRow* row : rows) {
      const auto same = std::find_if(reactions.begin(), reactions.end(), [&](std::size_t reaction) {
        return mapped_.run.reactions[reaction].target == row->target;
      });
      if (same == reactions.end()) {
        renaming.push_back(row);
      } else {
        take(*same, *row);
        reactions.erase(same);
      }
    }
    if (renaming.size() == 1 && reactions.size() == 1) {
      rename(reactions.front(), *renaming.front());
    } else if (reactions.empty()) {
      for (const PlateMapRow* row : renaming)
        add(*row);
    } else if (!renaming.empty()) {
      fail(*renaming.front(), ambiguity(*renaming.front(), reactions));
    }
  }

  /// Wells whose samples or targets are others than before.
  const std::set<Well>& changed() const { return changed_; }

  MappedRun result() && { return std::move(mapped_); }

 private:
  [[noreturn]] void fail(const PlateMapRow& row, const std::string& message) const {
    throw CallError(row.place + ": " + message);
  }

  std::vector<std::size_t> reactions_of(Well well) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < mapped_.run.reactions.size(); ++i)
      if (mapped_.run.reactions[i].well == well)
        found.push_back(i);
    return found;
  }

  void take(std::size_t index, const PlateMapRow& row) {
    if (!row.sample.empty()) {
      if (mapped_.run.reactions[index].sample != row.sample)
        changed_.insert(row.well);
      mapped_.run.reactions[index].sample = row.sample;
    }
    if (row.role)
      mapped_.roles[index] = row.role;
  }

  void rename(std::size_t index, const PlateMapRow& row) {
    Reaction& reaction = mapped_.run.reactions[index];
    reaction.target = row.target;
    changed_.insert(row.well);
    take_settings_of_target(mapped_.run, reaction);
    take(index, row);
  }

  void add(const PlateMapRow& row) {
    Reaction reaction;
    reaction.well = row.well;
    reaction.target = row.target;
    reaction.reporter = free_dye(mapped_.run, row.well, row.target);
    if (reaction.reporter.empty())
      fail(row, "well " + to_string(row.well) + " of " + source_name(mapped_.run) +
                    " has no signal that target '" + row.target + "' could be read from without doubt");
    note_missing_reference(row.well);
    changed_.insert(row.well);
    std::vector<Reaction>& reactions = mapped_.run.reactions;
    const auto place = std::find_if(reactions.begin(), reactions.end(), [&](const Reaction& other) {
      return other.well && *other.well > row.well;
    });
    const auto index = static_cast<std::size_t>(place - reactions.begin());
    mapped_.roles.insert(mapped_.roles.begin() + (place - reactions.begin()), std::nullopt);
    reactions.insert(place, std::move(reaction));
    take_settings_of_target(mapped_.run, reactions[index]);
    take(index, row);
  }

  /// The reader told it of the wells that had a target in the file.
  void note_missing_reference(Well well) {
    Run& run = mapped_.run;
    const bool is_told = !reactions_of(well).empty();
    if (!is_told && run.passive_reference_status == PassiveReferenceStatus::Dye &&
        find_dye(run, well, run.passive_reference) == nullptr)
      run.issues.push_back(make_issue({IssueCode::PassiveReferenceMissing, "well"},
                                      source_name(run) + ": " + to_string(well),
                                      field<"passive">(run.passive_reference)));
  }

  std::string ambiguity(const PlateMapRow& row, const std::vector<std::size_t>& left) const {
    const std::string names =
        quoted_list(left, [&](std::size_t reaction) { return mapped_.run.reactions[reaction].target; });
    return "well " + to_string(row.well) + ": cannot tell which of its targets (" + names +
           ") is to become '" + row.target + "'; list every target of the well, or say --target NAME=SET";
  }

  MappedRun mapped_;
  std::set<Well> changed_;
};

}  // namespace

MappedRun apply_plate_map(Run run, const PlateMap& map) {
  std::map<Well, std::vector<const PlateMapRow*>> wells;
  for (const PlateMapRow& row : map.rows)
    wells[row.well].push_back(&row);
  Application application(std::move(run));
  for (const auto& [well, rows] : wells)
    application.apply_to_well(well, rows);
  const auto given = std::count_if(wells.begin(), wells.end(), [](const auto& well) {
    return std::any_of(well.second.begin(), well.second.end(), [](const PlateMapRow* row) {
      return !row->sample.empty() || !row->target.empty() || row->role;
    });
  });
  const std::size_t changed = application.changed().size();
  MappedRun mapped = std::move(application).result();
  mapped.run.issues.insert(mapped.run.issues.end(), map.issues.begin(), map.issues.end());
  if (!wells.empty())
    mapped.run.issues.push_back(make_issue(
        IssueCode::PlateMap, source_name(mapped.run), field<"file">(map.name), field<"sha256">(map.sha256),
        field<"count">(std::to_string(given)), field<"changed">(std::to_string(changed))));
  return mapped;
}

}  // namespace crossbreak
