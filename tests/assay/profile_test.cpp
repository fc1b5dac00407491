#include "assay/profile.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "assay/panel.hpp"
#include "changed_text.hpp"
#include "file_content.hpp"
#include "message_of.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;
using crossbreak::tests::changed;
using crossbreak::tests::content_of;

namespace {

std::vector<std::filesystem::path> toml_files(const char* folder) {
  std::set<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(CROSSBREAK_SOURCE_DIR "/") + folder))
    if (entry.path().extension() == ".toml")
      paths.insert(entry.path());
  return {paths.begin(), paths.end()};
}

const std::vector<Profile>& all_profiles() {
  static const std::vector<Profile> profiles = [] {
    std::vector<Profile> read;
    for (const std::filesystem::path& path : toml_files("instrument_profiles"))
      read.push_back(read_profile(path.filename().string(), content_of(path)));
    return read;
  }();
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
  return {chosen.rules.ct, chosen.rules.automatic,
          chosen.issue ? chosen.issue->code + ": " + chosen.issue->words.en : ""};
}

const std::string tiny =
    "[profile]\nid = \"t\"\nversion = \"1\"\nname = \"T\"\nsource = \"made up\"\n"  // 1-5
    "[plate]\nrows = 8\ncolumns = 12\n"                                             // 6-8
    "[dyes]\nnames = [\"FAM\", \"ROX\"]\npassive_reference = \"ROX\"\n"             // 9-11
    "[identity]\ntype_ids = [\"t1\"]\n"                                             // 12-13
    "[[software]]\nversions = \"T 1.x\"\nmatch = \"T v1\"\nct = \"cubic\"\nautomatic = \"own\"\nsource = "
    "\"x\"\n"                      // 14-19
    "[columns]\nct = [\"Ct\"]\n";  // 20-21

std::string error_of(const std::string& toml) {
  return tests::message_of<AssayError>([&] { read_profile("t.toml", toml); });
}

}  // namespace

TEST_CASE("every file in primers/ and instrument_profiles/ reads, each with an id of its own") {
  std::set<std::string> ids;
  for (const std::filesystem::path& path : toml_files("primers")) {
    CAPTURE(path);
    CHECK(ids.insert(read_panel(path.filename().string(), content_of(path)).id).second);
  }
  CHECK(ids == std::set<std::string>{"ikzf1_deletions"});
  ids.clear();
  for (const std::filesystem::path& path : toml_files("instrument_profiles")) {
    CAPTURE(path);
    const std::string bytes = content_of(path);
    const Profile profile = read_profile(path.filename().string(), bytes);
    CHECK(ids.insert(profile.id).second);
    CHECK(profile.id == path.stem().string());
    CHECK(profile.sha256 == sha256_hex(bytes));
    CHECK(profile.plate == Plate{8, 12});
    CHECK(profile.column_titles.size() == 27);
  }
  CHECK(ids == std::set<std::string>{"abi7500", "abi7500fast", "quantstudio", "steponeplus"});
}

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

TEST_CASE("the vocabulary is the union of all profiles") {
  const Vocabulary vocabulary = vocabulary_of(all_profiles());
  const std::vector<std::string>& ct = vocabulary.column_titles.at("ct");
  CHECK(ct == std::vector<std::string>{"Cт", "Ct", "Cq", "CÑ‚"});
  for (const char* flag :
       {"AMPNC",  "BADROX",       "BLFAIL",   "CTFAIL",   "EXPFAIL",   "HIGHSD", "MTP",
        "NOAMP",  "NOISE",        "NOSIGNAL", "OFFSCALE", "OUTLIERRG", "SPIKE",  "THOLDFAIL",
        "CQCONF", "CRTAMPLITUDE", "CRTNOISE", "DRNMIN",   "PRFDROP",   "PRFLOW"}) {
    CAPTURE(flag);
    CHECK(vocabulary.qc_flags.contains(flag));
  }
  CHECK(vocabulary.qc_flags.size() == 20);
  CHECK(vocabulary.instrument_types.at("sds7500fast") == "abi7500fast");
  CHECK(vocabulary.dyes.contains("TAMRA"));
}

TEST_CASE("a profile with an unknown key, field or rule is refused with the nearest") {
  CHECK(error_of(tiny) == "no error");
  CHECK(error_of(changed(tiny, "rows", "row")) == "t.toml:7: [plate] has no key 'row'; nearest: 'rows'");
  CHECK(error_of(tiny + "ct_maen = [\"x\"]\n") ==
        "t.toml:22: [columns] has no key 'ct_maen'; nearest: 'ct_mean'");
  CHECK(error_of(changed(tiny, "ct = \"cubic\"", "ct = \"cubik\"")) ==
        "t.toml:17: [[software]]: 'ct' is one of 'cubic', 'linear', found 'cubik'; nearest: 'cubic'");
  CHECK(error_of(changed(tiny, "ct = \"cubic\"\n", "")) == "t.toml:14: [[software]] lacks the key 'ct'");
  CHECK(error_of(tiny + "rn = [\"ＣＴ\"]\n") == "t.toml:22: [columns]: 'ＣＴ' means 'ct' and 'rn'");
  CHECK(error_of(changed(tiny, "reference = \"ROX\"", "reference = \"R0X\"")) ==
        "t.toml:11: [dyes]: the passive reference 'R0X' is not among 'names'; nearest: 'ROX'");
  CHECK(error_of(changed(tiny, "type_ids = [\"t1\"]\n", "")) ==
        "t.toml:12: [identity] names no type id, type name or block type: no run could match");
  CHECK(error_of(tiny + "[qc_flags.BADROX]\nen = \"x\"\n") ==
        "t.toml:22: [qc_flags.BADROX] lacks the key 'zh'");
}
