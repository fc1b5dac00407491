// Plates for crossbreak call, made by crossbreak simulate, and what the program says of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "file_content.hpp"
#include "temporary_folder.hpp"

namespace crossbreak::tests {

using nlohmann::json;

/// Four sets, ALB duplexed, one well each: every sample fills half a column, rows A-D or E-H.
inline const std::string targets = R"(cycles = 45
[[target]]
name = "D4-7"
[[target]]
name = "D4-8"
[[target]]
name = "D2-7"
[[target]]
name = "D2-8"
[[target]]
name = "ALB"
reporter = "VIC"
[layout]
reactions = [["D4-7", "ALB"], ["D4-8", "ALB"], ["D2-7", "ALB"], ["D2-8", "ALB"]]
)";

inline const std::string plate = R"([plate]
experiment = "Simulated plate"
run_started = "2024-03-04T08:30:00Z"
)";

inline std::string patient(const std::string& name, const std::string& copies = "") {
  return "[[sample]]\nname = \"" + name + "\"\ncopies = { " + copies + (copies.empty() ? "" : ", ") +
         "ALB = 9000 }\n";
}

inline std::string controls(const std::string& copies_of_d4_8 = "2000") {
  return R"([[sample]]
name = "NTC"
role = "ntc"
[[sample]]
name = "NC"
role = "negative_control"
copies = { ALB = 9000 }
[[sample]]
name = "PC"
role = "positive_control"
copies = { "D4-7" = 2000, "D2-7" = 2000, "D2-8" = 2000, "D4-8" = )" +
         copies_of_d4_8 + " }\n";
}

/// Wells A1-D1, E1-H1 and A2-D2: a clear deletion, nothing, and a deletion one cycle below the cut-off.
inline std::string usual_samples() {
  return patient("CLEAR", "\"D4-7\" = 2000") + patient("NONE") + patient("EDGE", "\"D2-8\" = 45") +
         controls();
}

/// What the program made of a plate, by its two ways of saying it.
struct Called {
  int code = -1;
  json record;
  std::string table;
  std::string err;
};

/// The text export of a simulated run, as a 7500 would write it.
inline std::string export_of(const std::string& design) {
  const TemporaryFolder folder;
  const std::string run = (folder / "plate.txt").string();
  const Printed made = crossbreak_with(
      {"simulate", folder.write("PLATE.toml", design), "--layout", "text", "--seed", "1", "-o", run});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  return content_of(run);
}

inline Called call_export(const std::string& text, const std::vector<std::string>& options = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"call", folder.write("plate.txt", text), "--formats", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Printed table = crossbreak_with(arguments);
  arguments.emplace_back("--json");
  const Printed record = crossbreak_with(arguments);
  CHECK(record.code == table.code);
  return {.code = table.code,
          .record = record.out.empty() ? json() : json::parse(record.out),
          .table = table.out,
          .err = table.err};
}

inline std::string joined(const json& names, const std::string& before_each) {
  std::string text;
  for (const json& name : names)
    text += before_each + name.get<std::string>();
  return text;
}

/// A patient of the record: "deletion D2-8 review", a line of flags, then "R12 flips: words" reason by
/// reason.
inline std::string row_of(const Called& called, const std::string& sample) {
  for (const json& found : called.record.at("patients")) {
    if (found.at("sample") != sample)
      continue;
    std::string row = found.at("call").get<std::string>() + joined(found.at("deletions"), " ") +
                      (found.at("review") == true ? " review" : "") +
                      "\nflags:" + joined(found.at("flags"), " ") + '\n';
    for (const json& reason : found.at("reasons"))
      row += reason.at("rule").get<std::string>() + ' ' + reason.at("outcome").get<std::string>() + ": " +
             reason.at("words").at("en").get<std::string>() + '\n';
    return row;
  }
  return "no such patient";
}

/// One well and target of the record: "positive", a line of flags, then the words of its reasons.
inline std::string well_of(const Called& called, const std::string& name, const std::string& target) {
  for (const json& well : called.record.at("wells")) {
    if (well.at("well") != name || well.at("target") != target)
      continue;
    std::string row = well.at("state").get<std::string>() + "\nflags:" + joined(well.at("flags"), " ") + '\n';
    for (const json& reason : well.at("reasons"))
      row += reason.at("words").at("en").get<std::string>() + '\n';
    return row;
  }
  return "no such well";
}

/// The part of the table below a heading, up to the next empty line.
inline std::string section(const std::string& table, const std::string& heading) {
  const std::size_t start = table.find(heading + '\n');
  if (start == std::string::npos)
    return "no such section";
  const std::size_t below = start + heading.size() + 1;
  return table.substr(below, table.find("\n\n", below) + 1 - below);
}

inline std::string line_of(const std::string& table, const std::string& sample) {
  const std::size_t start = table.find('\n' + sample + ' ') + 1;
  return start == 0 ? "no such line" : table.substr(start, table.find('\n', start) - start);
}

inline const std::string stands = "R12 stands: the call stands at half and at double the threshold\n";
inline const std::string instrument_stands = "R13 call_stands: the call stands with the instrument's Ct\n";
inline const std::string nothing_found = "R11 not_detected: all 4 sets valid and negative\n";
inline const std::string to_look_at = "Look at these before using the calls";
/// A text export of v2 software says so little of itself.
inline const std::string of_the_layout =
    "  note: plate.txt: The file names no software; instrument type 'sds7500' is how 7500 Software 2.x\n"
    "    names it: its rules are used.\n";

}  // namespace crossbreak::tests
