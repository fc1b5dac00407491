#include "assay/rule_settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

#include "words/reasons.hpp"

namespace crossbreak {
namespace {

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

std::string list_text(const auto& texts) {
  std::vector<std::string> all;
  std::transform(texts.begin(), texts.end(), std::back_inserter(all), quoted);
  return fmt::format("{}", fmt::join(all, ", "));
}

struct ValueText {
  const Rules& rules;
  std::string operator()(const NumberSetting& setting) const { return toml_number(rules.*setting.member); }
  std::string operator()(const WholeNumberSetting& setting) const {
    return std::to_string(rules.*setting.member);
  }
  std::string operator()(const ListSetting& setting) const {
    return fmt::format("[{}]", list_text(rules.*setting.member));
  }
  std::string operator()(const ChoiceSetting& setting) const {
    return quoted(setting.codes[setting.chosen(rules)]);
  }
};

struct PermittedText {
  std::string operator()(const NumberSetting& setting) const {
    return fmt::format("{} to {}", setting.range.least, setting.range.greatest);
  }
  std::string operator()(const WholeNumberSetting& setting) const {
    return fmt::format("whole, {} to {}", setting.range.least, setting.range.greatest);
  }
  std::string operator()(const ListSetting&) const { return "list of texts"; }
  std::string operator()(const ChoiceSetting& setting) const {
    return fmt::format("`{}`", list_text(setting.codes));
  }
};

}  // namespace

std::span<const RuleSetting> rule_settings() {
  return rule_setting_table;
}

std::string toml_number(double number) {
  return std::floor(number) == number ? fmt::format("{:.1f}", number) : fmt::format("{}", number);
}

std::string value_text(const RuleSetting& setting, const Rules& rules) {
  return std::visit(ValueText{rules}, setting.value);
}

std::string rule_settings_page() {
  std::string page =
      "| key | permitted | default | rule | meaning | what the default rests on |\n"
      "|---|---|---|---|---|---|\n";
  for (const RuleSetting& setting : rule_setting_table)
    page += fmt::format("| `{}` | {} | `{}` | {} | {} | {} |\n", setting.key,
                        std::visit(PermittedText{}, setting.value), value_text(setting, Rules{}),
                        code_of(setting.rule), setting.meaning, setting.source);
  return page;
}

}  // namespace crossbreak
