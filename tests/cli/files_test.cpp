#include "files.hpp"

#include <csignal>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "command.hpp"
#include "file_content.hpp"
#include "system.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak;
using namespace crossbreak::cli;
using crossbreak::tests::content_of;
using crossbreak::tests::TemporaryFolder;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

/// A process of its own that does `run` under the usual signals; its id.
template <class Run>
pid_t started(Run run) {
  const pid_t program = ::fork();
  REQUIRE(program >= 0);
  if (program == 0) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
      std::signal(signal, SIG_DFL);  // not those of the test framework
    run();
    ::_exit(0);
  }
  return program;
}

/// How a process ended: "exit 0" or "signal 2".
std::string ending_of(pid_t program) {
  int status = 0;
  REQUIRE(::waitpid(program, &status, 0) == program);
  return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                             : "exit " + std::to_string(WEXITSTATUS(status));
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("a file is read whole, under its name without folder") {
  const TemporaryFolder folder;
  const Source source = read_file(folder.write("plate 1.eds", std::string("a\0b\r\n", 5)));
  CHECK(source.name == "plate 1.eds");
  CHECK(source.bytes == std::string("a\0b\r\n", 5));
}

TEST_CASE("what is no readable file is refused by name") {
  const TemporaryFolder folder;
  const std::string missing = (folder / "missing.eds").string();
  CHECK_THROWS_WITH_AS(read_file(missing), (missing + ": no such file").c_str(), InputError);
  const std::string directory = folder.path().string();
  CHECK_THROWS_WITH_AS(read_file(directory), (directory + ": expected a file, found a directory").c_str(),
                       InputError);
  const std::string empty = folder.write("empty.eds", "");
  CHECK_THROWS_WITH_AS(read_file(empty), (empty + ": the file is empty").c_str(), InputError);
  CHECK_THROWS_WITH_AS(read_file("/dev/null"), "/dev/null: expected a file, found a device, pipe or socket",
                       InputError);
}

TEST_CASE("outputs replace older ones whole, in a folder that is made for them") {
  const TemporaryFolder folder;
  folder.write("out/a.json", "old and longer");
  write_files(
      {{.path = folder / "out/a.json", .bytes = "new"}, {.path = folder / "out/deep/b.csv", .bytes = ""}});
  CHECK(content_of(folder / "out/a.json") == "new");
  CHECK(fs::exists(folder / "out/deep/b.csv"));
  CHECK(std::distance(fs::directory_iterator(folder / "out"), fs::directory_iterator()) == 2);
}

TEST_CASE("when one output cannot be written, the older ones stay and nothing is left beside them") {
  const TemporaryFolder folder;
  folder.write("a.json", "old");
  fs::create_directory(folder / "b.csv");
  const std::string message =
      (folder / "b.csv").string() + ": cannot be written: a directory of this name is in the way";
  CHECK_THROWS_WITH_AS(
      write_files({{.path = folder / "a.json", .bytes = "new"}, {.path = folder / "b.csv", .bytes = "x"}}),
      message.c_str(), OutputError);
  CHECK(content_of(folder / "a.json") == "old");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("a program stopped by Ctrl-C leaves whole files and nothing beside them") {
  for (int round = 0; round < 5; ++round) {
    const TemporaryFolder folder;
    const auto outputs = [&](char letter) {
      const std::string bytes(std::size_t{1} << 20U, letter);
      return std::vector<Output>{{.path = folder / "a.xlsx", .bytes = bytes},
                                 {.path = folder / "b.html", .bytes = bytes}};
    };
    const pid_t program = started([&] {
      for (char letter = 'a';; letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1))
        write_files(outputs(letter));
    });
    while (!fs::exists(folder / "b.html"))
      ::usleep(100);
    while (names_in(folder.path()).size() == 2)  // until one is being written beside them
      ::usleep(100);
    ::kill(program, SIGINT);
    CHECK(ending_of(program) == "signal " + std::to_string(SIGINT));
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.xlsx", "b.html"});
    const std::string first = content_of(folder / "a.xlsx");
    CHECK(first.size() == std::size_t{1} << 20U);
    CHECK(content_of(folder / "b.html") == first);
  }
}

TEST_CASE("a second Ctrl-C is obeyed at once, and one that is ignored stays ignored") {
  const std::string stopped = "signal " + std::to_string(SIGTERM);
  CHECK(ending_of(started([] {
          const HeldInterruption held;
          std::raise(SIGTERM);
          ::_exit(7);
        })) == "exit 7");
  CHECK(ending_of(started([] {
          const HeldInterruption held;
          std::raise(SIGTERM);
          std::raise(SIGTERM);
        })) == stopped);
  CHECK(ending_of(started([] {
          {
            const HeldInterruption held;
            std::raise(SIGTERM);
          }
          ::_exit(7);
        })) == stopped);
  CHECK(ending_of(started([] {
          {
            HeldInterruption held;
            std::raise(SIGTERM);
            held.answered();
          }
          ::_exit(7);
        })) == "exit 7");
  CHECK(ending_of(started([] {
          std::signal(SIGHUP, SIG_IGN);
          const HeldInterruption held;
          std::raise(SIGHUP);
        })) == "exit 0");
}

TEST_CASE("a Ctrl-C within the inner of two that hold it waits for the outer one") {
  for (const bool before_the_inner : {true, false}) {
    CAPTURE(before_the_inner);
    const TemporaryFolder folder;
    CHECK(ending_of(started([&] {
            const HeldInterruption outer;
            if (before_the_inner)
              std::raise(SIGINT);
            {
              const HeldInterruption inner;
              if (!before_the_inner)
                std::raise(SIGINT);
            }
            folder.write("whole", "x");
          })) == "signal " + std::to_string(SIGINT));
    CHECK(names_in(folder.path()) == std::set<std::string>{"whole"});
  }
}

TEST_CASE("what a program that was killed left beside an output goes with the next one") {
  const TemporaryFolder folder;
  const fs::path beside_a = name_beside(folder / "a.json");
  const pid_t killed = started([&] {
    HeldFile half(beside_a);
    half.write("half");
    ::raise(SIGKILL);
  });
  CHECK(ending_of(killed) == "signal " + std::to_string(SIGKILL));
  folder.write(text_of(name_beside("b.csv")), "half");
  REQUIRE(content_of(beside_a) == "half");
  write_files({{.path = folder / "a.json", .bytes = "new"}, {.path = folder / "b.csv", .bytes = "new"}});
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.json", "b.csv"});
}

TEST_CASE("what another program is writing, and what only has a like name, stays beside an output") {
  const TemporaryFolder folder;
  const fs::path beside = name_beside("a.json");
  const HeldFile written_now(folder / text_of(beside));
  const std::string id = text_of(beside).substr(std::string_view("a.json.part").size());
  for (const std::string& other :
       {"b.json.part" + id, std::string("a.json.part"), std::string("a.json.part1"), "a.json.part" + id + "0",
        "a.json.part" + id + ".bak", "x.a.json.part" + id, "a.json.part" + std::string(id.size(), 'G')})
    folder.write(other, "another's");
  std::set<std::string> names = names_in(folder.path());
  write_files({{.path = folder / "a.json", .bytes = "new"}});
  names.insert("a.json");
  CHECK(names_in(folder.path()) == names);
}

TEST_CASE("an output that finds no room leaves the old one and nothing beside it") {
  const TemporaryFolder folder;
  folder.write("a.json", "old");
  const pid_t program = started([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    constexpr rlimit small = {.rlim_cur = 1000, .rlim_max = 1000};
    if (::setrlimit(RLIMIT_FSIZE, &small) != 0)
      ::_exit(2);
    try {
      write_files({{.path = folder / "b.csv", .bytes = "fits"},
                   {.path = folder / "a.json", .bytes = std::string(1001, 'x')}});
    } catch (const OutputError& error) {
      const std::string wanted = (folder / "a.json").string() + ": cannot be written: File too large";
      ::_exit(error.what() == wanted ? 0 : 1);
    }
  });
  CHECK(ending_of(program) == "exit 0");
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.json"});
  CHECK(content_of(folder / "a.json") == "old");
}

TEST_CASE("a device or pipe is never replaced by an output") {
  const TemporaryFolder folder;
  const fs::path pipe = folder / "a.csv";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_THROWS_WITH_AS(
      write_files({{.path = pipe, .bytes = "x"}}),
      (pipe.string() + ": cannot be written: expected a file, found a device, pipe or socket").c_str(),
      OutputError);
  CHECK(fs::is_fifo(pipe));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("an output that is a link replaces the file behind it") {
  const TemporaryFolder folder;
  folder.write("real/a.json", "old");
  fs::create_symlink("real/a.json", folder / "a.json");
  write_files({{.path = folder / "a.json", .bytes = "new"}});
  CHECK(fs::is_symlink(folder / "a.json"));
  CHECK(content_of(folder / "real/a.json") == "new");
}

TEST_CASE("an output keeps the permissions of the file it replaces, a new one has those of any new file") {
  const TemporaryFolder folder;
  folder.write("a.json", "old");
  fs::permissions(folder / "a.json", fs::perms(0640));
  write_files({{.path = folder / "a.json", .bytes = "new"}, {.path = folder / "b.csv", .bytes = "new"}});
  CHECK(content_of(folder / "a.json") == "new");
  CHECK(fs::status(folder / "a.json").permissions() == fs::perms(0640));
  folder.write("as the system makes it", "");
  CHECK(fs::status(folder / "b.csv").permissions() ==
        fs::status(folder / "as the system makes it").permissions());
}

TEST_CASE("what is being written is for its owner alone") {
  const TemporaryFolder folder;
  HeldFile half(folder / "half");
  REQUIRE(half.write("a patient's name") == std::nullopt);
  CHECK(fs::status(folder / "half").permissions() == fs::perms(0600));
}

TEST_CASE("a file or link that waits under the name of what is being written is not followed") {
  const TemporaryFolder folder;
  folder.write("another's", "kept");
  fs::create_symlink(folder / "another's", folder / "link");
  for (const char* name : {"another's", "link"}) {
    HeldFile held(folder / name);
    CHECK(held.write("x") == "File exists");
  }
  CHECK(content_of(folder / "another's") == "kept");
}

TEST_CASE("a read-only output stays, and so do those beside it, unless it is asked to be replaced") {
  const TemporaryFolder folder;
  folder.write("a.json", "old");
  folder.write("b.csv", "filed");
  fs::permissions(folder / "b.csv", fs::perms(0444));
  const std::vector<Output> outputs = {{.path = folder / "a.json", .bytes = "new"},
                                       {.path = folder / "b.csv", .bytes = "new"}};
  const std::string name = (folder / "b.csv").string();
  CHECK_THROWS_WITH_AS(write_files(outputs),
                       (name + ": is read-only and stays as it is; make it writable, then try again").c_str(),
                       OutputError);
  CHECK_THROWS_WITH_AS(write_files(outputs, ReadOnly::StaysUnlessForced),
                       (name + ": is read-only and stays as it is; --force replaces it").c_str(),
                       OutputError);
  CHECK(content_of(folder / "a.json") == "old");
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.json", "b.csv"});
  write_files(outputs, ReadOnly::IsReplaced);
  CHECK(content_of(folder / "b.csv") == "new");
  CHECK(fs::status(folder / "b.csv").permissions() == fs::perms(0444));
}

TEST_CASE("outputs of one thing are old or new, whenever the program that writes them is killed") {
  const auto outputs = [](const TemporaryFolder& folder, const std::string& bytes) {
    std::vector<Output> made;
    for (const char* name : {"a.xlsx", "b.html", "c.json"})
      made.push_back({.path = folder / name, .bytes = bytes});
    return made;
  };
  const auto said = [](const TemporaryFolder& folder) {
    std::set<std::string> contents;
    for (const std::string& name : names_in(folder.path()))
      contents.insert(content_of(folder / name));
    return contents;
  };
  for (int delay = 0; delay < 60; ++delay) {
    const TemporaryFolder folder;
    write_files(outputs(folder, "old"));
    const pid_t program = started([&] {
      const HeldFolder held(folder.path());
      for (char letter = 'a';; letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1))
        write_together(folder.path(), outputs(folder, std::string(1, letter)), ReadOnly::Stays);
    });
    ::usleep(1000 + 37 * static_cast<unsigned>(delay));
    ::kill(program, SIGKILL);
    CHECK(ending_of(program) == "signal " + std::to_string(SIGKILL));
    { const HeldFolder next(folder.path()); }
    CHECK_FALSE(is_being_replaced(folder.path()));
    CHECK(content_of(folder / "a.xlsx") == content_of(folder / "b.html"));
    CHECK(content_of(folder / "a.xlsx") == content_of(folder / "c.json"));
    write_files(outputs(folder, "newest"));
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.xlsx", "b.html", "c.json"});
    CHECK(said(folder) == std::set<std::string>{"newest"});
  }
}

TEST_CASE("what a killed program had begun to put in place is put there by the next") {
  const TemporaryFolder folder;
  std::string replacing;
  for (const char* name : {"a.xlsx", "b.html", "c.json"}) {
    const std::string beside = text_of(name_beside(name));
    replacing += beside + '\0';
    folder.write(name, name == std::string("a.xlsx") ? "new" : "old");
    if (name != std::string("a.xlsx"))
      folder.write(beside, "new");
  }
  folder.write(".crossbreak.replacing", replacing);
  folder.write(text_of(name_beside(".crossbreak.replacing")), "half");
  CHECK(is_being_replaced(folder.path()));
  { const HeldFolder next(folder.path()); }
  CHECK_FALSE(is_being_replaced(folder.path()));
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.xlsx", "b.html", "c.json"});
  for (const char* name : {"a.xlsx", "b.html", "c.json"})
    CHECK(content_of(folder / name) == "new");
}

TEST_CASE("what a killed program had begun to put in place is put there by whoever only reads there") {
  const TemporaryFolder folder;
  const std::string beside = text_of(name_beside("a.csv"));
  folder.write(beside, "new");
  complete_replaced_in(folder.path());
  CHECK(names_in(folder.path()) == std::set<std::string>{beside});
  folder.write(".crossbreak.replacing", beside + '\0');
  complete_replaced_in(folder.path());
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.csv"});
  CHECK(content_of(folder / "a.csv") == "new");
}

TEST_CASE("what no program of ours has begun does not keep a reader from a folder that is held") {
  const TemporaryFolder folder;
  folder.write("a.csv", text_of(name_beside("b.csv")) + '\0');
  fs::create_symlink("a.csv", folder / ".crossbreak.replacing");
  const HeldFolder held(folder.path());
  CHECK_FALSE(is_being_replaced(folder.path()));
  complete_replaced_in(folder.path());
  CHECK(names_in(folder.path()) == std::set<std::string>{".crossbreak.replacing", "a.csv"});
}

TEST_CASE("where a folder may not be written to, what a killed program had begun there is told") {
  const TemporaryFolder folder;
  const std::string beside = text_of(name_beside("a.csv"));
  folder.write("begun/.crossbreak.replacing", beside + '\0');
  folder.write("begun/" + beside, "new");
  folder.write("ended/.crossbreak.replacing", beside + '\0');  // killed once all were in place
  folder.write("ended/a.csv", "new");
  fs::permissions(folder / "begun", fs::perms(0555));
  fs::permissions(folder / "ended", fs::perms(0555));
  fs::permissions(folder.path(), fs::perms(0755));
  const pid_t program = started([&] {
    if (::chdir((folder / "begun").c_str()) != 0 || (::geteuid() == 0 && ::setuid(65534) != 0))
      ::_exit(2);  // the administrator may write everywhere
    try {
      complete_replaced_in("../ended");
    } catch (const OutputError&) {
      ::_exit(4);
    }
    try {
      complete_replaced_in("");
    } catch (const OutputError& error) {
      ::_exit(error.what() ==
                      "the current folder: an interrupted command has not put all of its files in place "
                      "here, and this one cannot: Permission denied"s
                  ? 0
                  : 1);
    }
    ::_exit(3);
  });
  CHECK(ending_of(program) == "exit 0");
  for (const char* each : {"begun", "ended"})
    fs::permissions(folder / each, fs::perms(0755));
  CHECK(content_of(folder / "ended/a.csv") == "new");
}

TEST_CASE("what a killed program had begun is put in place below the folder and behind a link too") {
  const TemporaryFolder folder;
  const std::string first = text_of(name_beside("a.csv"));
  const std::string below = text_of(name_beside("b.csv"));
  const std::string behind = text_of(name_beside("real.csv"));
  folder.write("set/" + first, "new");
  folder.write("set/in/deep/" + below, "new");
  folder.write("else/" + behind, "new");
  folder.write("else/real.csv", "old");
  fs::create_symlink("../else/real.csv", folder / "set/c.csv");
  folder.write("set/.crossbreak.replacing",
               first + '\0' + below + "/in/deep/b.csv\0"s + behind + "/c.csv\0"s);
  { const HeldFolder next(folder / "set"); }
  CHECK(names_in(folder / "set") == std::set<std::string>{"a.csv", "c.csv", "in"});
  CHECK(names_in(folder / "set/in/deep") == std::set<std::string>{"b.csv"});
  CHECK(names_in(folder / "else") == std::set<std::string>{"real.csv"});
  CHECK(fs::is_symlink(folder / "set/c.csv"));
  for (const char* name : {"set/a.csv", "set/in/deep/b.csv", "else/real.csv"})
    CHECK(content_of(folder / name) == "new");
}

TEST_CASE("what is told to be put in place outside the folder stays where it is") {
  const TemporaryFolder folder;
  const std::string beside = text_of(name_beside("a.csv"));
  folder.write(beside, "half");
  folder.write("in/b.csv", "kept");
  const std::string here = folder.path().string();
  folder.write("in/.crossbreak.replacing", beside + "/../a.csv\0"s + beside + '/' + here + "/a.csv\0"s +
                                               beside + "/x/../../a.csv\0"s + beside + "/\0"s);
  { const HeldFolder next(folder / "in"); }
  CHECK(names_in(folder.path()) == std::set<std::string>{beside, "in"});
  CHECK(names_in(folder / "in") == std::set<std::string>{"b.csv"});
}

TEST_CASE("outputs that tell of one thing are written when what was begun in their folder is complete") {
  const TemporaryFolder folder;
  const std::string beside = text_of(name_beside("b.html"));
  folder.write("b.html", "old");
  folder.write(beside, "new");
  folder.write(".crossbreak.replacing", beside + '\0');
  write_set({{.path = folder / "a.csv", .bytes = "a"}, {.path = folder / "c.csv", .bytes = "c"}},
            ReadOnly::Stays);
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.csv", "b.html", "c.csv"});
  CHECK(content_of(folder / "b.html") == "new");
  folder.write(beside, "newer");
  folder.write(".crossbreak.replacing", beside + '\0');
  write_set({{.path = folder / "in/a.csv", .bytes = "a"}, {.path = folder / "c.csv", .bytes = "other"}},
            ReadOnly::Stays);
  CHECK(content_of(folder / "in/a.csv") == "a");
  CHECK(content_of(folder / "c.csv") == "other");
  CHECK(content_of(folder / "b.html") == "newer");
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.csv", "b.html", "c.csv", "in"});
}

TEST_CASE("outputs that tell of one thing are written where no folder of theirs holds all of them too") {
  const TemporaryFolder folder;
  write_set({{.path = folder / "one/a.csv", .bytes = "a"}, {.path = folder / "two/b.csv", .bytes = "b"}},
            ReadOnly::Stays);
  CHECK(content_of(folder / "one/a.csv") == "a");
  CHECK(content_of(folder / "two/b.csv") == "b");
  CHECK(names_in(folder.path()) == std::set<std::string>{"one", "two"});
}

TEST_CASE("a path is spelled alike from whatever folder, and its links stay what they are called") {
  const TemporaryFolder folder;
  fs::create_directory_symlink(folder.path(), folder / "link");
  const fs::path here = fs::current_path();
  CHECK(spelled_alike("x.json") == here / "x.json");
  CHECK(spelled_alike("a/.././/b/x.json") == here / "b/x.json");
  CHECK(spelled_alike(folder / "link/in/../x.json") == folder / "link/x.json");
  CHECK(spelled_alike("") / "x.json" == here / "x.json");
}

TEST_CASE("what a killed program left as read-only as its output is removed too") {
  const TemporaryFolder folder;
  const fs::path left = folder.write(text_of(name_beside("a.csv")), "half");
  fs::permissions(left, fs::perms::owner_read);
  write_files({{.path = folder / "a.csv", .bytes = "a"}});
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.csv"});
}

TEST_CASE("an output with the longest name that there is is written, and so is the one beside it") {
  const TemporaryFolder folder;
  const std::string one = std::string(250, 'x') + ".json";
  const std::string other = std::string(251, 'x') + ".csv";
  const fs::path left = folder.write(text_of(name_beside(one)), "half");
  write_files({{.path = folder / other, .bytes = "old"}});
  CHECK(fs::exists(left));  // it is another's
  write_files({{.path = folder / one, .bytes = "old"}});
  CHECK(names_in(folder.path()) == std::set<std::string>{one, other});
  write_set({{.path = folder / one, .bytes = "new"}, {.path = folder / other, .bytes = "new"}},
            ReadOnly::Stays);
  CHECK(names_in(folder.path()) == std::set<std::string>{one, other});
  CHECK(content_of(folder / one) == "new");
  CHECK(content_of(folder / other) == "new");
}

TEST_CASE("an output with a longer name is refused before any is in its place") {
  const TemporaryFolder folder;
  folder.write("a.csv", "old");
  const fs::path longer = folder / std::string(256, 'x');
  const std::string message = text_of(longer) + ": cannot be written: File name too long";
  CHECK_THROWS_WITH_AS(
      write_set({{.path = folder / "a.csv", .bytes = "new"}, {.path = longer, .bytes = "new"}},
                ReadOnly::Stays),
      message.c_str(), OutputError);
  CHECK(names_in(folder.path()) == std::set<std::string>{"a.csv"});
  CHECK(content_of(folder / "a.csv") == "old");
}

TEST_CASE("what a killed program had begun to put in place has its whole name, however long that is") {
  const TemporaryFolder folder;
  const std::string name = std::string(250, 'x') + ".json";
  const std::string beside = text_of(name_beside(name));
  const std::string foreign = text_of(name_beside(std::string(250, 'y') + ".json"));
  folder.write(name, "old");
  folder.write(beside, "new");
  folder.write(foreign, "new");
  folder.write(".crossbreak.replacing",
               beside + '/' + name + '\0' + foreign + "/kept\0"s + foreign + "/../kept\0"s);
  { const HeldFolder next(folder.path()); }
  CHECK(names_in(folder.path()) == std::set<std::string>{name, foreign});
  CHECK(content_of(folder / name) == "new");
}

TEST_CASE("what lies about as if a command had been killed moves nothing but files being written") {
  const TemporaryFolder folder;
  const std::string beside = text_of(name_beside("a.json"));
  fs::create_directory(folder / "in");
  folder.write("in/" + beside, "new");
  folder.write("in/kept", "kept");
  folder.write("outside", "kept");
  const std::string above = text_of(name_beside(".."));
  const std::string taken = text_of(name_beside("folder"));
  fs::create_directory(folder / "in/folder");
  folder.write("in/" + above, "new");
  folder.write("in/" + taken, "new");
  folder.write("in/.crossbreak.replacing", "kept\0../outside\0\0no such file\0"s + above + '\0' + taken +
                                               '\0' + beside + '\0' + "cut off");
  { const HeldFolder next(folder / "in"); }
  CHECK(names_in(folder / "in") == std::set<std::string>{"a.json", "kept", "folder", above, taken});
  CHECK(content_of(folder / "in/a.json") == "new");
  CHECK(content_of(folder / "in/kept") == "kept");
  CHECK(content_of(folder / "outside") == "kept");
}

TEST_CASE("a folder that cannot be is known before anything is computed") {
  const TemporaryFolder folder;
  const std::string file = folder.write("taken", "x");
  CHECK_NOTHROW(check_writable(folder / "new/deep"));
  CHECK_FALSE(fs::exists(folder / "new"));
  CHECK_THROWS_WITH_AS(check_writable(fs::path(file) / "below"),
                       (file + "/below: expected a folder, found that " + file + " is a file").c_str(),
                       OutputError);
}

TEST_CASE("a folder that may not be written to is named, also where it is the current one") {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0555));
  const pid_t program = started([&] {
    if (::chdir(folder.path().c_str()) != 0 || (::geteuid() == 0 && ::setuid(65534) != 0))
      ::_exit(2);  // the administrator may write everywhere
    const auto refusal = [](const fs::path& place) -> std::string {
      try {
        check_writable(place);
      } catch (const OutputError& error) {
        return error.what();
      }
      return "";
    };
    const bool told =
        refusal("") == "the current folder: cannot be written to: Permission denied; name another folder" &&
        refusal("new/deep") == "new/deep: cannot be written to: Permission denied; name another folder";
    ::_exit(told ? 0 : 1);
  });
  CHECK(ending_of(program) == "exit 0");
  fs::permissions(folder.path(), fs::perms(0755));
}

TEST_CASE(
    "the whole path of a file in the current folder has that folder, whether the file is there or not") {
  const std::filesystem::path here = std::filesystem::canonical(std::filesystem::current_path());
  CHECK(whole_path("nothing of this name.json") == here / "nothing of this name.json");
  CHECK(whole_path("nowhere/../x.json") == here / "x.json");
  CHECK(whole_path("/") == "/");
}

TEST_CASE("the name of a run drops its last extension only") {
  CHECK(stem_of("runs/plate.v2.txt") == "plate.v2");
  CHECK(stem_of("plate") == "plate");
}

TEST_CASE("a path is whole from the root, also where there is nothing yet") {
  CHECK(whole_path("new/../plate.json") == fs::current_path() / "plate.json");
  CHECK(whole_path("plate.json").parent_path() == fs::current_path());
}
