#include "settled_files.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "problem_texts.hpp"
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
