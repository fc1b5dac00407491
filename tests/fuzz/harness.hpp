// What fuzzers and their replay share: one value per harness, in one list.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crossbreak::fuzz {

/// Something that takes bytes from outside.
struct Harness {
  std::string name;  ///< what run.sh takes, and a folder of the corpus: "v2-text"
  /// Reads the bytes. Errors that its callers know are none here; anything else is a finding: another
  /// exception, a report of a sanitizer, broken().
  std::function<void(const std::string& bytes)> run;
  /// What the corpus starts from, made by the simulator and the writers. Never empty.
  std::function<std::vector<std::string>()> seeds;
  bool is_zip = false;  ///< mutated member by member: a flipped bit of a zip reaches no reader
};

/// All of them, by name.
const std::vector<Harness>& harnesses();

/// The harness of that name; ends the program with all names otherwise.
const Harness& harness_named(std::string_view name);

/// Tokens of the seeds, as libFuzzer's -dict takes them.
std::string dictionary_of(const Harness& harness);

/// Ends the program as a finding: what was promised of any input does not hold.
[[noreturn]] void broken(const std::string& what);

// The parts of the list.
void add_run_files(std::vector<Harness>& list);
void add_members(std::vector<Harness>& list);
void add_containers(std::vector<Harness>& list);
void add_texts(std::vector<Harness>& list);
void add_outputs(std::vector<Harness>& list);

/// What `read` does, unless it throws one of these: errors that a user is told in a line.
template <class Error, class... Errors, class Read>
void reads_or_refuses(const Read& read) {
  try {
    if constexpr (sizeof...(Errors) == 0)
      read();
    else
      reads_or_refuses<Errors...>(read);
  } catch (const Error& error) {
    if (std::string_view(error.what()).empty())
      broken("an error without words");
  }
}

}  // namespace crossbreak::fuzz
