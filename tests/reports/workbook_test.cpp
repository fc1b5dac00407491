#include "reports/workbook.hpp"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "reports/workbook/book.hpp"
#include "reports/workbook/system.hpp"
#include "reports/workbook/workbook_error.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;
using namespace crossbreak::workbook;

namespace {

const std::string record_hash(64, 'a');

std::string empty_book(const std::string& run_date) {
  Book book("x", run_date);
  book.add_sheet("Calls");
  return book.finish();
}

}  // namespace

TEST_CASE("a workbook of a report without curves is refused") {
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  CHECK_THROWS_WITH_AS(
      write_workbook(report, Language::En, record_hash),
      "example.eds: the record holds no curves, and the workbook has charts of them; take json and csv "
      "alone (--formats json,csv), or call the run again without --no-curves",
      ReportError);
}

TEST_CASE("a workbook is a zip archive, the same bytes each time and from the record") {
  const Report report = example_report();
  const std::string bytes = write_workbook(report, Language::En, record_hash);
  CHECK(bytes.substr(0, 4) == "PK\x03\x04");
  CHECK(bytes == write_workbook(report, Language::En, record_hash));
  CHECK(bytes == write_workbook(read_record("x", write_record(report)), Language::En, record_hash));
  CHECK(bytes != write_workbook(report, Language::Zh, record_hash));
  CHECK(bytes != write_workbook(report, Language::En, std::string(64, 'b')));
}

TEST_CASE("hostile names do not stop a workbook") {
  Report report = example_report();
  report.calls.patients[0].sample = std::string(40000, 'x');
  report.calls.wells[0].sample = "\xFF\x01_x0041_";
  report.calls.wells[0].well = {15, 23};  // off an 8 x 12 plate
  report.inputs[0].file = "[a]:b/c*d?e\\f 'g'";
  CHECK(write_workbook(report, Language::Zh, record_hash).size() > 10000);
}

TEST_CASE("a report without patients, controls and wells has a workbook") {
  Report report = example_report();
  report.calls.patients.clear();
  report.calls.controls.clear();
  report.calls.wells.clear();
  report.curves.clear();
  CHECK(write_workbook(report, Language::En, record_hash).size() > 5000);
}

TEST_CASE("a cell's text is valid, unescaped by nobody, and says where it was cut") {
  CHECK(cell_text("00123") == "00123");
  CHECK(cell_text("张三\n\t") == "张三\n\t");
  CHECK(cell_text("a\x01\x7F\xFF") == "a\uFFFD\uFFFD\uFFFD");
  CHECK(cell_text("P\u202E40\u2066") == "P\uFFFD40\uFFFD");  // would be read from right to left
  CHECK(cell_text("\uFFFE") == "\uFFFD");
  CHECK(cell_text("_x0041_") == "_x005F_x0041_");
  CHECK(cell_text("_x004_ _xyzzy_") == "_x004_ _xyzzy_");
  const std::string cut = cell_text(std::string(40000, 'x'));
  CHECK(cut.size() < 32767);
  CHECK(cut.ends_with("x… [cut, 已截断]"));
}

TEST_CASE("a run date gives UTC, whatever its zone") {
  CHECK(utc_seconds("1970-01-01") == 0);
  CHECK(utc_seconds("2014-03-05T08:30:00Z") == 1394008200);
  CHECK(utc_seconds("2014-03-05T16:30:00+08:00") == 1394008200);
  CHECK(utc_seconds("2014-03-05T03:00:00-05:30") == 1394008200);
  for (const char* text : {"", "2014", "05.03.2014", "2014-13-05", "2014-02-30", "2014-0a-05"}) {
    CAPTURE(text);
    CHECK_FALSE(utc_seconds(text));
  }
}

TEST_CASE("a clock that was never set gives no date of today") {
  const std::string undated = empty_book("");
  CHECK(empty_book("1980-01-01") == undated);
  CHECK(empty_book("1970-01-01T00:00:00Z") == undated);
  CHECK(empty_book("0000-01-01") == undated);
  CHECK(empty_book("2014-03-05") != undated);
}

TEST_CASE("books written at the same time keep their own dates") {
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (const char* date : {"2014-03-05T08:30:00Z", "2031-11-27T18:44:51Z", "2014-03-05T08:30:00Z"}) {
    threads.emplace_back([&wrong, date, alone = empty_book(date)] {
      for (int i = 0; i < 500; ++i) {
        wrong += empty_book(date) == alone ? 0 : 1;
      }
    });
  }
  threads.clear();
  CHECK(wrong == 0);
}

TEST_CASE("books are closed side by side: gmtime() answers each thread in a place of its own") {
  empty_book("2014-03-05");
  CHECK(gmtime_is_of_thread());
  const std::time_t early = 0;
  const std::time_t late = 1700000000;
  const std::tm* here = std::gmtime(&early);
  std::jthread([&] { CHECK(std::gmtime(&late)->tm_year == 123); }).join();
  CHECK(here->tm_year == 70);
}

TEST_CASE("a workbook is whole or refused, wherever the room for its parts ends") {
  const Report report = example_report();
  const std::string whole = write_workbook(report, Language::En, record_hash);
  std::set<int> endings;
  for (rlim_t room = 1024; room <= rlim_t{64} << 20U; room *= 2) {
    const pid_t program = ::fork();
    REQUIRE(program >= 0);
    if (program == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit = {.rlim_cur = room, .rlim_max = room};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
        ::_exit(3);
      try {
        ::_exit(write_workbook(report, Language::En, record_hash) == whole ? 0 : 1);
      } catch (const WorkbookError& error) {
        ::_exit(std::string(error.what()).starts_with("the workbook could not be written") ? 2 : 1);
      }
    }
    int status = 0;
    REQUIRE(::waitpid(program, &status, 0) == program);
    CAPTURE(room);
    CHECK(WIFEXITED(status));
    endings.insert(WEXITSTATUS(status));
  }
  CHECK(endings == std::set<int>{0, 2});
}

TEST_CASE("no part of a workbook is ever a file in the folder for temporary ones") {
  const tests::TemporaryFolder folder;
  ::setenv("TMPDIR", folder.path().c_str(), 1);
  const std::filesystem::file_time_type before{};  // a name made or removed changes it
  std::filesystem::last_write_time(folder.path(), before);
  CHECK(write_workbook(example_report(), Language::En, record_hash).size() > 10000);
  CHECK(std::filesystem::last_write_time(folder.path()) == before);
  folder.write("name", "");
  CHECK(std::filesystem::last_write_time(folder.path()) != before);
  ::unsetenv("TMPDIR");
}

TEST_CASE("our own mistakes with sheets and charts are told") {
  Book book("x", "");
  CHECK_THROWS_WITH_AS(book.add_sheet("a/b"), "a sheet cannot be called 'a/b'", std::logic_error);
  Sheet& sheet = book.add_sheet("Curves");
  LineChart chart;
  chart.series.resize(256);
  CHECK_THROWS_WITH_AS(sheet.insert(0, 0, chart, 100, 100), "a chart holds at most 255 series",
                       std::logic_error);
}
