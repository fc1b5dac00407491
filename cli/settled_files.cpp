#include "settled_files.hpp"

#include <fstream>
#include <system_error>

namespace fs = std::filesystem;

namespace crossbreak::cli {

void SettledFiles::look(Clock::time_point now) {
  now_ = now;
  waiting_ = 0;
}

bool SettledFiles::is_settled(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  const fs::file_time_type written = fs::last_write_time(file, error);
  const auto [entry, is_new] = files_.try_emplace(file);
  State& state = entry->second;
  if (is_new || error || state.size != size || state.written != written)
    state = {.size = size, .written = written, .since = now_};
  const bool is_quiet = !error && now_ - state.since >= quiet_;
  const bool is_ready =
      is_quiet && (std::ifstream(file, std::ios::binary).is_open() || now_ - state.since >= patience);
  waiting_ += is_ready ? 0 : 1;
  return is_ready;
}

SettledFiles::Clock::time_point SettledFiles::since(const fs::path& file) const {
  const auto found = files_.find(file);
  return found == files_.end() ? now_ : found->second.since;
}

}  // namespace crossbreak::cli
