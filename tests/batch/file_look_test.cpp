#include "batch/file_look.hpp"

#include <string>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/zip_archive.hpp"

using namespace crossbreak;

namespace {

FileLook look(const std::string& name, const std::string& bytes) {
  return look_at({.name = name, .bytes = bytes});
}

}  // namespace

TEST_CASE("a run is known by its content, under any name") {
  const FileLook eds = look("x.bin", tests::project_file("sample_runs/deletions/deletions.eds"));
  CHECK(eds.kind == FileKind::Run);
  CHECK(eds.layout == "eds-7500");
  CHECK(look("x.doc", tests::project_file("sample_runs/deletions/deletions.txt")).kind == FileKind::Run);
}

TEST_CASE("a zip of runs is told, a zip of anything else is not") {
  const auto zip = [](const std::string& member, const std::string& bytes) {
    return look("2024.zip", write_zip({{{.name = "2024/notes.md", .bytes = "call Anna"}, {member, bytes}}}))
        .kind;
  };
  const std::string text = tests::project_file("sample_runs/deletions/deletions.txt");
  CHECK(zip("2024/plate.EDS", "PK") == FileKind::Broken);
  CHECK(zip("2024/plate.txt", text) == FileKind::Broken);
  CHECK(zip("2024/letter.txt", "call Anna") == FileKind::Unrelated);
}

TEST_CASE("what the program writes is none, and so is what others write") {
  CHECK(look("x.json", "{\"schema\": \"crossbreak/calls/9\"}").kind == FileKind::OwnOutput);
  CHECK(look("batch.journal.jsonl", "{\"schema\":\"crossbreak/batch-journal/1\"}\n").kind ==
        FileKind::OwnOutput);
  for (const char* text : {"", "call Anna\n", "well,sample,target,role\nA1,P1,D4-7,unknown\n"}) {
    CAPTURE(text);
    CHECK(look("notes.txt", text).kind == FileKind::Unrelated);
  }
}

TEST_CASE("a file named as the instrument names its runs is told where it is none") {
  for (const char* name : {"plate.eds", "PLATE.EDS"})
    for (const char* text : {"", "no run", "PK"}) {
      CAPTURE(name);
      CAPTURE(text);
      CHECK(look(name, text).kind == FileKind::Broken);
    }
}
