// What is refused is tested from the command line with what the program writes (cli/call_files_test.cpp).
#include "pipeline/own_output.hpp"

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/zip_archive.hpp"
#include "message_of.hpp"
#include "pipeline/shipped_settings.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

std::string message(const std::string& name, const std::string& bytes) {
  return tests::message_of<FormatError>([&] { refuse_own_output({.name = name, .bytes = bytes}); });
}

}  // namespace

TEST_CASE("run files and texts of others are none of ours") {
  for (const char* run : {"deletions/deletions.eds", "deletions/deletions.txt"}) {
    CAPTURE(run);
    CHECK_NOTHROW(refuse_own_output(sample_run(run)));
  }
  for (const char* text :
       {"", "Cycle,a\n1,1\n", "{}", "{\"schema\": \"other/1\"}", "{\"schema\": 4}", "{\"schema\"",
        "<!doctype html><p>calls</p>", "well,sample,target,role\nA1,P1,D4-7,unknown\n", "\"open"}) {
    CAPTURE(text);
    CHECK(message("x", text) == "nothing thrown");
  }
  const std::string workbook = write_zip(std::vector<ZipMember>{
      {.name = "xl/workbook.xml", .bytes = "<sheet name=\"Results\"/><sheet name=\"Methods\"/>"}});
  CHECK(message("x.xlsx", workbook) == "nothing thrown");
}

TEST_CASE("tables that a spreadsheet has saved again are still ours") {
  const std::string said = "x.csv: the calls as crossbreak wrote them, made from run.eds: give the run file";
  CHECK(message("x.csv",
                "schema,source,sha256,program_version,panel\r\ncrossbreak/calls-csv/1,run.eds\r\n") == said);
  CHECK(message("x.csv",
                "\xEF\xBB\xBFschema;source;sha256;program_version;panel\ncrossbreak/calls-csv/1;"
                "run.eds\n") == said);
}

TEST_CASE("a record of an earlier version is a record, its inputs named") {
  CHECK(message("x.json",
                R"({"schema": "crossbreak/calls/1", "inputs": [{"file": "a.csv"}, {"file": "b.csv"}]})") ==
        "x.json: a record of crossbreak, made from a.csv + b.csv: give the run file, or render the record's "
        "outputs again with 'crossbreak report x.json'");
}
