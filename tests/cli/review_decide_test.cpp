// crossbreak review status and decide: what stands of a review.
#include <doctest/doctest.h>

#include "cli/called_plate.hpp"

using namespace crossbreak::tests;

TEST_CASE("nothing is decided before anyone decides") {
  const CalledPlate plate;
  const Printed status = crossbreak_with({"review", "status", plate.record});
  CHECK(status.code == 5);
  CHECK(status.out.find("run plate.txt (run valid): undecided\n") != std::string::npos);
  CHECK(status.out.find("patient CLEAR (deletion D4-7): undecided\n") != std::string::npos);
  CHECK(status.out.find("control PC/D4-7 (passed): undecided\n") != std::string::npos);
  CHECK(status.out.find("0 decided, ") != std::string::npos);
}

TEST_CASE("accept all is the run, its controls and every patient") {
  const CalledPlate plate;
  const Printed decided = plate.decide({"--accept", "all"});
  REQUIRE_MESSAGE(decided.code == 0, decided.err);
  const Printed status = plate.status();
  CHECK(status.code == 0);
  CHECK(status.out.find("patient CLEAR (deletion D4-7): accepted, by A. Reviewer (event ") !=
        std::string::npos);
  CHECK(status.out.find(" decided, 0 undecided, 0 in conflict\ntyped names, identity not verified\n") !=
        std::string::npos);
  const Printed chinese = plate.status({"--lang", "zh"});
  CHECK(chinese.out.find("患者 CLEAR（检出缺失 D4-7）：同意，决定人：A. Reviewer（事件 ") !=
        std::string::npos);
}

TEST_CASE("an event says who, when, on what, and has an id of 128 bits") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  const json event = plate.events().at(0);
  CHECK(event.at("id").get<std::string>().size() == 32);
  CHECK(event.at("at").get<std::string>().size() == 20);
  CHECK(event.at("zone").get<std::string>().size() == 6);
  CHECK(event.at("by") == "A. Reviewer");
  CHECK(event.at("subject") == json{{"run", 0}});
  CHECK(event.at("action") == "accept");
}

TEST_CASE("run and controls are decided before patients") {
  const CalledPlate plate;
  const Printed decided = plate.decide({"--accept", "CLEAR"});
  CHECK(decided.code == 5);
  CHECK(decided.err ==
        "crossbreak: run and controls are decided before patients: run plate.txt is undecided; add --accept "
        "run --accept controls, or decide otherwise on them\n");
  CHECK(!std::filesystem::exists(plate.review));
  CHECK(plate.decide({"--accept", "run", "--accept", "controls"}).code == 0);
  CHECK(plate.decide({"--accept", "CLEAR"}).code == 0);
}

TEST_CASE("what is decided otherwise needs a code, and 'other' needs words") {
  const CalledPlate plate;
  CHECK(plate.decide({"--accept", "all", "--reject", "CLEAR"}).code == 2);
  CHECK(plate.decide({"--accept", "all", "--reject", "CLEAR", "--code", "other"}).code == 2);
  const Printed misspelt = plate.decide({"--accept", "all", "--reject", "CLEAR", "--code", "pipeting"});
  CHECK(misspelt.code == 2);
  CHECK(misspelt.err.find("did you mean 'pipetting'?") != std::string::npos);
  CHECK(!std::filesystem::exists(plate.review));
  CHECK(plate.decide({"--accept", "all", "--reject", "CLEAR", "--code", "other", "--words", "leaked"}).code ==
        0);
}

TEST_CASE("a patient that the record lacks is answered with the nearest") {
  const CalledPlate plate;
  const Printed decided = plate.decide({"--accept", "CLAER"});
  CHECK(decided.code == 2);
  CHECK(decided.err ==
        "crossbreak: --accept: the record has no patient or control 'CLAER', did you mean 'CLEAR'?\n");
}

TEST_CASE("two people who differ are in conflict until one changes or a third decides") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.decide({"--reject", "CLEAR", "--code", "sample_swap"}, "B. Second").code == 0);
  const Printed status = plate.status();
  CHECK(status.code == 5);
  CHECK(status.out.find("patient CLEAR (deletion D4-7): in conflict\n  A. Reviewer: accepted (event ") !=
        std::string::npos);
  CHECK(plate.apply().code == 5);
  CHECK(!std::filesystem::exists(plate.released));
  SUBCASE("the first one takes theirs back") {
    std::string id;
    for (const json& event : plate.events())
      if (event.at("subject").value("sample", "") == "CLEAR" && event.at("by") == "A. Reviewer")
        id = event.at("id");
    CHECK(plate.decide({"--withdraw", id}, "B. Second").code == 2);
    CHECK(plate.decide({"--withdraw", id}).code == 0);
    CHECK(plate.status().out.find(
              "patient CLEAR (deletion D4-7): rejected: the result is withheld, by B. Second (event ") !=
          std::string::npos);
  }
  SUBCASE("a third one decides, and both are replaced") {
    CHECK(plate.decide({"--accept", "CLEAR"}, "C. Third").code == 0);
    CHECK(plate.events().back().at("replaces").size() == 2);
    CHECK(plate.status().code == 0);
  }
  SUBCASE("one of the two says it again: nothing is added, and they still differ") {
    const Printed again = plate.decide({"--reject", "CLEAR", "--code", "sample_swap"}, "B. Second");
    CHECK(again.out == "B. Second has decided so already: nothing added\n");
    CHECK(plate.status().code == 5);
  }
}

TEST_CASE("one's own later decision replaces the earlier one, under any spelling of the name") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.decide({"--reject", "CLEAR", "--code", "pipetting"}, "A.Reviewer").code == 0);
  CHECK(plate.events().back().at("replaces").size() == 1);
  CHECK(plate.status().code == 0);
  SUBCASE("and 'all' leaves it alone") {
    REQUIRE(plate.decide({"--accept", "all"}).code == 0);
    CHECK(plate.status().out.find("patient CLEAR (deletion D4-7): rejected") != std::string::npos);
  }
}

TEST_CASE("a comment decides nothing") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--comment", "CLEAR", "--words", "pale curve"}).code == 0);
  CHECK(plate.events().at(0).at("words") == "pale curve");
  CHECK(plate.status().out.find("patient CLEAR (deletion D4-7): undecided\n") != std::string::npos);
}

TEST_CASE("a run that is repeated decides all its patients") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--repeat", "run", "--code", "pipetting", "--accept", "controls"}).code == 0);
  const Printed status = plate.status();
  CHECK(status.code == 0);
  CHECK(status.out.find("patient CLEAR (deletion D4-7): decided with its run\n") != std::string::npos);
  REQUIRE(plate.apply().code == 0);
  CHECK(patient_in(plate.reviewed(), "CLEAR").at("outcome") == "repeat_requested");
  CHECK(patient_in(plate.reviewed(), "NONE").at("outcome") == "repeat_requested");
}

TEST_CASE("an invalid run is told wherever somebody agrees to it") {
  const CalledPlate plate(patient("CLEAR", "\"D4-7\" = 2000") + patient("NONE") + controls("0"));
  const Printed decided = plate.decide({"--accept", "all"});
  REQUIRE_MESSAGE(decided.code == 0, decided.err);
  CHECK(decided.out.find("run plate.txt: run invalid\n") != std::string::npos);
  const Printed status = plate.status();
  CHECK(status.out.starts_with("run plate.txt (run invalid): accepted, by "));
  CHECK(status.out.find("control PC/D4-8 (failed): accepted, by ") != std::string::npos);
  CHECK(plate.apply().out.find("run plate.txt: run invalid\n") != std::string::npos);
}

TEST_CASE("an invalid run can only be accepted as invalid, or repeated") {
  const CalledPlate plate(patient("CLEAR", "\"D4-7\" = 2000") + controls("0"));
  REQUIRE(json::parse(content_of(plate.record)).at("run").at("status") == "invalid");
  const Printed rejected = plate.decide({"--reject", "run", "--code", "control_failed"});
  CHECK(rejected.code == 2);
  CHECK(rejected.err.find("is invalid: expected accept (as invalid) or repeat, found 'reject'") !=
        std::string::npos);
  CHECK(plate.decide({"--accept", "all"}).code == 0);
  REQUIRE(plate.apply().code == 0);
  CHECK(plate.reviewed().at("run").at("status") == "invalid");
  CHECK(patient_in(plate.reviewed(), "CLEAR").at("sets").at(1).at("result") == "invalid");
}

TEST_CASE("a result is not released beside a control that is rejected") {
  const CalledPlate plate;
  const Printed decided = plate.decide({"--accept", "all", "--reject", "PC", "--code", "curve_artifact"});
  CHECK(decided.code == 2);
  CHECK(decided.err ==
        "crossbreak: patient CLEAR is to be released, but not control PC/D4-7 that it rests on: reject or "
        "repeat the patient too\n");
  CHECK(!std::filesystem::exists(plate.review));
  CHECK(plate
            .decide({"--accept", "all", "--reject", "PC", "--reject", "CLEAR", "--reject", "NONE", "--reject",
                     "EDGE", "--code", "curve_artifact"})
            .code == 0);
  CHECK(plate.apply().code == 0);
}

TEST_CASE("what is taken back is told, with what to do next") {
  const CalledPlate plate;
  CHECK(plate.decide({"--accept", "all"})
            .out.ends_with("\nnext: crossbreak review apply " + plate.record + ' ' + plate.review +
                           " -o DIR\n"));
  std::string id;
  for (const json& event : plate.events())
    if (event.at("subject").contains("sample") && event.at("subject").at("sample") == "NONE")
      id = event.at("id").get<std::string>().substr(0, 8);
  CHECK(plate.status().out.find("accepted, by A. Reviewer (event " + id + ")\n") != std::string::npos);
  const Printed withdrawn = plate.decide({"--withdraw", id});
  REQUIRE_MESSAGE(withdrawn.code == 0, withdrawn.err);
  CHECK(withdrawn.out.find("taken back: patient NONE: accepted\n") != std::string::npos);
  CHECK(withdrawn.out.ends_with("\nnext: crossbreak review status " + plate.record + ' ' + plate.review +
                                '\n'));
  CHECK(plate.decide({"--withdraw", id.substr(0, 7)}).code == 2);
}

TEST_CASE("only who may sign as reviewed decides, where the settings list people") {
  const CalledPlate plate;
  plate.folder.write("crossbreak.toml", "[[person]]\nname = \"B. Approver\"\npublic_key = \"" +
                                            std::string(43, 'A') + "=\"\nmay = [\"approve\"]\n");
  const Printed approver = plate.decide({"--accept", "all"}, "B.Approver");
  CHECK(approver.code == 7);
  CHECK(
      approver.err.ends_with("crossbreak.toml: B. Approver may not decide: only who may sign as reviewed\n"));
  const Printed unlisted = plate.decide({"--accept", "all"});
  CHECK(unlisted.code == 7);
  CHECK(unlisted.err.ends_with(
      "crossbreak.toml: 'A. Reviewer', who is not listed, may not decide: only who may "
      "sign as reviewed\n"));
  CHECK(!std::filesystem::exists(plate.review));
}

TEST_CASE("the next command after an exclusion asks for the original files") {
  const CalledPlate plate;
  const std::string files = plate.record + " " + plate.review;
  CHECK(plate.decide({"--accept", "all"}).out.ends_with("review apply " + files + " -o DIR\n"));
  CHECK(plate.decide({"--exclude", "A1/D4-7", "--code", "pipetting"})
            .out.ends_with("review apply " + files + " -o DIR --inputs DIR\n"));
  CHECK(plate.status().out.ends_with("review apply " + files + " -o DIR --inputs DIR\n"));
}
