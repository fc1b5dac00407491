// Which of the files that a study is given are records and which are runs.
#pragma once

#include <string>
#include <vector>

namespace crossbreak::cli {

struct CohortFiles {
  /// In the order given, those of a folder by name; each file once.
  struct Entry {
    std::string file;
    bool is_record = false;
  };
  std::vector<Entry> entries;
  std::vector<std::string> aside;  ///< in a folder, and neither run, record nor output of ours
};

/// Sorts files and the files of folders, without those in folders below. A file that is named counts as a run
/// where it is no JSON: what is wrong with it, its reader says. In a folder RUN.calls.json is a record, and
/// a run is what a layout of runs recognises; `others` of the study are neither. Throws InputError, for a
/// folder with neither too.
CohortFiles sort_cohort_files(const std::vector<std::string>& given, const std::vector<std::string>& others);

}  // namespace crossbreak::cli
