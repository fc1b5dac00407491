#include "formats/formats.hpp"

#include <set>
#include <string>

#include <doctest/doctest.h>

#include "formats/small_eds.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;

TEST_CASE("every format has a name of its own and a description") {
  std::set<std::string_view> names;
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    CHECK(names.insert(format.name).second);
    CHECK_FALSE(format.description.empty());
    CHECK(&format_named(format.name) == &format);
  }
  CHECK(names.contains("eds-7500"));
}

TEST_CASE("a run that was read names its format and its input with the SHA-256") {
  const Source source = eds_source(small_eds_members());
  const Run run = read_run(sources_of_run({source}), {});
  CHECK(run.format == "eds-7500");
  CHECK(run.inputs == std::vector<InputFile>{{.name = "plate.eds", .sha256 = sha256_hex(source.bytes)}});
}

TEST_CASE("a run of more cycles than any protocol has is refused") {
  std::string table = "Cycle,a\n";
  for (int cycle = 1; cycle <= 501; ++cycle)
    table += std::to_string(cycle) + ",1\n";
  const RunSources sources = sources_of_run({{"table.csv", table}});
  CHECK_THROWS_WITH_AS(read_run(sources, {}), "table.csv: expected at most 500 cycles, found 501",
                       FormatError);
}

TEST_CASE("a run whose sample or target has a longer name than any is refused") {
  const auto table = [](const std::string& curve) {
    return sources_of_run({{"table.csv", "Cycle," + curve + "\n1,1\n2,1\n3,1\n4,1\n5,1\n"}});
  };
  CHECK(read_run(table(std::string(10'000, 'x')), {}).reactions.front().sample == std::string(10'000, 'x'));
  CHECK_THROWS_WITH_AS(read_run(table(std::string(10'001, 'x')), {}),
                       "table.csv: expected the name of a sample of at most 10000 bytes, found 10001",
                       FormatError);
}

TEST_CASE("two whole runs are not one") {
  Source second = eds_source(small_eds_members());
  second.name = "again.eds";
  CHECK_THROWS_AS(read_run(sources_of_run({eds_source(small_eds_members()), second}), {}), FormatError);
}

TEST_CASE("an unknown format name suggests the nearest") {
  CHECK_THROWS_WITH_AS(format_named("eds-7501"),
                       "--format: unknown format 'eds-7501'; did you mean 'eds-7500'?", FormatError);
}

TEST_CASE("a file in no known layout names all that were tried") {
  std::string tried;
  for (const Format& format : formats())
    tried += (tried.empty() ? "" : ", ") + std::string(format.name);
  const std::string remedy =
      "); give the .eds of the run, or an export of it with its curves (of SDS v1.x both Results and Delta "
      "Rn)";
  const std::string text = "notes.txt: the file is in no layout known here (tried " + tried + remedy;
  CHECK_THROWS_WITH_AS(detect_format({"notes.txt", "Dear colleague"}), text.c_str(), FormatError);
  const std::string zip = "photos.zip: a zip, but in no layout known here (tried " + tried + remedy;
  CHECK_THROWS_WITH_AS(
      detect_format({"photos.zip", write_zip(std::vector<ZipMember>{{.name = "a.jpg", .bytes = "x"}})}),
      zip.c_str(), FormatError);
  CHECK_THROWS_WITH_AS(detect_format({"plate.eds", ""}), "plate.eds: the file is empty", FormatError);
}

TEST_CASE("a file that is near a run says what to give instead") {
  const auto zip = [](const char* member) {
    return write_zip(std::vector<ZipMember>{{.name = member, .bytes = "x"}});
  };
  CHECK_THROWS_WITH_AS(detect_format({"mail.zip", zip("week 47/plate.eds")}),
                       "mail.zip: a zip that holds 'week 47/plate.eds': unpack it and give that file",
                       FormatError);
  CHECK_THROWS_WITH_AS(detect_format({"mail.zip", zip("run.rdml")}),
                       "mail.zip: a zip that holds 'run.rdml': unpack it and give that file", FormatError);
  CHECK_THROWS_WITH_AS(detect_format({"cut.eds", zip("a").substr(0, 20)}),
                       "cut.eds: damaged or cut-off zip: Not a zip archive", FormatError);
}
