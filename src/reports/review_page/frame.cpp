#include <algorithm>
#include <fmt/format.h>

#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/release.hpp"

namespace crossbreak::review_page {
namespace {

std::string mark_of_run(RunStatus status) {
  switch (status) {
    case RunStatus::Valid:
      return "passed";
    case RunStatus::ValidWithWarnings:
      return "warning";
    case RunStatus::Invalid:
      break;
  }
  return "failed";
}

/// Values in the order in which they first occur.
template <class List, class Projection>
std::vector<std::string> each_once(const List& list, Projection value_of_entry) {
  std::vector<std::string> values;
  for (const auto& entry : list) {
    const std::string value(value_of_entry(entry));
    if (std::ranges::find(values, value) == values.end()) {
      values.push_back(value);
    }
  }
  return values;
}

std::vector<std::string> calls_on(const PageContent& page) {
  std::vector<Subject> patients;
  std::ranges::copy_if(page.subjects, std::back_inserter(patients),
                       [](const Subject& subject) { return subject.patient.has_value(); });
  return each_once(patients, [](const Subject& subject) { return subject.state; });
}

void add_option(pugi::xml_node parent, const std::string& value, const std::string& text) {
  add(parent, "option", {{"value", value}}, text);
}

void add_fact(pugi::xml_node list, const std::string& name, const std::string& value) {
  if (!value.empty()) {
    pugi::xml_node fact = add(list, "div");
    add(fact, "dt", {}, name);
    add(fact, "dd", {}, value);
  }
}

std::string input_in_words(const PageContent& page, const ReportInput& input) {
  const auto named = [&](const char* word, const std::string& value) {
    return value.empty() ? "" : page.word(word) + " " + value;
  };
  std::vector<std::string> parts = {input.file,
                                    "SHA-256 " + input.sha256,
                                    input.format,
                                    input.instrument,
                                    input.software,
                                    input.run_date,
                                    named("operator", input.operator_name),
                                    named("barcode", input.barcode)};
  std::erase(parts, "");
  return joined(parts, " · ");
}

std::string identity_in_words(const Identity& identity) {
  return identity.id.empty()
             ? ""
             : fmt::format("{} {} · SHA-256 {}", identity.id, identity.version, identity.sha256);
}

}  // namespace

std::string laboratory_section(const PageContent& page) {
  Fragment fragment;
  if (page.report.laboratory) {
    add(fragment.root(), "p", {{"id", "laboratory"}}, head_in_words(*page.report.laboratory, page.language));
  }
  return fragment.html();
}

std::string status_section(const PageContent& page) {
  Fragment fragment;
  const std::string status(code_of(page.report.calls.status));
  pugi::xml_node said = add(fragment.root(), "p", {{"id", "status"}, {"class", status}});
  add_mark(said, mark_of_run(page.report.calls.status));
  add_text(said, page.word("status_" + status));
  return fragment.html();
}

std::string release_section(const PageContent& page) {
  std::string said;
  for (const Words& line : release_lines(page.report.release)) {
    said += (said.empty() ? "" : in(page.language, separators.stop)) + in(page.language, line);
  }
  Fragment fragment;
  add(fragment.root(), "p", {{"id", "release"}}, said);
  return fragment.html();
}

std::string counts_section(const PageContent& page) {
  Fragment fragment;
  for (std::size_t i = 0; i < page.subjects.size(); ++i) {
    const Subject& subject = page.subjects[i];
    if (!subject.patient && subject.state == code_of(ControlOutcome::Failed)) {
      pugi::xml_node button =
          add(fragment.root(), "button",
              {{"type", "button"}, {"class", "failed"}, {"data-subject", std::to_string(i)}});
      add_mark(button, "failed");
      add_text(button, subject.name + ": " + page.word("outcome_failed"));
    }
  }
  for (const std::string& call : calls_on(page)) {
    const auto count = std::ranges::count_if(page.subjects, [&](const Subject& subject) {
      return subject.patient.has_value() && subject.state == call;
    });
    pugi::xml_node button =
        add(fragment.root(), "button",
            {{"type", "button"}, {"class", mark_of(call)}, {"data-call", call}, {"aria-pressed", "false"}});
    add_mark(button, mark_of(call));
    add(button, "strong", {}, std::to_string(count));
    add_text(button, " " + page.word("call_" + call));
  }
  return fragment.html();
}

std::string set_options(const PageContent& page) {
  Fragment fragment;
  add_option(fragment.root(), "", page.word("all"));
  for (const std::string& name : page.set_names) {
    add_option(fragment.root(), name, name);
  }
  return fragment.html();
}

std::string state_options(const PageContent& page) {
  Fragment fragment;
  add_option(fragment.root(), "", page.word("all"));
  pugi::xml_node of_patients = add(fragment.root(), "optgroup", {{"label", page.word("patients")}});
  for (const std::string& call : calls_on(page)) {
    add_option(of_patients, "call:" + call, page.word("call_" + call));
  }
  pugi::xml_node of_wells = add(fragment.root(), "optgroup", {{"label", page.word("wells")}});
  for (const std::string& state :
       each_once(page.report.calls.wells, [](const WellCall& well) { return code_of(well.state); })) {
    add_option(of_wells, "well:" + state, page.word("state_" + state));
  }
  return fragment.html();
}

std::string flag_options(const PageContent& page) {
  Fragment fragment;
  add_option(fragment.root(), "", page.word("all"));
  for (const auto& [flag, words] : page.flags) {
    add_option(fragment.root(), flag, words);
  }
  return fragment.html();
}

std::string provenance_section(const PageContent& page, const std::string& record_sha256) {
  const Report& report = page.report;
  Fragment fragment;
  add(fragment.root(), "h2", {}, page.word("limits"));
  add(fragment.root(), "p", {}, in(page.language, report.limits));
  add(fragment.root(), "h2", {}, page.word("provenance"));
  pugi::xml_node facts = add(fragment.root(), "dl", {{"class", "facts"}});
  for (const ReportInput& input : report.inputs) {
    add_fact(facts, page.word("input"), input_in_words(page, input));
  }
  add_fact(facts, page.word("program"), report.tool.name + " " + report.tool.version);
  add_fact(facts, page.word("panel"), identity_in_words(report.panel));
  add_fact(facts, page.word("profile"), identity_in_words(report.profile));
  add_fact(facts, page.word("ct_rule"), in(page.language, report.ct_rule));
  add_fact(facts, page.word("automatic_rule"), in(page.language, report.automatic_rule));
  add_fact(facts, page.word("record"), "SHA-256 " + record_sha256);
  return fragment.html();
}

}  // namespace crossbreak::review_page
