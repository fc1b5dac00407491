// Reads the TOML of --meta:
//
//   extraction_batch = "E-2026-07"
//   [[reagent]]
//   name = "Master mix"   lot = "00123"   expiry = 2026-12-31
//   [[control]]
//   name = "PC"           lot = "PC-7"
//   [[standard]]
//   name = "S1"           lot = "S-1"
//   [[sample]]
//   name = "24-0101"      specimen = "bone marrow"   collected = 2026-03-01   received = 2026-03-02
//   order = "O-17"        requester = "Haematology 2"
#include "pipeline/metadata.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <set>

#include "assay/toml_table.hpp"
#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t length_of_day = std::string_view("2026-03-31").size();

/// A text on one line.
std::string read_line(const TomlTable& table, std::string_view key) {
  const std::string text = table.text(key);
  if (printable(text) != text)
    table.fail(key, fmt::format("{}: expected '{}' on one line, without control characters, found '{}'",
                                table.where(), key, printable(text)));
  return text;
}

std::string read_line_or_nothing(const TomlTable& table, std::string_view key) {
  return table.has(key) ? read_line(table, key) : std::string();
}

int number_of(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

bool is_day(std::string_view text) {
  if (text.size() != length_of_day || text[4] != '-' || text[7] != '-')
    return false;
  const int year = number_of(text.substr(0, 4));
  const int month = number_of(text.substr(5, 2));
  const int day = number_of(text.substr(8, 2));
  return year > 0 && month > 0 && day > 0 &&
         std::chrono::year_month_day{std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day))}
             .ok();
}

/// A text, or a date as TOML has them. Empty where it is not given.
std::string read_day(const TomlTable& table, std::string_view key) {
  const toml::node* node = table.node(key);
  if (node == nullptr)
    return {};
  if (const toml::value<toml::date>* date = node->as_date())
    return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  const std::string text = table.text(key);
  if (!is_day(text))
    table.fail(key, fmt::format("{}: expected a day such as 2026-03-31 for '{}', found '{}'", table.where(),
                                key, printable(text)));
  return text;
}

std::vector<Lot> read_lots(const TomlTable& root, std::string_view key, std::vector<unsigned>& lines) {
  std::vector<Lot> lots;
  for (const TomlTable& table : root.tables(key, {"name", "lot", "expiry"})) {
    lots.push_back({.name = read_line(table, "name"),
                    .lot = read_line(table, "lot"),
                    .expiry = read_day(table, "expiry")});
    lines.push_back(table.line());
  }
  return lots;
}

void read_samples(const TomlTable& root, MetadataFile& file) {
  std::map<std::string, std::string> known;
  for (const TomlTable& table :
       root.tables("sample", {"name", "specimen", "collected", "received", "order", "requester"})) {
    SampleMetadata sample{.sample = read_line(table, "name"),
                          .specimen = read_line_or_nothing(table, "specimen"),
                          .collected = read_day(table, "collected"),
                          .received = read_day(table, "received"),
                          .order = read_line_or_nothing(table, "order"),
                          .requester = read_line_or_nothing(table, "requester")};
    const auto [other, is_new] = known.emplace(folded_sample_name(sample.sample), sample.sample);
    if (!is_new)
      table.fail("name",
                 fmt::format("[[sample]]: '{}' is listed twice (as '{}')", sample.sample, other->second));
    file.content.samples.push_back(std::move(sample));
    file.sample_lines.push_back(table.line("name"));
  }
}

}  // namespace

MetadataFile read_metadata(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the run's metadata", parsed,
                       {"extraction_batch", "reagent", "control", "standard", "sample"});
  MetadataFile file;
  file.name = name;
  file.sha256 = sha256_hex(text);
  file.content.extraction_batch = read_line_or_nothing(root, "extraction_batch");
  file.content.reagents = read_lots(root, "reagent", file.lot_lines);
  file.content.controls = read_lots(root, "control", file.lot_lines);
  file.content.standards = read_lots(root, "standard", file.lot_lines);
  read_samples(root, file);
  return file;
}

void check_samples(const MetadataFile& file, std::span<const Run* const> runs) {
  std::set<std::string> folded;
  std::vector<std::string> names;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions)
      if (folded.insert(folded_sample_name(reaction.sample)).second)
        names.push_back(reaction.sample);
  for (std::size_t i = 0; i < file.content.samples.size(); ++i) {
    const std::string& name = file.content.samples[i].sample;
    if (folded.contains(folded_sample_name(name)))
      continue;
    const std::optional<std::string> nearest = nearest_name(name, names);
    throw CallError(fmt::format("{}:{}: [[sample]]: expected a sample of the run, found '{}'{}", file.name,
                                file.sample_lines[i], name,
                                nearest ? ", did you mean '" + *nearest + "'?" : std::string()));
  }
}

std::vector<Issue> expired_lots(const MetadataFile& file, const Run& run) {
  const std::string day = run_date(run).substr(0, length_of_day);
  std::vector<Issue> issues;
  if (!is_day(day))
    return issues;
  std::size_t line = 0;
  for (const std::vector<Lot>* lots :
       {&file.content.reagents, &file.content.controls, &file.content.standards})
    for (const Lot& lot : *lots) {
      const unsigned stands_on = file.lot_lines.at(line++);
      if (!lot.expiry.empty() && lot.expiry < day)
        issues.push_back(make_issue(IssueCode::LotExpired, fmt::format("{}:{}", file.name, stands_on),
                                    field<"name">(lot.name), field<"lot">(lot.lot),
                                    field<"expiry">(lot.expiry), field<"date">(day)));
    }
  return issues;
}

}  // namespace crossbreak
