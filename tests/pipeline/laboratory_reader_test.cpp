#include "pipeline/laboratory_reader.hpp"

#include <string>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "message_of.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;
using crossbreak::tests::message_of;

namespace {

const std::string key_a = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const std::string key_b = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

Laboratory read(const std::string& text) {
  return read_laboratory("crossbreak.toml", text);
}

std::string refusal(const std::string& text) {
  return message_of<AssayError>([&] { read(text); });
}

std::string person(const std::string& name, const std::string& key, const std::string& may) {
  return "[[person]]\nname = \"" + name + "\"\npublic_key = \"" + key + "\"\nmay = " + may + '\n';
}

}  // namespace

TEST_CASE("every setting is read") {
  const std::string text = R"(panel = "panels/ours.toml"
lang = "zh"
formats = ["json", "csv"]
signatures = 3
[laboratory]
name = "Molecular Laboratory"
name_zh = "分子实验室"
department = "Haematology"
address = "1 Road, Town"
phone = "+86 1234"
[targets]
"Set A" = "D4-7"
[roles]
K562 = "PC47"
)" + person("A. Reviewer", key_a, "[\"review\"]") +
                           person("B. Approver", key_b, "[\"review\", \"approve\"]");
  const Laboratory laboratory = read(text);
  CHECK(laboratory.file == "crossbreak.toml");
  CHECK(laboratory.sha256 == sha256_hex(text));
  CHECK(laboratory.panel == "panels/ours.toml");
  CHECK(laboratory.language == Language::Zh);
  CHECK(laboratory.formats == std::vector<std::string>{"json", "csv"});
  CHECK(laboratory.signatures == 3);
  REQUIRE(laboratory.head.has_value());
  CHECK(laboratory.head->name == Words{"Molecular Laboratory", "分子实验室"});
  CHECK(laboratory.head->department == Words{"Haematology", "Haematology"});
  CHECK(laboratory.head->address == Words{"1 Road, Town", "1 Road, Town"});
  CHECK(laboratory.head->phone == "+86 1234");
  CHECK(laboratory.targets == std::map<std::string, std::string>{{"Set A", "D4-7"}});
  CHECK(laboratory.roles == std::map<std::string, std::string>{{"K562", "PC47"}});
  REQUIRE(laboratory.people.size() == 2);
  CHECK(laboratory.people[0] == Person{"A. Reviewer", key_a, {SignatureMeaning::Reviewed}});
  CHECK(laboratory.people[1] ==
        Person{"B. Approver", key_b, {SignatureMeaning::Reviewed, SignatureMeaning::Approved}});
}

TEST_CASE("settings that say little leave the rest to the program") {
  const Laboratory laboratory = read("# nothing yet\n");
  CHECK(laboratory.file == "crossbreak.toml");
  CHECK_FALSE(laboratory.head.has_value());
  CHECK_FALSE(laboratory.panel.has_value());
  CHECK_FALSE(laboratory.language.has_value());
  CHECK_FALSE(laboratory.signatures.has_value());
  CHECK(laboratory.formats.empty());
  CHECK(laboratory.people.empty());
}

TEST_CASE("a laboratory with a Chinese name alone has it in English texts too") {
  CHECK(read("[laboratory]\nname_zh = \"分子实验室\"\n").head.value().name ==
        Words{"分子实验室", "分子实验室"});
}

TEST_CASE("an unknown key is an error with its line and the nearest key") {
  CHECK(refusal("lang = \"en\"\nsignature = 2\n") ==
        "crossbreak.toml:2: the settings has no key 'signature'; nearest: 'signatures'");
  CHECK(refusal("[laboratory]\nname = \"L\"\nfone = \"1\"\n") ==
        "crossbreak.toml:3: [laboratory] has no key 'fone'; nearest: 'phone'");
  CHECK(refusal("[[person]]\nname = \"A\"\nkey = \"1\"\n").starts_with("crossbreak.toml:3: "));
}

TEST_CASE("values of the wrong kind are errors with their line") {
  CHECK(refusal("lang = \"de\"\n") ==
        "crossbreak.toml:1: the settings: 'lang' is one of 'en', 'zh', found 'de'");
  CHECK(refusal("\nsignatures = 1\n") ==
        "crossbreak.toml:2: the settings: 'signatures' must lie between 2 and 10, found 1");
  CHECK(refusal("formats = \"json\"\n") ==
        "crossbreak.toml:1: the settings: expected a list of texts for 'formats', found text");
  CHECK(refusal("[laboratory]\nname = \"two\\nlines\"\n")
            .starts_with("crossbreak.toml:2: [laboratory]: expected 'name' on one line"));
  CHECK(refusal("[laboratory]\nphone = \"1\"\n") == "crossbreak.toml:1: [laboratory] lacks the key 'name'");
  CHECK(refusal("lang = \n").starts_with("crossbreak.toml:1: "));
}

TEST_CASE("values that panel and program judge are kept with their lines") {
  const SettingLines lines = read(
                                 "lang = \"en\"\npanel = \"ours.toml\"\nformats = [\"json\",\n  \"csv\"]\n"
                                 "[targets]\n\"Set A\" = \"D4-7\"\n\n\"Set B\" = \"D4-8\"\n"
                                 "[roles]\nK562 = \"PC47\"\n")
                                 .lines;
  CHECK(lines.panel == 2);
  CHECK(lines.formats == std::map<std::string, unsigned>{{"json", 3}, {"csv", 4}});
  CHECK(lines.targets == std::map<std::string, unsigned>{{"Set A", 6}, {"Set B", 8}});
  CHECK(lines.roles == std::map<std::string, unsigned>{{"K562", 10}});
  CHECK(place_of(read("panel = \"ours.toml\"\n"), 2) == "crossbreak.toml:2: ");
}

TEST_CASE("a sample has one role, however its name is typed") {
  CHECK(refusal("[roles]\nk562 = \"ntc\"\nK562 = \"ntc\"\n") ==
        "crossbreak.toml:3: [roles]: 'K562' is listed twice (as 'k562')");
  CHECK(refusal("[roles]\nK562 = \"ntc\"\n\"ｋ562 \" = \"unknown\"\n") ==
        "crossbreak.toml:3: [roles]: 'ｋ562 ' is listed twice (as 'K562')");
}

TEST_CASE("a person has a name, a key of their own and something they may do") {
  CHECK(refusal("[[person]]\nname = \"A\"\nmay = [\"review\"]\n").find("lacks the key 'public_key'") !=
        std::string::npos);
  CHECK(refusal(person("A", "AAEC", "[\"review\"]")).starts_with("crossbreak.toml:3: "));
  CHECK(refusal(person("A", "AAEC", "[\"review\"]")).ends_with("44 letters of base64, found 'AAEC'"));
  const std::string loose_bits = key_a.substr(0, 42) + "9=";
  CHECK(refusal(person("A", loose_bits, "[\"review\"]")).ends_with("found '" + loose_bits + "'"));
  CHECK(refusal(person("A", key_a, "[\"aprove\"]")).ends_with("found 'aprove'; nearest: 'approve'"));
  CHECK(refusal(person("A", key_a, "[]")).ends_with("expected some of 'review', 'approve' in 'may'"));
}

TEST_CASE("a person's name is in one script, and no list of names") {
  CHECK(refusal(person("A. Revi\u0435wer", key_a, "[\"review\"]")) ==
        "crossbreak.toml:2: [[person]]: expected a person's name in one script, since letters of others look "
        "alike, found 'A. Revi\u0435wer'");
  CHECK(refusal(person("A;B", key_a, "[\"review\"]"))
            .ends_with(": expected a person's name without ';', which joins names, found 'A;B'"));
}

TEST_CASE("two people are two names and two keys") {
  CHECK(refusal(person("A. Reviewer", key_a, "[\"review\"]") + person("a.reviewer", key_b, "[\"approve\"]"))
            .ends_with("'a.reviewer' is listed twice (as 'A. Reviewer')"));
  CHECK(refusal(person("A", key_a, "[\"review\"]") + person("B", key_a, "[\"approve\"]"))
            .ends_with("'B' has the key of 'A'; each person signs with a key of their own"));
  // Of two others who are meant the first is told, and the name before the key.
  const std::string two = person("A", key_a, "[\"review\"]") + person("B", key_b, "[\"review\"]");
  CHECK(refusal(two + person("b", key_a, "[\"review\"]"))
            .ends_with("'b' has the key of 'A'; each person signs with a key of their own"));
  CHECK(refusal(two + person("a", key_b, "[\"review\"]")).ends_with("'a' is listed twice (as 'A')"));
  CHECK(refusal(two + person("a", key_a, "[\"review\"]")).ends_with("'a' is listed twice (as 'A')"));
}
