// From the files a user names to runs read and analysed. Shared by call, curves, explain and inspect.
#pragma once

#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "curves/analysis.hpp"
#include "formats/formats.hpp"

namespace crossbreak::cli {

/// Adds --format, --encoding and --profile.
void add_reading_options(boost::program_options::options_description& options);

/// Adds --baseline and --threshold.
void add_curve_options(boost::program_options::options_description& options);

/// One run to come: its files in memory, or why they cannot be used.
struct RunFiles {
  std::filesystem::path path;  ///< of the file that names the outputs
  RunSources sources;
  std::exception_ptr error;
};

/// Reads the files and sorts them into runs, in the order given. A file that cannot be used stays in its
/// place with its error, so that the others are still tried.
std::vector<RunFiles> open_runs(const Arguments& arguments);

/// A run, what describes its instrument, and the rules its software used (their issue moved to the run's).
struct ReadRun {
  Run run;
  const Profile* profile = nullptr;
  ChosenRules rules;
};

/// Everything that reading and analysing need, from the command line.
class Reader {
 public:
  explicit Reader(const Arguments& arguments);

  /// Throws FormatError, or the error that opening the files met.
  ReadRun read(const RunFiles& files) const;

  /// The command line's choices with the rules of the run.
  CurveSettings curve_settings(const ReadRun& read) const;

  /// Throws CommandLineError where --baseline names a window that ends behind the last cycle of one of the
  /// runs: none of its curves could be called.
  void check_windows(const std::vector<const Run*>& runs) const;

  /// The targets that --threshold and --baseline name.
  std::vector<std::string> named_targets() const;

 private:
  std::vector<Profile> profiles_;
  bool profile_is_forced_;
  ReadOptions options_;
  CurveSettings choices_;
};

/// Whether the window ends behind the run's last cycle; never where the file gives no cycles.
bool ends_behind(BaselineWindow window, const Run& run);

/// Throws CommandLineError where one of `names` (of `option`) is no target of any run.
void check_targets_exist(const std::vector<std::string>& names, const std::string& option,
                         const std::vector<const Run*>& runs);

}  // namespace crossbreak::cli
