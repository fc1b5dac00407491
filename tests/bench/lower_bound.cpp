// What nobody can avoid of `crossbreak call RUN.eds`: its members inflated, each of their numbers parsed
// once, the same calls of libxlsxwriter, the same bytes of the other outputs. It knows no run, no rule and no
// page.
//
//   crossbreak_bench_lower_bound RUN.eds FOLDER OUT    FOLDER: of lower_bound_record.cpp
//
// lower_bound.sh makes FOLDER and sets it beside `crossbreak call`.
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <zip.h>

#include "lower_bound_tape.hpp"

namespace fs = std::filesystem;
using namespace crossbreak::bench;

namespace {

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(fs::file_size(path), '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw std::runtime_error(path.string() + ": cannot be read");
  return bytes;
}

std::string inflated(zip_t* archive, zip_uint64_t member) {
  zip_stat_t size;
  zip_file_t* file = zip_fopen_index(archive, member, 0);
  if (zip_stat_index(archive, member, 0, &size) != 0 || file == nullptr)
    throw std::runtime_error("a member cannot be read");
  std::string bytes(size.size, '\0');
  const bool whole = zip_fread(file, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size());
  zip_fclose(file);
  if (!whole)
    throw std::runtime_error("a member is damaged");
  return bytes;
}

/// Every number of a text, each read once.
double sum_of_numbers(std::string_view text) {
  double sum = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    double value = 0;
    const std::from_chars_result read = *at <= '9' && (*at >= '0' || *at == '-')
                                            ? std::from_chars(at, end, value)
                                            : std::from_chars_result{at, std::errc::invalid_argument};
    sum += value;
    at = read.ec == std::errc::invalid_argument ? at + 1 : read.ptr;
  }
  return sum;
}

double numbers_of_run(const std::string& run) {
  int error = 0;
  const std::unique_ptr<zip_t, decltype(&zip_discard)> archive(zip_open(run.c_str(), ZIP_RDONLY, &error),
                                                               &zip_discard);
  if (!archive)
    throw std::runtime_error(run + ": is no zip");
  double sum = 0;
  const zip_int64_t members = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t member = 0; member < members; ++member)
    sum += sum_of_numbers(inflated(archive.get(), static_cast<zip_uint64_t>(member)));
  return sum;
}

void play_workbook(const fs::path& recorded, const fs::path& file) {
  constexpr void (*players[])(TapeReader&) = {
#define CROSSBREAK_FUNCTION(name) [](TapeReader& tape) { play(&(name), tape); },
#include "lower_bound_functions.inc"
#undef CROSSBREAK_FUNCTION
  };
  const std::string bytes = content(recorded);
  TapeReader tape(bytes);
  tape.handles.add(workbook_new(file.c_str()));
  while (!tape.at_end())
    players[static_cast<std::size_t>(tape.take<Function>())](tape);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "crossbreak_bench_lower_bound RUN.eds FOLDER OUT\n";
    return 2;
  }
  const fs::path out = argv[3];
  fs::create_directories(out);
  const double sum = numbers_of_run(argv[1]);
  for (const fs::directory_entry& entry : fs::directory_iterator(argv[2])) {
    const fs::path name = entry.path().filename();
    if (name == "tape")
      continue;
    if (name.extension() == ".xlsx") {
      play_workbook(fs::path(argv[2]) / "tape", out / name);
    } else {
      const std::string bytes = content(entry.path());
      std::ofstream(out / name, std::ios::binary)
          .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
  }
  std::cout << "sum of all numbers: " << sum << '\n';  // so that none can be left out
}
