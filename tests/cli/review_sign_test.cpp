// review keygen, sign and verify on files.
#include <array>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "cli/called_plate.hpp"
#include "cli/program.hpp"
#include "file_content.hpp"
#include "formats/xlsx.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "private_file.hpp"
#include "release/reviewed_record.hpp"
#include "reports/released_csv.hpp"
#include "reports/repeats_csv.hpp"
#include "run/sha256.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A variable of the environment for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

/// A folder with a reviewed record, its audit, its CSV and its workbook.
class ReviewedFolder {
 public:
  explicit ReviewedFolder(const RecordAndAudit& plate = applied_record()) {
    called = folder.write("called.json", write_record(example_report()));
    record = folder.write(record_name, plate.record.text());
    folder.write(audit_name, plate.audit.text);
    REQUIRE(crossbreak_with({"report", record, "--formats", "csv,xlsx"}).code == 0);
  }

  Printed sign(const std::string& name, const std::string& meaning,
               std::vector<std::string> more = {}) const {
    more.insert(more.begin(),
                {"review", "sign", record, "--by", name, "--meaning", meaning, "--called", called});
    return crossbreak_with(more);
  }
  Printed verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"review", "verify", record});
    return crossbreak_with(more);
  }
  json content() const { return json::parse(content_of(record)); }

  TemporaryFolder folder;
  std::string called;
  std::string record;
};

/// "crossbreak: ..." of a command that failed, without that beginning and the line end.
std::string complaint(const Printed& printed) {
  const std::string start = "crossbreak: ";
  REQUIRE(printed.err.starts_with(start));
  CHECK(printed.err.find('\n') == printed.err.size() - 1);
  return printed.err.substr(start.size(), printed.err.size() - start.size() - 1);
}

std::string made_key(const TemporaryFolder& folder, const std::string& name) {
  const Printed made = crossbreak_with({"review", "keygen", "-o", (folder / name).string()});
  REQUIRE(made.code == 0);
  const std::string start = "public key: ";
  REQUIRE(made.out.starts_with(start));
  return made.out.substr(start.size(), made.out.size() - start.size() - 1);
}

std::string person(const std::string& name, const std::string& key, const std::string& may) {
  return "[[person]]\nname = \"" + name + "\"\npublic_key = \"" + key + "\"\nmay = [\"" + may + "\"]\n";
}

}  // namespace

TEST_CASE("a key is kept encrypted, for its owner alone, and never replaced") {
  const Variable passphrase("CROSSBREAK_PASSPHRASE", "correct horse");
  const TemporaryFolder folder;
  const std::string public_key = made_key(folder, "a.key");
  CHECK(public_key.size() == 44);
  CHECK(content_of(folder / "a.key").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  struct stat status {};
  REQUIRE(::stat((folder / "a.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  const std::string before = content_of(folder / "a.key");
  const Printed again = crossbreak_with({"review", "keygen", "-o", (folder / "a.key").string()});
  CHECK(again.code == 6);
  CHECK(complaint(again) ==
        (folder / "a.key").string() + ": is there already; a key is never replaced, name another file");
  CHECK(content_of(folder / "a.key") == before);
  CHECK(crossbreak_with({"review", "keygen", "-o", (folder / "b.key").string(), "--lang", "zh"})
            .out.starts_with("公钥："));
  CHECK(crossbreak_with({"review", "keygen"}).code == 2);
}

TEST_CASE("a key whose public key cannot be shown is not kept") {
  const Variable passphrase("CROSSBREAK_PASSPHRASE", "correct horse");
  const TemporaryFolder folder;
  std::ostream nowhere(nullptr);
  std::ostringstream err;
  const auto code = cli::run_program({"review", "keygen", "-o", (folder / "a.key").string()}, nowhere, err);
  CHECK(static_cast<int>(code) == 6);
  CHECK(err.str() == "crossbreak: standard output cannot be written\n");
  CHECK(fs::is_empty(folder.path()));
  made_key(folder, "a.key");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a key goes nowhere where something is, though it came while the key was made") {
  const TemporaryFolder folder;
  fs::create_symlink("behind", folder / "link");
  folder.write("key", "another's");
  for (const char* name : {"key", "link"}) {
    CAPTURE(name);
    const cli::NewPrivateFile file(folder / name, "new");
    CHECK_THROWS_WITH_AS(file.put_in_place(),
                         ((folder / name).string() + ": cannot be written: File exists").c_str(),
                         cli::OutputError);
  }
  CHECK(content_of(folder / "key") == "another's");
  CHECK_FALSE(fs::exists(folder / "behind"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("two people make a record final, and only then something is released") {
  const ReviewedFolder plate;
  const Printed first = plate.sign("A. Reviewer", "reviewed");
  CHECK(first.code == 0);
  CHECK(first.out.starts_with("A. Reviewer has signed as reviewed, "));
  CHECK(first.out.find("(typed names, identity not verified)") != std::string::npos);
  CHECK(first.out.find("Still to sign as approved: another person.\n") != std::string::npos);
  CHECK(plate.content().at("status") == "reviewed");
  CHECK_FALSE(fs::exists(plate.folder / "plate.released.csv"));
  CHECK(plate.verify().code == 0);

  const Printed second = plate.sign("B. Approver", "approved", {"--lang", "zh"});
  CHECK(second.code == 0);
  CHECK(second.out.starts_with("B. Approver已签署（批准），"));
  CHECK(second.out.find("姓名为手工输入，身份未经核实") != std::string::npos);
  CHECK(second.out.find("记录状态：最终结果。") != std::string::npos);
  CHECK(plate.content().at("status") == "final");
  CHECK(plate.content().at("audit").at("lines") == 25);
  CHECK(content_of(plate.folder / "plate.released.csv").starts_with("schema,"));
  CHECK(content_of(plate.folder / "plate.calls.csv").find(",final\n") != std::string::npos);

  const Printed verified = plate.verify();
  CHECK(verified.code == 0);
  CHECK(verified.out.starts_with("Events: 23 checked\nSignatures: 2 checked\nAudit: 25 lines checked\n"));
  CHECK(verified.out.find("typed names, identity not verified\n") != std::string::npos);
  CHECK(verified.out.ends_with("All that was checked matches. The record is final.\n"));
  CHECK(plate.verify({"--lang", "zh"}).out.starts_with("审核事件：已核对23条\n"));

  const std::string before = content_of(plate.record);
  const Printed third = plate.sign("C. Third", "approved");
  CHECK(third.code == 2);
  CHECK(complaint(third) ==
        "the record is final: it takes no more signatures; 'crossbreak review amend' makes "
        "one in its place");
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("signing writes through no link, and record and audit keep their modes") {
  const ReviewedFolder plate;
  const std::string audit = (plate.folder / audit_name).string();
  const std::string victim = plate.folder.write("victim", "somebody else's");
  for (const std::string& name : {plate.record + ".next", audit + ".next", plate.record + ".pending"})
    fs::create_symlink(victim, name);
  constexpr auto group_may_read = static_cast<fs::perms>(0640);
  fs::permissions(plate.record, group_may_read);
  fs::permissions(audit, group_may_read);
  REQUIRE(plate.sign("A. Reviewer", "reviewed").code == 0);
  CHECK(content_of(victim) == "somebody else's");
  for (const std::string& file : {plate.record, audit}) {
    const fs::file_status status = fs::symlink_status(file);
    CHECK(fs::is_regular_file(status));
    CHECK(status.permissions() == group_may_read);
  }
  CHECK(plate.verify().code == 0);
}

TEST_CASE("a record that is a link is signed where it lies, and stays a link") {
  const ReviewedFolder plate;
  fs::create_directory(plate.folder / "elsewhere");
  const fs::path place = plate.folder / "elsewhere/real.json";
  fs::rename(plate.record, place);
  fs::create_symlink(place, plate.record);
  REQUIRE(plate.sign("A. Reviewer", "reviewed").code == 0);
  CHECK(fs::is_symlink(plate.record));
  CHECK(json::parse(content_of(place)).at("signatures").size() == 1);
  CHECK(plate.verify().code == 0);
}

TEST_CASE("what signing refuses leaves every file as it was") {
  const ReviewedFolder plate;
  const std::string before = content_of(plate.record);
  const std::string audit = content_of(plate.folder / audit_name);
  CHECK(plate.sign("A.Reviewer", "approved").code == 2);
  CHECK(plate.sign("B. Approver", "approved").code == 2);
  CHECK(plate.sign("A. Reviewer", "aproved").code == 2);
  CHECK(complaint(plate.sign("A. Reviewer", "")) == "--meaning: expected reviewed or approved, found none");
  CHECK(crossbreak_with({"review", "sign", plate.record, "--meaning", "reviewed"}).code == 2);
  CHECK(crossbreak_with({"review", "sign", plate.record + "x", "--by", "A", "--meaning", "reviewed"}).code ==
        3);
  CHECK(content_of(plate.record) == before);
  CHECK(content_of(plate.folder / audit_name) == audit);
}

TEST_CASE("a preliminary record is not signed: exit 5") {
  const TemporaryFolder folder;
  const std::string record = folder.write(record_name, write_record(example_report()));
  CHECK(crossbreak_with({"review", "sign", record, "--by", "A", "--meaning", "reviewed"}).code == 5);
  CHECK(crossbreak_with({"review", "verify", record}).code == 5);
}

TEST_CASE("a clock behind the last event signs nothing") {
  const ReviewedFolder plate(applied_record({}, {"A. Reviewer"}, "2999-01-01T00:00:00Z"));
  const Printed refused = plate.sign("A. Reviewer", "reviewed");
  CHECK(refused.code == 2);
  CHECK(complaint(refused).find(", earlier than event " + std::string(31, '0') + "1" +
                                " of A. Reviewer (2999-01-01T00:00:00Z); set it right") != std::string::npos);
}

TEST_CASE("an edited record or audit verifies no more, and cannot be signed: exit 7") {
  const ReviewedFolder plate;
  REQUIRE(plate.sign("A. Reviewer", "reviewed").code == 0);
  const std::string whole = content_of(plate.record);
  std::string edited = whole;
  edited.replace(edited.find("crossbreak", edited.find("\"tool\"")), 10, "crossbroke");
  plate.folder.write(record_name, edited);
  CHECK(plate.verify().code == 7);
  CHECK(complaint(plate.verify())
            .starts_with(plate.record + ": /signatures/0: A. Reviewer signed a record with "));
  CHECK(plate.sign("B. Approver", "approved").code == 7);
  plate.folder.write(record_name, whole);
  CHECK(plate.verify().code == 0);

  const std::string audit = content_of(plate.folder / audit_name);
  plate.folder.write(audit_name, audit.substr(0, audit.rfind('\n', audit.size() - 2) + 1));
  CHECK(plate.verify().code == 7);
  CHECK(plate.sign("B. Approver", "approved").code == 7);
  fs::remove(plate.folder / audit_name);
  CHECK(complaint(plate.verify()) ==
        plate.record + ": /audit: expected the audit file beside the record, found none");
  CHECK(content_of(plate.record) == whole);
}

TEST_CASE("run files beside the record are checked, others are said to be elsewhere") {
  const ReviewedFolder plate;
  const std::string file = example_report().inputs.front().file;
  CHECK(plate.verify().out.find(file + ": does not lie beside the record, not checked\n") !=
        std::string::npos);
  plate.folder.write(file, "another run");
  CHECK(plate.verify().code == 7);
  CHECK(complaint(plate.verify()).starts_with((plate.folder / file).string() + ": expected the SHA-256 "));
}

TEST_CASE("a panel beside the record that calls itself as the record's does is compared") {
  const ReviewedFolder plate;
  const std::string panel = content_of(fs::path(CROSSBREAK_SOURCE_DIR) / "primers" / "ikzf1_deletions.toml");
  plate.folder.write("panel.toml", panel + "# a remark\n");
  CHECK(plate.verify().code == 7);
  CHECK(complaint(plate.verify())
            .starts_with((plate.folder / "panel.toml").string() + ": expected the SHA-256 "));
}

TEST_CASE("where the settings list people everyone signs with the key of their own") {
  const Variable passphrase("CROSSBREAK_PASSPHRASE", "correct horse");
  const TemporaryFolder keys;
  const std::string key_a = made_key(keys, "a.key");
  const std::string key_b = made_key(keys, "b.key");
  const std::string people = person("A. Reviewer", key_a, "review") + person("B. Approver", key_b, "approve");
  const ReviewedFolder plate(applied_record(policy_in_force({}, read_laboratory("crossbreak.toml", people))));
  plate.folder.write("crossbreak.toml", people);
  const std::string a = (keys / "a.key").string();
  const std::string b = (keys / "b.key").string();
  CHECK(plate.sign("A. Reviewer", "reviewed").code == 7);
  CHECK(plate.sign("A. Reviewer", "reviewed", {"--key", b}).code == 7);
  CHECK(plate.sign("D. Nobody", "reviewed", {"--key", a}).code == 7);
  CHECK(plate.sign("A. Reviewer", "reviewed", {"--key", (keys / "none.key").string()}).code == 3);
  {
    const Variable wrong("CROSSBREAK_PASSPHRASE", "battery staple");
    CHECK(plate.sign("A. Reviewer", "reviewed", {"--key", a}).code == 3);
  }
  const Variable right("CROSSBREAK_PASSPHRASE", "correct horse");
  const Printed first = plate.sign("A. Reviewer", "reviewed", {"--key", a});
  CHECK(first.code == 0);
  CHECK(first.out.find("(key " + key_a + ")") != std::string::npos);
  CHECK(first.out.find("identity not verified") == std::string::npos);
  CHECK(plate.sign("B. Approver", "approved", {"--key", b}).code == 0);
  CHECK(plate.verify().code == 0);

  const std::string trusted = keys.write("trusted.toml", people);
  CHECK(plate.verify({"--people", trusted}).out.find("Whose keys they are was checked with " + trusted) !=
        std::string::npos);
  plate.folder.write("crossbreak.toml", person("B. Approver", key_b, "approve"));  // A. Reviewer has left
  CHECK(complaint(plate.verify())
            .ends_with(": lists nobody called 'A. Reviewer'; if the list has changed since it was signed, "
                       "name the one of that "
                       "time with --people FILE of 'crossbreak review verify'"));
  CHECK(plate.verify({"--people", trusted}).code == 0);
  const std::string others = keys.write(
      "others.toml", person("A. Reviewer", key_b, "review") + person("B. Approver", key_a, "approve"));
  CHECK(plate.verify({"--people", others}).code == 7);
  CHECK(plate.verify({"--people", keys.write("nobody.toml", "signatures = 2\n")}).code == 3);
  fs::remove(plate.folder / "crossbreak.toml");
  CHECK(plate.verify().out.find("Whose keys they are was not checked: no list of people") !=
        std::string::npos);
}

TEST_CASE("a key that two people share is refused with the settings: exit 3") {
  const Variable passphrase("CROSSBREAK_PASSPHRASE", "correct horse");
  const ReviewedFolder plate;
  const TemporaryFolder keys;
  const std::string key = made_key(keys, "a.key");
  plate.folder.write("crossbreak.toml",
                     person("A. Reviewer", key, "review") + person("B. Approver", key, "approve"));
  CHECK(plate.sign("A. Reviewer", "reviewed", {"--key", (keys / "a.key").string()}).code == 3);
}

TEST_CASE("people who sign at once all succeed, or are told why not") {
  const ReviewedFolder plate(applied_record({}, {"A. Reviewer", "C. Second"}));
  const std::array<const char*, 4> names = {"A. Reviewer", "C. Second", "A.Reviewer", "D. Third"};
  std::vector<pid_t> programs;
  for (const char* name : names) {
    const pid_t program = ::fork();
    REQUIRE(program >= 0);
    if (program == 0)
      ::_exit(plate.sign(name, "reviewed").code);
    programs.push_back(program);
  }
  std::vector<int> codes;
  for (const pid_t program : programs) {
    int status = 0;
    REQUIRE(::waitpid(program, &status, 0) == program);
    codes.push_back(WEXITSTATUS(status));
  }
  CHECK(codes[0] + codes[2] == 2);  // one person: once signed, once told so
  CHECK(codes[1] == 0);
  CHECK(codes[3] == 0);
  CHECK(plate.content().at("signatures").size() == 3);
  CHECK(plate.verify().code == 0);
}

TEST_CASE("the help of sign explains every column of what is released") {
  const Printed help = crossbreak_with({"review", "sign", "--help"});
  const std::string released(released_csv_header);
  const std::string more = released.substr(released.find(",status,") + std::string(",status,").size());
  for (const std::string& columns : {more, std::string(repeats_csv_header)}) {
    std::istringstream names(columns);
    std::size_t count = 0;
    for (std::string name; std::getline(names, name, ','); ++count) {
      const bool is_told = help.out.find("\n  " + name + ' ') != std::string::npos ||
                           help.out.find(", " + name + ',') != std::string::npos ||
                           help.out.find("\n  " + name + ',') != std::string::npos ||
                           help.out.find(", " + name + '\n') != std::string::npos;
      CHECK_MESSAGE(is_told, name);
    }
    CHECK(count >= 9);
  }
}

TEST_CASE("a key file that others may read signs nothing") {
  const Variable passphrase("CROSSBREAK_PASSPHRASE", "correct horse");
  const ReviewedFolder plate;
  const TemporaryFolder keys;
  made_key(keys, "a.key");
  const fs::path key = keys / "a.key";
  const std::string before = content_of(plate.record);
  for (const fs::perms others : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write | others);
    const Printed refused = plate.sign("A. Reviewer", "reviewed", {"--key", key.string()});
    CHECK(refused.code == 3);
    CHECK(complaint(refused) == key.string() +
                                    ": expected a key file that its owner alone may read, found one that "
                                    "others may read or write; type 'chmod 600 " +
                                    key.string() + "'");
  }
  CHECK(content_of(plate.record) == before);
}

TEST_CASE("a signature leaves the reports in the language and the form that they were made in") {
  const ReviewedFolder plate;
  const auto made = [&](const std::string& formats) {
    for (const char* name : {"plate.calls.csv", "plate.calls.xlsx", "plate.review.html"})
      fs::remove(plate.folder / name);
    REQUIRE(
        crossbreak_with({"report", plate.record, "--formats", formats, "--lang", "zh", "--csv-bom"}).code ==
        0);
  };
  const auto first_sheet = [&] {
    return read_xlsx({"plate.calls.xlsx", content_of(plate.folder / "plate.calls.xlsx")}).sheets.front().name;
  };
  SUBCASE("as the page says") {
    made("html,csv,xlsx");
    REQUIRE(plate.sign("A. Reviewer", "reviewed").code == 0);
    CHECK(content_of(plate.folder / "plate.review.html").find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(first_sheet() == "判定结果");
  }
  SUBCASE("as the workbook says, where there is no page") {
    made("csv,xlsx");
    REQUIRE(plate.sign("A. Reviewer", "reviewed").code == 0);
    CHECK(first_sheet() == "判定结果");
  }
  SUBCASE("as --lang says before either") {
    made("html,csv,xlsx");
    REQUIRE(plate.sign("A. Reviewer", "reviewed", {"--lang", "en"}).code == 0);
    CHECK(content_of(plate.folder / "plate.review.html").find("<html lang=\"en\">") != std::string::npos);
    CHECK(first_sheet() == "Calls");
  }
  REQUIRE(plate.sign("B. Approver", "approved").code == 0);
  for (const char* name : {"plate.calls.csv", "plate.released.csv", "plate.repeats.csv"}) {
    CAPTURE(name);
    CHECK(content_of(plate.folder / name).starts_with("\xEF\xBB\xBFschema,"));
  }
  CHECK(plate.verify().code == 0);
}

TEST_CASE("what is not what its events make of the called record is not signed") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--reject", "CLEAR", "--code", "sample_swap"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  const std::string record = plate.released + "/plate.calls.json";
  const std::string whole = content_of(record);
  const auto refuse = [&](const std::string& from, const std::string& to, int code, const std::string& why) {
    plate.folder.write("released/plate.calls.json", changed(whole, from, to));
    const std::string before = content_of(record);
    const Printed signed_by =
        crossbreak_with({"review", "sign", record, "--by", "A. Reviewer", "--meaning", "reviewed"});
    CHECK(signed_by.code == code);
    CHECK_MESSAGE(signed_by.err.find(why) != std::string::npos, signed_by.err);
    CHECK(content_of(record) == before);
  };
  refuse("\"outcome\": \"withheld\"", "\"outcome\": \"released\"", 7,
         "/patients/0: expected of 'CLEAR' what its events make of the call");
  refuse("\"signatures\": 2", "\"signatures\": 1", 7, "expected at least 2 different people, found 1");
  refuse("\"of\": \"" + sha256_hex(content_of(plate.record)), "\"of\": \"" + std::string(64, '0'), 3,
         "does not lie in the folder above; name it with --called");
  refuse("\"signatures\": 2", "\"signatures\": 3", 7,
         "the record was made under other settings (SHA-256 none) than are in force now");
}

TEST_CASE("a record is signed under the settings that it was made with, and no others") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  plate.folder.write("crossbreak.toml", "signatures = 3\n");
  REQUIRE(plate.apply().code == 0);
  CHECK(plate.reviewed().at("policy").at("signatures") == 3);
  CHECK(plate.reviewed().at("policy").at("settings_sha256") ==
        sha256_hex(content_of(plate.folder / "crossbreak.toml")));
  const std::string record = plate.released + "/plate.calls.json";
  const std::string other = plate.folder.write("other.toml", "lang = \"en\"\n");
  const Printed refused = crossbreak_with(
      {"review", "sign", record, "--by", "A. Reviewer", "--meaning", "reviewed", "--settings", other});
  CHECK(refused.code == 7);
  CHECK(refused.err.find("the record was made under other settings (SHA-256 ") != std::string::npos);
  plate.sign(plate.released);
  CHECK(plate.reviewed().at("status") == "reviewed");
  CHECK(crossbreak_with({"review", "sign", record, "--by", "C. Third", "--meaning", "approved"}).code == 0);
  CHECK(plate.reviewed().at("status") == "final");
}

TEST_CASE("of a signed record each byte is checked, its last signature, status and audit too") {
  const CalledPlate plate;
  plate.release();
  const std::string record = plate.released + "/plate.calls.json";
  const std::string whole = content_of(record);
  const auto find = [&](const std::string& from, const std::string& to) {
    plate.folder.write("released/plate.calls.json", changed(whole, from, to));
    const Printed verified = crossbreak_with({"review", "verify", record});
    CHECK_MESSAGE(verified.code == 7, from << " -> " << to << ": " << verified.out << verified.err);
  };
  find("\"status\": \"final\"", "\"status\": \"reviewed\"");
  find("\"by\": \"B. Approver\"", "\"by\": \"Mallory\", \"by\": \"B. Approver\"");
  find("\"by\": \"B. Approver\"", "\"by\":  \"B. Approver\"");
  find("\"by\": \"B. Approver\"", "\"by\": \"\\u0042. Approver\"");
  find("\"audit\": {\"lines\": ", "\"audit\": {\"lines\": 3, \"lines\": ");
  plate.folder.write("released/plate.calls.json", whole);
  CHECK(crossbreak_with({"review", "verify", record}).code == 0);
}
