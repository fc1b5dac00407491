#include "review_guard.hpp"

#include <doctest/doctest.h>

#include "command.hpp"
#include "release_files.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::cli;
using crossbreak::tests::TemporaryFolder;

TEST_CASE("a run is called anew where nothing was reviewed") {
  const TemporaryFolder folder;
  CHECK_NOTHROW(check_not_reviewed(folder / "plate.calls.json"));
  folder.write("plate.calls.json", R"({"status": "preliminary", "signatures": []})");
  folder.write("other.review.json", "{}");
  CHECK_NOTHROW(check_not_reviewed(folder / "plate.calls.json"));
}

TEST_CASE("a run is not called anew over a record that an interrupted review command was writing") {
  const TemporaryFolder folder;
  const std::filesystem::path record = folder / "plate.calls.json";
  folder.write("plate.calls.json.pending", "{}");
  CHECK(pending_of(record) == folder / "plate.calls.json.pending");
  CHECK_THROWS_WITH_AS(
      check_not_reviewed(record),
      (record.string() +
       ": is not called anew over, since a 'crossbreak review' command on it was interrupted; name "
       "another folder with -o")
          .c_str(),
      OutputError);
}
