#include "formats/cycle_method.hpp"

#include <utility>

#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {

bool is_relative_threshold(std::string_view method) {
  const std::string folded = folded_title(method);
  return folded.find("crt") != std::string::npos || folded.find("relative") != std::string::npos;
}

Issue other_cycle_method(const std::string& method, const std::string& source) {
  return is_relative_threshold(method)
             ? make_issue({IssueCode::OtherCycleMethod, "crt"}, source, field<"method">(method))
             : make_issue(IssueCode::OtherCycleMethod, source, field<"method">(method));
}

void take_for_other_method(std::string_view method, InstrumentResult& result) {
  InstrumentResult kept;
  kept.amp_status = std::move(result.amp_status);
  if (is_relative_threshold(method)) {
    kept.crt_status = result.ct_status;
    kept.crt = result.ct;
  }
  result = std::move(kept);
}

}  // namespace crossbreak
