#include "calling/roles.hpp"

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/sample_names.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

SampleRole role(const std::string& sample, const std::string& task, std::optional<SampleRole> mapped = {}) {
  Reaction reaction;
  reaction.sample = sample;
  reaction.task = task;
  return role_of(reaction, mapped, made_panel());
}

}  // namespace

TEST_CASE("names fold in width, case and blanks, and in nothing else") {
  CHECK(folded_sample_name("ＮＴＣ") == "ntc");
  CHECK(folded_sample_name(" \tNtc\xC2\xA0\xE3\x80\x80") == "ntc");
  CHECK(folded_sample_name("P  1\t 2") == "p 1 2");
  CHECK(folded_sample_name("１－２～") == "1-2~");
  CHECK(folded_sample_name("1–2 张三é") == "1–2 张三é");
  CHECK(folded_sample_name("\xEF\xBB\xBF"
                           "x") ==
        "\xEF\xBB\xBF"
        "x");
  CHECK(folded_sample_name("\xEF\xBD\x9F") == "\xEF\xBD\x9F");
  CHECK(folded_sample_name("\xEF\xBC") == "\xEF\xBC");
  CHECK(folded_sample_name("\xE3\x80\x81") == "\xE3\x80\x81");
  CHECK(folded_sample_name("\xE3\x81\x80") == "\xE3\x81\x80");
  CHECK(folded_sample_name("\xC2\xB5\xEF\xBE\x80") == "\xC2\xB5\xEF\xBE\x80");
  CHECK(folded_sample_name("  ") == "");
}

TEST_CASE("a barcode with a person's name is told from every other name") {
  for (const char* name : {"00123 张三", "００１２３张三", "00123-张三", "00123_ 张三"}) {
    CAPTURE(name);
    REQUIRE(barcoded_name(name).has_value());
    CHECK(barcoded_name(name)->barcode == "00123");
    CHECK(barcoded_name(name)->person == "张三");
  }
  CHECK(barcoded_name("1-2 欧阳小明")->person == "欧阳小明");
  for (const char* name :
       {"00123", "张三", "P 张三", "00123 张", "00123 欧阳小明明", "00123 张三2", "00123 x", "", "00123 あい",
        "00123 김철", "00123{张三", "00123 张三é", "00123 \xE4\xB7\xBF\xE4\xB7\xBF"}) {
    CAPTURE(name);
    CHECK_FALSE(barcoded_name(name).has_value());
  }
}

TEST_CASE("the plate map decides, else the task, else the reserved name") {
  CHECK(role("P1", "UNKNOWN", SampleRole::Ntc) == SampleRole::Ntc);
  CHECK(role("NTC", "NTC", SampleRole::Unknown) == SampleRole::Unknown);
  CHECK(role("P1", "NTC") == SampleRole::Ntc);
  CHECK(role("P1", "Standard") == SampleRole::Standard);
  CHECK(role("ntc ", "UNKNOWN") == SampleRole::Ntc);
  CHECK(role("ＮＣ", "Unknown") == SampleRole::NegativeControl);
  CHECK(role("pc27", "") == SampleRole::PositiveControl);
  CHECK(role("PC2", "UNKNOWN") == SampleRole::Unknown);
  CHECK(role("NTC1", "UNKNOWN") == SampleRole::Unknown);
}

TEST_CASE("role names read back") {
  for (const std::string& name : role_names()) {
    CAPTURE(name);
    REQUIRE(role_named(name).has_value());
    CHECK(code_of(*role_named(name)) == name);
  }
  CHECK(role_named("NTC") == SampleRole::Ntc);
  CHECK_FALSE(role_named("patient").has_value());
}

TEST_CASE("a task that contradicts a reserved name is refused, unless the map decides") {
  MadePlate plate;
  plate.add("B2", "PC", "D4-7", no()).first.task = "NTC";
  const Run& run = plate.sorted().run;
  CHECK(refusal([&] { roles_of(run, {}, made_panel()); }) ==
        "plate.eds: B2: task NTC on sample 'PC', a name the panel reserves for positive_control; correct the "
        "task or "
        "the name, or give the role in --plate-map CSV");
  const std::vector<std::optional<SampleRole>> map = {SampleRole::Ntc};
  CHECK(roles_of(run, map, made_panel()) == std::vector{SampleRole::Ntc});
}

TEST_CASE("a sample that is patient and control at once is refused") {
  MadePlate plate;
  plate.add("A1", "P1", "D4-7", no());
  plate.add("A2", "p1 ", "D2-7", no()).first.task = "NTC";
  CHECK(refusal([&] { called(plate); }) ==
        "plate.eds: A2: sample 'p1 ' is ntc here and unknown in plate.eds: A1; correct the tasks or names, "
        "or give the "
        "roles in --plate-map CSV");
}

TEST_CASE("a curve without well is named by its file") {
  MadePlate plate;
  plate.add("A1", "P1", "D4-7", no());
  Run run = plate.sorted().run;
  run.reactions[0].well.reset();
  run.reactions[0].sample = "NC";
  run.reactions[0].task = "NTC";
  CHECK(refusal([&] { roles_of(run, {}, made_panel()); }).starts_with("plate.eds: task NTC on sample 'NC'"));
}
