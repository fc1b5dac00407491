// The grammar; wells count from 0, stages, cycles, steps and points from 1:
//
//   <MulticomponentData>
//     <WellCount>96</WellCount>
//     <CycleCount>4</CycleCount>                                        <- all reads, those of a melt too
//     <TCStageFlags>[2, 2, 2, 2]</TCStageFlags>
//     <CollectionPoints>[[Stg:2 Cyc:1 Stp:1 Pt:1], [Stg:2 Cyc:2 Stp:1 Pt:1], ...]</CollectionPoints>
//     <SampleTemperatures>59.0038  58.0032 ...</SampleTemperatures>     <- well by well, read by read
//     <MSE>...</MSE>
//     <DyeData WellIndex="0"><DyeList>[FAM, ROX]</DyeList></DyeData>
//     <SignalData WellIndex="0">
//       <CycleData>[4474.9, 4422.88, 4436.6284, NaN]</CycleData>        <- one for each dye, in their order
//     </SignalData>
//
// Based on a real file of QuantStudio 5 (specification 1.3.2), 96 wells; 384 wells and melt stages by
// description. A file without CollectionPoints was not seen: its reads are counted by the program.
#include "formats/eds_multicomponent_xml.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace crossbreak {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// What stands between [ and ], parted at commas.
std::vector<std::string_view> listed(const EdsMember& member, std::string_view name, std::string_view text) {
  text = without_blanks(text);
  if (text.size() < 2 || text.front() != '[' || text.back() != ']')
    throw eds_error(member,
                    fmt::format("expected a list in [ ] in <{}>, found '{}'", name, text.substr(0, 40)));
  text = text.substr(1, text.size() - 2);
  std::vector<std::string_view> items;
  if (without_blanks(text).empty())
    return items;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    items.push_back(without_blanks(text.substr(start, end - start)));
    start = end + 1;
  }
  return items;
}

int count_of(const EdsMember& member, const pugi::xml_node& root, const char* name, int most) {
  const std::string_view text = without_blanks(root.child_value(name));
  const std::optional<int> count = eds_integer(text);
  if (!count || *count < 0 || *count > most)
    throw eds_error(member,
                    fmt::format("expected a whole number up to {} in <{}>, found '{}'", most, name, text));
  return *count;
}

Well well_of(const EdsMember& member, const pugi::xml_node& node, const Plate& plate) {
  const std::string_view text = node.attribute("WellIndex").value();
  const std::optional<int> index = eds_integer(text);
  const std::optional<Well> well = index ? well_at(*index, plate) : std::nullopt;
  if (!well)
    throw eds_error(member,
                    fmt::format("expected the index of one of {} wells in WellIndex of <{}>, found '{}'",
                                plate.size(), node.name(), text));
  return *well;
}

/// "Stg:2 Cyc:1 Stp:1 Pt:1" with or without its brackets.
CollectionPoint point_of(const EdsMember& member, std::string_view text) {
  const auto number_after = [&](std::string_view key) {
    const std::size_t at = text.find(key);
    int value = 0;
    if (at == std::string_view::npos ||
        std::from_chars(text.data() + at + key.size(), text.data() + text.size(), value).ec != std::errc{})
      throw eds_error(member, fmt::format("expected a point such as [Stg:2 Cyc:1 Stp:1 Pt:1] in "
                                          "<CollectionPoints>, found '{}'",
                                          text));
    return value;
  };
  return {.stage = number_after("Stg:"),
          .cycle = number_after("Cyc:"),
          .step = number_after("Stp:"),
          .point = number_after("Pt:")};
}

double signal_of(const EdsMember& member, std::string_view text) {
  const std::optional<double> value = eds_number(text);
  if (!value)
    throw eds_error(member, fmt::format("expected a number in <CycleData>, found '{}'", text));
  return std::isfinite(*value) ? *value : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::pair<Well, std::vector<double>>> temperatures_of(const EdsMember& member,
                                                                  std::string_view text, std::size_t reads,
                                                                  const Plate& plate) {
  std::vector<double> all;
  for (std::size_t start = text.find_first_not_of(blanks); start < text.size();) {
    const std::size_t end = std::min(text.find_first_of(blanks, start), text.size());
    const std::optional<double> value = eds_number(text.substr(start, end - start));
    if (!value)
      throw eds_error(member, fmt::format("expected a number in <SampleTemperatures>, found '{}'",
                                          text.substr(start, end - start)));
    all.push_back(*value);
    start = std::min(text.find_first_not_of(blanks, end), text.size());
  }
  std::vector<std::pair<Well, std::vector<double>>> wells;
  if (reads == 0 || all.size() != reads * static_cast<std::size_t>(plate.size()))
    return wells;
  for (int index = 0; index < plate.size(); ++index) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(reads) * index;
    wells.emplace_back(*well_at(index, plate),
                       std::vector<double>{first, first + static_cast<std::ptrdiff_t>(reads)});
  }
  return wells;
}

std::string joined_numbers(const std::vector<double>& values, std::string_view between) {
  std::string text;
  for (const double value : values) {
    char digits[32];
    text += text.empty() ? "" : between;
    if (std::isfinite(value))
      text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    else
      text += "NaN";
  }
  return text;
}

struct TextWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

}  // namespace

EdsSignals read_multicomponent_xml(const EdsMember& member, const Plate& plate) {
  const EdsXml xml = parse_eds_xml(member, "MulticomponentData");
  const auto read_count = static_cast<std::size_t>(count_of(member, xml.root, "CycleCount", 10'000));
  EdsSignals out;
  out.signals.whole_plate = count_of(member, xml.root, "WellCount", 10'000) == plate.size();
  if (const pugi::xml_node points = xml.root.child("CollectionPoints")) {
    for (const std::string_view point : listed(member, points.name(), points.child_value()))
      out.points.push_back(point_of(member, point));
    if (out.points.size() != read_count)
      throw eds_error(member,
                      fmt::format("expected {} points in <CollectionPoints>, as <CycleCount> says, found {}",
                                  read_count, out.points.size()));
  }
  out.temperatures_c = temperatures_of(member, xml.root.child_value("SampleTemperatures"), read_count, plate);

  std::map<Well, std::vector<std::string_view>> dyes;
  for (const pugi::xml_node node : xml.root.children("DyeData")) {
    const Well well = well_of(member, node, plate);
    if (!dyes.emplace(well, listed(member, "DyeList", node.child_value("DyeList"))).second)
      throw eds_error(member, fmt::format("the dyes of well {} stand there twice", to_string(well)));
  }
  std::map<Well, std::vector<DyeReads>> wells;
  for (const pugi::xml_node node : xml.root.children("SignalData")) {
    const Well well = well_of(member, node, plate);
    const auto [reads, added] = wells.emplace(well, std::vector<DyeReads>());
    if (!added)
      throw eds_error(member, fmt::format("the signals of well {} stand there twice", to_string(well)));
    const std::vector<std::string_view>& names = dyes[well];
    std::size_t next = 0;
    for (const pugi::xml_node cycle_data : node.children("CycleData")) {
      const std::vector<std::string_view> values = listed(member, "CycleData", cycle_data.child_value());
      if (next == names.size())
        throw eds_error(member, fmt::format("well {} has {} dyes, but more signals", to_string(well), next));
      DyeReads dye{.well = well, .dye = std::string(names[next++]), .signal = {}};
      if (values.empty())
        continue;
      if (values.size() != read_count)
        throw eds_error(member, fmt::format("{} in {} has {} reads, but <CycleCount> says {}", dye.dye,
                                            to_string(well), values.size(), read_count));
      if (std::any_of(reads->second.begin(), reads->second.end(),
                      [&](const DyeReads& other) { return other.dye == dye.dye; }))
        throw eds_error(member,
                        fmt::format("the dye {} of well {} stands there twice", dye.dye, to_string(well)));
      if (reads->second.size() == most_dyes_of_well)
        throw eds_error(member,
                        fmt::format("well {} has more than {} dyes", to_string(well), most_dyes_of_well));
      for (const std::string_view value : values)
        dye.signal.push_back(signal_of(member, value));
      reads->second.push_back(std::move(dye));
    }
    if (next < names.size())
      throw eds_error(
          member, fmt::format("well {} has {} dyes, but {} signals", to_string(well), names.size(), next));
  }
  for (auto& [well, reads] : wells)
    for (DyeReads& dye : reads)
      out.signals.reads.push_back(std::move(dye));
  return out;
}

std::string write_multicomponent_xml(const EdsSignals& signals, const Plate& plate) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("MulticomponentData");
  const auto add = [](pugi::xml_node parent, const char* name, const std::string& text) {
    parent.append_child(name).text().set(text.c_str());
  };
  add(root, "WellCount", std::to_string(plate.size()));
  add(root, "CycleCount", std::to_string(signals.points.size()));
  std::string flags;
  std::string points;
  for (const CollectionPoint& point : signals.points) {
    flags += (flags.empty() ? "" : ", ") + std::to_string(point.stage);
    points += fmt::format("{}[Stg:{} Cyc:{} Stp:{} Pt:{}]", points.empty() ? "" : ", ", point.stage,
                          point.cycle, point.step, point.point);
  }
  add(root, "TCStageFlags", '[' + flags + ']');
  add(root, "CollectionPoints", '[' + points + ']');
  std::string temperatures;
  for (const auto& [well, values] : signals.temperatures_c)
    temperatures += (temperatures.empty() ? "" : "\t") + joined_numbers(values, "\t");
  if (!temperatures.empty())
    add(root, "SampleTemperatures", temperatures);
  std::map<Well, std::vector<const DyeReads*>> wells;
  for (const DyeReads& dye : signals.signals.reads)
    wells[dye.well].push_back(&dye);
  const auto index_of = [&](Well well) { return well.row * plate.columns + well.column; };
  for (const auto& [well, dyes] : wells) {
    pugi::xml_node node = root.append_child("DyeData");
    node.append_attribute("WellIndex") = index_of(well);
    std::string names;
    for (const DyeReads* dye : dyes)
      names += (names.empty() ? "" : ", ") + dye->dye;
    add(node, "DyeList", '[' + names + ']');
  }
  for (const auto& [well, dyes] : wells) {
    pugi::xml_node node = root.append_child("SignalData");
    node.append_attribute("WellIndex") = index_of(well);
    for (const DyeReads* dye : dyes)
      add(node, "CycleData", '[' + joined_numbers(dye->signal, ", ") + ']');
  }
  TextWriter writer;
  document.save(writer, "    ", pugi::format_indent, pugi::encoding_utf8);
  return writer.text;
}

}  // namespace crossbreak
