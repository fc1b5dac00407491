// What harnesses start from, made once: a small plate, its files and its record, and what comes with the
// program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/settings.hpp"
#include "release/review_file.hpp"
#include "run/run.hpp"
#include "run/vocabulary.hpp"
#include "simulate/simulated_run.hpp"

namespace crossbreak::fuzz {

/// The bytes of a file of the project; ends the program where it cannot be read.
std::string project_text(const std::string& path);

/// Two wells, four reactions, fifteen cycles: what readers are tried with.
const Run& small_run();
std::vector<SimulatedFile> small_files(const SimulatedLayout& layout);
/// Each layout's files, one by one, and what convert writes of the run.
const std::vector<std::string>& small_run_files();

/// Another run, which can be called: as text, RDML and tidy table.
const std::vector<std::string>& called_run_files();

/// The panel and the profiles that come with the program.
const CallSettings& shipped_settings();
const Vocabulary& shipped_vocabulary();

/// That run, called.
const CalledRecord& small_record();

/// The text of an export of 7500 software with these of its sections, and the lines before the first one.
std::string with_sections(const std::string& text, const std::vector<std::string>& names);

}  // namespace crossbreak::fuzz
