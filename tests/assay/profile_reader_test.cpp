#include "assay/profile_reader.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "assay/shipped_files.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;

namespace {

const std::string tiny =
    "[profile]\nid = \"t\"\nversion = \"1\"\nname = \"T\"\nsource = \"made up\"\n"  // 1-5
    "[plate]\nrows = 8\ncolumns = 12\n"                                             // 6-8
    "[dyes]\nnames = [\"FAM\", \"ROX\"]\npassive_reference = \"ROX\"\n"             // 9-11
    "[identity]\ntype_ids = [\"t1\"]\n"                                             // 12-13
    "[[software]]\nversions = \"T 1.x\"\nmatch = \"T v1\"\nct = \"cubic\"\nautomatic = \"own\"\nsource = "
    "\"x\"\n"                      // 14-19
    "[columns]\nct = [\"Ct\"]\n";  // 20-21

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& toml) {
  try {
    read_profile("t.toml", toml);
  } catch (const AssayError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("every file in primers/ and instrument_profiles/ reads, each with an id of its own") {
  std::set<std::string> ids;
  for (const std::string& name : toml_names("primers")) {
    CAPTURE(name);
    CHECK(ids.insert(read_panel(name, shipped_text("primers/" + name)).id).second);
  }
  CHECK(ids == std::set<std::string>{"ikzf1_deletions"});
  ids.clear();
  for (const std::string& name : toml_names("instrument_profiles")) {
    CAPTURE(name);
    const std::string bytes = shipped_text("instrument_profiles/" + name);
    const Profile profile = read_profile(name, bytes);
    CHECK(ids.insert(profile.id).second);
    CHECK(profile.id + ".toml" == name);
    CHECK(profile.sha256 == sha256_hex(bytes));
    CHECK(profile.plate == Plate{8, 12});
    CHECK(profile.column_titles.size() == 27);
  }
  CHECK(ids == std::set<std::string>{"abi7500", "abi7500fast", "quantstudio", "steponeplus"});
}

TEST_CASE("the vocabulary is the union of all profiles") {
  const Vocabulary vocabulary = vocabulary_of(shipped_profiles());
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
  CHECK(error_of(with(tiny, "rows", "row")) == "t.toml:7: [plate] has no key 'row'; nearest: 'rows'");
  CHECK(error_of(tiny + "ct_maen = [\"x\"]\n") ==
        "t.toml:22: [columns] has no key 'ct_maen'; nearest: 'ct_mean'");
  CHECK(error_of(with(tiny, "ct = \"cubic\"", "ct = \"cubik\"")) ==
        "t.toml:17: [[software]]: 'ct' is one of 'cubic', 'linear', found 'cubik'; nearest: 'cubic'");
  CHECK(error_of(with(tiny, "ct = \"cubic\"\n", "")) == "t.toml:14: [[software]] lacks the key 'ct'");
  CHECK(error_of(tiny + "rn = [\"ＣＴ\"]\n") == "t.toml:22: [columns]: 'ＣＴ' means 'ct' and 'rn'");
  CHECK(error_of(with(tiny, "reference = \"ROX\"", "reference = \"R0X\"")) ==
        "t.toml:11: [dyes]: the passive reference 'R0X' is not among 'names'; nearest: 'ROX'");
  CHECK(error_of(with(tiny, "type_ids = [\"t1\"]\n", "")) ==
        "t.toml:12: [identity] names no type id, type name or block type: no run could match");
  CHECK(error_of(tiny + "[qc_flags.BADROX]\nen = \"x\"\n") ==
        "t.toml:22: [qc_flags.BADROX] lacks the key 'zh'");
}
