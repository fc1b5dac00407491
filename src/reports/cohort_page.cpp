#include "reports/cohort_page.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "reports/cohort_drawing.hpp"
#include "reports/cohort_tables.hpp"
#include "reports/csp_hash.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/markup.hpp"
#include "words/labels/cohort.hpp"
#include "words/labels/common.hpp"

namespace crossbreak {
namespace {

using review_page::add;

constexpr std::string_view style = R"(
@page{size:A4;margin:14mm}
body{font:10pt/1.4 "Noto Sans","Noto Sans CJK SC","Microsoft YaHei",Arial,sans-serif;color:#000;background:#fff;margin:1em auto;max-width:62em;padding:0 1em}
h1{font-size:16pt;margin:.4em 0}
h2{font-size:12pt;margin:1.6em 0 .4em;break-after:avoid}
p{margin:.25em 0}
.note{font-size:8.5pt;color:#333}
.doubts{border:2px solid #000;padding:.4em .8em;margin:.8em 0}
.doubts h2{margin:.1em 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:9pt;margin:.3em 0}
th,td{text-align:left;vertical-align:top;padding:.15em .7em .15em 0;overflow-wrap:break-word}
td+td{white-space:nowrap}
thead th{border-top:1.5px solid #000;border-bottom:1px solid #000}
tbody tr:last-child>*{border-bottom:1.5px solid #000}
tbody th{font-weight:normal}
tr{break-inside:avoid}
figure{margin:1em 0;break-inside:avoid}
figcaption{font-weight:bold}
figcaption span{font-weight:normal}
svg{display:block;width:100%;max-width:50em;height:auto}
@media print{body{max-width:none;margin:0;padding:0}.wide{overflow:visible}table{font-size:8pt}}
)";

void add_table(pugi::xml_node parent, const CohortTableText& text) {
  add(parent, "h2", {}, text.title);
  if (!text.rows.empty()) {
    pugi::xml_node table = add(add(parent, "div", {{"class", "wide"}}), "table");
    pugi::xml_node titles = add(add(table, "thead"), "tr");
    for (const std::string& column : text.columns)
      add(titles, "th", {{"scope", "col"}}, column);
    pugi::xml_node body = add(table, "tbody");
    for (const std::vector<CohortTableCell>& cells : text.rows) {
      pugi::xml_node row = add(body, "tr");
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i == 0)
          add(row, "th", {{"scope", "row"}}, cells[i].text);
        else
          add(row, "td", {}, cells[i].text);
      }
    }
  }
  for (const std::string& note : text.notes)
    add(parent, "p", {{"class", "note"}}, note);
}

/// "log-rank test: p = 0.012"; empty where nothing could be tested.
std::string test_text(const CohortOutcome& outcome, Language language) {
  if (!outcome.test)
    return {};
  const std::string p = p_text(outcome.test->p);
  return in(language, label_of(outcome.test->kind)) + in(language, separators.colon) + "p " +
         (p.starts_with('<') ? p : "= " + p);
}

void add_outcome(pugi::xml_node parent, const CohortOutcome& outcome, Language language) {
  pugi::xml_node figure = add(parent, "figure");
  pugi::xml_node caption = add(figure, "figcaption", {}, outcome_title(outcome, language));
  if (const std::string test = test_text(outcome, language); !test.empty())
    add(caption, "span", {}, in(language, separators.stop) + test);
  add_outcome_drawing(figure, outcome, language);
}

}  // namespace

std::string write_cohort_page(const CohortReport& report, Language language) {
  const auto say = [&](const Words& words) { return in(language, words); };
  review_page::Fragment body;
  pugi::xml_node root = body.root();
  const std::string title = say(filled(cohort_labels.title, field<"gene">(report.gene)));
  add(root, "h1", {}, title);
  for (const std::string& line : cohort_head(report, language))
    add(root, "p", {}, line);
  if (!report.warnings.empty()) {
    pugi::xml_node doubts = add(root, "div", {{"class", "doubts"}});
    add(doubts, "h2", {}, in(language, cohort_labels.doubts));
    for (const CohortWarning& warning : report.warnings)
      add(doubts, "p", {}, say(warning.words));
  }
  add_table(root, deletions_table(report, language));
  for (const CohortTableText& table : characteristics_tables(report, language))
    add_table(root, table);
  add_table(root, rates_table(report, language));
  if (std::any_of(report.outcomes.begin(), report.outcomes.end(), is_drawn)) {
    add(root, "h2", {}, in(language, common_labels.curves));
    add(root, "p", {{"class", "note"}}, in(language, cohort_labels.drawn));
  }
  for (const CohortOutcome& outcome : report.outcomes)
    if (is_drawn(outcome))
      add_outcome(root, outcome, language);
  const std::vector<CohortTableText> models = model_tables(report, language);
  for (std::size_t i = 0; i < models.size(); ++i) {
    add_table(root, models[i]);
    if (report.models[i].status != CoxStatus::Fitted)
      continue;
    pugi::xml_node figure = add(root, "figure");
    add(figure, "figcaption", {},
        say(filled(cohort_labels.forest, field<"endpoint">(report.models[i].label))));
    add_forest_drawing(figure, report.models[i], language);
  }
  add_table(root, left_out_table(report, language));
  for (const std::string& method : cohort_methods(report, language))
    add(root, "p", {{"class", "note"}}, method);
  add(root, "p", {{"class", "note"}},
      in(language, common_labels.program) + in(language, separators.colon) + report.tool.name + ' ' +
          report.tool.version);
  const std::string sheet = ascii_css(style);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; base-uri "
      "'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
      language == Language::Zh ? "zh-CN" : "en", csp_hash(sheet), review_page::escaped(title), sheet,
      body.html());
}

}  // namespace crossbreak
