// Makes what lower_bound.cpp plays: `crossbreak call` runs once, and each call of libxlsxwriter that it makes
// goes on a tape on its way.
//
//   crossbreak_bench_lower_bound_record RUN.eds FOLDER    FOLDER: gets the four outputs, and the tape as
//   "tape"
//
// The linker sends the functions of the list to the recorders here (--wrap).
#include <filesystem>
#include <fstream>
#include <iostream>

#include "command.hpp"
#include "lower_bound_tape.hpp"

namespace crossbreak::bench {
namespace {

TapeWriter tape;

template <Function number, auto real, class Signature>
struct Recorder;

template <Function number, auto real, class R, class... A>
struct Recorder<number, real, R(A...)> {
  static R call(A... arguments) {
    tape.put(number);
    (tape.put(arguments), ...);
    if constexpr (std::is_pointer_v<R>) {
      R given = real(arguments...);
      tape.handles.add(given);
      return given;
    } else {
      return real(arguments...);
    }
  }
};

}  // namespace
}  // namespace crossbreak::bench

// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): the names are those of the
// linker's --wrap
extern "C" {
// Each wrapper is the recorder of its function, found when the program is loaded: the signature need not be
// repeated.
#define CROSSBREAK_FUNCTION(name)                                                          \
  decltype(name) __real_##name;                                                            \
  decltype(&(name)) recorder_of_##name() {                                                 \
    return &crossbreak::bench::Recorder<crossbreak::bench::Function::name, &__real_##name, \
                                        decltype(name)>::call;                             \
  }                                                                                        \
  decltype(name) __wrap_##name __attribute__((ifunc("recorder_of_" #name)));
#include "lower_bound_functions.inc"
#undef CROSSBREAK_FUNCTION

// The player has its own file for the book.
decltype(workbook_new) __real_workbook_new;
lxw_workbook* __wrap_workbook_new(const char* file) {
  lxw_workbook* book = __real_workbook_new(file);
  crossbreak::bench::tape.handles.add(book);
  return book;
}
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "crossbreak_bench_lower_bound_record RUN.eds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[2];
  const auto exit =
      crossbreak::cli::run_program({"call", argv[1], "-o", folder.string()}, std::cout, std::cerr);
  std::ofstream(folder / "tape", std::ios::binary) << crossbreak::bench::tape.bytes;
  return static_cast<int>(exit);
}
