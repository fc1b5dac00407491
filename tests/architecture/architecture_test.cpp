// Data flows one way, and the includes show it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
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
    {"ieee", {}},
    {"words", {}},
    {"run", {"words"}},
    {"formats", {"words", "run"}},
    {"assay", {"ieee", "words", "run"}},
    {"curves", {"ieee", "words", "run"}},
    {"calling", {"words", "run", "assay", "curves"}},
    {"statistics", {"ieee"}},
    {"cohort", {"words", "run", "formats", "assay", "curves", "calling", "statistics"}},
    {"record", {"words", "run", "assay", "curves", "calling"}},
    {"reports",
     {"ieee", "words", "run", "formats", "assay", "curves", "calling", "statistics", "cohort", "record"}},
    {"pipeline", {"words", "run", "formats", "assay", "curves", "calling", "record"}},
    {"batch", {"words", "run", "formats", "assay", "curves", "calling", "record", "reports", "pipeline"}},
    {"release", {"words", "run", "formats", "assay", "curves", "calling", "record", "reports", "pipeline"}},
    {"simulate", {"ieee", "words", "run", "assay", "curves", "formats", "statistics"}},
};

/// The parts of src/curves/ in their order: each may include those before it. The values that all of them
/// share stand beside them in the folder itself, and so does the analysis that uses them all.
const std::vector<std::string> parts_of_curves = {"signal", "ct", "recovered", "verdict", "crosstalk"};

/// Headers that the build makes, and what it makes them of.
const std::map<std::string, std::string> generated = {
    {"reports/review_page/layout.hpp", "reports/review_page/drawing.jsonc"},
};

/// Folders of src/ in which files still include one another in circles.
const std::set<std::string> waiting_for_order = {};

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

/// What each stem ("curves/ct/ct" of ct.hpp and ct.cpp) includes, as stems.
using Includes = std::map<std::string, std::set<std::string>>;

Includes includes_of_stems() {
  Includes includes;
  for (const fs::path& file : sources_below(root / "src")) {
    const std::string stem = fs::relative(file, root / "src").replace_extension().generic_string();
    for (const std::string& include : quoted_includes(file))
      if (const std::string other = fs::path(include).replace_extension().generic_string(); other != stem)
        includes[stem].insert(other);
  }
  return includes;
}

/// The sets of stems that reach one another. Two stems belong together where each reaches the other.
std::vector<std::vector<std::string>> circles_of(const Includes& includes) {
  std::map<std::string, std::set<std::string>> reached;
  for (const auto& [start, direct] : includes) {
    std::vector<std::string> open(direct.begin(), direct.end());
    while (!open.empty()) {
      const std::string stem = open.back();
      open.pop_back();
      if (!reached[start].insert(stem).second)
        continue;
      if (const auto next = includes.find(stem); next != includes.end())
        open.insert(open.end(), next->second.begin(), next->second.end());
    }
  }
  std::vector<std::vector<std::string>> circles;
  std::set<std::string> told;
  for (const auto& [start, stems] : reached) {
    if (!stems.contains(start) || told.contains(start))
      continue;
    std::vector<std::string>& circle = circles.emplace_back();
    for (const std::string& stem : stems)
      if (const auto back = reached.find(stem); back != reached.end() && back->second.contains(start))
        circle.push_back(stem);
    told.insert(circle.begin(), circle.end());
  }
  return circles;
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
        const auto made = generated.find(include);
        CHECK(fs::exists(root / "src" / (made == generated.end() ? include : made->second)));
        ++checked;
      }
  CHECK(checked > 50);
}

TEST_CASE("a part of curves includes only the shared values, itself and the parts before it") {
  std::set<std::string> before = {"because.hpp", "curve.hpp", "limits.hpp", "settings.hpp"};
  std::size_t checked = 0;
  for (const std::string& part : parts_of_curves) {
    before.insert(part);
    for (const fs::path& file : sources_below(root / "src" / "curves" / part))
      for (const std::string& include : quoted_includes(file))
        if (const fs::path path = include; *path.begin() == "curves") {
          CAPTURE(file.string());
          CAPTURE(include);
          CHECK(before.contains(std::next(path.begin())->string()));
          ++checked;
        }
  }
  CHECK(checked > 50);
  for (const fs::directory_entry& entry : fs::directory_iterator(root / "src" / "curves"))
    if (entry.is_directory()) {
      CAPTURE(entry.path().string());
      CHECK(std::count(parts_of_curves.begin(), parts_of_curves.end(), entry.path().filename()) == 1);
    }
}

TEST_CASE("no files include one another in a circle, a header and its source taken as one") {
  const Includes includes = includes_of_stems();
  CHECK(includes.size() > 100);
  std::set<std::string> in_circles;
  for (const std::vector<std::string>& circle : circles_of(includes)) {
    std::string files;
    for (const std::string& stem : circle) {
      files += stem + ' ';
      in_circles.insert(stem.substr(0, stem.find('/')));
    }
    CAPTURE(files);
    CHECK(waiting_for_order.contains(circle.front().substr(0, circle.front().find('/'))));
  }
  CHECK(in_circles == waiting_for_order);  // one that has come in order leaves the list
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

TEST_CASE(
    "the library takes elementary functions from ieee/elementary.hpp and no other, whatever compilers make "
    "of them") {
  // libm_test.sh looks at what is linked; a call that a compiler computed beforehand is not seen there.
  const std::regex forbidden(
      R"(std::(exp|exp2|expm1|log|log2|log10|log1p|pow|hypot|cbrt|a?sinh?|a?cosh?|a?tanh?|atan2|erfc?|[lt]gamma|beta|fma|fmod|normal_distribution|lognormal_distribution)\()");
  for (const fs::path& file : sources_below(root / "src")) {
    CAPTURE(file.string());
    const std::string text = content_of(file);
    CHECK_FALSE(std::regex_search(text, forbidden));
  }
}

TEST_CASE("nothing is cast to another type of object but to bytes, and no type is told by a virtual base") {
  // For this the build with sanitizers leaves out alignment and virtual types: see CMakeLists.txt.
  // std::intptr_t: the -1 by which iconv_open() says that it failed.
  const std::regex cast(R"(reinterpret_cast<([^>]*)>|dynamic_cast<([^>]*)>|\bvirtual\b)");
  const std::set<std::string> to_bytes = {"const unsigned char*", "unsigned char*", "const Bytef*", "Bytef*",
                                          "const char*",          "char*",          "std::intptr_t"};
  std::size_t casts = 0;
  for (const char* folder : {"src", "cli"})
    for (const fs::path& file : sources_below(root / folder)) {
      CAPTURE(file.string());
      const std::string text = content_of(file);
      for (std::sregex_iterator found(text.begin(), text.end(), cast), end; found != end; ++found, ++casts)
        CHECK(to_bytes.contains((*found)[1].str()));
    }
  CHECK(casts > 0);
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
    const auto& this_folder = folder;
    CAPTURE(this_folder);
    CHECK(fs::is_directory(root / "tests" / folder));
  }
}

TEST_CASE("what a property check finds fails its test") {
  // rc::check() itself only prints it.
  const std::regex check(R"((.*)\brc::check\()");
  std::size_t checks = 0;
  for (const fs::path& file : sources_below(root / "tests")) {
    if (file.filename() == "architecture_test.cpp")
      continue;
    CAPTURE(file.string());
    const std::string text = content_of(file);
    for (std::sregex_iterator found(text.begin(), text.end(), check), end; found != end; ++found, ++checks) {
      const std::string before = (*found)[1].str();
      CAPTURE(before);
      CHECK((before.ends_with("CHECK(") || before.ends_with("bool held = ")));
    }
  }
  CHECK(checks > 0);
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
