// Issues that belong to one reaction.
#pragma once

#include <string>

#include "run/make_issue.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// "plate.eds: B3", or "plate.csv: sample" in a curve table without wells.
std::string place_of(const Run& run, const Reaction& reaction);

/// make_issue() at the reaction's place.
template <FieldName... names>
Issue curve_issue(const Run& run, const Reaction& reaction, std::type_identity_t<IssueWith<names...>> issue,
                  const Field<names>&... fields) {
  Issue told = issue_of(issue.entry(), place_of(run, reaction), {fields.argument...});
  if (reaction.well)
    told.wells = {*reaction.well};
  told.target = reaction.target;
  return told;
}

/// "3-15".
std::string text_of(BaselineWindow window);

}  // namespace crossbreak
