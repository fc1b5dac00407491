#include "pipeline/check_settings.hpp"

#include <algorithm>
#include <set>

#include "calling/sample_names.hpp"
#include "curves/signal/issues.hpp"
#include "formats/formats.hpp"
#include "formats/text_encoding.hpp"
#include "pipeline/settings_error.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

bool has_target(const Run& run, const std::string& target) {
  return std::any_of(run.reactions.begin(), run.reactions.end(),
                     [&](const Reaction& reaction) { return reaction.target == target; });
}

void check_targets_exist(const std::set<std::string>& names, const std::string& option,
                         std::span<const Run* const> runs) {
  std::set<std::string> targets;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions)
      targets.insert(reaction.target);
  const std::vector<std::string> known(targets.begin(), targets.end());
  for (const std::string& name : names) {
    if (targets.contains(name))
      continue;
    const auto nearest = nearest_name(name, known);
    throw SettingsError(option + ": no run has a target '" + name + "'" +
                        (nearest ? ", did you mean '" + *nearest + "'?" : ".") + " The targets are " +
                        quoted_list(known));
  }
}

}  // namespace

void check_format(const std::optional<std::string>& format) {
  if (!format)
    return;
  try {
    format_named(*format);
  } catch (const FormatError& error) {
    throw SettingsError(error.what());
  }
}

void check_encoding(const std::optional<std::string>& encoding) {
  try {
    decode_text({.name = "--encoding", .bytes = {}}, encoding);
  } catch (const FormatError& error) {
    throw SettingsError(error.what());
  }
}

void check_plate_map(const PlateMap& map, std::size_t runs) {
  const bool names_samples = std::any_of(map.rows.begin(), map.rows.end(),
                                         [](const PlateMapRow& row) { return !row.sample.empty(); });
  const bool notes_samples = std::any_of(
      map.rows.begin(), map.rows.end(), [](const PlateMapRow& row) { return row.noted != SampleMetadata{}; });
  if ((names_samples || notes_samples) && runs > 1)
    throw SettingsError("--plate-map: " + map.name +
                        (names_samples ? " names samples" : " notes something of samples") +
                        ", so it belongs to one plate; found " + std::to_string(runs) + " runs to call");
}

bool ends_behind(BaselineWindow window, const Run& run) {
  return run.cycles > 0 && window.end > run.cycles;
}

void check_windows(const RunSettings& settings, std::span<const Run* const> runs) {
  const auto check = [&](const BaselineChoice& choice, const std::string& target) {
    for (const Run* run : runs)
      if (choice.kind == BaselineChoice::Kind::Window && ends_behind(choice.window, *run) &&
          (target.empty() || has_target(*run, target)))
        throw SettingsError("--baseline " + (target.empty() ? "" : target + "=") + text_of(choice.window) +
                            ": " + source_name(*run) + " has " + std::to_string(run->cycles) +
                            " cycles; give a window within 1-" + std::to_string(run->cycles));
  };
  if (settings.baseline)
    check(*settings.baseline, "");
  for (const auto& [target, choice] : settings.target_baselines)
    check(choice, target);
}

void check_targets(const RunSettings& settings, std::span<const Run* const> runs) {
  std::set<std::string> names;
  for (const auto& [target, choice] : settings.target_baselines)
    names.insert(target);
  for (const auto& [target, choice] : settings.target_thresholds)
    names.insert(target);
  check_targets_exist(names, "--threshold or --baseline", runs);
}

void check_targets(const CallSettings& settings, std::span<const Run* const> runs) {
  check_targets(settings.run, runs);
  std::set<std::string> names;
  for (const auto& [target, set] : settings.options.target_sets)
    names.insert(target);
  check_targets_exist(names, "--target", runs);
}

void check_roles(const CallOptions& options, std::span<const Run* const> runs) {
  std::set<std::string> folded;
  std::set<std::string> samples;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions) {
      folded.insert(folded_sample_name(reaction.sample));
      samples.insert(reaction.sample);
    }
  const std::vector<std::string> known(samples.begin(), samples.end());
  for (const auto& [sample, role] : options.roles) {
    if (folded.contains(folded_sample_name(sample)))
      continue;
    const auto nearest = nearest_name(sample, known);
    throw SettingsError("--role: no run has a sample '" + sample + "'" +
                        (nearest ? ", did you mean '" + *nearest + "'?" : ".") +
                        " 'crossbreak inspect' lists the samples");
  }
}

}  // namespace crossbreak
