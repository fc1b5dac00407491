#include "reports/review_page/marks.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/report_words.hpp"
#include "reports/review_page/layout.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sources.hpp"

namespace crossbreak::review_page {
namespace {

using Json = nlohmann::json;

const Json& catalogue() {
  static const Json marks = Json::parse(sources::marks);
  return marks;
}

std::string well_mark(const WellCall& well, const std::string& reference, ControlOutcome outcome,
                      bool is_failed) {
  if (well.state == WellState::LeftOut) {
    return "left_out";
  }
  if (is_failed) {
    return std::string(code_of(ControlOutcome::Failed));
  }
  if (outcome == ControlOutcome::Warning || outcome == ControlOutcome::Passed) {
    return std::string(code_of(outcome));
  }
  if (well.set == reference && well.state == WellState::Positive) {
    return "reference";
  }
  if (well.set == reference && well.state == WellState::Negative) {
    return "failed";
  }
  return std::string(code_of(well.state));
}

}  // namespace

std::string mark_of(std::string_view state) {
  return catalogue().at("of_state").value(std::string(state), std::string(state));
}

std::string mark_class(const std::string& mark) {
  return "mark " + mark + " " + catalogue().at("shapes").at(mark).at("style").get<std::string>();
}

std::string mark_outline(const std::string& mark, double x, double y) {
  const std::string centre = "M" + hundredths(x) + " " + hundredths(y);
  std::string path;
  for (const Json& outline : catalogue().at("shapes").at(mark).at("outlines")) {
    path += centre + outline.get<std::string>();
  }
  return path;
}

void add_mark(pugi::xml_node parent, const std::string& mark, std::string_view word) {
  constexpr int side = layout::mark::icon_box;
  pugi::xml_node icon = add(parent, "svg",
                            {{"class", "icon " + mark_class(mark)},
                             {"viewBox", fmt::format("{} {} {} {}", -side / 2, -side / 2, side, side)}});
  if (word.empty()) {
    icon.append_attribute("aria-hidden") = "true";
  } else {
    icon.append_attribute("role") = "img";
    icon.append_attribute("aria-label") = std::string(word).c_str();
  }
  add(icon, "path", {{"d", mark_outline(mark, 0, 0)}});
}

std::vector<std::string> well_marks(const Report& report) {
  std::vector<ControlOutcome> outcomes(report.calls.wells.size(), ControlOutcome::NotJudged);
  for (const ControlCall& control : report.calls.controls) {
    for (const std::size_t well : control.wells) {
      outcomes[well] = control.outcome;
    }
  }
  const std::set<std::size_t> failed = failed_wells(report.calls);
  std::vector<std::string> marks;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    marks.push_back(well_mark(report.calls.wells[i], report.reference, outcomes[i], failed.contains(i)));
  }
  return marks;
}

}  // namespace crossbreak::review_page
