#include "full_plate.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "called_plates.hpp"

namespace crossbreak {
namespace {

constexpr int cycles = 45;
constexpr std::size_t sets = 4;  // the first of designed_targets(); ALB follows
constexpr std::size_t d27 = 2;
constexpr int replicates = 2;
constexpr int block_rows = static_cast<int>(sets) * replicates;

struct Story {
  const char* name;
  const char* role;
  std::map<std::string, double> ct;  ///< by set; a set not named has no template
  bool has_bubble = false;           ///< of the first well of D2-7, see add_bubble()
};

using Stories = std::vector<Story>;

Stories patients() {
  return {
      {"2026-00417", "unknown", {{"D4-7", 24.2}, {"ALB", 23.4}}},
      {"2026-00418", "unknown", {{"ALB", 23.4}}},
      {"2026-00421", "unknown", {{"D4-7", 25.1}, {"D2-8", 31.5}, {"ALB", 22.9}}},
      {"2026-00422", "unknown", {{"ALB", 23.4}}},
      {"王秀英 0425", "unknown", {{"D2-7", 37}, {"ALB", 24.1}}, true},
      {"</script><img src=x onerror=alert(1)>", "unknown", {{"ALB", 23.4}}},
      {"2026-00430", "unknown", {{"ALB", 34.6}}},
      {"1-2", "unknown", {{"D2-8", 38}, {"ALB", 23.0}}},
      {"2026-00433", "unknown", {{"D2-7", 27.4}, {"ALB", 23.4}}},
  };
}

Stories controls() {
  return {{"NTC", "ntc", {}},
          {"PC",
           "positive_control",
           {{"D4-7", 26.1}, {"D4-8", 26.3}, {"D2-7", 25.9}, {"D2-8", 26.0}, {"ALB", 22.4}}},
          {"NC", "negative_control", {{"ALB", 22.7}}}};
}

/// As many samples as the plate holds: the patients over and over, and the controls at its end.
Stories stories_of(const Plate& plate) {
  const auto samples = static_cast<std::size_t>(plate.size() / block_rows);
  const Stories last = controls();
  const Stories over_again = patients();
  Stories stories;
  for (std::size_t i = 0; i + last.size() < samples; ++i)
    stories.push_back(over_again[i % over_again.size()]);
  stories.insert(stories.end(), last.begin(), last.end());
  return stories;
}

DesignSample sample_of(const Story& story, std::string name) {
  DesignSample sample{.name = std::move(name), .role = story.role, .copies = {}};
  for (const auto& [set, ct] : story.ct)
    sample.copies[set] = copies_at(ct);
  return sample;
}

PlateDesign design_of(const Plate& plate, const Stories& stories) {
  PlateDesign design;
  design.experiment = "Simulated plate: full";
  design.instrument = "sds7500fast";
  design.block_type = "96fast";
  design.run_started = "2026-03-05T08:30:00Z";
  design.run_ended = "2026-03-05T10:21:00Z";
  design.plate = plate;
  design.cycles = cycles;
  design.targets = designed_targets();

  for (std::size_t i = 0; i < stories.size(); ++i) {
    const std::size_t lap = i + controls().size() < stories.size() ? i / patients().size() : 0;
    const std::string name = stories[i].name + (lap == 0 ? "" : "/" + std::to_string(lap));
    const std::size_t sample = design.samples.size();
    design.samples.push_back(sample_of(stories[i], name));
    for (int row = 0; row < block_rows; ++row) {
      const auto set = static_cast<std::size_t>(row / replicates);
      DesignWell well;
      const int place = static_cast<int>(i);
      well.well = {row + block_rows * (place / plate.columns), place % plate.columns};
      well.sample = sample;
      well.targets = {set, sets};
      if (stories[i].has_bubble && set == d27 && row % replicates == 0)
        add_bubble(well);
      design.wells.push_back(std::move(well));
    }
  }
  return design;
}

constexpr const char* first_file = "2026-03-05 IKZF1 plate 12.eds";

Report called_plate(const Plate& plate) {
  return called({{.file = first_file, .design = design_of(plate, stories_of(plate))}});
}

/// Without the wells whose row does not lie in [from, to).
PlateDesign rows_of(PlateDesign design, int from, int to) {
  std::erase_if(design.wells,
                [&](const DesignWell& well) { return well.well.row < from || well.well.row >= to; });
  return design;
}

}  // namespace

Report full_plate(Plate plate) {
  static std::map<std::pair<int, int>, Report> known;
  const auto [entry, is_new] = known.try_emplace({plate.rows, plate.columns});
  if (is_new)
    entry->second = called_plate(plate);
  return entry->second;
}

Report wild_plate() {
  static const Report report = [] {
    PlateDesign design = design_of({8, 12}, stories_of({8, 12}));
    for (DesignWell& well : design.wells)
      if (to_string(well.well) == "B1")
        well.oddity = Oddity::NoRox;
    return called({{.file = first_file, .design = std::move(design)}});
  }();
  return report;
}

Report two_plates() {
  static const Report report = [] {
    const Plate plate = {8, 12};
    Stories stories = stories_of(plate);
    PlateDesign first = rows_of(design_of(plate, stories), 0, block_rows / 2);
    for (Story& story : stories)
      if (std::string(story.role) == "positive_control")
        story.ct.erase("D2-8");
    PlateDesign second = rows_of(design_of(plate, stories), block_rows / 2, block_rows);
    second.run_started = "2026-03-05T12:30:00Z";
    second.run_ended = "2026-03-05T14:21:00Z";
    return called({{.file = first_file, .design = std::move(first)},
                   {.file = "plate 13.eds", .design = std::move(second)}});
  }();
  return report;
}

}  // namespace crossbreak
