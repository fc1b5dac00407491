// From files in memory to runs, each with what describes its instrument.
#pragma once

#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "formats/format.hpp"
#include "formats/formats.hpp"
#include "pipeline/halves_proof.hpp"
#include "pipeline/settings.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// A file whole in memory, or why it could not be had.
struct OpenedFile {
  Source source;
  std::exception_ptr error;
  std::string path = {};    ///< as the user named it, for messages that name two files; empty: the source's
  std::string folder = {};  ///< where it lies, spelled alike for all files of a folder
};

/// The files of one run, or why they cannot be used.
struct RunFiles {
  std::size_t place = 0;  ///< among the files given: of the one that names the run
  RunSources sources;
  std::exception_ptr error;
  std::optional<HalvesProof> doubt = {};  ///< of a run of several files that nothing proves to be of one run
};

/// Sorts files into runs, in the order given; halves are joined by their contents (halves.hpp), and of a file
/// of several runs each is one, or only those of `runs`: names, or numbers from 1 on in each file. A file
/// that cannot be used stays in its place with its error, so that the others are still tried: one that is an
/// output of ours, a half without partner among halves that are of other runs, and one without one of `runs`.
/// Throws SettingsError where `format` is no layout's name.
std::vector<RunFiles> group_files(std::vector<OpenedFile> files, const std::optional<std::string>& format,
                                  const std::optional<std::string>& encoding = std::nullopt,
                                  const std::vector<std::string>& runs = {});

/// A run, what describes its instrument, and the rules its software used (their issue moved to the run's).
struct ReadRun {
  Run run;
  const Profile* profile = nullptr;  ///< one of the settings'; null where none describes the instrument
  ChosenRules rules;
};

/// Throws FormatError, or the error that the files met before.
ReadRun read_profiled_run(const RunFiles& files, const RunSettings& settings);

}  // namespace crossbreak
