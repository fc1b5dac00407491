#include "formats/delimited_text.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

using Texts = std::vector<std::string>;

Texts texts(const SheetRow& row) {
  Texts out;
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    out.emplace_back(text_at(row, i));
  return out;
}

}  // namespace

TEST_CASE("quirk 17: LF, CRLF and CR alone end lines, and rows know their line") {
  for (const std::string eol : {"\n", "\r\n", "\r"}) {
    CAPTURE(eol);
    const auto rows = split_rows("a.csv", "Well,Ct" + eol + eol + "A1,25.3" + eol + " A2 ,", ',');
    REQUIRE(rows.size() == 4);
    CHECK(texts(rows[0]) == Texts{"Well", "Ct"});
    CHECK(rows[1].cells.empty());
    CHECK(texts(rows[2]) == Texts{"A1", "25.3"});
    CHECK(rows[2].line == 3);
    CHECK(texts(rows[3]) == Texts{" A2 ", ""});
    CHECK(std::holds_alternative<std::monostate>(rows[3].cells[1]));
  }
}

TEST_CASE("quirk 16: quotes keep the delimiter, doubled quotes and line ends inside a cell") {
  const auto rows =
      split_rows("a.csv", "A1,\"actin, (SR1)\",\"say \"\"x\"\"\",\"two\r\nlines\"\nA2,b\n", ',');
  REQUIRE(rows.size() == 2);
  CHECK(texts(rows[0]) == Texts{"A1", "actin, (SR1)", "say \"x\"", "two\nlines"});
  CHECK(texts(rows[1]) == Texts{"A2", "b"});
  CHECK(rows[1].line == 3);
  CHECK(texts(split_rows("a.txt", "A1\t5\" primer", '\t')[0]) == Texts{"A1", "5\" primer"});
}

TEST_CASE("a quote without its partner is refused where it stands") {
  CHECK_THROWS_WITH_AS(split_rows("a.csv", "Well\nA1,\"act\nA2,x\n", ','),
                       "a.csv:2: a quote opens a cell here and is never closed", FormatError);
  CHECK_THROWS_WITH_AS(split_rows("a.csv", "A1,\"act\"in,x\n", ','),
                       "a.csv:1: expected the end of the cell after its closing quote", FormatError);
}

TEST_CASE("the delimiter is the one that follows Well") {
  CHECK(detect_delimiter("* Name = a, b, c, d\n\nWell\tCt\n") == '\t');
  CHECK(detect_delimiter("a\tb\tc\td\n\"Well\",\"Ct\"\n") == ',');
  CHECK(detect_delimiter("Well;Ct\nA1;25,3\nA2;25,4\n") == ';');
  CHECK(detect_delimiter("Cycle,A1,A2\n1,2,3\n") == ',');
  CHECK(detect_delimiter("") == '\t');
}

TEST_CASE("rows that are pieces of the text are the same rows") {
  for (const std::string text :
       {"Well,Ct\r\n\r\nA1,25.3\r\n A2 ,", "a,b\rc,\"d\"\re",
        "a,\"two\r\nlines\",\"say \"\"x\"\"\"\n\"\",b\n", "\"one\nfeed\",\"\"\"\",\"\r\"\n,,\n", "\n\n,\n\r",
        "\"a\"\"\rb\"\"\",c", ""}) {
    CAPTURE(text);
    const std::vector<SheetRow> rows = split_rows("a.csv", text, ',');
    TextRows moved = split_text("a.csv", text, ',');
    const TextRows found = std::move(moved);
    REQUIRE(found.rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CHECK(found.rows[i].line == rows[i].line);
      CHECK(Texts(found.rows[i].cells.begin(), found.rows[i].cells.end()) == texts(rows[i]));
      CHECK(has_text(found.rows[i]) == !is_blank(rows[i]));
    }
  }
  CHECK_THROWS_WITH_AS(split_text("a.csv", "Well\nA1,\"act\nA2,x\n", ','),
                       "a.csv:2: a quote opens a cell here and is never closed", FormatError);
}

TEST_CASE("only a cell that stands otherwise in the text is copied") {
  const std::string text = "a,\"b,c\",\"d\"\"\",\"e\nf\",\"g\rh\"\n";
  const TextRows found = split_text("a.csv", text, ',');
  CHECK(found.unquoted == std::deque<std::string>{"d\"", "g\nh"});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].cells == std::vector<std::string_view>{"a", "b,c", "d\"", "e\nf", "g\nh"});
}

TEST_CASE("no text gives no rows") {
  CHECK(split_rows("a.csv", "", ',').empty());
}
