// The harness that --harness=NAME names, as libFuzzer runs it, for --processor-seconds=N of the processor's
// time, however busy the machine is (libFuzzer's own -max_total_time goes by the clock). Only clang++ builds
// this.
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "formats/format_error.hpp"
#include "formats/zip_archive.hpp"
#include "harness.hpp"

using namespace crossbreak;
using namespace crossbreak::fuzz;

// NOLINTBEGIN(readability-identifier-naming): the names are libFuzzer's
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

const Harness* chosen = nullptr;

std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The zip with one member mutated and its checksum right; empty where these bytes are no zip, or one whose
/// names (two alike, not UTF-8) can be read but not written.
std::string with_mutated_member(const std::string& zip, std::size_t most, unsigned seed) {
  const Source source = {.name = "zip", .bytes = zip};
  std::vector<ZipMember> members;
  try {
    const ZipArchive archive(source);
    for (const std::string& name : archive.members())
      members.push_back({.name = name, .bytes = archive.read(name)});
  } catch (const FormatError&) {
    return {};
  }
  if (members.empty())
    return {};
  std::string& text = members[seed % members.size()].bytes;
  const std::size_t before = text.size();
  text.resize(std::min(before + before / 2 + 64, most));
  text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), std::min(before, text.size()),
                               text.size()));
  try {
    return write_zip(members);
  } catch (const std::runtime_error&) {
    return {};
  }
}

/// What stands behind the option; empty where it is not given.
std::string_view value_of(std::string_view option, std::span<char* const> arguments) {
  for (const std::string_view argument : arguments)
    if (argument.starts_with(option))
      return argument.substr(option.size());
  return {};
}

/// libFuzzer ends after the input at hand, with its figures, when SIGUSR1 comes.
void end_after(std::string_view processor_seconds) {
  itimerspec end = {};
  const char* const behind = processor_seconds.data() + processor_seconds.size();
  if (std::from_chars(processor_seconds.data(), behind, end.it_value.tv_sec).ptr != behind)
    broken("expected --processor-seconds=N");
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  timer_t timer = {};
  if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) != 0 ||
      timer_settime(timer, 0, &end, nullptr) != 0)
    broken("the system gives no timer of the processor's time");
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const std::span<char* const> arguments(*argv, static_cast<std::size_t>(*argc));
  const std::string_view name = value_of("--harness=", arguments);
  if (name.empty())
    broken("expected --harness=NAME");
  chosen = &harness_named(name);
  if (const std::string_view seconds = value_of("--processor-seconds=", arguments); !seconds.empty())
    end_after(seconds);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run(text_of(data, size));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  // One in eight is mutated as it lies, so that the zip's own reader is not left out.
  if (chosen->is_zip && seed % 8 != 0) {
    const std::string mutated = with_mutated_member(text_of(data, size), most, seed / 8);
    if (!mutated.empty() && mutated.size() <= most) {
      std::copy(mutated.begin(), mutated.end(), data);
      return mutated.size();
    }
  }
  return LLVMFuzzerMutate(data, size, most);
}
// NOLINTEND(readability-identifier-naming)
