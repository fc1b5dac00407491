// Records whose patients are counted together, read and checked. Shared by summary and cohort.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/laboratory.hpp"
#include "record/report.hpp"
#include "reports/summary.hpp"

namespace crossbreak::cli {

/// Adds --status.
void add_status_option(boost::program_options::options_description& options);

/// What --status says; nothing where it is not given. Throws CommandLineError.
std::optional<CountedRecords> asked_records(const Arguments& arguments);

struct CheckedRecord {
  std::string name;    ///< of its file
  std::string sha256;  ///< of the file's bytes
  Report report;
  bool is_released = false;  ///< final or amended, and what its people signed
};

/// Reads a record; one that says it is final is checked as 'review verify' does, under its own settings.
/// Throws InputError, ReportError, VerificationError.
CheckedRecord read_checked_record(const std::string& file, const Arguments& arguments);

/// As summarise() takes it, as long as `record` lives.
SummaryInput summary_input(const CheckedRecord& record);

/// `asked`, else by the state that all are in. Throws CommandLineError where they are in different states.
CountedRecords counted_records(std::span<const SummaryInput> inputs, std::optional<CountedRecords> asked);

/// Throws ReportError where some samples are pseudonyms and others are not, or two keys made them: one
/// patient would count twice.
void check_one_key(std::span<const CheckedRecord* const> records);

/// The settings that all files lie under: what people read is in their language. None where they differ,
/// since each record is checked under its own.
Laboratory settings_of_all(const Arguments& arguments, std::span<const std::string> files);

}  // namespace crossbreak::cli
