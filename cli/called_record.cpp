#include "called_record.hpp"

#include "files.hpp"
#include "record/record_reader.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "run/sha256.hpp"
#include "system.hpp"

namespace crossbreak::cli {

CalledRecord read_called(const std::string& file) {
  const Source source = read_file(path_of(file));
  Report report = read_record(source.name, source.bytes);
  if (report.release.status != RecordStatus::Preliminary)
    throw VerificationError(file + ": expected a record as called (preliminary), found one that is '" +
                            std::string(code_of(report.release.status)) +
                            "': reviews are made on the record that it was made from, SHA-256 " +
                            report.release.of);
  return {.name = source.name, .sha256 = sha256_hex(source.bytes), .report = std::move(report)};
}

std::vector<ReviewEvent> read_events(const CalledRecord& called, std::span<const std::string> files) {
  std::vector<ReviewFile> reviews;
  reviews.push_back(
      {.name = called.name, .record_sha256 = called.sha256, .events = called.report.release.events});
  for (const std::string& file : files) {
    const Source source = read_file(path_of(file));
    reviews.push_back(read_review_file(source.name, source.bytes, called));
  }
  return merge_events(reviews);
}

}  // namespace crossbreak::cli
