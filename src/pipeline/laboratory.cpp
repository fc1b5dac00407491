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
  const auto found = std::find_if(laboratory.people.begin(), laboratory.people.end(),
                                  [name](const Person& person) { return is_same_person(person.name, name); });
  return found == laboratory.people.end() ? nullptr : &*found;
}

SigningPolicy signing_policy(const Laboratory& laboratory, const Panel& panel) {
  return {.signatures = std::max(panel.signing.signatures, laboratory.signatures.value_or(0)),
          .keys = !laboratory.people.empty(),
          .settings_sha256 = laboratory.sha256};
}

}  // namespace crossbreak
