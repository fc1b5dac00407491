#include "assay/profile_choice.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/shipped_files.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

const std::vector<Profile>& all_profiles() {
  static const std::vector<Profile> profiles = shipped_profiles();
  return profiles;
}

/// What a file says of its instrument.
struct Says {
  std::string type_id = {};
  std::string type_name = {};
  std::string block_type = {};
  std::string software = {};
};

Run run_of(const Says& says) {
  Run run;
  run.inputs = {{.name = "plate.eds", .sha256 = {}}};
  run.instrument.type_id = says.type_id;
  run.instrument.type_name = says.type_name;
  run.instrument.block_type = says.block_type;
  run.instrument.software = says.software;
  return run;
}

std::string profile_id(const Says& says) {
  const Profile* profile = profile_of(run_of(says), all_profiles());
  return profile ? profile->id : "none";
}

struct Chosen {
  std::string ct;
  std::string automatic;
  std::string issue;
};

Chosen chosen(const Says& says) {
  const Run run = run_of(says);
  const ChosenRules chosen = rules_of(run, profile_of(run, all_profiles()));
  return {std::string(code_of(chosen.rules.ct)), std::string(code_of(chosen.rules.automatic)),
          chosen.issue ? std::string(code_of(chosen.issue->code)) + ": " + chosen.issue->words.en : ""};
}

}  // namespace

TEST_CASE("a run finds its profile by type id, then by words, then by its block") {
  CHECK(profile_id({.type_id = "sds7500"}) == "abi7500");
  CHECK(profile_id({.type_id = "sds7500fast"}) == "abi7500fast");
  CHECK(profile_id({.type_id = "steponeplus"}) == "steponeplus");
  CHECK(profile_id({.type_id = "appletini"}) == "quantstudio");
  CHECK(profile_id({.type_name = "Applied Biosystems 7500 Real Time PCR System"}) == "abi7500");
  CHECK(profile_id({.type_name = "QuantStudio™ 3 System"}) == "quantstudio");
  CHECK(profile_id({.block_type = "96fast"}) == "abi7500fast");
  CHECK(profile_id({.type_id = "sds7500", .block_type = "96fast"}) == "abi7500");
  CHECK(profile_id({.type_id = "sds7900", .block_type = "96fast"}) == "none");
  CHECK(profile_id({}) == "none");
}

TEST_CASE("the software's version chooses its Ct rule") {
  const Chosen v2 = chosen({.type_id = "sds7500fast", .software = "7500 Software v2.3"});
  CHECK(v2.ct == "cubic");
  CHECK(v2.automatic == "abi7500-v2");
  CHECK(v2.issue == "");
  const Chosen v1 =
      chosen({.type_name = "Applied Biosystems 7500 Real Time PCR System", .software = "SDS v1.3.1"});
  CHECK(v1.ct == "linear");
  CHECK(v1.automatic == "own");
  CHECK(v1.issue == "");
  CHECK(chosen({.type_id = "steponeplus", .software = "StepOne Software v2.1"}).automatic == "abi7500-v2");
  CHECK(chosen({.type_id = "appletini", .software = "QuantStudio 3 and 5 Software 1.5.1"}).automatic ==
        "quantstudio");
}

TEST_CASE("software that repeats itself with a mark, as StepOne files have it, has its rules") {
  const Chosen stepone =
      chosen({.type_id = "steponeplus", .software = "StepOne Software StepOne™ Software v2.3"});
  CHECK(stepone.automatic == "abi7500-v2");
  CHECK(stepone.issue == "");
  const Chosen v2 = chosen({.type_id = "sds7500", .software = "7500 Software 7500 Software v2.0.6"});
  CHECK(v2.automatic == "abi7500-v2");
  CHECK(v2.issue == "");
}

TEST_CASE("an instrument's name is told without its marks") {
  CHECK(profile_id({.type_name = "Applied Biosystems® 7500 Fast Real-Time PCR System"}) == "abi7500fast");
  CHECK(profile_id({.type_id = "QuantStudio® 7 Flex System"}) == "quantstudio");
  CHECK(profile_id({.type_id = "™"}) == "none");
}

TEST_CASE("an export that names no software takes the rules that its instrument id implies, and says so") {
  const Chosen fast = chosen({.type_id = "sds7500fast"});
  CHECK(fast.ct == "cubic");
  CHECK(fast.automatic == "abi7500-v2");
  CHECK(fast.issue ==
        "software_implied: The file names no software; instrument type 'sds7500fast' is how 7500 Software "
        "2.x names it: its rules are used.");
  CHECK(chosen({.block_type = "96alum"}).issue ==
        "software_implied: The file names no software; block type '96alum' is how 7500 Software 2.x names "
        "it: its rules are used.");
}

TEST_CASE("unknown software and unknown instruments take the cubic rule with an issue") {
  const Chosen future = chosen({.type_id = "sds7500", .software = "7500 Software v20.1"});
  CHECK(future.ct == "cubic");
  CHECK(future.automatic == "own");
  CHECK(future.issue ==
        "software_unknown: Profile 'abi7500' does not know the software '7500 Software v20.1': Ct by the "
        "cubic rule, automatic "
        "windows and thresholds by our own rules.");
  CHECK(chosen({.type_name = "Applied Biosystems 7500 Real Time PCR System"}).issue ==
        "software_unknown: The file names no software of the Applied Biosystems 7500: Ct by the cubic rule, "
        "automatic windows "
        "and thresholds by our own rules.");
  CHECK(chosen({.type_id = "rotorgene", .software = "7500 Software v2.3"}).issue ==
        "instrument_unknown: No profile describes instrument type 'rotorgene': Ct by the cubic rule, "
        "automatic windows and "
        "thresholds by our own rules.");
  CHECK(chosen({}).issue ==
        "instrument_unknown: The file names no instrument: Ct by the cubic rule, automatic windows and "
        "thresholds by our own rules.");
}

TEST_CASE("a silent file earns a note, an unknown instrument a warning") {
  CHECK(rules_of(run_of({}), nullptr).issue->severity == Severity::Note);
  CHECK(rules_of(run_of({.type_id = "x"}), nullptr).issue->severity == Severity::Warning);
}
