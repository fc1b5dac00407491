#include "counted_records.hpp"

#include <algorithm>
#include <tbb/parallel_invoke.h>

#include "command.hpp"
#include "files.hpp"
#include "laboratory.hpp"
#include "record/pseudonyms.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
#include "run/sha256.hpp"
#include "system.hpp"
#include "verified_record.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Throws where a record that says it is final is not what its people signed.
void check_released(const std::string& file, const Laboratory& people, bool people_are_trusted) {
  const fs::path path = path_of(file);
  const ReleaseFiles files(path, people, people_are_trusted);
  const VerifiedRecord record = read_verified(files, people, people_are_trusted);
  if (const auto called = find_called(path, record.report.release.of, std::nullopt, path))
    verify_against(*called, record.text, record.report);
  const ReleasedFiles released = compare_released(files, record.report);
  if (!released.differing.empty())
    throw VerificationError(released.difference + "; 'crossbreak review verify --restore' writes it anew");
}

}  // namespace

void add_status_option(po::options_description& options) {
  options.add_options()("status", po::value<std::string>()->value_name("WHICH"),
                        "records that count: released, or any");
}

std::optional<CountedRecords> asked_records(const Arguments& arguments) {
  const std::optional<std::string> status = arguments.text("status");
  if (!status)
    return std::nullopt;
  if (*status != "released" && *status != "any")
    throw CommandLineError("--status: expected released or any, found '" + *status + "'");
  return *status == "released" ? CountedRecords::Released : CountedRecords::Any;
}

CheckedRecord read_checked_record(const std::string& file, const Arguments& arguments) {
  const Source source = read_file(path_of(file));
  CheckedRecord record;
  record.name = source.name;
  tbb::parallel_invoke([&] { record.sha256 = sha256_hex(source.bytes); },
                       [&] { record.report = read_record(source.name, source.bytes); });
  record.is_released = is_released(record.report.release);
  if (record.is_released)
    check_released(file, load_laboratory(arguments, {&file, 1}), arguments.given("settings"));
  return record;
}

SummaryInput summary_input(const CheckedRecord& record) {
  return {.file = record.name,
          .report = &record.report,
          .sha256 = record.sha256,
          .is_released = record.is_released};
}

CountedRecords counted_records(std::span<const SummaryInput> inputs, std::optional<CountedRecords> asked) {
  if (asked)
    return *asked;
  if (have_mixed_states(inputs))
    throw CommandLineError("the records have different states (" + statuses_in_words(statuses_of(inputs)).en +
                           "): say which count, --status released or --status any");
  return inputs.front().is_released ? CountedRecords::Released : CountedRecords::Any;
}

void check_one_key(std::span<const CheckedRecord* const> records) {
  const auto told = [](const CheckedRecord& record) {
    const std::optional<std::string> key = pseudonyms_of(record.report);
    return record.name + (key ? " has pseudonyms of the key of " + *key : " has names");
  };
  for (const CheckedRecord* record : records)
    if (const CheckedRecord& first = *records.front();
        pseudonyms_of(record->report) != pseudonyms_of(first.report))
      throw ReportError(told(first) + ", " + told(*record) +
                        ": one patient would count twice; give records of one kind");
}

Laboratory settings_of_all(const Arguments& arguments, std::span<const std::string> files) {
  const std::optional<fs::path> first = settings_beside(path_of(files.front()));
  const bool same = std::all_of(files.begin(), files.end(), [&](const std::string& file) {
    return settings_beside(path_of(file)) == first;
  });
  return same || arguments.given("settings") ? load_laboratory(arguments, files) : Laboratory{};
}

}  // namespace crossbreak::cli
