// Writes a called record into a folder, the reviewed one with its audit into its folder "run", as
// `crossbreak review apply` leaves them, and a review file that says more, for tests that run the program.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "release/apply.hpp"
#include "release/decide.hpp"
#include "release/review_file.hpp"
#include "release/reviewed_record.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace crossbreak;
  using namespace crossbreak::tests;
  if (argc != 2) {
    std::cerr << "expected a folder\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "run");
  const Report report = example_report();
  const std::string text = write_record(report);
  const CalledRecord called{.name = record_name, .sha256 = sha256_hex(text), .report = report};
  int ids = 0;
  const auto new_id = [&ids] {
    const std::string digits = std::to_string(++ids);
    return std::string(32 - digits.size(), '0') + digits;
  };
  DecisionRequest request;
  request.by = "A. Reviewer";
  request.accept = {"all"};
  std::vector<ReviewEvent> events =
      decide(report, {}, request, {.at = "2026-03-06T08:15:30Z", .zone = "+08:00", .new_id = new_id});
  const RecordAndAudit plate = reviewed(apply_events(called, events));
  DecisionRequest more;
  more.by = "A. Reviewer";
  more.reject = {"00123"};
  more.code = DecisionCode::Pipetting;
  for (const ReviewEvent& event :
       decide(report, events, more, {.at = "2026-03-07T08:15:30Z", .zone = "+08:00", .new_id = new_id}))
    events.push_back(event);
  write(folder / record_name, text);
  write(folder / "run" / record_name, plate.record.text());
  write(folder / "run" / audit_name, plate.audit.text);
  write(folder / "more.review.json",
        write_review_file({.name = {}, .record_sha256 = called.sha256, .events = events}));
  return 0;
}
