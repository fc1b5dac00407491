// Ten lines that use the installed library: the call of each patient of a run.
// usage: consumer SHARE_FOLDER RUN_FILE
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "pipeline/call.hpp"

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int main(int, char** argv) {
  const fs::path share = argv[1], file = argv[2];
  std::vector<crossbreak::ProfileFile> profiles;
  for (const auto& entry : fs::directory_iterator(share / "instrument_profiles"))
    if (entry.path().extension() == ".toml")
      profiles.push_back({entry.path().filename().string(), content_of(entry.path())});
  crossbreak::CallSettings settings;
  settings.run.profiles = crossbreak::read_profiles(profiles);
  settings.panel = crossbreak::read_panel("panel", content_of(share / "primers/ikzf1_deletions.toml"));
  const auto report = crossbreak::call_runs({{file.filename().string(), content_of(file)}}, settings);
  for (const crossbreak::PatientCall& patient : report.calls.patients)
    std::cout << patient.sample << ": " << crossbreak::call_in_words(patient).en << '\n';
}
