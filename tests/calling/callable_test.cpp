#include "calling/callable.hpp"

#include <doctest/doctest.h>

#include "calling/assignment.hpp"
#include "calling/made_plate.hpp"
#include "run/make_issue.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

std::string refused(MadePlate& plate, const CallOptions& options = {}) {
  return refusal([&] { assign_run({.run = plate.sorted().run, .roles = {}}, made_panel(), options); });
}

MadePlate plate_with(const std::string& sample, const std::string& target) {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no());
  plate.add("B2", sample, target, no());
  plate.add("B3", sample, target, no());
  return plate;
}

}  // namespace

TEST_CASE("a sound plate is callable") {
  MadePlate plate = plate_with("P", "D2-7");
  CHECK(refused(plate) == "nothing thrown");
}

TEST_CASE("a run without targets is refused") {
  MadePlate plate;
  CHECK(refused(plate) ==
        "plate.eds: no well has a target assigned; assign them in the run, or give --plate-map CSV "
        "(header well,sample,target,role)");
}

TEST_CASE("a results-only run is refused with what to export; one with dyes or curves is not") {
  MadePlate plate("results.xls");
  plate.add("A1", "P", "D4-7", no()).first.delta_rn.clear();
  CHECK(refused(plate) == "results.xls: holds results but no curves");
  plate.run().issues.push_back(
      make_issue({IssueCode::CurvesMissing, "software"}, "results.xls", field<"software">("StepOne")));
  CHECK(refused(plate) ==
        "results.xls: The file holds results but no curves: in the StepOne software export 'Amplification "
        "Data' "
        "and 'Multicomponent Data' (or 'Raw Data') too");
  plate.run().dyes.push_back({.well = {0, 0}, .dye = "FAM", .signal = {1, 2}});
  CHECK(refused(plate) == "nothing thrown");
  plate.run().dyes.clear();
  plate.run().reactions[0].rn = {1, 2};
  CHECK(refused(plate) == "nothing thrown");
}

TEST_CASE("the probe's quencher or reporter as passive reference is refused; ROX and none are not") {
  MadePlate plate = plate_with("P", "D2-7");
  plate.run().passive_reference_status = PassiveReferenceStatus::Dye;
  plate.run().passive_reference = "Tamra";
  CHECK(refused(plate) ==
        "plate.eds: the passive reference is Tamra, the quencher of the probes: set it to ROX or None in the "
        "run and "
        "analyse it again");
  plate.run().passive_reference = "FAM";
  CHECK(refused(plate) ==
        "plate.eds: the passive reference is FAM, the reporter of the probes: set it to ROX or None in the "
        "run and "
        "analyse it again");
  plate.run().passive_reference = "ROX";
  CHECK(refused(plate) == "nothing thrown");
  plate.run().passive_reference_status = PassiveReferenceStatus::None;
  plate.run().passive_reference.clear();
  CHECK(refused(plate) == "nothing thrown");
}

TEST_CASE("a passive reference that is a dye of no well is refused with the wells' dyes") {
  MadePlate plate = plate_with("P", "D2-7");
  plate.run().passive_reference_status = PassiveReferenceStatus::Dye;
  plate.run().passive_reference = "Rox";
  plate.run().dyes = {{.well = {0, 0}, .dye = "ROX", .signal = {1, 2}},
                      {.well = {0, 0}, .dye = "FAM", .signal = {1, 2}}};
  CHECK(refused(plate) ==
        "plate.eds: the passive reference is 'Rox', a dye of no well; nearest: ROX; the wells' dyes are FAM, "
        "ROX: set it to one of them or to None in the run and analyse it again");
  plate.run().passive_reference = "MUSTANG PURPLE";
  CHECK(
      refused(plate) ==
      "plate.eds: the passive reference is 'MUSTANG PURPLE', a dye of no well; the wells' dyes are FAM, ROX: "
      "set it to one of them or to None in the run and analyse it again");
  plate.run().passive_reference = "ROX";
  CHECK(refused(plate) == "nothing thrown");
}

TEST_CASE("TAMRA as passive reference is refused whatever the panel's quencher, and so is that quencher") {
  MadePlate plate = plate_with("P", "D2-7");
  plate.run().passive_reference_status = PassiveReferenceStatus::Dye;
  Panel panel = made_panel();
  for (PrimerSet& set : panel.sets)
    set.quencher = "BHQ1";
  for (const char* dye : {"TAMRA", "BHQ1"}) {
    plate.run().passive_reference = dye;
    CHECK(refusal([&] { called(plate, panel); }).find("the quencher of the probes") != std::string::npos);
  }
}

TEST_CASE("a target that the panel does not know is refused with the nearest set and the way out") {
  MadePlate plate = plate_with("P", "D2-77");
  CHECK(refused(plate) ==
        "plate.eds: target 'D2-77' (wells B2, B3) is not in panel made; nearest: D2-7; the run's targets: "
        "'D4-7', "
        "'D2-77'; say which set it is with --target 'D2-77=D2-7'");
  CHECK(refused(plate, {.target_sets = {{"D2-77", "2-7"}}}) == "nothing thrown");
  MadePlate far = plate_with("P", "beta-globin");
  CHECK(refused(far) ==
        "plate.eds: target 'beta-globin' (wells B2, B3) is not in panel made; the run's targets: 'D4-7', "
        "'beta-globin'; say which set it is with --target 'beta-globin=SET'");
}

TEST_CASE("an older name of a set is explained, never mapped") {
  MadePlate plate;
  plate.add("A1", "P", "D3-6", no());
  Panel panel = made_panel();
  panel.sets[0].older_names = {"D3-6"};
  const std::string message = refusal([&] { called(plate, panel); });
  CHECK(message.starts_with(
      "plate.eds: target 'D3-6' (well A1) is not in panel made; nearest: D4-7; older papers"));
}

TEST_CASE("--target to a set that the panel lacks is refused") {
  MadePlate plate = plate_with("P", "x");
  CHECK(refused(plate, {.target_sets = {{"x", "D1-8"}}}) ==
        "--target x=D1-8: panel made has no set 'D1-8' (sets: D4-7, D2-7, D2-8, D4-8, ALB)");
  Panel panel = made_panel();
  panel.reference.reset();
  CHECK(refusal([&] {
          called(plate, panel, {.target_sets = {{"x", "D1-8"}}});
        }) == "--target x=D1-8: panel made has no set 'D1-8' (sets: D4-7, D2-7, D2-8, D4-8)");
  CallOptions usual;
  usual.usual_targets = {{"x", "D1-8"}};
  CHECK(refused(plate, usual) ==
        "[targets] x=D1-8: panel made has no set 'D1-8' (sets: D4-7, D2-7, D2-8, D4-8, ALB)");
}

TEST_CASE("a target that a spreadsheet made a date of is refused with that explanation") {
  MadePlate plate = plate_with("P", "7-Feb");
  const std::string message = refused(plate);
  CHECK(message.starts_with("plate.eds: wells B2, B3: target '7-Feb' is a date: a spreadsheet has turned"));
}

TEST_CASE("a date in the sample setup alone is refused as a date, not as a second target of the well") {
  MadePlate plate = plate_with("P", "D2-7");
  plate.add("B2", "P", "2月7日", no());
  for (Reaction& reaction : plate.run().reactions)
    reaction.reporter = "FAM";
  const std::string message = refused(plate);
  CHECK(message.starts_with("plate.eds: well B2: target '2月7日' is a date: a spreadsheet has turned"));
}

TEST_CASE("an empty target is refused") {
  MadePlate plate = plate_with("P", "");
  CHECK(refused(plate) ==
        "plate.eds: wells B2, B3: no target; name it in the run, or give --plate-map CSV (header "
        "well,sample,target,role)");
}

TEST_CASE("unnamed samples are refused with their wells") {
  for (const char* name : {"", " ", "\xE3\x80\x80"}) {
    MadePlate plate = plate_with(name, "D2-7");
    CHECK(refused(plate) ==
          "plate.eds: wells B2, B3: no sample name; name the samples in the run, or give --plate-map CSV "
          "(header "
          "well,sample,target,role)");
  }
}

TEST_CASE("an unnamed duplexed well is named once") {
  MadePlate plate;
  plate.add("A1", "", "D4-7", no(), "FAM");
  plate.add("A1", "", "ALB", no(), "VIC");
  CHECK(refused(plate).starts_with("plate.eds: well A1: no sample name;"));
}

TEST_CASE("curves that are no wells are refused") {
  MadePlate plate("curves.csv");
  plate.add("A1", "x1", "D4-7", no());
  plate.run().reactions[0].well.reset();
  CHECK(refused(plate) ==
        "curves.csv: curve 'x1' belongs to no well: a call needs a plate; title the curves by their wells "
        "(A1, A2, "
        "...)");
}

TEST_CASE("a well described twice is refused, however it is said") {
  MadePlate same;
  same.add("A1", "P", "D4-7", no());
  same.add("A1", "P", "D4-7", no());
  CHECK(refused(same) == "plate.eds: well A1 is described twice for target 'D4-7'");
  MadePlate samples;
  samples.add("A1", "P", "D4-7", no(), "FAM");
  samples.add("A1", "Q", "ALB", no(), "VIC");
  CHECK(refused(samples) == "plate.eds: well A1 has two samples, 'P' and 'Q'");
  MadePlate dyes;
  dyes.add("A1", "P", "D4-7", no(), "FAM");
  dyes.add("A1", "P", "ALB", no(), "FAM");
  CHECK(refused(dyes) == "plate.eds: well A1 has two targets in dye FAM, 'D4-7' and 'ALB'");
  MadePlate meanings;
  meanings.add("A1", "P", "D4-7", no(), "");
  meanings.add("A1", "P", "4-7", no(), "");
  CHECK(refused(meanings) ==
        "plate.eds: well A1 is described twice: targets 'D4-7' and '4-7' both mean D4-7");
}

TEST_CASE("one barcode on two patients is refused; on controls and one patient it is not") {
  MadePlate plate;
  plate.add("A1", "00123 张三", "D4-7", no());
  plate.add("A2", "00123 张三", "D2-7", no());
  plate.add("A3", "00124 李四", "D2-7", no());
  CHECK(refused(plate) == "nothing thrown");
  plate.add("B1", "00123 李四", "D4-7", no());
  CHECK(refused(plate) ==
        "plate.eds: the barcode '00123' stands on two patients: '00123 张三' in A1 and '00123 李四' in B1");
  plate.run().reactions.back().task = "NTC";
  CHECK(refused(plate) == "nothing thrown");
}

TEST_CASE("a run whose samples are told to be missing is refused in those words") {
  MadePlate plate("plate.txt");
  Issue issue;
  issue.code = IssueCode::SamplesMissing;
  issue.words = {"The samples are not there.", "没有样本。"};
  plate.run().issues.push_back(issue);
  CHECK(refused(plate) == "plate.txt: The samples are not there");
  plate.run().issues.front().code = IssueCode::CurvesMissing;
  CHECK(refused(plate).find("no well has a target assigned") != std::string::npos);
}
