// The shapes that Allotrope's model has for values: quantities with units, data cubes, texts of which none is
// known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/json_text.hpp"

namespace crossbreak {

inline constexpr std::string_view asm_unitless = "(unitless)";
inline constexpr std::string_view asm_counted = "#";
inline constexpr std::string_view asm_not_given = "N/A";  ///< of a field that the model requires

inline std::string asm_text_or_not_given(const std::string& text) {
  return text.empty() ? std::string(asm_not_given) : text;
}

/// Nothing of an empty text.
inline void asm_text_if_given(JsonText& json, std::string_view name, const std::string& text) {
  if (!text.empty())
    json.field(name, text);
}

/// {"value": 25.3, "unit": "(unitless)"}
template <class Number>
void asm_quantity(JsonText& json, std::string_view name, Number value, std::string_view unit) {
  json.key(name);
  json.begin_object(JsonText::Layout::OneLine);
  json.field("value", value);
  json.field("unit", unit);
  json.end_object();
}

/// A signal that has one value a cycle.
struct AsmCube {
  std::string_view field;
  std::string_view label;
  std::string_view concept_name;
  std::string_view unit;
};

inline constexpr AsmCube asm_rn = {"normalized reporter data cube", "normalized reporter",
                                   "normalized reporter result", asm_unitless};
inline constexpr AsmCube asm_delta_rn = {"baseline corrected reporter data cube",
                                         "baseline corrected reporter", "baseline corrected reporter result",
                                         asm_unitless};
inline constexpr AsmCube asm_reporter = {"reporter data cube", "reporter", "fluorescence", "RFU"};
inline constexpr AsmCube asm_passive = {"passive reference data cube", "passive reference", "fluorescence",
                                        "RFU"};

/// Over cycles from 1 on. Nothing of an empty signal; a missing read is null.
void asm_cube(JsonText& json, const AsmCube& cube, const std::vector<double>& signal);

}  // namespace crossbreak
