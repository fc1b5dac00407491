// The table of layouts in instrument_profiles/README.md says what formats there are, and of what is refused
// the sentence that a reader has for it.
#include <set>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/formats.hpp"

using namespace crossbreak;

namespace {

std::string readme() {
  return tests::project_file("instrument_profiles/README.md");
}

/// The cells of the rows below the line that begins with `title`, up to a blank line.
std::vector<std::vector<std::string>> rows_below(const std::string& text, const std::string& title) {
  std::vector<std::vector<std::string>> rows;
  std::size_t at = text.find('\n' + title);
  REQUIRE(at != std::string::npos);
  at = text.find('\n', text.find('\n', at + 1) + 1) + 1;  // past the titles and the line of dashes
  while (at < text.size() && text[at] == '|') {
    const std::size_t end = text.find('\n', at);
    std::vector<std::string> cells;
    for (std::size_t start = at + 1; start < end;) {
      const std::size_t bar = text.find('|', start);
      const std::string cell = text.substr(start, bar - start);
      const std::size_t first = cell.find_first_not_of(' ');
      cells.push_back(
          first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
      start = bar + 1;
    }
    rows.push_back(std::move(cells));
    at = end + 1;
  }
  return rows;
}

}  // namespace

TEST_CASE("the table of layouts names every format, and no other, with its evidence") {
  std::set<std::string> named;
  for (const std::vector<std::string>& row : rows_below(readme(), "| layout | format |")) {
    CAPTURE(row.at(0));
    REQUIRE(row.size() == 7);
    if (row[1].empty())
      continue;
    for (std::size_t start = row[1].find('`'); start != std::string::npos;) {
      const std::size_t end = row[1].find('`', start + 1);
      named.insert(row[1].substr(start + 1, end - start - 1));
      start = row[1].find('`', end + 1);
    }
    CHECK_FALSE(row[6].empty());
  }
  std::set<std::string> known;
  for (const Format& format : formats())
    known.emplace(format.name);
  CHECK(named == known);
}

TEST_CASE("what the table says is refused is refused with that reason") {
  const std::string titles =
      "Well\tSample Name\tTarget Name\tTask\tReporter\tQuencher\tCt\nA1\tP1\tALB\tUNKNOWN\tVIC\t";
  const auto export_of = [&](const std::string& header, const std::string& ct) {
    return Source{.name = "plate.txt", .bytes = header + "\n[Results]\n" + titles + "None\t" + ct + "\n"};
  };
  const Source refused[] = {export_of("* Block Type = OpenArray Block\n", "20"),
                            export_of("* Experiment Type = Genotyping\n", "20"),
                            export_of("* Block Type = 96alum\n", "2536"),
                            {.name = "log.txt", .bytes = "Document Name: x\nSDS v1.4\nA1 lamp on\n"}};
  const std::vector<std::vector<std::string>> rows = rows_below(readme(), "| file | reason |");
  const std::size_t row_of[] = {0, 1, 4, 6};
  for (std::size_t i = 0; i < std::size(refused); ++i) {
    CAPTURE(rows.at(row_of[i]).at(0));
    std::string message = "read";
    try {
      (void)read_run(sources_of_run({refused[i]}), {});
    } catch (const FormatError& error) {
      message = error.what();
    }
    CHECK(message.find(rows[row_of[i]].at(1)) != std::string::npos);
  }
}
