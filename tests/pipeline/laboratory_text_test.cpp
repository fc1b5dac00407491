#include "pipeline/laboratory_text.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

#include "pipeline/shipped_settings.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

SettingsInForce none_set() {
  return {.laboratory = {},
          .panel = shipped_settings().panel,
          .panel_file = "share/primers/ikzf1_deletions.toml",
          .formats = {"csv", "json"},
          .language = Language::En};
}

SettingsInForce all_set() {
  SettingsInForce settings = none_set();
  Laboratory& laboratory = settings.laboratory;
  laboratory.file = "/lab/crossbreak.toml";
  laboratory.sha256 = std::string(64, 'a');
  laboratory.head = LaboratoryHead{.name = {"Molecular Laboratory", "分子实验室"},
                                   .department = {"Haematology", "血液科"},
                                   .address = {},
                                   .phone = "1234"};
  laboratory.panel = "ours.toml";
  laboratory.formats = {"json", "csv"};
  laboratory.language = Language::En;
  laboratory.signatures = 3;
  laboratory.targets = {{"Set A", "D4-7"}};
  laboratory.roles = {{"K562", "PC47"}};
  laboratory.people = {{"A. Reviewer", "KEY", {SignatureMeaning::Reviewed, SignatureMeaning::Approved}}};
  return settings;
}

}  // namespace

TEST_CASE("without settings every value comes from the program or the panel, and nobody is listed") {
  CHECK(write_settings_text(none_set(), Language::En) ==
        "Settings: none; no crossbreak.toml beside or above\n"
        "  Laboratory  none (the program)\n"
        "  Panel       ikzf1_deletions " +
            none_set().panel.version +
            " (share/primers/ikzf1_deletions.toml) (the program)\n"
            "  Formats     csv, json (the program)\n"
            "  Language    en (the program)\n"
            "  Signers     2 (the panel)\n"
            "  Person      nobody listed: typed names, identity not verified (the program)\n");
}

TEST_CASE("each setting is told with where it comes from") {
  const std::string text = write_settings_text(all_set(), Language::En);
  CHECK(text.starts_with("Settings: /lab/crossbreak.toml\n  SHA-256 " + std::string(64, 'a') + '\n'));
  for (const char* line : {"  Laboratory  Molecular Laboratory, Haematology, 1234 (the settings)\n",
                           "  Formats     csv, json (the settings)\n", "  Language    en (the settings)\n",
                           "  Signers     3 (the settings)\n", "  Target      Set A = D4-7 (the settings)\n",
                           "  Role        K562 = PC47 (the settings)\n",
                           "  Person      A. Reviewer: reviewed, approved, key KEY (the settings)\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
  const std::string chinese = write_settings_text(all_set(), Language::Zh);
  CHECK(chinese.find("分子实验室，血液科，1234（实验室设置）\n") != std::string::npos);
  CHECK(chinese.find("A. Reviewer：审核、批准，密钥KEY（实验室设置）\n") != std::string::npos);
}

TEST_CASE("fewer signatures than the panel's are the panel's") {
  SettingsInForce settings = all_set();
  settings.panel.signing.signatures = 4;
  CHECK(write_settings_text(settings, Language::En).find("  Signers     4 (the panel)\n") !=
        std::string::npos);
}

TEST_CASE("scripts get the same as JSON") {
  const nlohmann::json json = nlohmann::json::parse(write_settings_json(all_set()));
  CHECK(json.at("file") == "/lab/crossbreak.toml");
  CHECK(json.at("sha256") == std::string(64, 'a'));
  CHECK(json.at("laboratory").at("value").at("name").at("zh") == "分子实验室");
  CHECK(json.at("panel").at("value").at("id") == "ikzf1_deletions");
  CHECK(json.at("panel").at("from") == "settings");
  CHECK(json.at("formats").at("value") == nlohmann::json{"csv", "json"});
  CHECK(json.at("lang") == nlohmann::json{{"value", "en"}, {"from", "settings"}});
  CHECK(json.at("signatures") == nlohmann::json{{"value", 3}, {"from", "settings"}});
  CHECK(json.at("targets").at("Set A") == "D4-7");
  CHECK(json.at("roles").at("K562") == "PC47");
  CHECK(json.at("people").at(0) ==
        nlohmann::json{{"name", "A. Reviewer"}, {"public_key", "KEY"}, {"may", {"reviewed", "approved"}}});
  const nlohmann::json none = nlohmann::json::parse(write_settings_json(none_set()));
  CHECK(none.at("file").is_null());
  CHECK(none.at("sha256").is_null());
  CHECK(none.at("laboratory") == nlohmann::json{{"value", nullptr}, {"from", "program"}});
  CHECK(none.at("signatures").at("from") == "panel");
}

TEST_CASE("a terminal obeys nothing of the settings, and scripts get all of it") {
  const std::string name = "n\x1b]0;t\x07\u009b31m\u202e\u061c\u200f";
  SettingsInForce settings = all_set();
  settings.laboratory.roles = {{name, "PC"}};
  const std::string text = write_settings_json(settings);
  CHECK(text.find("\"n\\u001b]0;t\\u0007\\u009b31m\\u202e\\u061c\\u200f\": \"PC\"") != std::string::npos);
  CHECK(nlohmann::json::parse(text).at("roles").at(name) == "PC");
}
