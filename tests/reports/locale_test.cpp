// Every output has the same bytes in every locale and time zone: those of a report of the tests, and those of
// the program from a plate's design on.
//
// A program of its own, because it changes the locale of the process. CTest makes the locales first
// (see CMakeLists.txt) and says where they are in LOCPATH; a locale that does not load is a failure.
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <cwctype>
#include <langinfo.h>
#include <locale>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "example_report.hpp"
#include "file_content.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "reports/calls_csv.hpp"
#include "reports/curves_csv.hpp"
#include "reports/explain.hpp"
#include "reports/inspection.hpp"
#include "reports/review_page.hpp"
#include "reports/summary.hpp"
#include "reports/table.hpp"
#include "reports/workbook.hpp"
#include "small_run.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;

namespace {

/// What `crossbreak simulate` and `crossbreak call` write and print for a plate whose NTC fails.
std::map<std::string, std::string> outputs_of_program() {
  const std::string design = std::string(CROSSBREAK_SOURCE_DIR) + "/sample_runs/contaminated_ntc/PLATE.toml";
  const tests::TemporaryFolder folder;
  std::map<std::string, std::string> written;
  for (const std::string layout : {"eds", "csv"}) {
    const std::string run = (folder / (layout + "_plate." + layout)).string();
    const auto made =
        tests::crossbreak_with({"simulate", design, "--layout", layout, "--seed", "2", "-o", run});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    const auto called = tests::crossbreak_with({"call", run});
    REQUIRE_MESSAGE(called.code == 4, called.err);
    written[layout + ", printed"] = called.out;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    written[entry.path().filename().string()] = tests::content_of(entry.path());
  }
  REQUIRE(written.size() == 2 * (1 + 2 + 4));  // each prints, and has a run, its truth and four outputs
  return written;
}

std::map<std::string, std::string> outputs() {
  const Report report = example_report();
  const std::string record = write_record(report);
  const Report back = read_record("example.calls.json", record);
  const std::vector runs = {small_run()};
  ChosenRules rules;
  const Inspection inspection = inspect_run(runs[0].run, nullptr, rules);
  const std::vector<SummaryInput> records = {{"example.calls.json", &report}};
  const Summary summary = summarise(records);
  std::map<std::string, std::string> all = outputs_of_program();
  all.merge(std::map<std::string, std::string>{
      {"record", record},
      {"record read back", write_record(back)},
      {"table", write_table(report, Language::En, true)},
      {"calls CSV", write_calls_csv(report, true)},
      {"workbook", write_workbook(report, Language::En, "")},
      {"workbook in Chinese", write_workbook(back, Language::Zh, "")},
      {"review page", write_review_page(report, Language::En)},
      {"review page in Chinese", write_review_page(back, Language::Zh)},
      {"explanation", explain_sample(report, "00123", Language::Zh)},
      {"curves CSV", write_curves_csv(runs)},
      {"curves JSON", write_curves_json(runs)},
      {"inspection", write_inspection_text(inspection)},
      {"inspection JSON", write_inspection_json(inspection)},
      {"summary", write_summary_text(summary, Language::En)},
      {"summary CSV", write_summary_csv(summary)},
      {"summary workbook", write_summary_workbook(summary, Language::En)}});
  return all;
}

const std::map<std::string, std::string>& outputs_in_c() {
  static const std::map<std::string, std::string> in_c = outputs();
  return in_c;
}

void check_same_outputs() {
  const auto here = outputs();
  for (const auto& output : outputs_in_c()) {
    CAPTURE(output.first);
    const std::string& of_this_locale = here.at(output.first);
    CHECK(of_this_locale.size() == output.second.size());
    CHECK((of_this_locale == output.second));  // the brackets keep megabytes out of the message
  }
}

/// Sets the locale of C and C++ for the process, and the old ones again.
class ProcessLocale {
 public:
  explicit ProcessLocale(const char* name) {
    REQUIRE_MESSAGE(std::setlocale(LC_ALL, name) != nullptr, "the locale does not load: ", std::string(name));
    std::locale::global(std::locale(name));
  }
  ~ProcessLocale() {
    std::locale::global(std::locale::classic());
    std::setlocale(LC_ALL, "C");
  }
};

std::string half_by_printf() {
  char text[8];
  std::snprintf(text, sizeof text, "%.1f", 0.5);
  return text;
}

}  // namespace

TEST_CASE("outputs are the same in C") {
  outputs_in_c();
  const ProcessLocale locale("C");
  CHECK(half_by_printf() == "0.5");
  check_same_outputs();
}

TEST_CASE("outputs are the same in German, where a comma is the decimal mark") {
  outputs_in_c();
  const ProcessLocale locale("de_DE.UTF-8");
  CHECK(half_by_printf() == "0,5");
  check_same_outputs();
}

TEST_CASE("outputs are the same in Turkish, where i and I are no pair") {
  outputs_in_c();
  const ProcessLocale locale("tr_TR.UTF-8");
  CHECK(half_by_printf() == "0,5");
  CHECK(std::towupper(L'i') == 0x0130);  // dotted capital I
  check_same_outputs();
}

TEST_CASE("outputs are the same in Chinese with GB18030, which is not UTF-8") {
  outputs_in_c();
  const ProcessLocale locale("zh_CN.GB18030");
  CHECK(std::string(nl_langinfo(CODESET)) == "GB18030");
  check_same_outputs();
}

TEST_CASE("outputs are the same in every time zone") {
  outputs_in_c();
  for (const char* zone : {"UTC0", "CST-8", "EST5EDT,M3.2.0,M11.1.0", "<+14>-14", "<-1130>11:30"}) {
    CAPTURE(zone);
    setenv("TZ", zone, 1);
    tzset();
    check_same_outputs();
  }
  unsetenv("TZ");
  tzset();
}
