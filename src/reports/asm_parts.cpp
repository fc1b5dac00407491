#include "reports/asm_parts.hpp"

#include <numeric>
#include <utility>

namespace crossbreak {
namespace {

void component(JsonText& json, std::string_view list, std::string_view concept_name, std::string_view unit) {
  json.key(list);
  json.begin_array(JsonText::Layout::OneLine);
  json.begin_object(JsonText::Layout::OneLine);
  json.field("@componentDatatype", "double");
  json.field("concept", concept_name);
  json.field("unit", unit);
  json.end_object();
  json.end_array();
}

}  // namespace

void asm_cube(JsonText& json, const AsmCube& cube, const std::vector<double>& signal) {
  if (signal.empty())
    return;
  std::vector<double> cycles(signal.size());
  std::iota(cycles.begin(), cycles.end(), 1.0);
  json.key(cube.field);
  json.begin_object();
  json.field("label", cube.label);
  json.key("cube-structure");
  json.begin_object();
  component(json, "dimensions", "cycle count", asm_counted);
  component(json, "measures", cube.concept_name, cube.unit);
  json.end_object();
  json.key("data");
  json.begin_object();
  for (const auto& [name, values] :
       {std::pair<std::string_view, const std::vector<double>*>("dimensions", &cycles),
        {"measures", &signal}}) {
    json.key(name);
    json.begin_array(JsonText::Layout::OneLine);
    json.value(*values);
    json.end_array();
  }
  json.end_object();
  json.end_object();
}

}  // namespace crossbreak
