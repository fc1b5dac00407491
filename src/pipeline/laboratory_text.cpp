#include "pipeline/laboratory_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "record/json_text.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/release.hpp"
#include "words/labels/settings.hpp"

namespace crossbreak {
namespace {

std::string code_of_language(Language language) {
  return language == Language::Zh ? "zh" : "en";
}

SettingSource source_of(bool is_set) {
  return is_set ? SettingSource::Laboratory : SettingSource::Program;
}

SettingSource source_of_signatures(const SettingsInForce& settings) {
  return settings.laboratory.signatures.value_or(0) > settings.panel.signing.signatures
             ? SettingSource::Laboratory
             : SettingSource::Panel;
}

int signatures_of(const SettingsInForce& settings) {
  return signing_policy(settings.laboratory, settings.panel).signatures;
}

std::string panel_of(const SettingsInForce& settings) {
  return settings.panel.id + ' ' + settings.panel.version + " (" + settings.panel_file + ')';
}

/// Name, value and source of one setting.
struct Line {
  std::string name;
  std::string value;
  SettingSource source = SettingSource::Laboratory;
};

std::string person_in_words(const Person& person, Language language) {
  std::vector<Words> rights;
  for (const SignatureMeaning meaning : person.may)
    rights.push_back(words_of(meaning));
  return in(language, filled(settings_labels.rights, field<"name">(person.name),
                             field<"rights">(listed(rights)), field<"key">(person.public_key)));
}

std::vector<Line> lines_of(const SettingsInForce& settings, Language language) {
  const Laboratory& laboratory = settings.laboratory;
  const auto say = [language](const Sentence& sentence) { return in(language, sentence); };
  std::vector<Line> lines = {
      {say(settings_labels.laboratory),
       laboratory.head ? head_in_words(*laboratory.head, language) : say(common_labels.none),
       source_of(laboratory.head.has_value())},
      {say(common_labels.panel), panel_of(settings), source_of(laboratory.panel.has_value())},
      {say(settings_labels.formats),
       joined(std::vector<std::string>(settings.formats.begin(), settings.formats.end())),
       source_of(!laboratory.formats.empty())},
      {say(settings_labels.language), code_of_language(settings.language),
       source_of(laboratory.language.has_value())},
      {say(settings_labels.signatures), std::to_string(signatures_of(settings)),
       source_of_signatures(settings)}};
  for (const auto& [target, set] : laboratory.targets)
    lines.push_back({say(common_labels.target), target + " = " + set});
  for (const auto& [sample, role] : laboratory.roles)
    lines.push_back({say(common_labels.role), sample + " = " + role});
  for (const Person& person : laboratory.people)
    lines.push_back({say(settings_labels.person), person_in_words(person, language)});
  if (laboratory.people.empty())
    lines.push_back({say(settings_labels.person),
                     in(language, filled(settings_labels.no_people,
                                         field<"typed">(words_of(release_labels.typed_names)))),
                     SettingSource::Program});
  return lines;
}

nlohmann::ordered_json with_source(nlohmann::ordered_json value, SettingSource source) {
  return {{"value", std::move(value)}, {"from", code_of(source)}};
}

nlohmann::ordered_json in_both(const Words& words) {
  return {{"en", words.en}, {"zh", words.zh}};
}

nlohmann::ordered_json head_as_json(const std::optional<LaboratoryHead>& head) {
  if (!head)
    return nullptr;
  return {{"name", in_both(head->name)},
          {"department", in_both(head->department)},
          {"address", in_both(head->address)},
          {"phone", head->phone}};
}

}  // namespace

std::string write_settings_text(const SettingsInForce& settings, Language language) {
  const Laboratory& laboratory = settings.laboratory;
  std::string text =
      laboratory.file.empty()
          ? in(language, settings_labels.no_file) + '\n'
          : in(language, filled(settings_labels.file, field<"file">(printable(laboratory.file)))) +
                "\n  SHA-256 " + laboratory.sha256 + '\n';
  const std::vector<Line> lines = lines_of(settings, language);
  std::size_t width = 0;
  for (const Line& line : lines)
    width = std::max(width, display_width(line.name));
  for (const Line& line : lines)
    text += "  " + padded(line.name, width + 2) + printable(line.value) +
            in(language, in_parentheses(in(language, words_of(line.source)))) + '\n';
  return text;
}

std::string write_settings_json(const SettingsInForce& settings) {
  const Laboratory& laboratory = settings.laboratory;
  using Json = nlohmann::ordered_json;
  Json json;
  json["file"] = laboratory.file.empty() ? Json() : Json(laboratory.file);
  json["sha256"] = laboratory.sha256.empty() ? Json() : Json(laboratory.sha256);
  json["laboratory"] = with_source(head_as_json(laboratory.head), source_of(laboratory.head.has_value()));
  json["panel"] = with_source({{"id", settings.panel.id},
                               {"version", settings.panel.version},
                               {"sha256", settings.panel.sha256},
                               {"file", settings.panel_file}},
                              source_of(laboratory.panel.has_value()));
  json["formats"] = with_source(settings.formats, source_of(!laboratory.formats.empty()));
  json["lang"] = with_source(code_of_language(settings.language), source_of(laboratory.language.has_value()));
  json["signatures"] = with_source(signatures_of(settings), source_of_signatures(settings));
  json["targets"] = laboratory.targets;
  json["roles"] = laboratory.roles;
  json["people"] = Json::array();
  for (const Person& person : laboratory.people) {
    Json rights = Json::array();
    for (const SignatureMeaning meaning : person.may)
      rights.push_back(code_of(meaning));
    json["people"].push_back(
        {{"name", person.name}, {"public_key", person.public_key}, {"may", std::move(rights)}});
  }
  // Bytes that are no UTF-8 can only stand in names of files.
  return json_for_terminals(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace crossbreak
