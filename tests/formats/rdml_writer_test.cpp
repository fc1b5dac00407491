#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <rapidcheck.h>
#include <set>
#include <stdexcept>

#include <doctest/doctest.h>

#include "formats/formats.hpp"
#include "formats/random_run.hpp"
#include "formats/rdml.hpp"
#include "formats/zip_archive.hpp"
#include "shared_data.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;

namespace {

Run read_back(const std::string& bytes) {
  return read_run(sources_of_run({{.name = "plate.rdml", .bytes = bytes}}), {});
}

std::vector<double> random_curve(int cycles) {
  auto curve = *rc::gen::container<std::vector<double>>(static_cast<std::size_t>(cycles), signals());
  if (*rc::gen::inRange(0, 5) == 0 && cycles > 2)
    curve[static_cast<std::size_t>(*rc::gen::inRange(0, cycles - 1))] =
        std::numeric_limits<double>::quiet_NaN();
  return curve;
}

struct RandomRun {
  Run run;
  std::vector<RdmlReaction> more;
};

Reaction random_reaction(int cycles, bool has_rn) {
  using rc::gen::inRange;
  Reaction reaction;
  reaction.target = *rc::gen::element<std::string>("D4-7", "ALB", "", "白蛋白, <&>");
  reaction.reporter = *rc::gen::element<std::string>("FAM", "VIC", "");
  reaction.task = *rc::gen::element<std::string>("UNKNOWN", "NTC", "STANDARD", "", "ntp", "pos", "nac");
  if (reaction.task == "STANDARD")
    reaction.quantity = *inRange(1, 1'000'000) / 1000.0;
  reaction.comments = *rc::gen::element<std::string>("", "see page 3, \"top\"", " a\nb ", "<&>");
  reaction.omitted = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>())
    reaction.settings.threshold = *inRange(1, 5000) / 3000.0;
  switch (*inRange(0, 3)) {
    case 0:
      reaction.instrument.ct_status = CtStatus::Undetermined;
      break;
    case 1:
      reaction.instrument.ct_status = CtStatus::Value;
      reaction.instrument.ct = *inRange(1, 999) / 1000.0 * cycles;
      break;
    default:
      break;
  }
  if (*inRange(0, 10) > 0)
    (has_rn ? reaction.rn : reaction.delta_rn) = random_curve(cycles);
  return reaction;
}

RandomRun random_run() {
  using rc::gen::inRange;
  RandomRun made;
  Run& run = made.run;
  run.plate = *rc::gen::element(Plate{}, Plate{.rows = 16, .columns = 24});
  run.instrument.type_id = *rc::gen::element<std::string>("sds7500", "sds7500fast", "");
  run.instrument.software = *rc::gen::element<std::string>("7500 Software v2.3", "SDS v1.3.1", "X", "");
  run.experiment_name = *names();
  run.operator_name = *rc::gen::element<std::string>("Li Wei", "患者", "");
  run.run_started = *rc::gen::element<std::string>("2007-11-10T01:46:54Z", "2024-02-29T23:59:59.5+08:00", "");
  const std::optional<bool> automatic = *rc::gen::element<std::optional<bool>>(true, false, std::nullopt);
  const bool has_rn = *inRange(0, 4) > 0;
  const int cycles = *inRange(2, 50);
  for (int index = *inRange(0, 5); index < run.plate.size(); index += *inRange(1, 90)) {
    const std::string sample = *rc::gen::element<std::string>("", " padded ", "P1", "<b>&amp;", "患者一");
    std::set<std::string> seen;
    for (int count = *inRange(1, 4); count > 0; --count) {
      Reaction reaction = random_reaction(cycles, has_rn);
      if (!seen.insert(reaction.target).second)
        continue;
      reaction.well = well_at(index, run.plate);
      reaction.sample = sample;
      reaction.settings.automatic_threshold = reaction.settings.automatic_baseline = automatic;
      const std::vector<double>& curve = has_rn ? reaction.rn : reaction.delta_rn;
      run.cycles = std::max(run.cycles, static_cast<int>(curve.size()));
      RdmlReaction more;
      if (*rc::gen::arbitrary<bool>())
        more.baseline = RdmlLine{.intercept = *signals(), .slope = *rc::gen::element(0.0, 0.25, -1.0 / 3)};
      made.more.push_back(more);
      run.reactions.push_back(std::move(reaction));
    }
  }
  return made;
}

void check_same(const RandomRun& made, const Run& read) {
  const Run& wrote = made.run;
  const bool is_subtracted = std::none_of(wrote.reactions.begin(), wrote.reactions.end(),
                                          [](const Reaction& reaction) { return !reaction.rn.empty(); });
  RC_ASSERT(read.plate == wrote.plate);
  RC_ASSERT(read.cycles == wrote.cycles);
  RC_ASSERT(read.instrument.type_id == wrote.instrument.type_id);
  RC_ASSERT(read.instrument.software == wrote.instrument.software);
  RC_ASSERT(read.experiment_name == wrote.experiment_name);
  RC_ASSERT(read.operator_name == wrote.operator_name);
  RC_ASSERT(read.run_started == wrote.run_started);
  RC_ASSERT(read.reactions.size() == wrote.reactions.size());
  for (std::size_t i = 0; i < wrote.reactions.size(); ++i) {
    const Reaction& a = wrote.reactions[i];
    const Reaction& b = read.reactions[i];
    RC_ASSERT(b.well == a.well);
    RC_ASSERT(b.sample == a.sample);
    RC_ASSERT(b.target == a.target);
    RC_ASSERT(b.reporter == a.reporter);
    RC_ASSERT(b.task == a.task);
    RC_ASSERT(b.quantity == a.quantity);
    RC_ASSERT(b.comments == a.comments);
    RC_ASSERT(b.omitted == a.omitted);
    RC_ASSERT(b.settings == a.settings);
    RC_ASSERT(b.instrument == a.instrument);
    RC_ASSERT(same_signal(b.rn, a.rn));
    if (is_subtracted) {
      RC_ASSERT(same_signal(b.delta_rn, a.delta_rn));
      continue;
    }
    std::vector<double> expected;
    if (const std::optional<RdmlLine>& line = made.more[i].baseline)
      for (std::size_t c = 0; c < a.rn.size(); ++c)
        expected.push_back(a.rn[c] - (line->intercept + line->slope * static_cast<double>(c + 1)));
    RC_ASSERT(same_signal(b.delta_rn, expected));
  }
}

Run tiny_run() {
  Run run;
  run.cycles = 2;
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.sample = "P1";
  reaction.target = "D4-7";
  reaction.reporter = "FAM";
  reaction.task = "UNKNOWN";
  reaction.rn = {1.25, 2.0 / 3};
  reaction.settings.threshold = 0.2;
  reaction.instrument.ct_status = CtStatus::Undetermined;
  run.reactions.push_back(reaction);
  return run;
}

std::string xml_of(const std::string& bytes) {
  const Source source{.name = "plate.rdml", .bytes = bytes};
  return ZipArchive(source).read("rdml_data.xml");
}

}  // namespace

TEST_CASE("RDML that was written reads back the same") {
  CHECK(rc::check([] {
    const RandomRun made = random_run();
    check_same(made, read_back(write_rdml(made.run, made.more)));
  }));
}

TEST_CASE("RDML that was written is valid against the schema of 1.3") {
  const auto schema = shared_data("rdml_schema/RDML_v1_3_REC.xsd");
  if (!schema)
    return;
  if (std::system("command -v xmllint >/dev/null") != 0) {
    std::cout << "xmllint: not there, so RDML is not validated\n";
    return;
  }
  const tests::TemporaryFolder folder;
  std::string files;
  CHECK(rc::check([&] {
    const RandomRun made = random_run();
    const std::string file =
        folder.write(std::to_string(files.size()) + ".xml", xml_of(write_rdml(made.run, made.more)));
    files += " '" + file + "'";
  }));
  REQUIRE(!files.empty());
  CHECK(std::system(("xmllint --noout --nonet --schema '" + schema->string() + "'" + files + " 2>'" +
                     (folder / "log").string() + "'")
                        .c_str()) == 0);
  const std::string wrong =
      folder.write("wrong.xml", "<rdml xmlns=\"http://www.rdml.org\" version=\"1.3\"><x/></rdml>");
  CHECK(
      std::system(("xmllint --noout --nonet --schema '" + schema->string() + "' '" + wrong + "' 2>/dev/null")
                      .c_str()) != 0);
}

TEST_CASE("RDML is written as its schema orders it, and the same run gives the same bytes") {
  const Run run = tiny_run();
  const RdmlReaction more[] = {{.baseline = RdmlLine{.intercept = 1, .slope = 0.5},
                                .role = SampleRole::NegativeControl,
                                .is_reference = true}};
  CHECK(xml_of(write_rdml(run, more)) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<rdml xmlns=\"http://www.rdml.org\" version=\"1.3\">\n"
        " <id>\n  <publisher>crossbreak</publisher>\n  <serialNumber />\n </id>\n"
        " <dye id=\"FAM\" />\n"
        " <sample id=\"P1\">\n  <type>ntp</type>\n </sample>\n"
        " <target id=\"D4-7\">\n  <type>ref</type>\n  <dyeId id=\"FAM\" />\n </target>\n"
        " <experiment id=\"experiment\">\n  <run id=\"run\">\n"
        "   <pcrFormat>\n    <rows>8</rows>\n    <columns>12</columns>\n    <rowLabel>ABC</rowLabel>\n"
        "    <columnLabel>123</columnLabel>\n   </pcrFormat>\n"
        "   <react id=\"1\">\n    <sample id=\"P1\" />\n    <data>\n     <tar id=\"D4-7\" />\n     "
        "<cq>-1</cq>\n"
        "     <adp>\n      <cyc>1</cyc>\n      <fluor>1.25</fluor>\n     </adp>\n"
        "     <adp>\n      <cyc>2</cyc>\n      <fluor>0.6666666666666666</fluor>\n     </adp>\n"
        "     <bgFluor>1</bgFluor>\n     <bgFluorSlp>0.5</bgFluorSlp>\n     <quantFluor>0.2</quantFluor>\n"
        "    </data>\n   </react>\n  </run>\n </experiment>\n</rdml>\n");
  CHECK(write_rdml(run, more) == write_rdml(run, more));
}

TEST_CASE("roles become types of samples: a negative control is ntp, a patient's task STANDARD stays std") {
  Run run = tiny_run();
  const auto task = [&](SampleRole role) {
    const RdmlReaction more[] = {{.baseline = {}, .role = role, .is_reference = false}};
    return read_back(write_rdml(run, more)).reactions[0].task;
  };
  CHECK(task(SampleRole::Unknown) == "UNKNOWN");
  CHECK(task(SampleRole::NegativeControl) == "ntp");
  CHECK(task(SampleRole::PositiveControl) == "pos");
  CHECK(task(SampleRole::Ntc) == "NTC");
  run.reactions[0].task = "STANDARD";
  CHECK(task(SampleRole::Unknown) == "STANDARD");
  run.reactions[0].task = "NTC";
  CHECK(task(SampleRole::Unknown) == "UNKNOWN");
}

TEST_CASE("a run that RDML cannot hold is refused") {
  Run run = tiny_run();
  run.reactions[0].well.reset();
  CHECK_THROWS_WITH_AS(write_rdml(run),
                       "cannot be written as RDML: 'D4-7' of 'P1' lies in no well of the plate",
                       std::invalid_argument);
  run = tiny_run();
  run.reactions[0].sample = "P\x01";
  CHECK_THROWS_WITH_AS(write_rdml(run),
                       "cannot be written as RDML: 'P\uFFFD' holds a character that XML cannot",
                       std::invalid_argument);
  run.reactions[0].sample = "P\uFFFF";
  CHECK_THROWS_WITH_AS(write_rdml(run),
                       "cannot be written as RDML: 'P\uFFFF' holds a character that XML cannot",
                       std::invalid_argument);
  run = tiny_run();
  run.reactions.push_back(run.reactions[0]);
  CHECK_THROWS_WITH_AS(write_rdml(run), "cannot be written as RDML: well A1 has the target 'D4-7' twice",
                       std::invalid_argument);
  run.reactions[1].target = "ALB";
  run.reactions[1].sample = "P2";
  CHECK_THROWS_WITH_AS(write_rdml(run), "cannot be written as RDML: well A1 has two samples, 'P1' and 'P2'",
                       std::invalid_argument);
}

TEST_CASE("a time is xs:dateTime or none") {
  for (const char* time : {"2007-11-02T16:33:34Z", "2007-11-02T16:33:34", "2024-02-29T00:00:00.125-03:30"})
    CHECK(is_rdml_time(time));
  for (const char* time :
       {"", "2007-11-02", "2009-06-29 15:29:11 PM EDT", "2023-02-29T00:00:00", "2007-13-02T16:33:34Z",
        "2007-11-02T24:33:34Z", "2007-11-02T16:33:34.Z", "2007-11-02T16:33:34 Z", "Monday"})
    CHECK_FALSE(is_rdml_time(time));
}
