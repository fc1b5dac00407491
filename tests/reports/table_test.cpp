#include "reports/table.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;

namespace {

using Names = std::vector<std::string>;

/// The text without its colours: ESC [ ... m.
std::string without_colour(std::string text) {
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  return text;
}

/// The paragraphs of the table, in lines; a sentence that was wrapped is one line again.
std::vector<Names> paragraphs_of(const std::string& table) {
  std::vector<Names> paragraphs(1);
  std::istringstream stream(table);
  for (std::string line; std::getline(stream, line);) {
    if (line.empty())
      paragraphs.emplace_back();
    else if (line.starts_with("    ") && !paragraphs.back().empty())
      paragraphs.back().back() += line.substr(3);
    else
      paragraphs.back().push_back(line);
  }
  return paragraphs;
}

/// The lines below the heading; none where no paragraph has it.
Names below(const std::string& table, const std::string& heading) {
  for (const Names& lines : paragraphs_of(table))
    if (lines.front().starts_with(heading))
      return {lines.begin() + 1, lines.end()};
  return {};
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string cell_of(const SetCall& set) {
  static const std::map<SetResult, std::string> marks = {{SetResult::Positive, "+"},
                                                         {SetResult::Negative, "-"},
                                                         {SetResult::Inconclusive, "?"},
                                                         {SetResult::Invalid, "X"},
                                                         {SetResult::Missing, "."}};
  return marks.at(set.result) + (set.ct_mean ? ' ' + fixed_text(*set.ct_mean, 2) : "");
}

/// What stands in a patient's line, from the name to the flags.
Names cells_of(const PatientCall& patient, Language language) {
  Names cells = {patient.sample};
  for (const SetCall& set : patient.sets)
    cells.push_back(cell_of(set));
  cells.push_back(cell_of(patient.reference.value()));
  const bool english = language == Language::En;
  cells.push_back(upper(in(language, words_of(patient.call))) + (patient.deletions.empty() ? "" : " ") +
                  joined(patient.deletions, " + ") +
                  (!patient.review ? ""
                   : english       ? "  ! look at it"
                                   : "  ! 需复核"));
  Names flags;
  for (const Flag flag : patient.flags)
    flags.push_back(english ? std::string(code_of(flag)) : words_of(flag).zh);
  cells.push_back(joined(flags, english ? ", " : "；"));
  return cells;
}

/// What stands in the line from a column of the terminal on.
std::string from_column(const std::string& line, std::size_t column) {
  std::size_t at = 0;
  while (at < line.size() && display_width(line.substr(0, at)) < column)
    at += first_code_point(std::string_view(line).substr(at)).bytes;
  return line.substr(at);
}

/// Each cell begins in the column of its title, and two blanks at least stand before the next.
void check_patients(const Report& report, Language language, const Names& titles) {
  const std::string table = write_table(report, language, false);
  const std::vector<Names> paragraphs = paragraphs_of(table);
  const auto found = std::ranges::find_if(
      paragraphs, [&](const Names& lines) { return lines.front().starts_with(titles.front() + "  "); });
  REQUIRE(found != paragraphs.end());
  const std::string& header = found->front();
  std::vector<std::size_t> columns;
  std::size_t at = 0;
  for (const std::string& title : titles) {
    at = header.find(title, at);
    REQUIRE(at != std::string::npos);
    columns.push_back(display_width(header.substr(0, at)));
    at += title.size();
  }
  REQUIRE(found->size() == 1 + report.calls.patients.size());
  for (std::size_t i = 0; i < report.calls.patients.size(); ++i) {
    const std::string& line = (*found)[1 + i];
    CAPTURE(line);
    const Names cells = cells_of(report.calls.patients[i], language);
    REQUIRE(cells.size() == titles.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::string rest = from_column(line, columns[k]);
      CHECK(rest.starts_with(cells[k]));
      const bool is_last = k + 1 == cells.size() || from_column(line, columns[k + 1]).empty();
      CHECK((is_last ? rest == cells[k] : rest.starts_with(cells[k] + "  ")));
    }
  }
}

/// What a person is told of the patients who ask for a look: what to do, then the flags that ask. Those who
/// are told the same share a line, at the place of the first.
Names asked_looks(const Report& report, Language language) {
  Names lines;
  std::map<std::string, std::size_t> line_of;
  for (const PatientCall& patient : report.calls.patients) {
    if (!patient.review)
      continue;
    Names sentences;
    for (const Flag flag : patient.flags)
      if (entry_of(flag).asks_review)
        sentences.push_back(in(language, words_of(flag)));
    const bool english = language == Language::En;
    const std::string asked = (english ? ": " : "：") + in(language, patient.next.value()) +
                              (english ? " (" : "（") + joined(sentences, english ? "; " : "；") +
                              (english ? ")" : "）");
    if (const auto [known, is_new] = line_of.emplace(asked, lines.size()); is_new)
      lines.push_back("  ! " + patient.sample + asked);
    else
      lines[known->second].insert(lines[known->second].size() - asked.size(),
                                  (english ? ", " : "，") + patient.sample);
  }
  return lines;
}

Names issue_lines(const Report& report, Language language) {
  Names lines;
  const std::string colon = language == Language::En ? ": " : "：";
  for (const Issue& issue : report.calls.issues)
    lines.push_back("  " + in(language, words_of(issue.severity)) + colon + issue.place + colon +
                    in(language, issue.words));
  return lines;
}

/// A Chinese line is wrapped between any two characters: its blanks are no part of it.
Names without_blanks(Names lines) {
  for (std::string& line : lines)
    std::erase(line, ' ');
  return lines;
}

const ControlCall& failed(const Report& report, std::size_t run) {
  const auto found = std::ranges::find_if(report.calls.controls, [&](const ControlCall& control) {
    return control.run == run && control.outcome == ControlOutcome::Failed;
  });
  REQUIRE(found != report.calls.controls.end());
  return *found;
}

std::string count_of_passed(const Report& report) {
  return std::to_string(
      std::ranges::count(report.calls.controls, ControlOutcome::Passed, &ControlCall::outcome));
}

}  // namespace

TEST_CASE("the table shows each patient, each set with its Ct, the call and what to look at") {
  const Report report = example_report();
  const std::string table = write_table(report, Language::En, false);
  CHECK(table.starts_with("IKZF1, example.eds, panel ikzf1_deletions " + report.panel.version +
                          ", crossbreak " + report.tool.version + "\n" +
                          upper(words_of(report.calls.status).en) + "\nStatus: preliminary\n\n"));
  check_patients(report, Language::En, {"Patient", "D4-7", "D4-8", "D2-7", "D2-8", "ALB", "Call", "Flags"});
  CHECK(table.find("\n+ positive   - negative   ? inconclusive   X invalid   . no result   Ct: mean of the "
                   "wells that amplified\n") != std::string::npos);
  CHECK(table.find("\nControls: " + count_of_passed(report) + " of " +
                   std::to_string(report.calls.controls.size()) + " passed\n") != std::string::npos);
  CHECK(below(table, "Look at these before using the calls") == asked_looks(report, Language::En));
  CHECK(below(table, "Issues") == issue_lines(report, Language::En));
  std::string limits = joined(paragraphs_of(table).back(), " ");
  for (std::size_t at = limits.find("  "); at != std::string::npos; at = limits.find("  "))
    limits.erase(at, 1);
  CHECK(limits == report.limits.en);
}

TEST_CASE("a control that passed is counted, one that failed says why") {
  const Report report = failed_control();
  const std::string why = failed(report, 0).next.value().en;
  CHECK(below(write_table(report, Language::En, false), "Controls: ") == Names{"  PC D2-8: FAILED. " + why});
  CHECK(below(write_table(example_report(), Language::En, false), "Controls: ").empty());
  CHECK(write_table(report, Language::En, false).find("\nRUN INVALID\n") != std::string::npos);
}

TEST_CASE("of runs called together each control names its plate") {
  const Report report = two_plates();
  const std::string all = std::to_string(report.calls.controls.size());
  const Words why = failed(report, 1).next.value();
  const std::string english = write_table(report, Language::En, false);
  CHECK(below(english, "Controls: " + count_of_passed(report) + " of " + all + " passed") ==
        Names{"  PC D2-8 (plate 13.eds): FAILED. " + why.en});
  const std::string chinese = write_table(report, Language::Zh, false);
  CHECK(below(chinese, "对照：" + all + "项中" + count_of_passed(report) + "项合格") ==
        Names{"  PC D2-8（plate 13.eds）：不合格。" + why.zh});
}

TEST_CASE("the table in Chinese says the same in Chinese words") {
  const Report report = example_report();
  const std::string table = write_table(report, Language::Zh, false);
  CHECK(table.starts_with("IKZF1，example.eds，检测方案 ikzf1_deletions " + report.panel.version +
                          "，crossbreak " + report.tool.version + "\n" + words_of(report.calls.status).zh +
                          "\n状态：初步结果，未经审核\n\n"));
  check_patients(report, Language::Zh, {"患者", "D4-7", "D4-8", "D2-7", "D2-8", "ALB", "判定结果", "标记"});
  CHECK(table.find("\n+ 阳性   - 阴性   ? 可疑   X 无效   . 无结果   Ct：有扩增各孔的均值\n") !=
        std::string::npos);
  CHECK(without_blanks(below(table, "使用判定结果前请先复核")) ==
        without_blanks(asked_looks(report, Language::Zh)));
  CHECK(without_blanks(below(table, "运行提示")) == without_blanks(issue_lines(report, Language::Zh)));
  for (const char* english :
       {"eletion", "etected", "ositive", "egative", "ssue", "anel", "lags", "threshold", "look"}) {
    CAPTURE(english);
    std::string words = table;
    words.erase(words.find(report.panel.id), report.panel.id.size());
    CHECK(words.find(english) == std::string::npos);
  }
}

TEST_CASE("colour adds nothing but colour") {
  const std::string plain = write_table(failed_control(), Language::En, false);
  const std::string coloured = write_table(failed_control(), Language::En, true);
  CHECK(coloured != plain);
  CHECK(without_colour(coloured) == plain);
}

TEST_CASE("a name cannot steer the terminal, however long it is") {
  Report report = example_report();
  report.calls.patients[0].sample = "\x1b[2J" + std::string(200, 'x');
  report.gene = "\x1b[31mIKZF1";
  report.tool = {.name = "cross\x1b[2Jbreak", .version = "0\x1b[2J"};
  const std::string table = write_table(report, Language::En, false);
  CHECK(table.find('\x1b') == std::string::npos);
  CHECK(table.find("\uFFFD[2Jxxxxxxxxxxxxxxxxxxxxxxx…") != std::string::npos);
}

TEST_CASE("a repeat says so") {
  Report report = example_report();
  report.calls.patients[0].repeat = 1;
  CHECK(write_table(report, Language::En, false).find("\n00123 (repeat 1)  ") != std::string::npos);
}

TEST_CASE("patients who are asked the same share a line, the others keep their own") {
  const Report report = failed_control();
  const Names lines = below(write_table(report, Language::En, false), "Look at these");
  CHECK(lines == asked_looks(report, Language::En));
  const auto asked = std::ranges::count(report.calls.patients, true, &PatientCall::review);
  CHECK(static_cast<std::ptrdiff_t>(lines.size()) < asked);
  CHECK(lines.front().find(", ") < lines.front().find(": "));
}

TEST_CASE("where a record of before says no next step, the flags that ask for a look are told") {
  Report report = example_report();
  const auto asks = std::ranges::find(report.calls.patients, true, &PatientCall::review);
  REQUIRE(asks != report.calls.patients.end());
  asks->next.reset();
  asks->flags = {Flag::Omitted, Flag::UnclearCurve};
  CHECK(below(write_table(report, Language::En, false), "Look at these").front() ==
        "  ! " + asks->sample + ": unclear curve");
}
