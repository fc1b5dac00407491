#include "cohort/clinical_table.hpp"

#include <chrono>

#include <doctest/doctest.h>

#include "cohort/study_reader.hpp"
#include "formats/format_error.hpp"
#include "message_of.hpp"
#include "reports/workbook/book.hpp"
#include "study_text.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

const Study study = read_study("study.toml", tests::study_text);

ClinicalTable table_of(const std::string& rows) {
  return read_clinical_table({.name = "table.csv", .bytes = std::string(tests::table_titles) + rows}, study);
}

std::string refused(const std::string& rows) {
  return tests::message_of<FormatError>([&] { table_of(rows); });
}

}  // namespace

TEST_CASE("a row of the table is a patient with values, cut and whole, and times in months") {
  const ClinicalTable table = table_of(
      "P1,32.5,30,1,M,yes,2015-01-31,2016-01-31,1,7.5,1,0\n"
      "\n"
      "P2,41,29.9,1.01,female,no,2015-03-01,2015-03-01,0,20,0,1\n");
  REQUIRE(table.patients.size() == 2);
  const ClinicalPatient& first = table.patients[0];
  CHECK(first.sample == "P1");
  CHECK(first.line == 2);
  CHECK(first.values == std::vector<std::optional<double>>{32.5, 1, 0, 1, 1});
  CHECK(first.endpoints[0]->time == Approx(365 / 30.4375).epsilon(1e-14));
  CHECK(first.endpoints[0]->ending == Ending::Event);
  CHECK(first.endpoints[1]->time == 7.5);
  CHECK(first.endpoints[1]->ending == Ending::Event);
  const ClinicalPatient& second = table.patients[1];
  CHECK(second.line == 4);
  CHECK(second.values == std::vector<std::optional<double>>{41, 0, 1, 0, 0});
  CHECK(second.endpoints[0]->time == 0);
  CHECK(second.endpoints[0]->ending == Ending::Censored);
  CHECK(second.endpoints[1]->ending == Ending::Competing);
}

TEST_CASE("what is missing stays missing, and is no 'no'") {
  const ClinicalTable table = table_of("P1,,n/a,,N/A,,,,,,,\n");
  REQUIRE(table.patients.size() == 1);
  CHECK(table.patients[0].values == std::vector<std::optional<double>>(5));
  CHECK_FALSE(table.patients[0].endpoints[0]);
  CHECK_FALSE(table.patients[0].endpoints[1]);
}

TEST_CASE(
    "words for missing and blank titles are looked up, not gone through with each of ten thousand rows") {
  Study many = study;
  for (int i = 0; i < 999; ++i)
    many.missing.push_back("W" + std::to_string(i));
  std::string text(tests::table_titles);
  text.pop_back();
  text += std::string(10'000, ',') + '\n';
  for (int i = 0; i < 10'000; ++i)
    text += "P" + std::to_string(i) + ",32.5,w998,1,M,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  const ClinicalTable table = read_clinical_table({.name = "table.csv", .bytes = text}, many);
  REQUIRE(table.patients.size() == 10'000);
  CHECK(table.patients.back().sample == "P9999");
  CHECK(table.patients.back().values == std::vector<std::optional<double>>{32.5, std::nullopt, 0, 1, 1});
}

TEST_CASE("what is no number, date or known word is refused with row and column") {
  const std::string end = ",yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  CHECK(refused("P1,32,3O,1,m" + end) ==
        "table.csv:2: column 'WBC': expected a number such as 12.5, found '3O'");
  CHECK(refused("P1,32,\"1,500\",1,m" + end) ==
        "table.csv:2: column 'WBC': expected a number such as 12.5, found '1,500'");
  CHECK(refused("P1,32,30,1,x" + end) ==
        "table.csv:2: column 'Sex': expected one of 'm', 'male', 'f', 'female', found 'x'");
  CHECK(refused("P1,32,30,1,m,yes,2015-02-30,2016-01-31,1,7.5,1,0\n") ==
        "table.csv:2: column 'Diagnosis': expected a date such as 2015-03-28, found '2015-02-30'");
  CHECK(refused("P1,32,30,1,m,yes,31.01.2015,2016-01-31,1,7.5,1,0\n") ==
        "table.csv:2: column 'Diagnosis': expected a date such as 2015-03-28, found '31.01.2015'");
  CHECK(refused(",32,30,1,m" + end) ==
        "table.csv:2: column 'Sample': expected the name of a sample, found nothing");
}

TEST_CASE("what is impossible is refused with row and column") {
  const std::string end = ",m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  CHECK(refused("P1,3,30,1" + end) == "table.csv:2: column 'Age': expected a number from 14 to 100, found 3");
  CHECK(refused("P1,32,-1,1" + end) == "table.csv:2: column 'WBC': expected a number of 0 or more, found -1");
  CHECK(
      refused("P1,32,30,1,m,yes,2015-01-31,2014-12-31,1,7.5,1,0\n") ==
      "table.csv:2: column 'Last seen': expected 2015-01-31 or later, the date in column 'Diagnosis', found "
      "2014-12-31");
  CHECK(refused("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1,-7.5,1,0\n") ==
        "table.csv:2: column 'Months to relapse': expected a number from 0 to 1200, found -7.5");
  CHECK(refused("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1,3500,1,0\n") ==
        "table.csv:2: column 'Months to relapse': expected a number from 0 to 1200, found 3500");
  CHECK(refused("P1,32,30,1,m,yes,1015-01-31,2016-01-31,1,7.5,1,0\n") ==
        "table.csv:2: column 'Last seen': expected at most 1200 months after the date in column 'Diagnosis', "
        "1015-01-31, found 2016-01-31");
  CHECK(refused("P1,32,30,1,m,yes,2015-01-31,,1,7.5,1,0\n") ==
        "table.csv:2: column 'Death': an event without its time");
  CHECK(refused("P1,32,30,1,m,yes,2015-01-31,2016-01-31,,7.5,1,0\n") ==
        "table.csv:2: column 'Death': expected one of '1', 'yes', '0', 'no' beside a time, found nothing");
  CHECK(refused("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1,7.5,1,1\n") ==
        "table.csv:2: column 'Death in remission': expected one event that comes first, found both this and "
        "'Relapse'");
}

TEST_CASE("a row that goes on behind the last title is refused: it may be shifted") {
  CHECK(refused("P1,32,12,5,1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n") ==
        "table.csv:2: column 13: expected no cell, since no title stands above, found '0'; a decimal comma "
        "or a "
        "separator within a text may have shifted the row");
  CHECK(table_of("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0, ,\n").patients.size() == 1);
  const Study small = read_study(
      "study.toml", "sample = \"Sample\"\n[[variable]]\nname = \"wbc\"\ncolumn = \"WBC\"\nnumber = true\n");
  CHECK(read_clinical_table({.name = "table.csv", .bytes = "\"\",Sample,WBC,\n1,P1,30\n"}, small)
            .patients.at(0)
            .sample == "P1");  // as R writes it: row names without a title
}

TEST_CASE("a row that ends before the last title is refused: it was cut, or lacks its separators") {
  CHECK(
      refused("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1\n") ==
      "table.csv:2: expected 12 cells, one below each title, found 9; where the last ones are missing, write "
      "their separators, or save the table as .xlsx");
  CHECK(table_of("P1,32,30,1,m,yes,2015-01-31,2016-01-31,1,,,\n").patients.size() == 1);
}

TEST_CASE("a table of titles alone is refused") {
  CHECK(refused("") == "table.csv:1: expected rows of patients below the titles, found none");
  CHECK(refused(",,,,,,,,,,,\n") == "table.csv:1: expected rows of patients below the titles, found none");
}

TEST_CASE("what often says that a value is missing is refused, and the message says how to allow it") {
  const std::string end = ",1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  CHECK(refused("P1,32,NA" + end) ==
        "table.csv:2: column 'WBC': expected a number such as 12.5, found 'NA'; where that says that it is "
        "missing, study.toml needs missing = [\"NA\"]");
  CHECK(
      refused("P1,32,30,1,未知,yes,2015-01-31,2016-01-31,1,7.5,1,0\n") ==
      "table.csv:2: column 'Sex': expected one of 'm', 'male', 'f', 'female', found '未知'; where that says "
      "that it is missing, study.toml needs missing = [\"未知\"]");
  CHECK(
      refused("P1,32,30,1,m,yes,-,2016-01-31,1,7.5,1,0\n") ==
      "table.csv:2: column 'Diagnosis': expected a date such as 2015-03-28, found '-'; where that says that "
      "it is missing, study.toml needs missing = [\"-\"]");
  CHECK(table_of("P1,32,N/A" + end).patients.at(0).values.at(1) == std::nullopt);  // which the study names
}

TEST_CASE("decimal commas are read where every number may have one, and some number must") {
  const Study small =
      read_study("study.toml",
                 "sample = \"Sample\"\n[[variable]]\nname = \"wbc\"\ncolumn = \"WBC\"\nnumber = true\n"
                 "[[variable]]\nname = \"mrd\"\ncolumn = \"MRD\"\nabove = 0.1\n");
  const auto values = [&](const std::string& rows) {
    std::vector<std::optional<double>> found;
    for (const ClinicalPatient& patient :
         read_clinical_table({.name = "table.csv", .bytes = "Sample;WBC;MRD\n" + rows}, small).patients)
      found.insert(found.end(), patient.values.begin(), patient.values.end());
    return found;
  };
  CHECK(values("P1;12,5;0,125\nP2;1,234;7\n") == std::vector<std::optional<double>>{12.5, 1, 1.234, 1});
  CHECK(values("P1;12.5;0.05\nP2;3;7\n") == std::vector<std::optional<double>>{12.5, 0, 3, 1});
  const auto message = [&](const std::string& rows) {
    return tests::message_of<FormatError>([&] { values(rows); });
  };
  CHECK(message("P1;12,5;1\nP2;30.5;1\n") ==
        "table.csv:2: '12,5' has a decimal comma, but '30.5' in line 3 a decimal point");
  CHECK(message("P1;1,234;1\nP2;30;1\n") ==
        "table.csv:2: column 'WBC': expected a number such as 12.5, found '1,234'");
  CHECK(message("P1;12,5;1\nP2;1.234;1\n") ==
        "table.csv:3: column 'WBC': expected a number such as 12,5, found '1.234'");
}

TEST_CASE("a number that no laboratory measures is refused, for nothing can be computed of it") {
  const std::string end = ",1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  CHECK(refused("P1,32,1e300" + end) ==
        "table.csv:2: column 'WBC': expected a number of at most 15 digits, found '1e300'");
  CHECK(table_of("P1,32,999999999999999" + end).patients.size() == 1);
}

TEST_CASE("a sample that is listed twice in any typography is refused") {
  const std::string row = ",32,30,1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  CHECK(refused("P1" + row + " p1 " + row) ==
        "table.csv:3: column 'Sample': 'p1' is listed twice, first in row 2");
}

TEST_CASE("columns are found by their titles in any order, and one that is not there is named") {
  const Study small = read_study(
      "study.toml", "sample = \"Sample\"\n[[variable]]\nname = \"wbc\"\ncolumn = \"WBC\"\nnumber = true\n");
  const auto read = [&](const std::string& text) {
    return read_clinical_table({.name = "table.csv", .bytes = text}, small);
  };
  CHECK(read("note;wbc;SAMPLE\nx;30.5;P1\n").patients.at(0).values ==
        std::vector<std::optional<double>>{30.5});
  CHECK(tests::message_of<FormatError>([&] { read("Sample,WBCs\nP1,30\n"); }) ==
        "table.csv:1: expected a column 'WBC', which study.toml names, found none; nearest: 'WBCs'");
  CHECK(tests::message_of<FormatError>([&] { read("Sample,WBC,wbc\nP1,30,30\n"); }) ==
        "table.csv:1: two columns have the title 'WBC'");
  CHECK(tests::message_of<FormatError>([&] { read(""); }).find("table.csv") == 0);
}

TEST_CASE("a workbook's numbers and dates are read, and what it shows otherwise is refused") {
  const auto bytes_with = [](const std::string& age_format, const std::string& date_format = "yyyy-mm-dd") {
    workbook::Book book("table", "2015-01-01");
    workbook::Sheet& sheet = book.add_sheet("patients");
    const std::vector<std::string> titles = {"Sample", "Age", "Diagnosis", "Last seen", "Death"};
    workbook::Column column = 0;
    for (const std::string& title : titles)
      sheet.text(0, column++, title);
    sheet.text(1, 0, "P1");
    sheet.number(1, 1, 32, {.number_format = age_format});
    sheet.number(1, 2, 42035, {.number_format = date_format});   // 2015-01-31
    sheet.number(1, 3, 42400, {.number_format = "yyyy-mm-dd"});  // 2016-01-31
    sheet.number(1, 4, 1);
    return book.finish();
  };
  const Study small =
      read_study("study.toml",
                 "sample = \"Sample\"\n[[variable]]\nname = \"age\"\ncolumn = \"Age\"\nnumber = true\n"
                 "[[endpoint]]\nname = \"os\"\nfrom = \"Diagnosis\"\nto = \"Last seen\"\nevent = "
                 "\"Death\"\n");
  const ClinicalTable table = read_clinical_table({.name = "table.xlsx", .bytes = bytes_with("")}, small);
  REQUIRE(table.patients.size() == 1);
  CHECK(table.patients[0].values == std::vector<std::optional<double>>{32});
  CHECK(table.patients[0].endpoints[0]->time == Approx(365 / 30.4375).epsilon(1e-14));
  CHECK(
      read_clinical_table({.name = "table.xlsx", .bytes = bytes_with("0.00")}, small).patients.at(0).values ==
      std::vector<std::optional<double>>{32});
  const std::string refusal = tests::message_of<FormatError>(
      [&] { read_clinical_table({.name = "table.xlsx", .bytes = bytes_with("0%")}, small); });
  CHECK(refusal.find("table.xlsx: patients!B2: column 'Age': found 32, which the sheet shows ") == 0);
  CHECK(tests::message_of<FormatError>(
            [&] { read_clinical_table({.name = "table.xlsx", .bytes = bytes_with("", "0.0")}, small); }) ==
        "table.xlsx: patients!C2: column 'Diagnosis': expected a date such as 2015-03-28, found '42035'");
}

TEST_CASE("ten thousand patients are read within a second") {
  std::string rows;
  for (int i = 0; i < 10000; ++i)
    rows += "P" + std::to_string(i) + ",32,30,1,m,yes,2015-01-31,2016-01-31,1,7.5,1,0\n";
  const auto start = std::chrono::steady_clock::now();
  CHECK(table_of(rows).patients.size() == 10000);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  CHECK(taken.count() < 10);  // with sanitizers, on a busy machine
}
