// RUN.patients.html through the program: where it is written, and what of panel and settings it says.
#include <filesystem>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "cli/called_plate.hpp"
#include "cli/program.hpp"
#include "file_content.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;
using namespace crossbreak::tests;
namespace fs = std::filesystem;

namespace {

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// Everything accepted, applied without a wish for formats.
Printed apply_all(const CalledPlate& plate, std::vector<std::string> more = {}) {
  REQUIRE(plate.decide({"--accept", "all"}).code == 0);
  std::vector<std::string> arguments = {"review", "apply", plate.record, plate.review, "-o", plate.released};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return crossbreak_with(arguments);
}

}  // namespace

TEST_CASE("a call writes patients' pages where it is asked to, preliminary") {
  const CalledPlate plate;
  REQUIRE(crossbreak_with({"call", plate.run, "-o", (plate.folder / "usual").string()}).code == 0);
  CHECK(fs::exists(plate.folder / "usual/plate.review.html"));
  CHECK_FALSE(fs::exists(plate.folder / "usual/plate.patients.html"));
  const std::string asked = (plate.folder / "asked").string();
  REQUIRE(
      crossbreak_with({"call", plate.run, "-o", asked, "--formats", "json,patients", "--no-curves"}).code ==
      0);
  const std::string page = content_of(plate.folder / "asked/plate.patients.html");
  CHECK(says(page, "<div id=\"watermark\">Preliminary result</div>"));
  CHECK(says(page, sha256_hex(content_of(plate.folder / "asked/plate.calls.json"))));
}

TEST_CASE("a reviewed record has patients' pages, which its last signature makes final") {
  const CalledPlate plate;
  REQUIRE(apply_all(plate, {"--lang", "zh"}).code == 0);
  const fs::path pages = plate.folder / "released/plate.patients.html";
  CHECK(says(content_of(pages), "<div id=\"watermark\">"));
  plate.sign(plate.released);
  const std::string page = content_of(pages);
  CHECK_FALSE(says(page, "<div id=\"watermark\">"));
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
  CHECK(says(page, sha256_hex(content_of(plate.folder / "released/plate.calls.json"))));
  CHECK(says(page, "B. Approver"));
  const std::string again = (plate.folder / "again").string();
  REQUIRE(crossbreak_with({"report", plate.released + "/plate.calls.json", "--formats", "patients", "--lang",
                           "zh", "-o", again})
              .code == 0);
  CHECK(content_of(plate.folder / "again/plate.patients.html") == page);
}

TEST_CASE("patients' pages are left out where other formats are chosen") {
  const CalledPlate asked;
  REQUIRE(apply_all(asked, {"--formats", "json,csv"}).code == 0);
  CHECK_FALSE(fs::exists(asked.folder / "released/plate.patients.html"));
  const CalledPlate settled;
  settled.folder.write("crossbreak.toml", "formats = [\"json\"]\n");
  REQUIRE(apply_all(settled).code == 0);
  CHECK_FALSE(fs::exists(settled.folder / "released/plate.patients.html"));
}

TEST_CASE(
    "what panel and settings say of laboratory, sensitivity and deletion stands on the patients' pages") {
  const CalledPlate plate;
  const std::string shipped = project_file("primers/ikzf1_deletions.toml");
  const std::string panel = plate.folder.write(
      "ours.toml", changed(changed(shipped, "# hgvs = \"NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del\"",
                                   "hgvs = \"NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del\""),
                           "# sensitivity = ", "sensitivity = "));
  plate.folder.write("crossbreak.toml", "[laboratory]\nname = \"Molecular Laboratory\"\n");
  REQUIRE(crossbreak_with({"call", plate.run, "--panel", panel, "--formats", "json,patients"}).code == 0);
  const std::string page = content_of(plate.folder / "plate.patients.html");
  CHECK(says(page, "<p class=\"laboratory\">Molecular Laboratory</p>"));
  CHECK(says(page, "NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del"));
  CHECK(says(page, "own validation of"));
  CHECK_FALSE(says(page, "not stated by the panel"));
}
