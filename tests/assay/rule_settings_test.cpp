#include "assay/rule_settings.hpp"

#include <set>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "assay/assay_error.hpp"
#include "assay/shipped_files.hpp"

using namespace crossbreak;

namespace {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT: meant to convert
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires {
    T{(static_cast<void>(I), Anything{})...};
  };
}

/// How many members an aggregate has: one more initializer than that does not compile.
template <class T, std::size_t N = 1>
constexpr std::size_t member_count() {
  if constexpr (takes<T>(std::make_index_sequence<N>{}))
    return member_count<T, N + 1>();
  else
    return N - 1;
}

const RuleSetting& setting_named(std::string_view key) {
  for (const RuleSetting& setting : rule_settings())
    if (setting.key == key)
      return setting;
  FAIL("no setting " << key);
  return rule_settings().front();
}

/// The shipped panel up to its rules, with these lines in [rules].
Panel panel_with(const std::string& lines) {
  const std::string text = shipped_text("primers/ikzf1_deletions.toml");
  return read_panel("p.toml", text.substr(0, text.find("[rules]")) + "[rules]\n" + lines);
}

std::string error_of(const std::string& lines) {
  try {
    panel_with(lines);
  } catch (const AssayError& error) {
    const std::string message = error.what();
    return message.substr(message.find("[rules]"));
  }
  return "no error";
}

/// Values at the ends of what a setting permits, as a panel file writes them.
std::vector<std::string> extremes(const RuleSetting& setting) {
  std::vector<std::string> texts;
  if (const auto* number = std::get_if<NumberSetting>(&setting.value))
    texts = {toml_number(number->range.least), toml_number(number->range.greatest)};
  if (const auto* whole = std::get_if<WholeNumberSetting>(&setting.value))
    texts = {std::to_string(whole->range.least), std::to_string(whole->range.greatest)};
  if (std::holds_alternative<ListSetting>(setting.value))
    texts = {"[]", "[\"A\", \"B\"]"};
  if (const auto* choice = std::get_if<ChoiceSetting>(&setting.value))
    for (const std::string_view word : choice->codes)
      texts.push_back('"' + std::string(word) + '"');
  return texts;
}

}  // namespace

TEST_CASE("every member of the rules is a setting with a key, a meaning and what it rests on") {
  CHECK(rule_settings().size() == member_count<Rules>());
  std::set<std::string_view> keys;
  for (const RuleSetting& setting : rule_settings()) {
    CAPTURE(setting.key);
    CHECK(keys.insert(setting.key).second);
    CHECK_FALSE(setting.meaning.empty());
    CHECK_FALSE(setting.source.empty());
  }
}

TEST_CASE("each setting is read from its key alone, up to both ends of what it permits") {
  for (const RuleSetting& setting : rule_settings())
    for (const std::string& text : extremes(setting)) {
      CAPTURE(setting.key);
      CAPTURE(text);
      const Rules rules = panel_with(std::string(setting.key) + " = " + text + "\n").rules;
      for (const RuleSetting& other : rule_settings())
        CHECK(value_text(other, rules) == (other.key == setting.key ? text : value_text(other, Rules{})));
    }
}

TEST_CASE("a setting outside what it permits is refused") {
  CHECK(error_of("ct_cutoff = 9.9\n") == "[rules]: 'ct_cutoff' must lie between 10 and 60, found 9.9");
  CHECK(error_of("spread = 100.5\n") == "[rules]: 'spread' must lie between 0 and 100, found 100.5");
  CHECK(error_of("rox_dip_note_from_cycle = 0\n") ==
        "[rules]: 'rox_dip_note_from_cycle' must lie between 1 and 100, found 0");
  CHECK(error_of("rox_dip_note_from_cycle = 35.5\n") ==
        "[rules]: expected a whole number for 'rox_dip_note_from_cycle', found a number");
  CHECK(error_of("mixed_share_min_patients = 1001\n") ==
        "[rules]: 'mixed_share_min_patients' must lie between 1 and 1000, found 1001");
  CHECK(error_of("review_qc_flags = \"BADROX\"\n") ==
        "[rules]: expected a list of texts for 'review_qc_flags', found text");
}

TEST_CASE("settings print as a panel file writes them") {
  CHECK(value_text(setting_named("ct_cutoff"), Rules{}) == "36.0");
  CHECK(value_text(setting_named("instrument_ct_difference"), Rules{}) == "0.05");
  CHECK(value_text(setting_named("mixed_share_min_patients"), Rules{}) == "4");
  CHECK(value_text(setting_named("positive_control"), Rules{}) == "\"warning\"");
  CHECK(value_text(setting_named("review_qc_flags"), Rules{}) ==
        "[\"BADROX\", \"EXPFAIL\", \"OFFSCALE\", \"AMPNC\"]");
}

TEST_CASE("the shipped panel writes out the defaults and what they rest on") {
  const Panel panel = ikzf1_panel();
  for (const RuleSetting& setting : rule_settings()) {
    CAPTURE(setting.key);
    CHECK(value_text(setting, panel.rules) == value_text(setting, Rules{}));
    if (const auto source = panel.rule_sources.find(std::string(setting.key));
        source != panel.rule_sources.end())
      CHECK(source->second == setting.source);
  }
}

TEST_CASE("the README of primers/ holds the table of the settings as the program makes it") {
  const std::string readme = shipped_text("primers/README.md");
  const std::size_t from = readme.find("| key | permitted |");
  REQUIRE(from != std::string::npos);
  const std::string wanted = rule_settings_page();
  INFO("primers/README.md should hold:\n" << wanted);
  CHECK(readme.substr(from, readme.find("\n\n", from) + 1 - from) == wanted);
  CHECK(readme.find("number, 10 to 60, default " + toml_number(ReferenceGene{}.max_ct) + " |") !=
        std::string::npos);
  CHECK(readme.find("`max_ct`, 10 to 60, default " + toml_number(PositiveControl{}.max_ct) + ":") !=
        std::string::npos);
}
