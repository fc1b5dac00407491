#include "system.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::cli;
using crossbreak::tests::content_of;
using crossbreak::tests::TemporaryFolder;
namespace fs = std::filesystem;

TEST_CASE("a path gives back the text that it was made of") {
  for (const char* text : {"", "plate.eds", "/data/患者/run 1.eds", "a/../b", "plate=7,\"left\""}) {
    CAPTURE(text);
    CHECK(text_of(path_of(text)) == text);
  }
}

TEST_CASE("a variable of the environment that is empty counts as none") {
  ::unsetenv("CROSSBREAK_TEST_VARIABLE");
  CHECK(environment_text("CROSSBREAK_TEST_VARIABLE") == std::nullopt);
  ::setenv("CROSSBREAK_TEST_VARIABLE", "", 1);
  CHECK(environment_text("CROSSBREAK_TEST_VARIABLE") == std::nullopt);
  ::setenv("CROSSBREAK_TEST_VARIABLE", "/data", 1);
  CHECK(environment_text("CROSSBREAK_TEST_VARIABLE") == "/data");
  ::unsetenv("CROSSBREAK_TEST_VARIABLE");
}

TEST_CASE("the program knows its own file") {
  CHECK(program_file().filename().string().ends_with("_cli_tests"));
}

TEST_CASE("a new file goes onto the disk whole and for its owner alone, or the reason is told") {
  const TemporaryFolder folder;
  CHECK(write_private(folder / "plate.csv", "a,b\n") == std::nullopt);
  CHECK(content_of(folder / "plate.csv") == "a,b\n");
  CHECK(fs::status(folder / "plate.csv").permissions() == fs::perms(0600));
  fs::create_symlink(folder / "behind", folder / "link");
  for (const char* name : {"plate.csv", "link"})
    CHECK(write_private(folder / name, "other") == "File exists");
  CHECK(content_of(folder / "plate.csv") == "a,b\n");
  CHECK_FALSE(fs::exists(folder / "behind"));
  CHECK(write_private(folder / "missing" / "plate.csv", "a") == "No such file or directory");
  CHECK_FALSE(fs::exists(folder / "missing"));
}

TEST_CASE("the zone is what the environment says, as far as a review file takes it") {
  const std::optional<std::string> before = environment_text("TZ");
  const auto zone_of = [](const char* zone) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    return zone_offset();
  };
  CHECK(zone_of("UTC0") == "+00:00");
  CHECK(zone_of("ABC-8") == "+08:00");
  CHECK(zone_of("ABC9:30") == "-09:30");
  CHECK(zone_of("ABC0:30") == "-00:30");
  CHECK(zone_of("ABC-24:00") == "+24:00");
  CHECK(zone_of("ABC24:59") == "-24:59");
  if (before)
    ::setenv("TZ", before->c_str(), 1);
  else
    ::unsetenv("TZ");
  ::tzset();
}

TEST_CASE("a name beside a file lies in its folder and is not its own") {
  const fs::path beside = name_beside("runs/plate.calls.csv");
  CHECK(beside.parent_path() == "runs");
  CHECK(text_of(beside).starts_with("runs/plate.calls.csv.part"));
  CHECK(beside != name_beside("runs/plate.calls.csv"));
  CHECK(place_beside(beside) == "runs/plate.calls.csv");
  CHECK(place_beside(beside.filename()) == "plate.calls.csv");
  CHECK(place_beside("runs/plate.calls.csv") == std::nullopt);
}

TEST_CASE("a name beside a file is one, however long that of the file is") {
  const auto name_of = [](const fs::path& path) { return text_of(path.filename()); };
  for (const std::size_t size : {1U, 217U, 218U, 219U, 254U, 255U}) {
    CAPTURE(size);
    const fs::path target = path_of("runs/" + std::string(size, 'x'));
    const fs::path beside = name_beside(target);
    CHECK(beside.parent_path() == "runs");
    CHECK(name_of(beside).size() == std::min<std::size_t>(size + 37, 255));
    CHECK(place_beside(beside) == before_part(target));
    CHECK((before_part(target) == target) == (size <= 218));
  }
  const std::string one(250, 'x');
  CHECK(before_part(one + "a") != before_part(one + "b"));

  std::string names;
  for (int i = 0; i < 80; ++i)
    names += "患";
  for (const std::size_t more : {16U, 17U, 18U, 19U}) {
    CAPTURE(more);
    const std::string fitting = name_of(with_room_for(more, path_of(names)));
    const std::size_t bytes = (255 - more - 17) / 3 * 3;
    CHECK(fitting.substr(0, fitting.find('~')) == names.substr(0, bytes));
    CHECK(fitting.size() == bytes + 17);
  }
  CHECK(with_room_for(15, path_of(names)) == path_of(names));
}

TEST_CASE("a name is held by one at a time, and goes with its holder") {
  const TemporaryFolder folder;
  const fs::path name = folder / ".crossbreak.batch";
  {
    const HeldName first(name);
    CHECK(first.held());
    {
      const HeldName second(name);
      CHECK_FALSE(second.held());
    }
    CHECK(fs::exists(name));
    const FolderLock within(folder.path());
    CHECK(within.held());
  }
  CHECK_FALSE(fs::exists(name));
  folder.write(name.filename().string(), "");  // of one that was killed
  CHECK(HeldName(name).held());
  CHECK_FALSE(fs::exists(name));
}

TEST_CASE("waiting for a change of a folder ends in time, and sooner where a file came") {
  using Clock = std::chrono::steady_clock;
  const TemporaryFolder folder;
  FolderChanges changes;
  changes.watch(folder / "missing");
  changes.watch(folder.path());
  const auto waited = [&](std::chrono::milliseconds most) {
    const Clock::time_point start = Clock::now();
    changes.wait(most);
    return Clock::now() - start;
  };
  CHECK(waited(std::chrono::milliseconds(120)) >= std::chrono::milliseconds(120));
  folder.write("plate.eds", "PK");
  CHECK(waited(std::chrono::seconds(60)) < std::chrono::seconds(30));
}
