#include "formats/input_account.hpp"

#include <fmt/format.h>

namespace crossbreak {
namespace {

struct Kind {
  std::uint64_t InputLimits::*limit;
  const char* what;
};

/// In the order of Taken.
constexpr std::array<Kind, kinds_of_taken> kinds = {
    {{&InputLimits::inflated_bytes, "bytes when its members are unpacked"},
     {&InputLimits::elements, "elements and values"},
     {&InputLimits::cells, "cells"},
     {&InputLimits::text_bytes, "bytes of text in cells and names"},
     {&InputLimits::parts, "sheets and links between parts"},
     {&InputLimits::curves, "curves (wells x targets)"},
     {&InputLimits::readings, "readings (wells x targets x cycles)"},
     {&InputLimits::plate_map_rows, "rows of a plate map"},
     {&InputLimits::issues, "issues told of its run"}}};

[[noreturn]] void refuse(std::string_view file, std::string_view place, const std::string& message) {
  throw place.empty() ? FormatError(file, message) : FormatError(file, place, message);
}

}  // namespace

void InputAccount::charge(Taken what, std::uint64_t count, std::string_view file, std::string_view place) {
  const Kind& kind = kinds[static_cast<std::size_t>(what)];
  std::uint64_t& charged = charged_[static_cast<std::size_t>(what)];
  const std::uint64_t limit = limits_.*kind.limit;
  if (count > limit || charged > limit - count)
    refuse(file, place, fmt::format("too large: expected at most {} {} in a file", limit, kind.what));
  charged += count;
}

void InputAccount::charge_document(std::uint64_t bytes, std::uint64_t elements, std::string_view file,
                                   std::string_view place) {
  if (bytes > limits_.part_bytes)
    refuse(file, place,
           fmt::format("too large: expected a document of at most {} bytes, found {}", limits_.part_bytes,
                       bytes));
  if (elements > limits_.part_elements)
    refuse(file, place,
           fmt::format("too large: expected a document of at most {} elements and values, found some {}",
                       limits_.part_elements, elements));
  charge(Taken::Elements, elements, file, place);
}

void InputAccount::charge_reaction(const Reaction& reaction, std::string_view file, std::string_view place) {
  charge(Taken::Curves, 1, file, place);
  for (const std::string* text : {&reaction.sample, &reaction.target, &reaction.task, &reaction.reporter,
                                  &reaction.quencher, &reaction.comments})
    charge(Taken::TextBytes, text->size(), file, place);
}

std::uint64_t count_of_xml_nodes(std::string_view xml) {
  std::uint64_t nodes = 0;
  char before = '\0';
  for (const char c : xml) {
    nodes += (before == '<' && c != '/') || (before == '=' && (c == '"' || c == '\'')) ||
             (before == '>' && c != '<');
    before = c;
  }
  return nodes;
}

}  // namespace crossbreak
