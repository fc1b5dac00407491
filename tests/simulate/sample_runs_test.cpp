// Every PLATE.toml in sample_runs/ says in its first lines which commands made the files beside it; the study
// in cohort/ has its command in its README. CROSSBREAK_REWRITE_SAMPLE_RUNS=1 writes them again instead of
// comparing: read the diff like code.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "simulate/sample_study.hpp"
#include "simulate/simulated_run.hpp"

using namespace crossbreak;
using crossbreak::tests::content_of;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(CROSSBREAK_SOURCE_DIR) / "sample_runs";

void compare_or_rewrite(const fs::path& path, const std::string& bytes) {
  if (std::getenv("CROSSBREAK_REWRITE_SAMPLE_RUNS") != nullptr)
    std::ofstream(path, std::ios::binary) << bytes;
  CHECK_MESSAGE(content_of(path) == bytes, path << " differs; CROSSBREAK_REWRITE_SAMPLE_RUNS=1 rewrites it");
}

struct Command {
  std::string layout;
  std::uint64_t seed = 0;
  std::string output;
};

/// "# crossbreak simulate PLATE.toml --layout eds --seed 1 -o deletions.eds"
std::vector<Command> commands_of(const std::string& plate) {
  std::vector<Command> commands;
  std::istringstream lines(plate);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string hash, program, verb, file, layout_option, seed_option, output_option;
    Command command;
    if (words >> hash >> program >> verb && hash == "#" && program == "crossbreak" && verb == "simulate") {
      const bool is_whole = !!(words >> file >> layout_option >> command.layout >> seed_option >>
                               command.seed >> output_option >> command.output);
      REQUIRE_MESSAGE(is_whole, line);
      CHECK(file + layout_option + seed_option + output_option == "PLATE.toml--layout--seed-o");
      commands.push_back(command);
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("each sample run is what its PLATE.toml and seed make, byte for byte") {
  std::set<std::string> plates;
  std::set<fs::path> made;
  std::set<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!fs::exists(entry.path() / "PLATE.toml"))
      continue;
    CAPTURE(entry.path());
    plates.insert(entry.path().filename().string());
    for (const auto& file : fs::directory_iterator(entry.path()))
      found.insert(file.path());
    made.insert(entry.path() / "PLATE.toml");
    const std::string plate = content_of(entry.path() / "PLATE.toml");
    const PlateDesign design = read_plate_design("PLATE.toml", plate);
    CHECK((design.experiment.find("Simulated") != std::string::npos ||
           design.experiment.find("simulated") != std::string::npos));
    const std::vector<Command> commands = commands_of(plate);
    CHECK_FALSE(commands.empty());
    for (const Command& command : commands) {
      CAPTURE(command.output);
      const SimulatedLayout* layout = simulated_layout(command.layout);
      REQUIRE(layout != nullptr);
      const SimulatedFiles files = simulated_files(design, command.seed, *layout);
      const fs::path output = entry.path() / command.output;
      for (const SimulatedFile& file : files.files) {
        const fs::path path =
            output.parent_path() / (output.stem().string() + file.suffix + output.extension().string());
        compare_or_rewrite(path, file.bytes);
        made.insert(path);
      }
      const fs::path truth = output.string() + ".truth.csv";
      compare_or_rewrite(truth, files.truth_csv);
      made.insert(truth);
    }
  }
  CHECK(plates == std::set<std::string>{"contaminated_ntc", "deletions", "odd_wells", "reference_wells"});
  CHECK(made == found);  // nothing lies there that no command made
}

TEST_CASE("the sample study is what the command in its README makes, byte for byte") {
  const fs::path study = folder / "cohort";
  CHECK(
      content_of(study / "README.md").find("crossbreak simulate --cohort --seed 1 -o sample_runs/cohort\n") !=
      std::string::npos);
  std::set<fs::path> made{study / "README.md"};
  for (const StudyFile& file : sample_study(1, *simulated_layout("eds"))) {
    compare_or_rewrite(study / file.path, file.bytes);
    made.insert(study / file.path);
  }
  std::set<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(study))
    if (entry.is_regular_file())
      found.insert(entry.path());
  CHECK(made == found);
}
