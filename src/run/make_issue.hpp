// Issues in the words of their catalogue.
#pragma once

#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>

#include "run/issue.hpp"
#include "words/issues.hpp"

namespace crossbreak {

/// An issue with the severity and the sentence of its entry.
Issue issue_of(const IssueEntry& entry, std::string place, std::initializer_list<Argument> arguments);

/// make_issue(IssueCode::CurveMissing, place, field<"wells">(names)), or {IssueCode::RunState, "not_stated"}
/// for a variant. Does not compile where the sentence asks for a field that is not given.
template <FieldName... names>
Issue make_issue(std::type_identity_t<IssueWith<names...>> issue, std::string place,
                 const Field<names>&... fields) {
  return issue_of(issue.entry(), std::move(place), {fields.argument...});
}

/// An issue of one well, or of one of its targets.
inline Issue of_well(Issue issue, Well well, std::string target = {}) {
  issue.wells = {well};
  issue.target = std::move(target);
  return issue;
}

}  // namespace crossbreak
