// Cycles that the instrument's software found by another method than that of Ct: how files name it, and what
// becomes of the values. Those of the relative threshold (Crt) are kept apart from Ct, others are left out.
#pragma once

#include <string>
#include <string_view>

#include "run/run.hpp"

namespace crossbreak {

/// "Crt", "CRT", and what else names the relative threshold: what an .eds calls it was not seen.
bool is_relative_threshold(std::string_view method);

/// That the values are not Ct.
Issue other_cycle_method(const std::string& method, const std::string& source);

/// Of a result that was read as if it were of Ct: it is none, nor are its mean and SD.
void take_for_other_method(std::string_view method, InstrumentResult& result);

}  // namespace crossbreak
