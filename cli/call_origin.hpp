// What a call was made from, so that it can be made again.
#pragma once

#include <filesystem>
#include <span>

#include "arguments.hpp"
#include "pipeline/settings.hpp"
#include "record/report.hpp"
#include "release/review_file.hpp"

namespace crossbreak::cli {

/// The options that shape the call, in the order of their names, then of their values.
CallOrigin origin_of(const Arguments& arguments, const CallSettings& settings);

/// Calls the record's runs again from the original files in `folder`, without these wells. What is not in
/// force from the command line is found by its hash: the panel and the profile that come with the program,
/// else a *.toml of the folder. Throws InputError for a missing file, VerificationError for one that is not
/// the record's, and what calling throws.
Report call_again(const CalledRecord& called, const std::filesystem::path& folder,
                  std::span<const ReviewSubject> without);

}  // namespace crossbreak::cli
