// Data flows one way, and the includes show it.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "file_content.hpp"

namespace fs = std::filesystem;
using crossbreak::tests::content_of;

namespace {

const fs::path root = CROSSBREAK_SOURCE_DIR;

/// What each folder of src/ may include besides itself.
const std::map<std::string, std::set<std::string>> allowed = {
    {"words", {}},
    {"run", {"words"}},
    {"formats", {"words", "run"}},
    {"assay", {"words", "run"}},
    {"curves", {"words", "run"}},
    {"calling", {"words", "run", "assay", "curves"}},
    {"reports", {"words", "run", "formats", "assay", "curves", "calling"}},
    {"simulate", {"words", "run", "assay", "curves", "formats"}},
};

std::vector<fs::path> sources_below(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// The paths between quotes of the file's own includes.
std::vector<std::string> quoted_includes(const fs::path& path) {
  std::vector<std::string> includes;
  std::istringstream lines(content_of(path));
  for (std::string line; std::getline(lines, line);) {
    constexpr std::string_view start = "#include \"";
    if (line.starts_with(start))
      includes.push_back(line.substr(start.size(), line.find('"', start.size()) - start.size()));
  }
  return includes;
}

}  // namespace

TEST_CASE("src/ has the folders of the one road and no other") {
  std::set<std::string> expected = {"cmake"};
  for (const auto& [folder, others] : allowed)
    expected.insert(folder);
  std::set<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(root / "src"))
    found.insert(entry.path().filename().string());
  CHECK(found == expected);
}

TEST_CASE("a file includes only its own folder and those before it on the road") {
  std::size_t checked = 0;
  for (const auto& [folder, others] : allowed)
    for (const fs::path& file : sources_below(root / "src" / folder))
      for (const std::string& include : quoted_includes(file)) {
        CAPTURE(file.string());
        CAPTURE(include);
        const std::string from = include.substr(0, include.find('/'));
        CHECK((from == folder || others.contains(from)));
        CHECK(fs::exists(root / "src" / include));
        ++checked;
      }
  CHECK(checked > 50);
}

TEST_CASE("the library neither prints, exits, nor reads clock or environment") {
  for (const fs::path& file : sources_below(root / "src")) {
    CAPTURE(file.string());
    const std::string text = content_of(file);
    for (const char* forbidden :
         {"std::cout", "std::cerr", "#include <iostream>", "printf(\"", "std::exit", "std::abort", "getenv",
          "system_clock", "steady_clock", "std::time(", "setlocale"}) {
      CAPTURE(forbidden);
      CHECK(text.find(forbidden) == std::string::npos);
    }
  }
}

TEST_CASE("what differs between systems stands behind system.hpp, and so does what makes a path of a text") {
  std::set<std::string> of_the_system;
  for (const char* folder : {"src", "cli"})
    for (const fs::path& file : sources_below(root / folder)) {
      if (file.filename() == "system_posix.cpp") {
        of_the_system.insert(file.lexically_relative(root).string());
        continue;
      }
      CAPTURE(file.string());
      const std::string text = content_of(file);
      for (const char* forbidden :
           {"<unistd.h>", "<fcntl.h>", "<sys/", "<signal.h>", "<csignal>", "<dirent.h>", "<dlfcn.h>",
            "<pthread.h>", "<termios.h>", "<locale.h>", "getenv", "isatty", "ioctl", "/proc/", "fs::path(",
            "filesystem::path(", ".string()", ".native()", ".u8string()"}) {
        CAPTURE(forbidden);
        CHECK(text.find(forbidden) == std::string::npos);
      }
    }
  CHECK(of_the_system ==
        std::set<std::string>{"cli/system_posix.cpp", "src/reports/workbook/system_posix.cpp"});
}

TEST_CASE("every header guards itself with one pragma and every test stands where its subject does") {
  for (const fs::path& file : sources_below(root / "src"))
    if (file.extension() == ".hpp") {
      CAPTURE(file.string());
      CHECK(content_of(file).find("#pragma once") != std::string::npos);
    }
  for (const auto& [folder, others] : allowed) {
    CAPTURE(folder);
    CHECK(fs::is_directory(root / "tests" / folder));
  }
}

TEST_CASE("the top level is what the user fixed") {
  const std::set<std::string> expected = {"CMakeLists.txt", "README.md",   "cli", "instrument_profiles",
                                          "primers",        "sample_runs", "src", "tests"};
  std::set<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(root))
    if (const std::string name = entry.path().filename().string();
        !name.starts_with('.') && !name.starts_with("build"))  // build folders are ignored by git
      found.insert(name);
  CHECK(found == expected);
}
