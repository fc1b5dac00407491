// Reads instrument_profiles/*.toml, and finds the profile and the Ct rules of a run.
#include "assay/profile.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "assay/name_folding.hpp"
#include "assay/panel.hpp"
#include "assay/toml_table.hpp"
#include "run/make_issue.hpp"
#include "run/sha256.hpp"

namespace crossbreak {
namespace {

const std::vector<std::string> ct_rules{"cubic", "linear"};
const std::vector<std::string> automatic_rules{"abi7500-v2", "quantstudio", "own"};

SoftwareRules read_software(const TomlTable& table) {
  SoftwareRules rules;
  rules.versions = table.text("versions");
  rules.match = table.text("match");
  table.text("ct");  // required
  rules.ct = ct_rules[table.choice_or("ct", ct_rules, 0)];
  table.text("automatic");
  rules.automatic = automatic_rules[table.choice_or("automatic", automatic_rules, 0)];
  rules.implied_by_ids = table.flag_or("implied_by_ids", false);
  rules.source = table.text("source");
  return rules;
}

void read_identity(const TomlTable& table, Profile& profile) {
  profile.type_ids = table.texts("type_ids");
  profile.type_names = table.texts("type_names");
  profile.block_types = table.texts("block_types");
  if (profile.type_ids.empty() && profile.type_names.empty() && profile.block_types.empty())
    table.fail("type_ids", "[identity] names no type id, type name or block type: no run could match");
}

/// Field to titles; a title means one field.
std::map<std::string, std::vector<std::string>> read_columns(const TomlTable& table) {
  std::map<std::string, std::vector<std::string>> titles;
  std::map<std::string, std::string> fields;
  for (const std::string& field : table.keys()) {
    titles[field] = table.texts(field);
    for (const std::string& title : titles[field]) {
      const auto [known, is_new] = fields.emplace(folded_name(title), field);
      if (!is_new && known->second != field)
        table.fail(field, fmt::format("[columns]: '{}' means '{}' and '{}'", title, known->second, field));
    }
  }
  return titles;
}

std::map<std::string, Words> read_qc_flags(const TomlTable& table) {
  std::map<std::string, Words> flags;
  for (const std::string& name : table.keys()) {
    const TomlTable words = table.required_table(name, {"en", "zh"});
    flags[name] = {.en = words.text("en"), .zh = words.text("zh")};
  }
  return flags;
}

bool lists(const std::vector<std::string>& names, const std::string& found) {
  return !found.empty() && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return folded_name(name) == folded_name(found);
  });
}

/// The text contains the match and no further digit behind it: "SDS v1" is in "SDS v1.3.1", not in "SDS v12".
bool contains_version(const std::string& software, const std::string& match) {
  const std::string text = folded_name_with_blanks(software);
  const std::string part = folded_name_with_blanks(match);
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if (end == text.size() || text[end] < '0' || text[end] > '9')
      return true;
  }
  return false;
}

/// How the run's file names its instrument, for messages; empty where it does not.
Words instrument_words(const Instrument& instrument) {
  const std::string& type = instrument.type_id.empty() ? instrument.type_name : instrument.type_id;
  if (!type.empty())
    return {fmt::format("instrument type '{}'", type), fmt::format("仪器类型“{}”", type)};
  if (!instrument.block_type.empty())
    return {fmt::format("block type '{}'", instrument.block_type),
            fmt::format("加热块类型“{}”", instrument.block_type)};
  return {};
}

SoftwareRules own_rules() {
  return {
      .versions = "",
      .match = {},
      .ct = "cubic",
      .automatic = "own",
      .implied_by_ids = false,
      .source =
          "no rule is known for this software: the cubic rule of 7500 v2.x and our own automatic choices"};
}

}  // namespace

Profile read_profile(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the profile", parsed,
                       {"profile", "plate", "dyes", "identity", "software", "columns", "qc_flags"});
  Profile profile;
  const TomlTable head = root.required_table("profile", {"id", "version", "name", "source"});
  profile.id = head.text("id");
  profile.version = head.text("version");
  profile.name = head.text("name");
  profile.source = head.text("source");
  profile.sha256 = sha256_hex(text);

  const TomlTable plate = root.required_table("plate", {"rows", "columns"});
  profile.plate = {.rows = plate.whole_number_within("rows", 1, 16, 0),
                   .columns = plate.whole_number_within("columns", 1, 24, 0)};
  const TomlTable dyes = root.required_table("dyes", {"names", "passive_reference"});
  profile.dyes = dyes.texts("names");
  profile.passive_reference = dyes.text("passive_reference");
  if (std::find(profile.dyes.begin(), profile.dyes.end(), profile.passive_reference) == profile.dyes.end())
    dyes.fail("passive_reference",
              fmt::format("[dyes]: the passive reference '{}' is not among 'names'{}",
                          profile.passive_reference, nearest_hint(profile.passive_reference, profile.dyes)));
  read_identity(root.required_table("identity", {"type_ids", "type_names", "block_types"}), profile);
  for (const TomlTable& table :
       root.tables("software", {"versions", "match", "ct", "automatic", "implied_by_ids", "source"}))
    profile.software.push_back(read_software(table));
  profile.column_titles = read_columns(root.required_table("columns", {"well",
                                                                       "well_position",
                                                                       "sample",
                                                                       "target",
                                                                       "task",
                                                                       "reporter",
                                                                       "quencher",
                                                                       "quantity",
                                                                       "quantity_mean",
                                                                       "quantity_sd",
                                                                       "comments",
                                                                       "omit",
                                                                       "ct",
                                                                       "ct_mean",
                                                                       "ct_sd",
                                                                       "threshold",
                                                                       "automatic_threshold",
                                                                       "automatic_baseline",
                                                                       "baseline_start",
                                                                       "baseline_end",
                                                                       "amp_status",
                                                                       "cycle",
                                                                       "rn",
                                                                       "delta_rn",
                                                                       "reading",
                                                                       "temperature",
                                                                       "fluorescence"}));
  if (const std::optional<TomlTable> flags = root.free_table("qc_flags"))
    profile.qc_flags = read_qc_flags(*flags);
  return profile;
}

Vocabulary vocabulary_of(std::span<const Profile> profiles) {
  Vocabulary vocabulary;
  for (const Profile& profile : profiles) {
    for (const auto& [field, titles] : profile.column_titles) {
      std::vector<std::string>& known = vocabulary.column_titles[field];
      for (const std::string& title : titles)
        if (std::find(known.begin(), known.end(), title) == known.end())
          known.push_back(title);
    }
    for (const auto& [flag, words] : profile.qc_flags)
      vocabulary.qc_flags.insert(flag);
    for (const std::string& id : profile.type_ids)
      vocabulary.instrument_types.emplace(id, profile.id);
    for (const std::string& type_name : profile.type_names)
      vocabulary.instrument_types.emplace(type_name, profile.id);
    vocabulary.dyes.insert(profile.dyes.begin(), profile.dyes.end());
  }
  return vocabulary;
}

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
    const Words software{fmt::format("software '{}'", instrument.software),
                         fmt::format("软件“{}”", instrument.software)};
    return {.rules = own_rules(),
            .issue = make_issue(IssueCode::InstrumentUnknown, source_name(run),
                                field<"instrument">(words == Words{} ? software : words))};
  }
  for (const SoftwareRules& rules : profile->software)
    if (contains_version(instrument.software, rules.match))
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
