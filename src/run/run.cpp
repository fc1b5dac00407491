#include "run/run.hpp"

#include <algorithm>

#include "words/joined.hpp"

namespace crossbreak {

const DyeTrace* find_dye(const Run& run, Well well, std::string_view dye) {
  const auto found = std::find_if(run.dyes.begin(), run.dyes.end(), [&](const DyeTrace& trace) {
    return trace.well == well && trace.dye == dye;
  });
  return found == run.dyes.end() ? nullptr : &*found;
}

const std::string& run_date(const Run& run) {
  return run.run_started.empty() ? run.run_ended : run.run_started;
}

bool is_dated(const Run& run) {
  const std::string& date = run_date(run);
  return date.size() >= 10 && date[4] == '-';
}

std::string source_name(const Run& run) {
  return joined(run.inputs, " + ", &InputFile::name);
}

}  // namespace crossbreak
