// What a call was made from, so that it can be made again.
#pragma once

#include <filesystem>
#include <span>

#include "arguments.hpp"
#include "pipeline/laboratory.hpp"
#include "pipeline/settings.hpp"
#include "record/report.hpp"
#include "release/review_file.hpp"

namespace crossbreak::cli {

/// The options that shape the call, in the order of their names, then of their values.
CallOrigin origin_of(const Arguments& arguments, const CallSettings& settings);

/// Notes a run that was called of a file that holds several, whether --run named it or not.
void add_run(const std::string& run, CallOrigin& origin);

/// Calls the record's runs again from the original files in `folder`, without these wells. Panel, profile and
/// settings are found by their hashes: those that come with the program, a *.toml of the folder, or the
/// settings in force and their panel. Throws InputError for a missing file, VerificationError for one that is
/// not the record's, and what calling throws.
Report call_again(const CalledRecord& called, const std::filesystem::path& folder, const Laboratory& in_force,
                  std::span<const ReviewSubject> without);

}  // namespace crossbreak::cli
