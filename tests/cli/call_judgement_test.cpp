// crossbreak call, from file to CSV, on plates where a wrong result once left plainly (R18, R20 to R24, R26,
// R27): each plate is simulated, and edited where the design cannot say it.
#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/simulated_plate.hpp"

using namespace crossbreak::tests;

namespace {

using Row = std::map<std::string, std::string>;

/// Cells of a line without quoted commas.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  bool quoted = false;
  found.emplace_back();
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      found.emplace_back();
    else
      found.back() += c;
  }
  return found;
}

struct CalledCsv {
  int code = -1;
  std::string err;
  std::map<std::string, Row> overall;  ///< by sample
};

/// The overall rows of the CSV of a text export.
CalledCsv csv_of(const std::string& text, std::vector<std::string> options = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"call", folder.write("plate.txt", text), "--formats", "csv"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Printed printed = crossbreak_with(arguments);
  CalledCsv called{.code = printed.code, .err = printed.err, .overall = {}};
  if (printed.code == 2 || printed.code == 3)
    return called;
  std::istringstream csv(content_of((folder / "plate.calls.csv").string()));
  std::string line;
  std::getline(csv, line);
  const std::vector<std::string> titles = cells(line);
  while (std::getline(csv, line)) {
    const std::vector<std::string> values = cells(line);
    REQUIRE(values.size() == titles.size());
    Row row;
    for (std::size_t i = 0; i < titles.size(); ++i)
      row[titles[i]] = values[i];
    if (row.at("row") == "overall")
      called.overall[row.at("sample")] = row;
  }
  return called;
}

/// "not_detected review: flags", of one patient.
std::string said(const CalledCsv& called, const std::string& sample) {
  const Row& row = called.overall.at(sample);
  return row.at("result") + (row.at("review") == "true" ? " review" : "") +
         (row.at("flags").empty() ? "" : ": " + row.at("flags"));
}

std::string next_of(const CalledCsv& called, const std::string& sample) {
  return called.overall.at(sample).at("next");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  REQUIRE_MESSAGE(text.find(from) != std::string::npos, from);
  for (std::size_t place = text.find(from); place != std::string::npos;
       place = text.find(from, place + to.size()))
    text.replace(place, from.size(), to);
  return text;
}

const std::string two_patients = patient("CLEAR", "\"D4-7\" = 2000") + patient("NONE");

}  // namespace

TEST_CASE("an ordinary plate stays plain, and its CSV names run, operator and repeat") {
  const CalledCsv called = csv_of(
      export_of(plate + "run_ended = \"2024-03-04T10:10:00Z\"\n" + targets + two_patients + controls()));
  CHECK(called.code == 0);
  CHECK(said(called, "CLEAR") == "deletion");
  CHECK(said(called, "NONE") == "not_detected");
  const Row& row = called.overall.at("NONE");
  CHECK(row.at("schema") == "crossbreak/calls-csv/2");
  CHECK(row.at("next").empty());
  CHECK(row.at("run_status") == "valid");
  CHECK(row.at("run_date").find("2024") != std::string::npos);
  CHECK(row.at("repeat") == "0");
}

TEST_CASE("R18: a run of 30 cycles has no negative, and its positives stand") {
  const CalledCsv called = csv_of(export_of(
      plate + replaced(targets, "cycles = 45", "cycles = 30") + patient("CLEAR", "\"D4-7\" = 20000") +
      patient("NONE") + patient("LATE", "\"D4-7\" = 200") + replaced(controls("20000"), "2000,", "20000,")));
  CHECK(said(called, "NONE").starts_with("incomplete review: "));
  CHECK(said(called, "LATE").find("review") != std::string::npos);
  CHECK(said(called, "LATE").find("not_detected") == std::string::npos);
  CHECK(said(called, "NONE").find("too_few_cycles") != std::string::npos);
  CHECK(said(called, "CLEAR").starts_with("deletion review: "));
  CHECK(next_of(called, "NONE").starts_with("Repeat D4-7, D4-8, D2-7, D2-8 with all cycles: "));
}

TEST_CASE("R20: an NTC that amplifies late keeps a positive near it from standing") {
  const std::string ntc =
      replaced(controls(), "role = \"ntc\"\n", "role = \"ntc\"\ncopies = { \"D4-7\" = 12 }\n");
  const CalledCsv called = csv_of(export_of(plate + targets + patient("NEAR", "\"D4-7\" = 45") +
                                            patient("FAR", "\"D4-7\" = 2000") + ntc));
  CHECK(said(called, "NEAR").starts_with("inconclusive review: "));
  CHECK(said(called, "NEAR").find("near_ntc") != std::string::npos);
  CHECK(next_of(called, "NEAR").starts_with("Repeat D4-7 in triplicate with the controls: Ct only "));
  CHECK(said(called, "FAR") == "deletion");
}

TEST_CASE("R21: where the NTC holds DNA, the reference gene of an empty well does not open the gate") {
  const std::string ntc =
      replaced(controls(), "role = \"ntc\"\n", "role = \"ntc\"\ncopies = { \"ALB\" = 4000 }\n");
  const CalledCsv called =
      csv_of(export_of(plate + targets + patient("DNA") + replaced(patient("EMPTY"), "9000", "4000") + ntc));
  CHECK(said(called, "EMPTY").starts_with("invalid review: "));
  CHECK(said(called, "DNA").find("review") != std::string::npos);
}

TEST_CASE("R22: the one positive replicate that was omitted is asked about") {
  const std::string omitted =
      "[[well]]\nat = \"H12\"\nsample = \"X\"\ntargets = [\"D4-7\", \"ALB\"]\nomitted = true\n";
  const std::string other = "[[sample]]\nname = \"X\"\ncopies = { \"D4-7\" = 3000, ALB = 9000 }\n";
  const std::string made = export_of(plate + targets + two_patients + controls() + other + omitted);
  const CalledCsv called = csv_of(replaced(made, "H12\tX\t", "H12\tNONE\t"));
  CHECK(said(called, "NONE") == "not_detected review: omitted;omitted_would_change");
  CHECK(next_of(called, "NONE") == "Look at H12: omitted, and counting it would change a result.");
  CHECK(said(called, "CLEAR") == "deletion");
}

TEST_CASE("R23: a threshold in the noise, and one near the plateau, are asked about") {
  const std::string text = export_of(plate + targets + two_patients + controls());
  const CalledCsv low = csv_of(text, {"--threshold", "D4-7=0.01"});
  CHECK(said(low, "NONE").find("threshold_implausible") != std::string::npos);
  CHECK(next_of(low, "NONE").starts_with("Check the settings of D4-7 in the instrument's software"));
  const CalledCsv high = csv_of(text, {"--threshold", "ALB=5"});
  CHECK(said(high, "NONE").find("threshold_implausible") != std::string::npos);
}

TEST_CASE("R24: a set that was read in a wrong dye gives no result") {
  const std::string swapped = replaced(targets, "name = \"D4-8\"\n", "name = \"D4-8\"\nreporter = \"NED\"\n");
  const CalledCsv called = csv_of(export_of(plate + swapped + two_patients + controls()));
  CHECK(said(called, "NONE").starts_with("incomplete review: "));
  CHECK(said(called, "NONE").find("reporter_differs") != std::string::npos);
  CHECK(next_of(called, "NONE").find("NED") != std::string::npos);
}

TEST_CASE("R26: a plate without controls asks all its patients for a look, and says which sets") {
  const CalledCsv called = csv_of(export_of(plate + targets + two_patients));
  CHECK(said(called, "NONE") == "not_detected review: no_ntc;no_positive_control");
  CHECK(said(called, "CLEAR") == "deletion review: no_ntc;no_positive_control");
  CHECK(next_of(called, "NONE") ==
        "Repeat D4-7, D4-8, D2-7, D2-8 in triplicate with the controls: "
        "the plate has no usable NTC for D4-7, D4-8, D2-7, D2-8.");
}

TEST_CASE("R27: a positive far behind its neighbour may be carried over") {
  const CalledCsv called =
      csv_of(export_of(plate + targets + patient("STRONG", "\"D4-7\" = 4000000") + patient("FILL") +
                       patient("BESIDE", "\"D4-7\" = 600") + controls()));
  CHECK(said(called, "STRONG") == "deletion");
  CHECK(said(called, "BESIDE").find("contamination_neighbour") != std::string::npos);
  CHECK(next_of(called, "BESIDE").starts_with("Repeat D4-7 away from strong wells: "));
}

TEST_CASE("--fail-on warnings ends with 5 where a run is valid with warnings, --fail-on review does not") {
  const std::string design = replaced(plate + targets + two_patients + controls(), "name = \"D4-8\"\n",
                                      "name = \"D4-8\"\nquencher = \"None\"\n");
  const std::string text = export_of(design);
  CHECK(csv_of(text, {"--fail-on", "review"}).code == 0);
  CHECK(csv_of(text, {"--fail-on", "warnings"}).code == 5);
  CHECK(csv_of(export_of(plate + targets + two_patients + controls()), {"--fail-on", "warnings"}).code == 0);
}
