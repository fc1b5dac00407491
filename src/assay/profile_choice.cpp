#include "assay/profile_choice.hpp"

#include <algorithm>

#include "assay/software_name.hpp"
#include "run/make_issue.hpp"
#include "words/labels/instrument.hpp"

namespace crossbreak {
namespace {

bool lists(const std::vector<std::string>& names, const std::string& found) {
  return !plain_name(found).empty() && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return plain_name(name) == plain_name(found);
  });
}

/// How the run's file names its instrument, for messages; empty where it does not.
Words instrument_words(const Instrument& instrument) {
  const std::string& type = instrument.type_id.empty() ? instrument.type_name : instrument.type_id;
  if (!type.empty())
    return filled(instrument_labels.type, field<"name">(type));
  if (!instrument.block_type.empty())
    return filled(instrument_labels.block, field<"name">(instrument.block_type));
  return {};
}

SoftwareRules own_rules() {
  return {
      .versions = "",
      .match = {},
      .ct = CtRule::Cubic,
      .automatic = AutomaticRule::Own,
      .implied_by_ids = false,
      .source =
          "no rule is known for this software: the cubic rule of 7500 v2.x and our own automatic choices"};
}

}  // namespace

const Profile* profile_of(const Run& run, std::span<const Profile> profiles) {
  const Instrument& instrument = run.instrument;
  const auto find = [&](auto matches) -> const Profile* {
    const auto found = std::find_if(profiles.begin(), profiles.end(), matches);
    return found == profiles.end() ? nullptr : &*found;
  };
  if (const Profile* profile = find([&](const Profile& p) { return lists(p.type_ids, instrument.type_id); }))
    return profile;
  // Exports put the id where .eds files have it, SDS v1 the words: either may stand in either place.
  if (const Profile* profile = find([&](const Profile& p) {
        return lists(p.type_names, instrument.type_name) || lists(p.type_names, instrument.type_id) ||
               lists(p.type_ids, instrument.type_name);
      }))
    return profile;
  if (!instrument.type_id.empty() || !instrument.type_name.empty())
    return nullptr;  // another instrument, whatever its block is called
  return find([&](const Profile& p) { return lists(p.block_types, instrument.block_type); });
}

ChosenRules rules_of(const Run& run, const Profile* profile) {
  const Instrument& instrument = run.instrument;
  const Words words = instrument_words(instrument);
  if (profile == nullptr) {
    if (words == Words{} && instrument.software.empty())
      return {.rules = own_rules(),
              .issue = make_issue({IssueCode::InstrumentUnknown, "silent"}, source_name(run))};
    const Words software = filled(instrument_labels.software, field<"name">(instrument.software));
    return {.rules = own_rules(),
            .issue = make_issue(IssueCode::InstrumentUnknown, source_name(run),
                                field<"instrument">(words == Words{} ? software : words))};
  }
  for (const SoftwareRules& rules : profile->software)
    if (names_software(instrument.software, rules.match))
      return {.rules = rules, .issue = std::nullopt};
  if (instrument.software.empty()) {
    for (const SoftwareRules& rules : profile->software) {
      const bool by_id =
          lists(profile->type_ids, instrument.type_id) || lists(profile->type_ids, instrument.type_name);
      if (!rules.implied_by_ids || !(by_id || lists(profile->block_types, instrument.block_type)))
        continue;
      return {.rules = rules,
              .issue = make_issue(IssueCode::SoftwareImplied, source_name(run), field<"instrument">(words),
                                  field<"software">(rules.versions))};
    }
  }
  if (instrument.software.empty())
    return {.rules = own_rules(),
            .issue = make_issue({IssueCode::SoftwareUnknown, "silent"}, source_name(run),
                                field<"instrument">(profile->name))};
  return {.rules = own_rules(),
          .issue = make_issue(IssueCode::SoftwareUnknown, source_name(run), field<"profile">(profile->id),
                              field<"software">(instrument.software))};
}

}  // namespace crossbreak
