#include "run/csv_cell.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("free text that a spreadsheet would run is defused") {
  const struct {
    const char* text;
    const char* cell;
  } cases[] = {
      {"", ""},
      {"00123", "00123"},
      {"1-2", "1-2"},
      {"张三", "张三"},
      {"=1+1", "'=1+1"},
      {"+49", "'+49"},
      {"-7", "'-7"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"'=1+1", "''=1+1"},  // not the cell of =1+1
      {"''-7", "'''-7"},
      {"'t Hart", "'t Hart"},
      {"'", "'"},
      {"\t=1", "\"'\t=1\""},
      {"\r=1", "\"'\r=1\""},
      {"=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""},
      {"\n=1", "\"'\n=1\""},
      {"＝1+1", "'＝1+1"},
      {"＋49", "'＋49"},
      {"－7", "'－7"},
      {"＠SUM(A1)", "'＠SUM(A1)"},
      {"\xEF\xBB\xBF=1+1", "'\xEF\xBB\xBF=1+1"},
      {"'\xEF\xBB\xBF'＝1", "''\xEF\xBB\xBF'＝1"},
      {"（三）", "（三）"},
      {"a,b", "\"a,b\""},
      {"D4-7;D4-8", "\"D4-7;D4-8\""},
      {"two\nlines", "\"two\nlines\""},
      {"say \"no\"", "\"say \"\"no\"\"\""},
      {"\xFF", "\xEF\xBF\xBD"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(csv_cell(c.text) == c.cell);
  }
}

TEST_CASE("a cell that a program reads is quoted where it must be, and nothing else") {
  CHECK(quoted_cell("=1+1") == "=1+1");
  CHECK(quoted_cell("a;b") == "\"a;b\"");
  CHECK(quoted_cell("a;b", ",\"") == "a;b");
  CHECK(quoted_cell("say \"no\"") == "\"say \"\"no\"\"\"");
}

TEST_CASE("a line joins its cells as they stand") {
  CHECK(csv_line({"a", "", "b"}) == "a,,b\n");
  CHECK(csv_line({""}) == "\n");
}

TEST_CASE("a cell gives back the text that it was made of") {
  for (const char* text :
       {"00123", "=1+1", "'=1+1", "'quoted'", "'", "", "-7", "a'b", "＝1", "'＝1", "\xEF\xBB\xBF=1"}) {
    CAPTURE(text);
    CHECK(text_of_csv_cell(csv_cell(text)) == text);
  }
}
