// Which record may take the place of one that lies there: a record that was reviewed is not written over.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "earlier_files.hpp"
#include "files.hpp"

namespace crossbreak::cli {

/// Of a record of ours, whole or not, and of any version, whether it is no more as it was called. What cannot
/// be read was reviewed by nobody.
bool says_reviewed(const std::string& record);

/// Throws OutputError where `record` (RUN.calls.json) is there and has a review file beside it, whatever that
/// is called, a signature, or is no record as called; and where an interrupted review command was writing it.
void check_not_reviewed(const std::filesystem::path& record);

/// Writes outputs that belong to `record`, unless that was reviewed by now: no review command runs in its
/// folder between the look and the writing. Returns what stays there of an earlier record; `of` as in
/// earlier_files(). Throws OutputError.
EarlierFiles write_unreviewed(const std::filesystem::path& record, const std::vector<Output>& outputs,
                              ReadOnly read_only = ReadOnly::Stays, const std::string& of = {});

/// The same, but for a record that holds these very bytes: beside it nothing counts as of an earlier one.
EarlierFiles write_unreviewed(const std::filesystem::path& record, const std::string& bytes,
                              const std::vector<Output>& outputs, ReadOnly read_only = ReadOnly::Stays,
                              const std::string& of = {});

/// What lies at `record`, where a reviewed record of the called record `of`, in the place of the record
/// `replaces` (SHA-256; empty: of none), is about to be written: an earlier one of the same, which nobody
/// signed. Nothing where there is none. Throws OutputError for any other, InputError for what is no record.
std::optional<std::string> earlier_review_at(const std::filesystem::path& record, const std::string& of,
                                             const std::string& replaces);

}  // namespace crossbreak::cli
