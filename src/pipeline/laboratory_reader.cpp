// Reads crossbreak.toml into a Laboratory:
//
//   panel = "panels/our_panel.toml"          # seen from this file's folder
//   lang = "zh"
//   formats = ["xlsx", "html", "json", "csv"]
//   signatures = 3
//   [laboratory]                             # head of what is printed
//   name = "..."   name_zh = "..."
//   [targets]                                # as --target
//   "Set A" = "D4-7"
//   [roles]                                  # as --role
//   K562 = "PC47"
//   [[person]]
//   name = "A. Reviewer"   public_key = "..."   may = ["review", "approve"]
#include "pipeline/laboratory_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string>
#include <utility>

#include "assay/toml_table.hpp"
#include "calling/sample_names.hpp"
#include "run/person_name.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

LaboratoryHead read_head(const TomlTable& table) {
  if (!table.has("name_zh"))
    table.text("name");  // or it lacks one
  return {.name = table.words("name"),
          .department = table.words("department"),
          .address = table.words("address"),
          .phone = table.line_of_text_or_nothing("phone")};
}

/// A table from names that people choose to names that the panel knows; `lines` receives where each stands.
std::map<std::string, std::string> read_names(const TomlTable& root, std::string_view key,
                                              std::map<std::string, unsigned>& lines) {
  std::map<std::string, std::string> names;
  const std::optional<TomlTable> table = root.free_table(key);
  if (!table)
    return names;
  for (const std::string& name : table->keys()) {
    names[name] = table->text(name);
    lines[name] = table->line(name);
  }
  return names;
}

/// Samples are known by their folded names: two of one folded name would say two things of one sample.
void check_each_sample_once(const TomlTable& root, const Laboratory& laboratory) {
  std::map<std::string, std::string> known;
  for (const auto& [sample, role] : laboratory.roles) {
    const auto [other, is_new] = known.emplace(folded_sample_name(sample), sample);
    if (is_new)
      continue;
    const bool is_later = laboratory.lines.roles.at(sample) >= laboratory.lines.roles.at(other->second);
    const std::string& first = is_later ? other->second : sample;
    const std::string& second = is_later ? sample : other->second;
    root.free_table("roles")->fail(second,
                                   fmt::format("[roles]: '{}' is listed twice (as '{}')", second, first));
  }
}

std::map<std::string, unsigned> lines_of_texts(const TomlTable& root, std::string_view key) {
  std::map<std::string, unsigned> lines;
  if (const toml::node* list = root.node(key))
    for (const toml::node& element : *list->as_array())
      lines.emplace(element.as_string()->get(), element.source().begin.line);
  return lines;
}

std::set<SignatureMeaning> read_rights(const TomlTable& table) {
  const std::vector<std::string> known = {"review", "approve"};
  std::set<SignatureMeaning> rights;
  for (const std::string& right : table.texts("may")) {
    if (right == known[0])
      rights.insert(SignatureMeaning::Reviewed);
    else if (right == known[1])
      rights.insert(SignatureMeaning::Approved);
    else
      table.fail("may", fmt::format("{}: 'may' holds some of {}, found '{}'{}", table.where(),
                                    quoted_list(known), right, nearest_hint(right, known)));
  }
  if (rights.empty())
    table.fail("may", fmt::format("{}: expected some of {} in 'may'", table.where(), quoted_list(known)));
  return rights;
}

/// 32 bytes in base64: 43 letters, of which the last leaves two bits empty, and one '='.
bool is_public_key(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t length = 43;
  return text.size() == length + 1 && text.back() == '=' && text.find_first_not_of(letters) == length &&
         letters.find(text[length - 1]) % 4 == 0;
}

std::vector<Person> read_people(const TomlTable& root) {
  std::vector<Person> people;
  std::map<std::string, std::size_t> names;  // places among the people, by folded names
  std::map<std::string, std::size_t> keys;   // likewise
  for (const TomlTable& table : root.tables("person", {"name", "public_key", "may"})) {
    Person person{.name = table.line_of_text("name"),
                  .public_key = table.text("public_key"),
                  .may = read_rights(table)};
    if (const auto wanted = why_no_person_name(person.name))
      table.fail("name", fmt::format("{}: expected {}, found '{}'", table.where(), *wanted, person.name));
    if (!is_public_key(person.public_key))
      table.fail(
          "public_key",
          fmt::format("{}: expected the public key of '{}' as 'crossbreak review keygen' prints it, 44 "
                      "letters of base64, found '{}'",
                      table.where(), person.name, printable(person.public_key)));
    const auto by_name = names.emplace(folded_person_name(person.name), people.size()).first;
    const auto by_key = keys.emplace(person.public_key, people.size()).first;
    // Of two whom this one is taken for, the first is told.
    if (by_name->second < people.size() && by_name->second <= by_key->second)
      table.fail("name", fmt::format("{}: '{}' is listed twice (as '{}')", table.where(), person.name,
                                     people[by_name->second].name));
    if (by_key->second < people.size())
      table.fail("public_key", fmt::format("{}: '{}' has the key of '{}'; each person signs with a key of "
                                           "their own",
                                           table.where(), person.name, people[by_key->second].name));
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace

Laboratory read_laboratory(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(
      std::string(name), "the settings", parsed,
      {"laboratory", "panel", "targets", "roles", "formats", "lang", "person", "signatures"});
  Laboratory laboratory;
  laboratory.file = name;
  laboratory.sha256 = sha256_hex(text);
  if (const auto head = root.table(
          "laboratory", {"name", "name_zh", "department", "department_zh", "address", "address_zh", "phone"}))
    laboratory.head = read_head(*head);
  if (root.has("panel")) {
    laboratory.panel = root.text("panel");
    laboratory.lines.panel = root.line("panel");
  }
  laboratory.targets = read_names(root, "targets", laboratory.lines.targets);
  laboratory.roles = read_names(root, "roles", laboratory.lines.roles);
  check_each_sample_once(root, laboratory);
  laboratory.formats = root.texts("formats");
  laboratory.lines.formats = lines_of_texts(root, "formats");
  if (root.has("lang"))
    laboratory.language = root.choice_or("lang", {"en", "zh"}, 0) == 1 ? Language::Zh : Language::En;
  if (root.has("signatures"))
    laboratory.signatures =
        root.whole_number_within("signatures", fewest_signatures, most_signatures, fewest_signatures);
  laboratory.people = read_people(root);
  return laboratory;
}

}  // namespace crossbreak
