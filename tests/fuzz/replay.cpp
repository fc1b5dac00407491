// Runs the harnesses on inputs that are there, without any fuzzer: any compiler builds it, and tests run it.
//
//   replay FOLDER...         each harness on its seeds, on those cut and bent, and on FOLDER/NAME/*
//   replay --seeds DIR       writes the seeds, DIR/NAME/0 ...
//   replay --dictionary NAME prints the tokens of its seeds for libFuzzer
//   replay --names           prints the names
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "harness.hpp"

namespace fs = std::filesystem;
using namespace crossbreak::fuzz;

namespace {

std::string running;  ///< the input that a finding is in

[[noreturn]] void tell_and_abort() {
  std::cerr << "found by " << running << '\n';
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  std::abort();
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Cut off at a few places, and with a few bytes changed: damage that every reader meets.
std::vector<std::string> damaged(const std::string& seed) {
  constexpr std::size_t places = 4;  // arbitrary: run.sh tries millions
  std::vector<std::string> inputs;
  for (std::size_t i = 0; i < places; ++i) {
    const std::size_t at = seed.size() * (2 * i + 1) / (2 * places);
    inputs.push_back(seed.substr(0, at));
    std::string bent = seed;
    if (at < bent.size())
      bent[at] = static_cast<char>(bent[at] ^ 0x55);
    inputs.push_back(std::move(bent));
  }
  return inputs;
}

/// How many inputs were run.
std::size_t replay(const Harness& harness, const std::vector<fs::path>& folders) {
  std::size_t inputs = 0;
  const auto run = [&](const std::string& name, const std::string& bytes) {
    running = harness.name + ": " + name;
    harness.run(bytes);
    ++inputs;
  };
  std::size_t number = 0;
  for (const std::string& seed : harness.seeds()) {
    const std::string name = "seed " + std::to_string(number++);
    run(name, seed);
    for (const std::string& input : damaged(seed))
      run(name + ", damaged", input);
  }
  run("nothing", "");
  for (const fs::path& folder : folders)
    if (fs::exists(folder / harness.name))
      for (const fs::path& path : files_below(folder / harness.name)) {
        std::ifstream file(path, std::ios::binary);
        if (!file)
          broken(path.string() + " cannot be read");
        run(path.string(), {std::istreambuf_iterator<char>(file), {}});
      }
  return inputs;
}

void write_seeds(const fs::path& folder) {
  for (const Harness& harness : harnesses()) {
    fs::create_directories(folder / harness.name);
    std::size_t number = 0;
    for (const std::string& seed : harness.seeds())
      std::ofstream(folder / harness.name / std::to_string(number++), std::ios::binary) << seed;
  }
}

/// A folder of regressions that no harness has would never be read.
void refuse_unknown(const fs::path& folder) {
  for (const fs::path& path : files_below(folder))
    if (fs::is_directory(path))
      (void)harness_named(path.filename().string());
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(tell_and_abort);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--seeds") {
    write_seeds(arguments[1]);
    return 0;
  }
  if (arguments.size() == 2 && arguments[0] == "--dictionary") {
    std::cout << dictionary_of(harness_named(arguments[1]));
    return 0;
  }
  if (arguments.size() == 1 && arguments[0] == "--names") {
    for (const Harness& harness : harnesses())
      std::cout << harness.name << '\n';
    return 0;
  }
  const std::vector<fs::path> folders(arguments.begin(), arguments.end());
  for (const fs::path& folder : folders)
    refuse_unknown(folder);
  std::size_t inputs = 0;
  for (const Harness& harness : harnesses()) {
    if (harness.seeds().empty())
      broken(harness.name + " has no seeds");
    inputs += replay(harness, folders);
  }
  std::cout << harnesses().size() << " harnesses ran " << inputs << " inputs\n";
}
