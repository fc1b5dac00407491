#include "pipeline/laboratory.hpp"

#include <algorithm>

#include "run/person_name.hpp"

namespace crossbreak {

std::string place_of(const Laboratory& laboratory, unsigned line) {
  return laboratory.file + ':' + std::to_string(line) + ": ";
}

std::string folded_person_name(std::string_view name) {
  return folded_person(name);
}

bool is_same_person(std::string_view a, std::string_view b) {
  return folded_person_name(a) == folded_person_name(b);
}

const Person* person_named(const Laboratory& laboratory, std::string_view name) {
  const std::string folded = folded_person_name(name);
  const auto found =
      std::find_if(laboratory.people.begin(), laboratory.people.end(),
                   [&](const Person& person) { return folded_person_name(person.name) == folded; });
  return found == laboratory.people.end() ? nullptr : &*found;
}

SigningPolicy signing_policy(const Laboratory& laboratory, const Panel& panel) {
  return {.signatures = std::max(panel.signing.signatures, laboratory.signatures.value_or(0)),
          .keys = !laboratory.people.empty(),
          .exclude_controls = panel.signing.exclude_controls,
          .settings_sha256 = laboratory.sha256};
}

SigningPolicy policy_in_force(const SigningPolicy& called, const Laboratory& laboratory) {
  SigningPolicy policy = called;
  policy.signatures = std::max(called.signatures, laboratory.signatures.value_or(0));
  policy.keys = called.keys || !laboratory.people.empty();
  if (!laboratory.sha256.empty())
    policy.settings_sha256 = laboratory.sha256;
  return policy;
}

}  // namespace crossbreak
