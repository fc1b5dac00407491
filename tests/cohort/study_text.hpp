// A study and its clinical table, as people write them.
#pragma once

#include <string>
#include <string_view>

namespace crossbreak::tests {

inline constexpr std::string_view study_text = R"(sample = "Sample"
missing = ["n/a"]
groups = "transplant"
rate_months = 24
limits = "plain"
ties = "breslow"
[[variable]]
name = "age"
column = "Age"
label = "Age, years"
number = true
least = 14
most = 100
[[variable]]
name = "wbc"
column = "WBC"
at_least = 30
least = 0
[[variable]]
name = "mrd"
column = "MRD1"
above = 1
[[variable]]
name = "male"
column = "Sex"
yes = ["m", "male"]
no = ["f", "female"]
[[variable]]
name = "transplant"
column = "Transplant"
[[endpoint]]
name = "os"
label = "Overall survival"
from = "Diagnosis"
to = "Last seen"
event = "Death"
[[endpoint]]
name = "cir"
months = "Months to relapse"
event = "Relapse"
competing = "Death in remission"
[[model]]
endpoint = "os"
variables = ["wbc", "deleted"]
)";

inline constexpr std::string_view table_titles =
    "Sample,Age,WBC,MRD1,Sex,Transplant,Diagnosis,Last seen,Death,Months to relapse,Relapse,Death in "
    "remission\n";

/// The study's text with its first `from` replaced.
inline std::string study_with(std::string_view from, std::string_view to) {
  std::string text(study_text);
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace crossbreak::tests
