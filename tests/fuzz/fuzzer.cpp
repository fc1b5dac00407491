// The harness that --harness=NAME names, as libFuzzer runs it. Only clang++ builds this.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "formats/format_error.hpp"
#include "formats/zip_archive.hpp"
#include "harness.hpp"

using namespace crossbreak;
using namespace crossbreak::fuzz;

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

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const std::string_view option = "--harness=";
  for (int i = 1; i < *argc; ++i)
    if (std::string_view((*argv)[i]).starts_with(option))
      chosen = &harness_named(std::string_view((*argv)[i]).substr(option.size()));
  if (chosen == nullptr)
    broken("expected --harness=NAME");
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
      std::memcpy(data, mutated.data(), mutated.size());
      return mutated.size();
    }
  }
  return LLVMFuzzerMutate(data, size, most);
}
