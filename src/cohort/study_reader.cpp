// Reads study.toml into a Study:
//
//   sample = "Sample"                        # the column that names the patients as the run files do
//   missing = ["n/a"]                        # beside empty cells
//   groups = "transplant"
//   rate_months = 36
//   limits = "log-log"   ties = "efron"      # "plain" and "breslow" are what SPSS does
//   [[variable]]
//   name = "wbc"   column = "WBC"   label = "WBC >= 30 x 10^9/L"   label_zh = "..."
//   label_no = "WBC < 30 x 10^9/L"   label_no_zh = "..."
//   at_least = 30                            # or above = 1, or number = true, or yes = ["m"] and no = ["f"]
//   least = 0   most = 1000                  # impossible outside
//   [[endpoint]]
//   name = "os"   label = "Overall survival"
//   months = "OS"                            # or from = "Diagnosis" and to = "Last seen", dates
//   event = "Death"                          # a column of yes and no, 1 and 0
//   competing = "Death in remission"
//   [[model]]
//   endpoint = "os"   variables = ["wbc", "deleted"]
//
// How many of them there may be stands in run/input_limits.hpp.
#include "cohort/study_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "assay/toml_table.hpp"
#include "calling/sample_names.hpp"
#include "run/input_limits.hpp"
#include "run/sha256.hpp"
#include "words/labels/cohort.hpp"

namespace crossbreak {
namespace {

/// The label, else the name.
Words read_label(const TomlTable& table, const std::string& name) {
  const Words label = table.words("label");
  return label == Words{} ? Words{name, name} : label;
}

/// What is called `label` where a patient has it, where not.
Words read_label_no(const TomlTable& table, const Words& label) {
  const Words given = table.words("label_no");
  return given == Words{} ? filled(cohort_labels.answer_no, field<"label">(label)) : given;
}

/// The words of both answers, or the usual ones where the table names neither.
YesNo read_words(const TomlTable& table) {
  YesNo words;
  if (!table.has("yes") && !table.has("no"))
    return words;
  words.yes = table.texts("yes", most_words);
  words.no = table.texts("no", most_words);
  if (words.yes.empty() || words.no.empty())
    table.fail(words.yes.empty() ? "yes" : "no",
               fmt::format("{}: expected words for both 'yes' and 'no'", table.where()));
  std::set<std::string> folded;
  for (const std::string& no : words.no)
    folded.insert(folded_sample_name(no));
  for (const std::string& yes : words.yes)
    if (folded.contains(folded_sample_name(yes)))
      table.fail("no", fmt::format("{}: '{}' is among 'yes' and 'no'", table.where(), yes));
  return words;
}

StudyVariable read_variable(const TomlTable& table) {
  StudyVariable variable;
  variable.name = table.line_of_text("name");
  variable.column = table.text("column");
  if (variable.name == deleted_variable)
    table.fail("name", fmt::format("{}: '{}' is what the calls tell; name the column otherwise",
                                   table.where(), deleted_variable));
  variable.label = read_label(table, variable.name);
  variable.label_no = read_label_no(table, variable.label);
  variable.words = read_words(table);
  std::vector<std::string> kinds;
  const auto is = [&](StudyVariable::Kind kind, std::string_view key) {
    variable.kind = kind;
    kinds.emplace_back(key);
  };
  if (table.has("yes"))
    is(StudyVariable::Kind::Words, "yes");
  if (table.flag_or("number", false))
    is(StudyVariable::Kind::Number, "number");
  if (const std::optional<double> limit = table.number("at_least")) {
    is(StudyVariable::Kind::AtLeast, "at_least");
    variable.limit = *limit;
  }
  if (const std::optional<double> limit = table.number("above")) {
    is(StudyVariable::Kind::Above, "above");
    variable.limit = *limit;
  }
  if (kinds.size() > 1)
    table.fail(kinds.back(),
               fmt::format("{}: expected one of 'number', 'at_least', 'above' and 'yes', found {}",
                           table.where(), quoted_list(kinds)));
  variable.least = table.number("least").value_or(variable.least);
  variable.most = table.number("most").value_or(variable.most);
  if (variable.kind == StudyVariable::Kind::Words && (table.has("least") || table.has("most")))
    table.fail(
        table.has("least") ? "least" : "most",
        fmt::format("{}: 'least' and 'most' are for numbers; this variable says yes or no", table.where()));
  if (variable.least > variable.most)
    table.fail("most", fmt::format("{}: 'most' is below 'least'", table.where()));
  return variable;
}

StudyEndpoint read_endpoint(const TomlTable& table) {
  StudyEndpoint endpoint;
  endpoint.name = table.line_of_text("name");
  endpoint.event_column = table.text("event");
  endpoint.label = read_label(table, endpoint.name);
  endpoint.words = read_words(table);
  endpoint.competing_column = table.text_or("competing", "");
  if (table.has("months") == (table.has("from") || table.has("to")))
    table.fail("months", fmt::format("{}: expected either 'months', or 'from' and 'to'", table.where()));
  if (table.has("months")) {
    endpoint.time_column = table.text("months");
  } else {
    endpoint.from_column = table.text("from");
    endpoint.to_column = table.text("to");
  }
  return endpoint;
}

/// The place of `name` among `names`; `what` is "variable".
std::size_t place_of(const TomlTable& table, std::string_view key, const std::string& name,
                     const std::vector<std::string>& names, std::string_view what) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    table.fail(key, fmt::format("{}: expected the name of {} in '{}', found '{}'{}", table.where(), what, key,
                                name, nearest_hint(name, names)));
  return static_cast<std::size_t>(found - names.begin());
}

StudyModel read_model(const TomlTable& table, const Study& study) {
  StudyModel model;
  model.endpoint =
      place_of(table, "endpoint", table.text("endpoint"), names_of(study.endpoints), "an endpoint");
  std::vector<std::string> names = names_of(study.variables);
  names.emplace_back(deleted_variable);
  std::vector<std::string> given = table.texts("variables");
  if (given.empty())
    table.fail("variables", fmt::format("{}: expected the names of variables in 'variables'", table.where()));
  for (const std::string& name : given) {
    if (std::count(given.begin(), given.end(), name) > 1)
      table.fail("variables", fmt::format("{}: '{}' is listed twice", table.where(), name));
    const std::size_t place = place_of(table, "variables", name, names, "a variable");
    model.variables.push_back(place == study.variables.size() ? std::nullopt : std::optional(place));
  }
  return model;
}

}  // namespace

Study read_study(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(
      std::string(name), "the study", parsed,
      {"sample", "missing", "groups", "rate_months", "limits", "ties", "variable", "endpoint", "model"});
  Study study;
  study.file = name;
  study.sha256 = sha256_hex(text);
  study.sample_column = root.text("sample");
  study.missing = root.texts("missing", most_words);
  const std::vector<TomlTable> variables =
      root.tables("variable",
                  {"name", "column", "label", "label_zh", "label_no", "label_no_zh", "number", "at_least",
                   "above", "yes", "no", "least", "most"},
                  most_variables);
  for (const TomlTable& table : variables)
    study.variables.push_back(read_variable(table));
  refuse_doubles(variables, names_of(study.variables));
  const std::vector<TomlTable> endpoints = root.tables(
      "endpoint", {"name", "label", "label_zh", "months", "from", "to", "event", "competing", "yes", "no"},
      most_endpoints);
  for (const TomlTable& table : endpoints)
    study.endpoints.push_back(read_endpoint(table));
  refuse_doubles(endpoints, names_of(study.endpoints));
  if (root.has("groups")) {
    study.groups = place_of(root, "groups", root.text("groups"), names_of(study.variables), "a variable");
    if (study.variables[*study.groups].kind == StudyVariable::Kind::Number)
      root.fail("groups",
                fmt::format("the study: expected a variable that says yes or no in 'groups', and '{}' is a "
                            "number",
                            study.variables[*study.groups].name));
  }
  for (const TomlTable& table : root.tables("model", {"endpoint", "variables"}, most_models))
    study.models.push_back(read_model(table, study));
  study.rate_months = root.number_within("rate_months", 0, longest_months, study.rate_months);
  study.limits =
      root.choice_or("limits", {"log-log", "plain"}, 0) == 1 ? LimitsKind::Plain : LimitsKind::LogLog;
  study.ties = root.choice_or("ties", {"efron", "breslow"}, 0) == 1 ? Ties::Breslow : Ties::Efron;
  return study;
}

}  // namespace crossbreak
