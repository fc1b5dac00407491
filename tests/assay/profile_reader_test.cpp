#include "assay/profile_reader.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "assay/shipped_files.hpp"
#include "assay/whole_profile.hpp"
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
    read_profile("t.toml", toml, {});
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
  std::string names;
  for (const Profile& profile : shipped_profiles()) {
    CAPTURE(profile.id);
    names += profile.id + ' ';
    CHECK(toml_names("instrument_profiles").contains(profile.id + ".toml"));
    CHECK(profile.plate == Plate{8, 12});
    CHECK(profile.column_titles.size() == codes_of(Column{}).size());
  }
  CHECK(names == "abi7500 abi7500fast quantstudio steponeplus ");
}

TEST_CASE("a profile's hash is that of its bytes followed by those of the common titles") {
  for (const Profile& profile : shipped_profiles()) {
    CAPTURE(profile.id);
    CHECK(profile.sha256 == sha256_hex(shipped_text("instrument_profiles/" + profile.id + ".toml") +
                                       shipped_text("instrument_profiles/columns.toml")));
  }
  CHECK(read_profile("t.toml", tiny, {}).sha256 == sha256_hex(tiny));
}

TEST_CASE("a profile that holds all titles itself reads as it did, with the common ones or without") {
  const Profile alone = read_profile("abi7500.toml", whole_profile, {});
  const Profile beside = read_profile("abi7500.toml", whole_profile, shipped_columns());
  const Profile shipped = shipped_profiles().front();
  REQUIRE(shipped.id == "abi7500");
  CHECK(alone.version == "1.0.0");
  CHECK(alone.column_titles.at(Column::Ct) == std::vector<std::string>{"Cт", "Ct", "Cq", "CÑ‚"});
  CHECK(alone.column_titles.size() == codes_of(Column{}).size());
  CHECK(alone.qc_flags.size() == 14);
  for (const Profile& profile : {beside, shipped}) {
    CHECK(profile.column_titles == alone.column_titles);
    CHECK(profile.qc_flags == alone.qc_flags);
    CHECK(profile.type_names == alone.type_names);
    CHECK(profile.software.size() == alone.software.size());
  }
}

TEST_CASE("a profile adds titles and flags of its own, and its own meaning of a title counts") {
  const CommonColumns common = read_common_columns(
      "columns.toml",
      "[columns]\nct = [\"Ct\", \"Cq\"]\ntask = [\"Task\"]\n[qc_flags.NOISE]\nen = \"noise\"\nzh = \"x\"\n");
  const std::string without_columns = tiny.substr(0, tiny.find("[columns]"));
  using Titles = std::vector<std::string>;
  const Profile plain = read_profile("t.toml", without_columns, common);
  CHECK(plain.column_titles.at(Column::Ct) == Titles{"Ct", "Cq"});
  CHECK(plain.qc_flags.at("NOISE").en == "noise");
  const Profile own = read_profile("t.toml",
                                   without_columns +
                                       "[columns]\nct = [\"Cp\", \"Ct\"]\nrn = [\"ＣＱ\"]\n"
                                       "[qc_flags.NOISE]\nen = \"loud\"\nzh = \"y\"\n[qc_flags.ODD]\nen = "
                                       "\"odd\"\nzh = \"z\"\n",
                                   common);
  CHECK(own.column_titles.at(Column::Ct) == Titles{"Ct", "Cp"});
  CHECK(own.column_titles.at(Column::Rn) == Titles{"ＣＱ"});
  CHECK(own.column_titles.at(Column::Task) == Titles{"Task"});
  CHECK(own.qc_flags.at("NOISE").en == "loud");
  CHECK(own.qc_flags.at("ODD").en == "odd");
}

TEST_CASE("common titles are checked as a profile's are, and a folder of profiles must have them") {
  const auto error = [](const std::string& toml) -> std::string {
    try {
      read_common_columns("columns.toml", toml);
    } catch (const AssayError& e) {
      return e.what();
    }
    return "no error";
  };
  CHECK(error("") == "columns.toml:1: the file of common columns lacks the table [columns]");
  CHECK(error("[columns]\nct_maen = [\"x\"]\n") ==
        "columns.toml:2: [columns] has no key 'ct_maen'; nearest: 'ct_mean'");
  CHECK(error("[columns]\nct = [\"x\"]\nrn = [\"X\"]\n") ==
        "columns.toml:3: [columns]: 'X' means 'ct' and 'rn'");
  CHECK(error("[columns]\n[software]\n") ==
        "columns.toml:2: the file of common columns has no key 'software'");
  CHECK_THROWS_WITH_AS(read_profiles({{.name = "t.toml", .toml = tiny}}),
                       "columns.toml: expected the titles common to the profiles, found no such file",
                       AssayError);
}

TEST_CASE("the vocabulary is the union of all profiles") {
  const Vocabulary vocabulary = vocabulary_of(shipped_profiles());
  const std::vector<std::string>& ct = vocabulary.column_titles.at(Column::Ct);
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

TEST_CASE("the README of instrument_profiles/ names every field of [columns]") {
  const std::string readme = shipped_text("instrument_profiles/README.md");
  const std::size_t from = readme.find("Fields of `[columns]`: ");
  REQUIRE(from != std::string::npos);
  const std::string list = readme.substr(from, readme.find("\n\n", from) - from);
  for (const auto& [column, key] : codes_of(Column{})) {
    const auto& this_key = key;
    CAPTURE(this_key);
    CHECK(list.find('`' + std::string(key) + '`') != std::string::npos);
  }
}
