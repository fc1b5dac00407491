// A record and the review files that belong to it, read. Shared by the commands of crossbreak review.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "release/review_file.hpp"

namespace crossbreak::cli {

/// Throws InputError, ReportError, and VerificationError where it was reviewed already.
CalledRecord read_called(const std::string& file);

/// The events of the files and of the record itself, merged. Throws InputError, ReportError,
/// VerificationError.
std::vector<ReviewEvent> read_events(const CalledRecord& called, std::span<const std::string> files);

}  // namespace crossbreak::cli
