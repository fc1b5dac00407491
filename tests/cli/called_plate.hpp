// A called plate and its review, through the program.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "cli/program.hpp"
#include "cli/simulated_plate.hpp"
#include "file_content.hpp"
#include "run/sha256.hpp"
#include "system.hpp"
#include "temporary_folder.hpp"

namespace crossbreak::tests {

/// plate.txt, called: CLEAR with D4-7, NONE, EDGE, and the controls.
class CalledPlate {
 public:
  explicit CalledPlate(const std::string& on_it = usual_samples()) {
    run = folder.write("plate.txt", export_of(plate + targets + on_it));
    const Printed called = crossbreak_with({"call", run, "--formats", "json,csv"});
    REQUIRE_MESSAGE((called.code == 0 || called.code == 4), called.err);
    record = (folder / "plate.calls.json").string();
    review = (folder / "plate.review.json").string();
    released = (folder / "released").string();
  }

  Printed decide(std::vector<std::string> asked, const std::string& by = "A. Reviewer") const {
    asked.insert(asked.begin(), {"review", "decide", record, "--by", by, "-o", review});
    return crossbreak_with(asked);
  }
  Printed status(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"review", "status", record, review};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crossbreak_with(arguments);
  }
  Printed apply(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"review", "apply",  record,      review,
                                          "-o",     released, "--formats", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crossbreak_with(arguments);
  }
  /// Signs the record in a folder to its end.
  void sign(const std::string& where, std::vector<std::string> more = {}) const {
    for (const auto& [name, meaning] :
         {std::pair("A. Reviewer", "reviewed"), std::pair("B. Approver", "approved")}) {
      std::vector<std::string> arguments = {"review",    "sign", where + "/plate.calls.json", "--by", name,
                                            "--meaning", meaning};
      arguments.insert(arguments.end(), more.begin(), more.end());
      const Printed sign = crossbreak_with(arguments);
      REQUIRE_MESSAGE(sign.code == 0, sign.err);
    }
  }
  /// Everything as called, applied and signed.
  void release() const {
    REQUIRE(decide({"--accept", "all"}).code == 0);
    REQUIRE(apply().code == 0);
    sign(released);
  }
  /// As a call leaves its outputs that is killed before it puts the first of them in place.
  void leave_call_unfinished() const {
    std::string replacing;
    for (const char* name : {"plate.calls.csv", "plate.calls.json"}) {
      const std::string beside = cli::text_of(cli::name_beside(name));
      std::filesystem::rename(folder / name, folder / beside);
      replacing += beside + '\0';
    }
    folder.write(".crossbreak.replacing", replacing);
  }
  /// As a review command leaves the record in `released` that is killed once its audit is in place.
  void leave_record_unfinished() const {
    const std::string there = released + "/plate.calls.json";
    const std::string id(32, '0');
    folder.write("released/plate.calls.json.pending",
                 R"({"record": ")" + sha256_hex(content_of(there)) + R"(", "next": ")" + id +
                     R"(", "formats": ["csv"], "lang": "en", "csv_bom": false})");
    std::filesystem::rename(there, there + ".next" + id);
  }
  json reviewed() const { return json::parse(content_of(released + "/plate.calls.json")); }
  json events() const { return json::parse(content_of(review)).at("events"); }
  /// The review file with its text changed.
  void change_review(const std::string& from, const std::string& to) const {
    folder.write("plate.review.json", changed(content_of(review), from, to));
  }

  TemporaryFolder folder;
  std::string run;
  std::string record;
  std::string review;
  std::string released;
};

inline json patient_in(const json& record, const std::string& sample) {
  for (const json& patient : record.at("patients"))
    if (patient.at("sample") == sample)
      return patient;
  FAIL("no patient " << sample);
  return {};
}

}  // namespace crossbreak::tests
