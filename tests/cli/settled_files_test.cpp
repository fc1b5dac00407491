#include "settled_files.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "problem_texts.hpp"
#include "system.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::cli;
using crossbreak::tests::content_of;
using crossbreak::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

void append(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

}  // namespace

TEST_CASE("a file is settled when it has not changed for so long, and again after each change") {
  using std::chrono::seconds;
  const TemporaryFolder folder;
  const fs::path file = folder / "plate.eds";
  append(file, "PK");
  SettledFiles files(seconds(5));
  const SettledFiles::Clock::time_point start;
  const auto is_settled_at = [&](int second) {
    files.look(start + seconds(second));
    return files.is_settled(file);
  };
  CHECK_FALSE(is_settled_at(0));
  CHECK(files.waiting() == 1);
  CHECK_FALSE(is_settled_at(4));
  append(file, "more");
  CHECK_FALSE(is_settled_at(5));
  CHECK_FALSE(is_settled_at(9));
  CHECK(is_settled_at(10));
  CHECK(files.waiting() == 0);
  CHECK(files.since(file) == start + seconds(5));
  CHECK(is_settled_at(1000));
  fs::last_write_time(file, fs::last_write_time(file) + seconds(1));
  CHECK_FALSE(is_settled_at(1001));
  fs::remove(file);
  CHECK_FALSE(is_settled_at(1010));
  CHECK_FALSE(is_settled_at(1020));
}

TEST_CASE("the texts of problems are those that there are") {
  const TemporaryFolder folder;
  const fs::path texts = folder / "problems";
  write_problem_texts(texts, {});
  CHECK_FALSE(fs::exists(texts));
  write_problem_texts(texts, {{"2024/cut.eds", "2024/cut.eds: is cut off"}, {"a.eds", "a.eds: is empty"}});
  CHECK(content_of(texts / "2024/cut.eds.txt") == "crossbreak: 2024/cut.eds: is cut off\n");
  CHECK(content_of(texts / "a.eds.txt") == "crossbreak: a.eds: is empty\n");
  write_problem_texts(texts, {{"a.eds", "a.eds: is no run"}});
  CHECK(content_of(texts / "a.eds.txt") == "crossbreak: a.eds: is no run\n");
  CHECK_FALSE(fs::exists(texts / "2024/cut.eds.txt"));
}

TEST_CASE("a text that cannot be written is told, and the others are") {
  const TemporaryFolder folder;
  const fs::path texts = folder / "problems";
  fs::create_directories(texts / "taken.eds.txt");
  const Problems problems = {{"a.eds", "a.eds: is cut off"},
                             {"a.eds.txt/b.eds", "a.eds.txt/b.eds: is cut off"},
                             {"c.eds", "c.eds: is cut off"},
                             {"taken.eds", "taken.eds: is cut off"}};
  for (int look = 0; look < 2; ++look) {
    const Problems unwritten = write_problem_texts(texts, problems);
    REQUIRE(unwritten.size() == 2);
    CHECK(unwritten.at("a.eds.txt/b.eds") ==
          text_of(texts / "a.eds.txt") + ": cannot be created: Not a directory");
    CHECK(unwritten.at("taken.eds") ==
          text_of(texts / "taken.eds.txt") + ": cannot be written: a directory of this name is in the way");
    CHECK(content_of(texts / "a.eds.txt") == "crossbreak: a.eds: is cut off\n");
    CHECK(content_of(texts / "c.eds.txt") == "crossbreak: c.eds: is cut off\n");
  }
  fs::remove(texts / "taken.eds.txt");
  CHECK(write_problem_texts(texts, {{"a.eds.txt/b.eds", "b"}, {"taken.eds", "t"}}).empty());
  CHECK(content_of(texts / "a.eds.txt/b.eds.txt") == "crossbreak: b\n");
  CHECK(content_of(texts / "taken.eds.txt") == "crossbreak: t\n");
}

TEST_CASE("a file whose name leaves no room for an ending has a text too") {
  const TemporaryFolder folder;
  const std::string file = "2024/" + std::string(251, 'x') + ".eds";
  CHECK(write_problem_texts(folder / "problems", {{file, "is cut off"}}).empty());
  const fs::directory_iterator text(folder / "problems/2024");
  REQUIRE(text != fs::directory_iterator());
  CHECK(text->path().filename().string().size() == 255);
  CHECK(content_of(text->path()) == "crossbreak: is cut off\n");
  CHECK(write_problem_texts(folder / "problems", {}).empty());
  CHECK(fs::is_empty(folder / "problems/2024"));
}
