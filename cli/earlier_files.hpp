// Files of an earlier call that stay beside the outputs of another record of the same run.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "files.hpp"
#include "outputs.hpp"

namespace crossbreak::cli {

struct EarlierFiles {
  std::vector<std::filesystem::path> files;  ///< outputs of the run, in the order they are written
  std::vector<std::string> formats;          ///< of these, as --formats calls them
  std::vector<std::string> all_formats;      ///< of these and of the outputs that are written now
  bool record_gives_them = false;            ///< the record is written now, and renders all of them
  std::vector<std::filesystem::path> released;
};

/// What lies at the places of the run of `record` (RUN.calls.json), is not among `outputs`, which are about
/// to be written, and is of another record. Nothing where the same record lies there. `of`: the record that
/// the outputs are of, where it is not among them; empty: not known. Where no two records can be compared,
/// pages and workbooks tell by the record that they name, and the others by outputs that replace other bytes.
EarlierFiles earlier_files(const std::filesystem::path& record, const std::vector<Output>& outputs,
                           const std::string& of);

/// Of outputs without the record: that which they are of, where one lies at `record` to be compared with.
/// Else empty.
std::string record_to_compare(const Report& report, const OutputChoice& choice,
                              const std::filesystem::path& record);

/// A line of each kind of them for people: which they are, and what makes them again as outputs of the record
/// that lies there now. Where 'crossbreak report' cannot, `otherwise` does with other --formats.
std::vector<std::string> lines_of(const EarlierFiles& earlier, const std::filesystem::path& record,
                                  const OutputChoice& choice,
                                  const std::string& otherwise = "the same command");

/// Writes them to standard error.
void tell_earlier(std::ostream& err, const EarlierFiles& earlier, const std::filesystem::path& record,
                  const OutputChoice& choice, const std::string& otherwise = "the same command");

}  // namespace crossbreak::cli
