// Which record may take the place of one that lies there: a record that was reviewed is not written over.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "files.hpp"

namespace crossbreak::cli {

/// Throws OutputError where `record` (RUN.calls.json) is there and has a review file beside it, whatever that
/// is called, a signature, or is no record as called; and where an interrupted review command was writing it.
void check_not_reviewed(const std::filesystem::path& record);

/// Writes outputs that belong to `record`, unless that was reviewed by now: no review command runs in its
/// folder between the look and the writing. Throws OutputError.
void write_unreviewed(const std::filesystem::path& record, const std::vector<Output>& outputs,
                      ReadOnly read_only = ReadOnly::Stays);

/// The same, but for a record that holds these very bytes.
void write_unreviewed(const std::filesystem::path& record, const std::string& bytes,
                      const std::vector<Output>& outputs, ReadOnly read_only = ReadOnly::Stays);

/// What lies at `record`, where a reviewed record of the called record `of`, in the place of the record
/// `replaces` (SHA-256; empty: of none), is about to be written: an earlier one of the same, which nobody
/// signed. Nothing where there is none. Throws OutputError for any other, InputError for what is no record.
std::optional<std::string> earlier_review_at(const std::filesystem::path& record, const std::string& of,
                                             const std::string& replaces);

}  // namespace crossbreak::cli
