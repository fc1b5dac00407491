#include "assay/toml_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>

#include "run/input_limits.hpp"
#include "run/nearest.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

unsigned line_of(const toml::node& node) {
  return node.source().begin.line;
}

/// The parser bounds the depth of values but not of dotted keys: 100000 of them in one line overflow the
/// stack when the tables are taken down. The figure is an arbitrary choice far above any line that a person
/// writes.
void refuse_deep_keys(std::string_view file, std::string_view text) {
  constexpr std::ptrdiff_t most_dots = 1000;
  unsigned line = 1;
  for (std::size_t start = 0; start < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view here = text.substr(start, end - start);
    if (std::count(here.begin(), here.end(), '.') > most_dots)
      throw AssayError(file, line, "more than 1000 dots in one line: keys are not nested so deep");
    start = end + 1;
  }
}

}  // namespace

toml::table parse_toml(std::string_view file, std::string_view text) {
  if (text.size() > most_toml_bytes)
    throw AssayError(file, "too large: expected a TOML file of at most " +
                               std::to_string(most_toml_bytes >> 20U) + " MiB, found " +
                               std::to_string(text.size()) + " bytes");
  refuse_deep_keys(file, text);
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    throw AssayError(file, error.source().begin.line, error.description());
  }
}

void refuse_doubles(const std::vector<TomlTable>& tables, const std::vector<std::string>& names) {
  std::set<std::string_view> known;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!known.insert(names[i]).second)
      tables[i].fail("name", fmt::format("{}: '{}' is listed twice", tables[i].where(), names[i]));
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    list += (list.empty() ? "'" : ", '") + name + "'";
  return list;
}

std::string nearest_hint(std::string_view found, const std::vector<std::string>& names) {
  const std::optional<std::string> nearest = nearest_name(found, names);
  return nearest ? "; nearest: '" + *nearest + "'" : "";
}

TomlTable::TomlTable(std::string file, std::string where, const toml::table& table,
                     const std::vector<std::string_view>& keys)
    : TomlTable(std::move(file), std::move(where), table, line_of(table)) {
  refuse_unknown_keys(keys);
}

void TomlTable::refuse_unknown_keys(const std::vector<std::string_view>& keys) const {
  const std::vector<std::string> known(keys.begin(), keys.end());
  for (const auto& [key, value] : *table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) != keys.end())
      continue;
    throw AssayError(file_, key.source().begin.line,
                     fmt::format("{} has no key '{}'{}", where_, key.str(), nearest_hint(key.str(), known)));
  }
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : *table_)
    names.emplace_back(key.str());
  return names;
}

unsigned TomlTable::line(std::string_view key) const {
  const toml::node* found = node(key);
  return found ? line_of(*found) : line_;
}

void TomlTable::fail(std::string_view key, std::string_view message) const {
  throw AssayError(file_, line(key), message);
}

void TomlTable::fail_kind(std::string_view key, std::string_view wanted, const toml::node& found) const {
  fail(key, fmt::format("{}: expected {} for '{}', found {}", where_, wanted, key, kind_of(found)));
}

std::string TomlTable::text(std::string_view key) const {
  const toml::node* found = node(key);
  if (!found)
    throw AssayError(file_, line_, fmt::format("{} lacks the key '{}'", where_, key));
  if (!found->is_string())
    fail_kind(key, "text", *found);
  std::string value = found->as_string()->get();
  if (value.empty())
    fail(key, fmt::format("{}: '{}' is empty", where_, key));
  return value;
}

std::string TomlTable::text_or(std::string_view key, std::string_view otherwise) const {
  return has(key) ? text(key) : std::string(otherwise);
}

std::string TomlTable::line_of_text(std::string_view key) const {
  const std::string value = text(key);
  if (value.size() > most_name_bytes)
    fail(key, fmt::format("{}: expected at most {} bytes for '{}', found {}", where_, most_name_bytes, key,
                          value.size()));
  if (printable(value) != value)
    fail(key, fmt::format("{}: expected '{}' on one line, without control characters, found '{}'", where_,
                          key, printable(value)));
  return value;
}

std::string TomlTable::line_of_text_or_nothing(std::string_view key) const {
  return has(key) ? line_of_text(key) : std::string();
}

Words TomlTable::words(std::string_view key) const {
  Words words{.en = line_of_text_or_nothing(key), .zh = line_of_text_or_nothing(std::string(key) + "_zh")};
  if (words.en.empty())
    words.en = words.zh;
  if (words.zh.empty())
    words.zh = words.en;
  return words;
}

std::optional<double> TomlTable::number(std::string_view key) const {
  const toml::node* found = node(key);
  if (!found)
    return std::nullopt;
  if (!found->is_number())
    fail_kind(key, "a number", *found);
  const double value = *found->value<double>();
  if (!std::isfinite(value))
    fail(key, fmt::format("{}: expected a finite number for '{}'", where_, key));
  return value;
}

double TomlTable::number_within(std::string_view key, double low, double high, double otherwise) const {
  const double value = number(key).value_or(otherwise);
  if (!(value >= low && value <= high))
    fail(key, fmt::format("{}: '{}' must lie between {} and {}, found {}", where_, key, low, high, value));
  return value;
}

std::optional<int> TomlTable::whole_number(std::string_view key) const {
  const toml::node* found = node(key);
  if (!found)
    return std::nullopt;
  if (!found->is_integer())
    fail_kind(key, "a whole number", *found);
  const std::int64_t value = found->as_integer()->get();
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
    fail(key, fmt::format("{}: '{}' is out of range: {}", where_, key, value));
  return static_cast<int>(value);
}

int TomlTable::whole_number_within(std::string_view key, int low, int high, int otherwise) const {
  const int value = whole_number(key).value_or(otherwise);
  if (value < low || value > high)
    fail(key, fmt::format("{}: '{}' must lie between {} and {}, found {}", where_, key, low, high, value));
  return value;
}

bool TomlTable::flag_or(std::string_view key, bool otherwise) const {
  const toml::node* found = node(key);
  if (!found)
    return otherwise;
  if (!found->is_boolean())
    fail_kind(key, "true or false", *found);
  return found->as_boolean()->get();
}

std::vector<std::string> TomlTable::texts(std::string_view key, std::size_t most) const {
  const toml::node* found = node(key);
  if (!found)
    return {};
  if (!found->is_array())
    fail_kind(key, "a list of texts", *found);
  if (const toml::array& list = *found->as_array(); list.size() > most)
    throw AssayError(
        file_, line_of(list[most]),
        fmt::format("{}: expected at most {} texts in '{}', found {}", where_, most, key, list.size()));
  std::vector<std::string> values;
  for (const toml::node& element : *found->as_array()) {
    if (!element.is_string() || element.as_string()->get().empty())
      throw AssayError(file_, line_of(element),
                       fmt::format("{}: expected non-empty text in '{}', found {}", where_, key,
                                   element.is_string() ? "empty text" : kind_of(element)));
    values.push_back(element.as_string()->get());
  }
  return values;
}

std::size_t TomlTable::choice_or(std::string_view key, const std::vector<std::string>& choices,
                                 std::size_t otherwise) const {
  if (!has(key))
    return otherwise;
  const std::string value = text(key);
  const auto found = std::find(choices.begin(), choices.end(), value);
  if (found == choices.end())
    fail(key, fmt::format("{}: '{}' is one of {}, found '{}'{}", where_, key, quoted_list(choices), value,
                          nearest_hint(value, choices)));
  return static_cast<std::size_t>(found - choices.begin());
}

std::optional<TomlTable> TomlTable::free_table(std::string_view key) const {
  const toml::node* found = node(key);
  if (!found)
    return std::nullopt;
  if (!found->is_table())
    fail_kind(key, "a table", *found);
  const bool is_nested = where_.starts_with('[') && !where_.starts_with("[[");
  std::string where =
      is_nested ? fmt::format("{}.{}]", where_.substr(0, where_.size() - 1), key) : fmt::format("[{}]", key);
  return TomlTable(file_, std::move(where), *found->as_table(), line_of(*found));
}

std::optional<TomlTable> TomlTable::table(std::string_view key,
                                          const std::vector<std::string_view>& keys) const {
  std::optional<TomlTable> found = free_table(key);
  if (found)
    found->refuse_unknown_keys(keys);
  return found;
}

TomlTable TomlTable::required_table(std::string_view key, const std::vector<std::string_view>& keys) const {
  std::optional<TomlTable> found = table(key, keys);
  if (!found)
    throw AssayError(file_, line_, fmt::format("{} lacks the table [{}]", where_, key));
  return *std::move(found);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key, const std::vector<std::string_view>& keys,
                                         std::size_t most) const {
  const toml::node* found = node(key);
  if (!found)
    return {};
  if (!found->is_array())
    fail_kind(key, fmt::format("tables [[{}]]", key), *found);
  if (const toml::array& list = *found->as_array(); list.size() > most)
    throw AssayError(
        file_, line_of(list[most]),
        fmt::format("{}: expected at most {} tables [[{}]], found {}", where_, most, key, list.size()));
  std::vector<TomlTable> tables;
  for (const toml::node& element : *found->as_array()) {
    if (!element.is_table())
      throw AssayError(file_, line_of(element),
                       fmt::format("{}: expected tables in '{}', found {}", where_, key, kind_of(element)));
    tables.emplace_back(file_, fmt::format("[[{}]]", key), *element.as_table(), keys);
  }
  return tables;
}

}  // namespace crossbreak
