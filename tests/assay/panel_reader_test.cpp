#include "assay/panel_reader.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "assay/patient_text.hpp"
#include "assay/shipped_files.hpp"
#include "run/input_limits.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;

namespace {

// Another gene's panel, as small as a panel can be.
const std::string tiny =
    "[panel]\n"                       // 1
    "id = \"tiny\"\n"                 // 2
    "version = \"1\"\n"               // 3
    "gene = \"CDKN2A\"\n"             // 4
    "source = \"made up\"\n"          // 5
    "[[oligo]]\n"                     // 6
    "name = \"F.1\"\n"                // 7
    "sequence = \"ACGTTGCA\"\n"       // 8
    "source = \"made up\"\n"          // 9
    "[[oligo]]\n"                     // 10
    "name = \"R.2\"\n"                // 11
    "sequence = \"GGGTTTCC\"\n"       // 12
    "source = \"made up\"\n"          // 13
    "[[set]]\n"                       // 14
    "name = \"D1-2\"\n"               // 15
    "exons = \"1-2\"\n"               // 16
    "pairs = [[\"F.1\", \"R.2\"]]\n"  // 17
    "aliases = [\"first\"]\n"         // 18
    "reporter = \"FAM\"\n"            // 19
    "quencher = \"TAMRA\"\n";         // 20

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& toml) {
  try {
    read_panel("p.toml", toml);
  } catch (const AssayError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("the IKZF1 panel holds the paper's oligos, four sets, rules and texts") {
  const std::string bytes = shipped_text("primers/ikzf1_deletions.toml");
  const Panel panel = read_panel("ikzf1_deletions.toml", bytes);
  CHECK(panel.id == "ikzf1_deletions");
  CHECK(panel.gene == "IKZF1");
  CHECK(panel.sha256 == sha256_hex(bytes));
  REQUIRE(panel.oligos.size() == 5);
  CHECK(panel.oligos[0].sequence == "CAACAAGTGACCCATCCTTTG");
  CHECK(panel.oligos[1].sequence == "CTCCTCTAATCTTTGGACTTGTGA");
  CHECK(panel.oligos[2].sequence == "GGAGTCTGTGAAGGTCACACC");
  CHECK(panel.oligos[3].sequence == "AAAGAACCCTCAGGCATTCA");
  CHECK(panel.oligos[4].sequence == "GTCTCGGCATACAGGGAAGA");
  std::string sets;
  for (const PrimerSet& set : panel.sets)
    sets += set.name + '=' + set.pairs.at(0).forward + '+' + set.pairs.at(0).reverse + ' ';
  CHECK(sets == "D4-7=F.4+R-7 D4-8=F.4+R-8 D2-7=F.2a+R-7 D2-8=F.2b+R-8 ");
  CHECK(panel.rules.ct_cutoff == 36.0);
  CHECK(panel.rules.late == LateRule::Negative);
  CHECK(panel.rules.unreadable == UnreadableRule::Incomplete);
  REQUIRE(panel.reference.has_value());
  CHECK(panel.reference->target == "ALB");
  CHECK(panel.reference->max_ct == 30.0);
  CHECK(panel.controls.positive.at(0).sets.size() == 4);
}

TEST_CASE("every rule of the IKZF1 panel names its source") {
  const Panel panel = ikzf1_panel();
  CHECK(panel.rule_sources.size() == 35);
  for (const PrimerSet& set : panel.sets)
    CHECK_FALSE(set.source.empty());
  CHECK_FALSE(panel.reference->source.empty());
  CHECK_FALSE(panel.controls.source.empty());
}

TEST_CASE("a panel without optional parts takes the documented defaults") {
  const Panel panel = read_panel("p.toml", tiny);
  CHECK_FALSE(panel.reference.has_value());
  CHECK(panel.controls.ntc.empty());
  CHECK(panel.rules.ct_cutoff == 36.0);
  CHECK(filled_text(panel, panel.texts.at("not_detected"), {}).en ==
        "CDKN2A: not detected among the one tested deletions");
}

TEST_CASE("an unknown key is an error that names the line and the nearest key") {
  CHECK(error_of(with(tiny, "exons =", "exon =")) ==
        "p.toml:16: [[set]] has no key 'exon'; nearest: 'exons'");
  CHECK(error_of(tiny + "[rules]\nct_cutof = 36\n") ==
        "p.toml:22: [rules] has no key 'ct_cutof'; nearest: 'ct_cutoff'");
  CHECK(error_of(tiny + "[contrals]\n") == "p.toml:21: the panel has no key 'contrals'; nearest: 'controls'");
  CHECK(error_of(tiny + "[rules]\n[rules.sources]\nspred = \"x\"\n") ==
        "p.toml:23: [rules.sources] names 'spred', which [rules] does not set");
  CHECK(error_of(tiny + "[texts.deleted]\nen = \"a\"\nzh = \"b\"\n") ==
        "p.toml:21: [texts] has no key 'deleted'; nearest: 'deletion'");
}

TEST_CASE("a missing key, a wrong kind and broken TOML are errors with a line") {
  CHECK(error_of(with(tiny, "reporter = \"FAM\"\n", "")) == "p.toml:14: [[set]] lacks the key 'reporter'");
  CHECK(error_of(with(tiny, "version = \"1\"", "version = 1")) ==
        "p.toml:3: [panel]: expected text for 'version', found a number");
  CHECK(error_of(with(tiny, "gene = \"CDKN2A\"", "gene = \"\"")) == "p.toml:4: [panel]: 'gene' is empty");
  CHECK(error_of(with(tiny, "[\"first\"]", "[1]")) ==
        "p.toml:18: [[set]]: expected non-empty text in 'aliases', found a number");
  CHECK(error_of("[panel]\nid = ").starts_with("p.toml:2: "));
  CHECK(error_of("") == "p.toml:1: the panel lacks the table [panel]");
}

TEST_CASE("a value of another kind is told with what it is, whatever it is") {
  CHECK(error_of(with(tiny, "\"FAM\"", "true")) ==
        "p.toml:19: [[set]]: expected text for 'reporter', found true or false");
  CHECK(error_of(with(tiny, "\"TAMRA\"", "2024-03-04")) ==
        "p.toml:20: [[set]]: expected text for 'quencher', found a date or time");
  CHECK(error_of(with(tiny, "\"TAMRA\"", "[\"TAMRA\"]")) ==
        "p.toml:20: [[set]]: expected text for 'quencher', found a list");
  CHECK(error_of(with(tiny, "[\"first\"]", "\"first\"")) ==
        "p.toml:18: [[set]]: expected a list of texts for 'aliases', found text");
  CHECK(error_of(with(tiny, "[\"first\"]", "[\"\"]")) ==
        "p.toml:18: [[set]]: expected non-empty text in 'aliases', found empty text");
  CHECK(error_of(tiny + "threshold = \"0.2\"\n") ==
        "p.toml:21: [[set]]: expected a number for 'threshold', found text");
  CHECK(error_of(tiny + "[signing]\nsignatures = 2.5\n") ==
        "p.toml:22: [signing]: expected a whole number for 'signatures', found a number");
  CHECK(error_of(tiny + "[signing]\nsignatures = 4294967298\n") ==
        "p.toml:22: [signing]: 'signatures' is out of range: 4294967298");
  CHECK(error_of(tiny + "[signing]\nexclude_controls = \"no\"\n") ==
        "p.toml:22: [signing]: expected true or false for 'exclude_controls', found text");
  CHECK(error_of("rules = 36\n" + tiny) ==
        "p.toml:1: the panel: expected a table for 'rules', found a number");
}

TEST_CASE("a panel has primer sets, each a table of its own") {
  const std::string without = tiny.substr(0, tiny.find("[[set]]"));
  CHECK(error_of(without) == "p.toml: the panel has no primer set: expected [[set]]");
  CHECK(error_of(with(tiny, "[[set]]", "[set]")) ==
        "p.toml:14: the panel: expected tables [[set]] for 'set', found a table");
  CHECK(error_of("set = [1]\n" + without) == "p.toml:1: the panel: expected tables in 'set', found a number");
}

TEST_CASE("a file of more bytes than any panel has is refused before it is parsed") {
  CHECK(error_of(tiny + '#' + std::string(most_toml_bytes, 'x')) ==
        "p.toml: too large: expected a TOML file of at most " + std::to_string(most_toml_bytes >> 20U) +
            " MiB, found " + std::to_string(tiny.size() + 1 + most_toml_bytes) + " bytes");
}

TEST_CASE("keys nested so deep that they would overflow the stack are refused") {
  std::string keys = "[panel]\na";
  for (int i = 0; i < 100'000; ++i)
    keys += ".a";
  CHECK_THROWS_WITH_AS(read_panel("p.toml", keys + " = 1\n"),
                       "p.toml:2: more than 1000 dots in one line: keys are not nested so deep", AssayError);
}

TEST_CASE("a set names a forward and a reverse primer that exist") {
  const std::string pairs = "[[\"F.1\", \"R.2\"]]";
  CHECK(error_of(with(tiny, pairs, "[]")) ==
        "p.toml:17: set 'D1-2' has no primer pair: expected pairs = [[\"forward\", \"reverse\"]]");
  CHECK(error_of(with(tiny, pairs, "[[\"R.2\"]]")) ==
        "p.toml:17: set 'D1-2': a pair is [\"forward\", \"reverse\"], two oligo names");
  CHECK(error_of(with(tiny, pairs, "[[\"\", \"R.2\"]]")) == "p.toml:17: set 'D1-2' has no forward primer");
  CHECK(error_of(with(tiny, pairs, "[[\"F.1\", \"\"]]")) == "p.toml:17: set 'D1-2' has no reverse primer");
  CHECK(error_of(with(tiny, pairs, "[[\"F.l\", \"R.2\"]]")) ==
        "p.toml:17: set 'D1-2' names the unknown oligo 'F.l'; nearest: 'F.1'");
  CHECK(error_of(with(tiny, pairs, "[[\"F.1\", \"R.2\"], [\"R.2\", \"F.1\"]]")) ==
        "p.toml:17: 'R.2' is the reverse primer of set 'D1-2' and the forward primer of set 'D1-2'");
}

TEST_CASE("an oligo is spelt with A, C, G and T and named once") {
  CHECK(error_of(with(tiny, "ACGTTGCA", "ACGNTGCA")) ==
        "p.toml:8: oligo 'F.1': expected only A, C, G and T, found 'N' at position 4");
  CHECK(error_of(with(tiny, "ACGTTGCA", "acgt")) ==
        "p.toml:8: oligo 'F.1': expected only A, C, G and T, found 'a' at position 1");
  CHECK(error_of(with(tiny, "\"R.2\"", "\"f.1\"")) == "p.toml:11: oligo 'f.1' is named twice (as 'F.1')");
  CHECK(error_of(with(tiny, "GGGTTTCC", "ACGTTGCA")) == "p.toml:12: oligo 'R.2' has the sequence of 'F.1'");
}

TEST_CASE("an oligo is no genome, and a panel no library of them") {
  const auto of = [](std::size_t bases) { return error_of(with(tiny, "ACGTTGCA", std::string(bases, 'A'))); };
  CHECK(of(200) == "no error");
  CHECK(of(201) == "p.toml:8: oligo 'F.1': expected 2 to 200 bases, found 201");
  CHECK(of(2'000'000) == "p.toml:8: oligo 'F.1': expected 2 to 200 bases, found 2000000");
  CHECK(of(2) == "no error");
  CHECK(of(1) == "p.toml:8: oligo 'F.1': expected 2 to 200 bases, found 1");
  std::string oligos = tiny;
  for (std::size_t i = 2; i <= most_oligos; ++i)
    oligos += "[[oligo]]\nname = \"O\"\nsequence = \"ACGT\"\nsource = \"made up\"\n";
  CHECK(error_of(oligos) == "p.toml:525: the panel: expected at most 128 tables [[oligo]], found 129");
  std::string sets = tiny;
  for (std::size_t i = 1; i <= most_sets; ++i)
    sets += "[[set]]\nname = \"D1-2\"\n";
  CHECK(error_of(sets) == "p.toml:147: the panel: expected at most 64 tables [[set]], found 65");
}

TEST_CASE("a number out of range is an error") {
  CHECK(error_of(tiny + "[rules]\nct_cutoff = 360\n") ==
        "p.toml:22: [rules]: 'ct_cutoff' must lie between 10 and 60, found 360");
  CHECK(error_of(tiny + "[rules]\nct_cutoff = nan\n") ==
        "p.toml:22: [rules]: expected a finite number for 'ct_cutoff'");
  CHECK(error_of(tiny + "[rules]\nspread = -0.1\n") ==
        "p.toml:22: [rules]: 'spread' must lie between 0 and 100, found -0.1");
  CHECK(error_of(tiny + "[rules]\nmixed_share = 25\n") ==
        "p.toml:22: [rules]: 'mixed_share' must lie between 0 and 1, found 25");
  CHECK(error_of(tiny + "threshold = 0\n") == "p.toml:21: [[set]]: 'threshold' must be above 0, found 0");
  CHECK(error_of(tiny + "baseline = [15, 3]\n") ==
        "p.toml:21: [[set]]: baseline [15, 3] is no window of cycles");
  CHECK(error_of(tiny + "baseline = [3, 15, 20]\n") ==
        "p.toml:21: [[set]]: expected baseline = [first cycle, last cycle]");
  CHECK(error_of(tiny + "baseline = \"3-15\"\n") ==
        "p.toml:21: [[set]]: expected baseline = [first cycle, last cycle]");
  CHECK(error_of(with(tiny, "\"1-2\"", "\"2-1\"")) ==
        "p.toml:16: set 'D1-2': expected exons such as '4-7', found '2-1'");
}

TEST_CASE("exons are one number or a first and a last one, of at most two digits") {
  for (const char* exons : {"7", "1-2", "10-12"}) {
    CAPTURE(exons);
    CHECK(read_panel("p.toml", with(tiny, "\"1-2\"", '"' + std::string(exons) + '"')).sets.at(0).exons ==
          exons);
  }
  for (const char* exons : {"-", "1-", "-2", "0", "2-2", "100", "1-2-3", "1 - 2", "one"}) {
    CAPTURE(exons);
    CHECK(error_of(with(tiny, "\"1-2\"", '"' + std::string(exons) + '"')) ==
          "p.toml:16: set 'D1-2': expected exons such as '4-7', found '" + std::string(exons) + "'");
  }
}

TEST_CASE("a set is read in one dye or in several, and in at least one") {
  const auto reporters = [](const std::string& value) {
    return read_panel("p.toml", with(tiny, "\"FAM\"", value)).sets.at(0).reporters;
  };
  CHECK(reporters("\"FAM\"") == std::vector<std::string>{"FAM"});
  CHECK(reporters("[\"FAM\", \"SYBR\"]") == std::vector<std::string>{"FAM", "SYBR"});
  CHECK(error_of(with(tiny, "\"FAM\"", "[]")) ==
        "p.toml:19: [[set]]: expected a dye or a list of dyes, found an empty list");
}

TEST_CASE("an unknown rule value names the values there are") {
  CHECK(error_of(tiny + "[rules]\nlate = \"inconclusiv\"\n") ==
        "p.toml:22: [rules]: 'late' is one of 'negative', 'inconclusive', found 'inconclusiv'; nearest: "
        "'inconclusive'");
  CHECK(error_of(tiny + "[rules]\nntc = \"must\"\n") ==
        "p.toml:22: [rules]: 'ntc' is one of 'warning', 'required', found 'must'");
  CHECK(error_of(tiny + "[rules]\nunreadable = \"left-out\"\n") ==
        "p.toml:22: [rules]: 'unreadable' is one of 'incomplete', 'left_out', found 'left-out'; nearest: "
        "'left_out'");
  CHECK(read_panel("p.toml", tiny + "[rules]\nunreadable = \"left_out\"\n").rules.unreadable ==
        UnreadableRule::LeftOut);
}

TEST_CASE("a name that could mean two things is an error") {
  const std::string second =
      "[[set]]\nname = \"D1-3\"\nexons = \"1-3\"\npairs = [[\"F.1\", \"R.2\"]]\nreporter = \"FAM\"\nquencher "
      "= \"TAMRA\"\n";
  CHECK(error_of(tiny + second) ==
        "p.toml:24: the pair F.1 + R.2 of set 'D1-3' already belongs to set 'D1-2'");
  const std::string third_oligo =
      "[[oligo]]\nname = \"R.3\"\nsequence = \"CCGGTTAA\"\nsource = \"made up\"\n";
  const std::string two = tiny + third_oligo + with(second, "R.2", "R.3");
  CHECK(error_of(two) == "no error");
  CHECK(error_of(two + "aliases = [\"FIRST\"]\n") ==
        "p.toml:31: 'FIRST' of set 'D1-3' means set 'D1-2' as well (as 'first')");
  CHECK(error_of(two + "aliases = [\"CDKN2A_Δ1–2\"]\n") ==
        "p.toml:31: 'CDKN2A_Δ1–2' of set 'D1-3' means set 'D1-2' as well (as 'D1-2')");
  CHECK(error_of(with(two, "\"1-3\"", "\"1-2\"")) ==
        "p.toml:27: '1-2' of set 'D1-3' means set 'D1-2' as well (as 'D1-2')");
  CHECK(error_of(with(two, "name = \"D1-3\"", "name = \"d1-2\"")) == "p.toml:26: set 'd1-2' is named twice");
  CHECK(error_of(tiny + "[reference]\ntarget = \"First\"\nreporter = \"VIC\"\n") ==
        "p.toml:22: 'First' of the reference gene 'First' means set 'D1-2' as well (as 'first')");
}

TEST_CASE("a set has a name that lists and number formats can hold") {
  const std::string wanted =
      "expected a 'name' of at most 40 letters, without '\"', ';' and line breaks, found ";
  const auto named = [](const std::string& name) { return with(tiny, "\"D1-2\"", "\"" + name + "\""); };
  CHECK(error_of(named("缺失1～2 [>36]")) == "no error");
  CHECK(error_of(named(std::string(40, 'D'))) == "no error");
  CHECK(error_of(named(std::string(41, 'D'))) ==
        "p.toml:15: [[set]]: " + wanted + "'" + std::string(41, 'D') + "'");
  CHECK(error_of(named("D1;2")) == "p.toml:15: [[set]]: " + wanted + "'D1;2'");
  CHECK(error_of(named("D1\\\"2")) == "p.toml:15: [[set]]: " + wanted + "'D1\"2'");
  CHECK(error_of(named("D1\\n2")) == "p.toml:15: [[set]]: " + wanted + "'D1\uFFFD2'");
  CHECK(
      error_of(tiny + "[reference]\ntarget = \"A;B\"\nreporter = \"VIC\"\n") ==
      "p.toml:22: [reference]: expected a 'target' of at most 40 letters, without '\"', ';' and line breaks, "
      "found 'A;B'");
}

TEST_CASE("a gene has a name that outputs can hold, as a set has") {
  const auto named = [](const std::string& gene) { return with(tiny, "gene = \"", "gene = \"" + gene); };
  CHECK(error_of(named("A")) == "no error");
  CHECK(error_of(named("\\u001b[31m")).find("expected a 'gene' of at most 40 letters") != std::string::npos);
}

TEST_CASE("a control name has one role, and its sets exist") {
  CHECK(error_of(tiny + "[controls]\nntc = [\"Ctrl\"]\nnegative = [\"ＣＴＲＬ\"]\n") ==
        "p.toml:23: the sample name 'ＣＴＲＬ' is reserved twice: for no-template controls and for negative "
        "controls");
  CHECK(error_of(tiny + "[controls]\npositive = [{ name = \"PC\", sets = [\"D1-3\"] }]\n") ==
        "p.toml:22: positive control 'PC' names the unknown set 'D1-3'; nearest: 'D1-2'");
  CHECK(error_of(tiny + "[controls]\npositive = [{ name = \"PC\" }]\n") ==
        "p.toml:22: positive control 'PC' names no sets that it must be positive in");
}

TEST_CASE("a patient's text promises no more than the test can keep") {
  const auto text = [](const std::string& call, const std::string& en, const std::string& zh) {
    return error_of(tiny + "[texts." + call + "]\nen = \"" + en + "\"\nzh = \"" + zh + "\"\n");
  };
  CHECK(text("not_detected", "Wild type", "x") ==
        "p.toml:22: [texts.not_detected]: a patient's text must not say 'wild type': the test sees only its "
        "own deletions");
  CHECK(text("not_detected", "Negative.", "x") ==
        "p.toml:22: [texts.not_detected]: a patient's text must not say 'negative': the test sees only its "
        "own deletions");
  CHECK(text("not_detected", "x", "阴性") ==
        "p.toml:23: [texts.not_detected]: a patient's text must not say '阴性': the test sees only its own "
        "deletions");
  CHECK(text("limits", "does not mean that the gene is normal", "x") == "no error");
  CHECK(text("invalid", "{patient}", "x") ==
        "p.toml:22: [texts.invalid]: expected {gene}, {exons} or {sets}, found '{patient}'");
  CHECK(text("deletion", "{exons}", "缺失") ==
        "p.toml:23: [texts.deletion]: the text of a deletion must say which: {exons} is missing");
}

TEST_CASE("a panel with a byte-order mark or CRLF reads the same") {
  CHECK(read_panel("p.toml", "\xEF\xBB\xBF" + tiny).sets.at(0).name == "D1-2");
  std::string crlf;
  for (const char c : tiny)
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(read_panel("p.toml", crlf).sets.at(0).exons == "1-2");
}

TEST_CASE("a set may have a code for the information system") {
  CHECK_FALSE(read_panel("p.toml", tiny).sets.at(0).code.has_value());
  std::string coded = tiny;
  const std::string exons = "exons = \"1-2\"\n";
  coded.insert(coded.find(exons) + exons.size(), "code = \"LIS-7\"\n");
  CHECK(read_panel("p.toml", coded).sets.at(0).code == "LIS-7");
  coded.replace(coded.find("LIS-7"), 5, "a;b");
  CHECK(error_of(coded).find("expected a 'code' of at most 40 letters") != std::string::npos);
}

TEST_CASE("a panel says how many must sign and whether wells of controls may be left out") {
  CHECK(read_panel("p.toml", tiny).signing.signatures == 2);
  CHECK_FALSE(read_panel("p.toml", tiny).signing.exclude_controls);
  const Panel asking = read_panel("p.toml", tiny + "[signing]\nsignatures = 3\nexclude_controls = true\n");
  CHECK(asking.signing.signatures == 3);
  CHECK(asking.signing.exclude_controls);
  CHECK(error_of(tiny + "[signing]\nsignatures = 1\n")
            .find("'signatures' must lie between 2 and 10, found 1") != std::string::npos);
  CHECK(error_of(tiny + "[signing]\nsignature = 2\n").find("nearest: 'signatures'") != std::string::npos);
}

TEST_CASE("a set may say its deletion in HGVS and what it does, and the panel how sensitive the method is") {
  CHECK_FALSE(read_panel("p.toml", tiny).sets.at(0).hgvs.has_value());
  CHECK_FALSE(read_panel("p.toml", tiny).sets.at(0).deletion_class.has_value());
  CHECK_FALSE(read_panel("p.toml", tiny).sensitivity.has_value());
  const std::string text =
      with(with(tiny, "exons = \"1-2\"\n",
                "exons = \"1-2\"\nhgvs = \"NM_1.2:c.(1+1_2-1)_(3+1_4-1)del\"\n"
                "class = { en = \"loss of function\", zh = \"功能丧失\" }\n"),
           "gene = \"CDKN2A\"\n",
           "gene = \"CDKN2A\"\nsensitivity = { en = \"1 % of cells\", zh = \"1%的细胞\" }\n");
  const Panel panel = read_panel("p.toml", text);
  CHECK(panel.sets.at(0).hgvs == "NM_1.2:c.(1+1_2-1)_(3+1_4-1)del");
  CHECK(panel.sets.at(0).deletion_class == Words{"loss of function", "功能丧失"});
  CHECK(panel.sensitivity == Words{"1 % of cells", "1%的细胞"});
  CHECK(error_of(with(text, "zh = \"功能丧失\"", "cn = \"功能丧失\"")) ==
        "p.toml:19: [class] has no key 'cn'; nearest: 'en'");
}

TEST_CASE("a description that HGVS does not have is refused") {
  const auto error = [](const std::string& hgvs) {
    return error_of(with(tiny, "exons = \"1-2\"\n", "exons = \"1-2\"\nhgvs = \"" + hgvs + "\"\n"));
  };
  CHECK(error("c.(160+1_161-1)_(*4474_?)del") == "no error");
  CHECK(error("c.(?_161-1)_(850+1_?)del") == "no error");
  const std::string form =
      "p.toml:17: set 'D1-2': expected an HGVS description that begins with c., alone or behind a transcript "
      "and ':', such as 'c.(160+1_161-1)_(850+1_851-1)del', found '";
  CHECK(error("g.50367235_50459561del") == form + "g.50367235_50459561del'");
  CHECK(error("NM_006060.6") == form + "NM_006060.6'");
  CHECK(error("c.161 del") == form + "c.161 del'");
  CHECK(error("c.161-?_850+?del") ==
        "p.toml:17: set 'D1-2': expected ends that are ranges, such as 'c.(160+1_161-1)_(850+1_851-1)del', "
        "found "
        "'c.161-?_850+?del', a form that HGVS no longer has: it puts '?' for a distance from the exon");
  CHECK(error("NM_006060.6:c.-14-?_40+?del").find("a form that HGVS no longer has") != std::string::npos);
}

TEST_CASE("what the shipped panel says of HGVS and class is commented out, and is read where it is not") {
  const std::string shipped = shipped_text("primers/ikzf1_deletions.toml");
  for (const PrimerSet& set : read_panel("p.toml", shipped).sets) {
    CHECK_FALSE(set.hgvs.has_value());
    CHECK_FALSE(set.deletion_class.has_value());
  }
  std::string chosen = shipped;
  for (const std::string key : {"# hgvs = ", "# class = ", "# sensitivity = "})
    for (std::size_t at = chosen.find(key); at != std::string::npos; at = chosen.find(key))
      chosen.erase(at, 2);
  const Panel panel = read_panel("p.toml", chosen);
  std::string said;
  for (const PrimerSet& set : panel.sets)
    said += set.name + ' ' + set.hgvs.value_or("none") + " (" +
            set.deletion_class.value_or(Words{"none", ""}).en + ")\n";
  CHECK(said ==
        "D4-7 NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del (in frame, dominant negative (IK6))\n"
        "D4-8 NM_006060.6:c.(160+1_161-1)_(*4474_?)del (loss of function)\n"
        "D2-7 NM_006060.6:c.(-15+1_-14-1)_(850+1_851-1)del (loss of function)\n"
        "D2-8 NM_006060.6:c.(-15+1_-14-1)_(*4474_?)del (loss of function)\n");
  CHECK(panel.sensitivity.has_value());
}
