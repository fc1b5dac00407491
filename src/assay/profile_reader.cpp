#include "assay/profile_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "assay/name_folding.hpp"
#include "assay/toml_table.hpp"
#include "run/make_issue.hpp"
#include "run/sha256.hpp"

namespace crossbreak {
namespace {

/// Required: the value whose code the key holds.
template <class Enum>
Enum read_value(const TomlTable& table, std::string_view key) {
  std::vector<std::string> codes;
  for (const auto& [value, code] : codes_of(Enum{}))
    codes.emplace_back(code);
  table.text(key);
  return codes_of(Enum{})[table.choice_or(key, codes, 0)].first;
}

SoftwareRules read_software(const TomlTable& table) {
  SoftwareRules rules;
  rules.versions = table.text("versions");
  rules.match = table.text("match");
  rules.ct = read_value<CtRule>(table, "ct");
  rules.automatic = read_value<AutomaticRule>(table, "automatic");
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

/// The keys of [columns].
std::vector<std::string_view> column_keys() {
  std::vector<std::string_view> keys;
  for (const auto& [column, code] : codes_of(Column{}))
    keys.push_back(code);
  return keys;
}

/// A title means one field.
std::map<Column, std::vector<std::string>> read_columns(const TomlTable& table) {
  std::map<Column, std::vector<std::string>> titles;
  std::map<std::string, std::string> meanings;  // folded title to key
  for (const auto& [column, key] : codes_of(Column{})) {
    if (!table.has(key))
      continue;
    titles[column] = table.texts(key);
    for (const std::string& title : titles[column]) {
      const auto [known, is_new] = meanings.emplace(folded_name(title), key);
      if (!is_new && known->second != key)
        table.fail(key, fmt::format("[columns]: '{}' means '{}' and '{}'", title, known->second, key));
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

/// The common titles stand first: messages ask for the first title of a field.
void add_common(const CommonColumns& common, Profile& profile) {
  std::map<std::string, Column> own;  // folded title to field
  for (const auto& [field, titles] : profile.column_titles)
    for (const std::string& title : titles)
      own.emplace(folded_name(title), field);
  for (const auto& [field, titles] : common.titles) {
    std::vector<std::string> all;
    for (const std::string& title : titles)
      if (const auto meaning = own.find(folded_name(title)); meaning == own.end() || meaning->second == field)
        all.push_back(title);
    for (const std::string& title : profile.column_titles[field])
      if (std::find(all.begin(), all.end(), title) == all.end())
        all.push_back(title);
    profile.column_titles[field] = std::move(all);
  }
  profile.qc_flags.insert(common.qc_flags.begin(), common.qc_flags.end());
}

}  // namespace

CommonColumns read_common_columns(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the file of common columns", parsed, {"columns", "qc_flags"});
  CommonColumns common;
  common.titles = read_columns(root.required_table("columns", column_keys()));
  if (const std::optional<TomlTable> flags = root.free_table("qc_flags"))
    common.qc_flags = read_qc_flags(*flags);
  common.bytes = text;
  return common;
}

Profile read_profile(std::string_view name, std::string_view text, const CommonColumns& common) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the profile", parsed,
                       {"profile", "plate", "dyes", "identity", "software", "columns", "qc_flags"});
  Profile profile;
  const TomlTable head = root.required_table("profile", {"id", "version", "name", "source"});
  profile.id = head.text("id");
  profile.version = head.text("version");
  profile.name = head.text("name");
  profile.source = head.text("source");
  profile.sha256 = sha256_hex(std::string(text) + common.bytes);

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
  if (const std::optional<TomlTable> columns = root.table("columns", column_keys()))
    profile.column_titles = read_columns(*columns);
  if (const std::optional<TomlTable> flags = root.free_table("qc_flags"))
    profile.qc_flags = read_qc_flags(*flags);
  add_common(common, profile);
  return profile;
}

std::vector<Profile> read_profiles(std::vector<ProfileFile> files) {
  std::sort(files.begin(), files.end(),
            [](const ProfileFile& a, const ProfileFile& b) { return a.name < b.name; });
  const auto common_file = std::find_if(
      files.begin(), files.end(), [](const ProfileFile& file) { return file.name == common_columns_name; });
  if (common_file == files.end())
    throw AssayError(common_columns_name, "expected the titles common to the profiles, found no such file");
  const CommonColumns common = read_common_columns(common_file->name, common_file->toml);
  std::vector<Profile> profiles;
  for (const ProfileFile& file : files)
    if (file.name != common_columns_name)
      profiles.push_back(read_profile(file.name, file.toml, common));
  return profiles;
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

}  // namespace crossbreak
