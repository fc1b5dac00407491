// What a laboratory settles once for its runs: crossbreak.toml. Only values; laboratory_reader.hpp reads
// them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "record/laboratory_head.hpp"
#include "record/release.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// Who may sign, and by which key.
struct Person {
  std::string name;                ///< compared as folded_person_name()
  std::string public_key;          ///< Ed25519, base64; of no other person
  std::set<SignatureMeaning> may;  ///< sign as reviewed, as approved
  bool operator==(const Person&) const = default;
};

/// On which line of the settings' file a value stands that only panel or program can judge.
struct SettingLines {
  unsigned panel = 0;
  std::map<std::string, unsigned> targets;
  std::map<std::string, unsigned> roles;
  std::map<std::string, unsigned> formats;
  bool operator==(const SettingLines&) const = default;
};

/// What is absent is settled by the command line, the panel or the program.
struct Laboratory {
  std::string file;    ///< as messages name it; empty: no settings
  std::string sha256;  ///< of the file's bytes; empty likewise
  std::optional<LaboratoryHead> head;
  std::optional<std::string> panel;            ///< a file, seen from the folder of the settings
  std::map<std::string, std::string> targets;  ///< as --target: name in the run file to set of the panel
  std::map<std::string, std::string> roles;    ///< as --role: sample name to role or control of the panel
  std::vector<std::string> formats;            ///< as --formats; empty: all
  std::optional<Language> language;
  std::optional<int> signatures;  ///< different people who must sign; the panel's number where it is higher
  std::vector<Person> people;
  SettingLines lines;
  bool operator==(const Laboratory&) const = default;
};

/// "crossbreak.toml:7: ", before what is wrong with a value of the settings on that line.
std::string place_of(const Laboratory& laboratory, unsigned line);

/// Case, width, blanks and dashes do not tell people apart: "A.Reviewer" is "A. Reviewer".
std::string folded_person_name(std::string_view name);
bool is_same_person(std::string_view a, std::string_view b);

/// The person of that name; null where the settings list none.
const Person* person_named(const Laboratory& laboratory, std::string_view name);

/// What a record called with these settings and this panel asks of its signatures.
SigningPolicy signing_policy(const Laboratory& laboratory, const Panel& panel);

}  // namespace crossbreak
