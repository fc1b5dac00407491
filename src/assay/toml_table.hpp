// Strict reading of TOML that people edit: every key must be known, every value of the right kind, and
// every complaint names file and line. Private to the library: not installed.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

#include "assay/assay_error.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// Throws AssayError with the line of the first syntax error.
toml::table parse_toml(std::string_view file, std::string_view text);

/// A view of one table; the toml::table must outlive it. All functions throw AssayError.
class TomlTable {
 public:
  /// `where` names the table in messages, e.g. "[rules]". A key that is not among `keys` is an error.
  TomlTable(std::string file, std::string where, const toml::table& table,
            const std::vector<std::string_view>& keys);

  bool has(std::string_view key) const { return table_->contains(key); }
  std::vector<std::string> keys() const;
  unsigned line() const { return line_; }
  /// Of the key's value; of the table where it has no such key.
  unsigned line(std::string_view key) const;
  const std::string& where() const { return where_; }
  [[noreturn]] void fail(std::string_view key, std::string_view message) const;

  std::string text(std::string_view key) const;  ///< required, never empty
  std::string text_or(std::string_view key, std::string_view otherwise) const;
  /// Required; without control characters, line ends among them, and no longer than most_name_bytes.
  std::string line_of_text(std::string_view key) const;
  std::string line_of_text_or_nothing(std::string_view key) const;
  /// A line of text, its Chinese behind "_zh"; each stands for the other where that is absent. Empty without
  /// both.
  Words words(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;  ///< finite
  double number_within(std::string_view key, double low, double high, double otherwise) const;
  std::optional<int> whole_number(std::string_view key) const;
  int whole_number_within(std::string_view key, int low, int high, int otherwise) const;
  bool flag_or(std::string_view key, bool otherwise) const;
  /// Empty when absent; no element is empty. At most so many; the line that is told is that of the first one
  /// too many.
  std::vector<std::string> texts(std::string_view key,
                                 std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  /// The place of the text in `choices`; `otherwise` when absent.
  std::size_t choice_or(std::string_view key, const std::vector<std::string>& choices,
                        std::size_t otherwise) const;

  std::optional<TomlTable> table(std::string_view key, const std::vector<std::string_view>& keys) const;
  TomlTable required_table(std::string_view key, const std::vector<std::string_view>& keys) const;
  /// A table whose keys are names that people choose.
  std::optional<TomlTable> free_table(std::string_view key) const;
  /// At most so many, likewise.
  std::vector<TomlTable> tables(std::string_view key, const std::vector<std::string_view>& keys,
                                std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  const toml::node* node(std::string_view key) const { return table_->get(key); }

 private:
  TomlTable(std::string file, std::string where, const toml::table& table, unsigned line)
      : file_(std::move(file)), where_(std::move(where)), table_(&table), line_(line) {}
  void refuse_unknown_keys(const std::vector<std::string_view>& keys) const;
  [[noreturn]] void fail_kind(std::string_view key, std::string_view wanted, const toml::node& found) const;

  std::string file_;
  std::string where_;
  const toml::table* table_;
  unsigned line_;
};

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& things) {
  std::vector<std::string> names;
  for (const Named& thing : things)
    names.push_back(thing.name);
  return names;
}

/// Throws AssayError where two things have one name; `tables` are what they were read from.
void refuse_doubles(const std::vector<TomlTable>& tables, const std::vector<std::string>& names);

/// "'a', 'b'".
std::string quoted_list(const std::vector<std::string>& names);
/// "; nearest: 'exons'", or nothing where no name is near.
std::string nearest_hint(std::string_view found, const std::vector<std::string>& names);

}  // namespace crossbreak
