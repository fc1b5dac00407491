#include "example_report.hpp"

#include <map>
#include <string>
#include <vector>

#include "called_plates.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t d47 = 0;  // into designed_targets()
constexpr std::size_t d48 = 1;
constexpr std::size_t d27 = 2;
constexpr std::size_t d28 = 3;
constexpr std::size_t alb = 4;
constexpr std::size_t row_targets[] = {d27, d28, d47, d48, alb};

struct PlateColumn {
  const char* sample;
  const char* role;
  std::map<std::string, double> ct;  ///< by set; a set not named has no template
};

std::vector<PlateColumn> columns() {
  return {
      {"00123", "unknown", {{"D4-7", 24.1}, {"ALB", 22.5}}},
      {"3E5", "unknown", {{"D2-8", 31.7}, {"D4-7", 25.25}, {"ALB", 22.75}}},
      {"1-2", "unknown", {{"ALB", 23}}},
      {"=1+1", "unknown", {{"D2-7", 37}, {"ALB", 22.1}}},
      {"张三 <b>&\"';", "unknown", {{"ALB", 34.5}}},
      {"@SUM(A1)", "unknown", {{"ALB", 22.9}}},
      {"-7", "unknown", {{"D2-8", 38}, {"ALB", 22.3}}},
      {"NTC", "ntc", {}},
      {"PC",
       "positive_control",
       {{"D2-7", 26.1}, {"D2-8", 26.2}, {"D4-7", 25.9}, {"D4-8", 26.3}, {"ALB", 22.2}}},
      {"NC", "negative_control", {{"ALB", 22.6}}},
      {"00124", "unknown", {{"ALB", 22.4}}},
  };
}

PlateDesign design_of(const std::vector<PlateColumn>& columns) {
  PlateDesign design;
  design.experiment = "Simulated plate: every state of a patient";
  design.run_started = "2014-03-05T08:30:00Z";
  design.run_ended = "2014-03-05T10:21:00Z";
  design.cycles = 45;
  design.targets = designed_targets();
  for (std::size_t column = 0; column < columns.size(); ++column) {
    DesignSample sample{.name = columns[column].sample, .role = columns[column].role, .copies = {}};
    for (const auto& [set, ct] : columns[column].ct)
      sample.copies[set] = copies_at(ct);
    design.samples.push_back(std::move(sample));
    for (std::size_t row = 0; row < std::size(row_targets); ++row) {
      DesignWell well;
      well.well = {static_cast<int>(row), static_cast<int>(column)};
      well.sample = column;
      well.targets = {row_targets[row]};
      const std::string name = to_string(well.well);
      if (name == "D11")
        continue;
      if (name == "A4")
        add_bubble(well);
      if (name == "A10") {
        well.oddity = Oddity::MissingReads;
        well.oddity_cycle = 5;
        well.oddity_size = 1;
      }
      well.omitted = name == "D6";
      design.wells.push_back(std::move(well));
    }
  }
  return design;
}

Report report_of(const std::vector<PlateColumn>& columns) {
  const std::string file = "example.eds";
  return called({{.file = file,
                  .design = design_of(columns),
                  .reading_issues = {make_issue(IssueCode::EncodingGuessed, file,
                                                field<"encoding">(std::string("GB18030")))}}});
}

}  // namespace

Report example_report() {
  static const Report report = report_of(columns());
  return report;
}

Report failed_control() {
  static const Report report = [] {
    std::vector<PlateColumn> without = columns();
    for (PlateColumn& column : without)
      if (std::string(column.role) == "positive_control")
        column.ct.erase("D2-8");
    return report_of(without);
  }();
  return report;
}

}  // namespace crossbreak
