#include "pipeline/laboratory.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("people's names are one whatever case, width, blanks and dashes they are typed with") {
  CHECK(is_same_person("A.Reviewer", "A. Reviewer"));
  CHECK(is_same_person("a. reviewer", "A. REVIEWER"));
  CHECK(is_same_person("Ａ． Reviewer", "A. Reviewer"));
  CHECK(is_same_person("Li-Ming", "Li–Ming"));
  CHECK_FALSE(is_same_person("A. Reviewer", "B. Reviewer"));
}

TEST_CASE("a person is found by any spelling of the name") {
  Laboratory laboratory;
  laboratory.people = {{.name = "A. Reviewer", .public_key = "a", .may = {}},
                       {.name = "B. Approver", .public_key = "b", .may = {}}};
  REQUIRE(person_named(laboratory, "b.approver") != nullptr);
  CHECK(person_named(laboratory, "b.approver")->public_key == "b");
  CHECK(person_named(laboratory, "C. Stranger") == nullptr);
}

TEST_CASE("settings may ask for more signatures than the panel, never for fewer") {
  Panel panel;
  Laboratory laboratory;
  CHECK(signing_policy(laboratory, panel).signatures == 2);
  laboratory.signatures = 3;
  CHECK(signing_policy(laboratory, panel).signatures == 3);
  panel.signing.signatures = 4;
  CHECK(signing_policy(laboratory, panel).signatures == 4);
  laboratory.signatures.reset();
  CHECK(signing_policy(laboratory, panel).signatures == 4);
}

TEST_CASE("the policy names the settings by their hash, and says whether people have keys") {
  Laboratory laboratory;
  CHECK(signing_policy(laboratory, {}) ==
        SigningPolicy{.signatures = 2, .keys = false, .settings_sha256 = ""});
  laboratory.sha256 = std::string(64, 'a');
  laboratory.people.emplace_back();
  CHECK(signing_policy(laboratory, {}) ==
        SigningPolicy{.signatures = 2, .keys = true, .settings_sha256 = std::string(64, 'a')});
}
