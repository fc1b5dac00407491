#include <algorithm>
#include <fmt/format.h>

#include "reports/asked_alike.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/marks.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak::review_page {
namespace {

/// About what a screen shows of the list; the rows behind them are laid out once the page stands.
constexpr std::size_t first_rows = 12;

std::vector<std::string> in_words(const PageContent& page, const std::vector<std::string>& flags) {
  std::vector<std::string> words;
  for (const std::string& flag : flags) {
    words.push_back(page.flags.at(flag));
  }
  return words;
}

void add_review(pugi::xml_node parent, const PageContent& page) {
  pugi::xml_node review = add(parent, "span", {{"class", "review"}});
  add_mark(review, "flag");
  add_text(review, page.word("review"));
}

/// A deletion's name stays on one line.
void add_deletions(pugi::xml_node parent, const std::vector<std::string>& deletions) {
  for (std::size_t i = 0; i < deletions.size(); ++i) {
    if (i > 0) {
      add_text(parent, " + ");
    }
    add(parent, "span", {{"class", "whole"}}, deletions[i]);
  }
}

/// Under the name: the call, where the group's title does not say it all.
void add_note(pugi::xml_node parent, const PageContent& page, const Subject& subject) {
  pugi::xml_node note = add(parent, "div", {{"class", "note"}});
  if (!subject.patient) {
    if (!subject.sample.empty()) {
      add(note, "span", {{"class", "call"}}, page.word("role_" + subject.role));
    }
  } else if (subject.state != code_of(PatientCallState::NotDetected)) {
    const PatientCall& patient = page.report.calls.patients[*subject.patient];
    pugi::xml_node call = add(note, "span", {{"class", "call"}});
    if (patient.call == PatientCallState::Mixed) {
      add_text(call, page.word("call_mixed") + ": ");
    }
    if (patient.deletions.empty()) {
      add_text(call, subject.call);
    }
    add_deletions(call, patient.deletions);
  }
  if (subject.review) {
    add_review(note, page);
  }
}

void add_set_cell(pugi::xml_node row, const PageContent& page, const Subject& subject,
                  const std::string& name) {
  const auto set = std::ranges::find(subject.sets, name, &SubjectSet::set);
  if (set == subject.sets.end()) {
    add(row, "td");
    return;
  }
  const std::string word = page.state_word(subject, *set);
  const std::string mark = page.set_mark(*set);
  const std::vector<std::string> flags = in_words(page, set->flags);
  std::string title = name + ": " + word;
  for (const std::string& flag : flags) {
    title += "\n" + flag;
  }
  pugi::xml_node cell =
      add(row, "td",
          {{"class", fmt::format("set {}{}", mark, flags.empty() ? "" : " flagged")}, {"title", title}});
  add_mark(cell, mark, word);
  add_text(cell, page.ct_text(set->ct_mean));
  if (!flags.empty()) {
    add_mark(cell, "flag", joined(flags));
  }
}

void add_row(pugi::xml_node body, const PageContent& page, std::size_t index) {
  const Subject& subject = page.subjects[index];
  const std::string mark = mark_of(subject.state);
  pugi::xml_node row = add(body, "tr",
                           {{"class", fmt::format("subject {}{}", mark, index < first_rows ? "" : " later")},
                            {"data-subject", std::to_string(index)}});
  pugi::xml_node head = add(row, "th", {{"scope", "row"}});
  pugi::xml_node button = add(head, "button", {{"type", "button"}, {"aria-pressed", "false"}});
  add_mark(button, mark, subject.call);
  add(button, "bdi", {}, subject.name);
  add_note(head, page, subject);
  for (const std::string& name : page.set_names) {
    add_set_cell(row, page, subject, name);
  }
  add(row, "td", {{"class", "decision"}});
}

void add_group(pugi::xml_node table, const PageContent& page, const std::string& group) {
  const auto is_member = [&](const Subject& subject) { return group_of(subject) == group; };
  const auto count = std::ranges::count_if(page.subjects, is_member);
  if (count == 0) {
    return;
  }
  pugi::xml_node body = add(table, "tbody");
  pugi::xml_node head = add(add(body, "tr", {{"class", "group"}}), "th",
                            {{"colspan", std::to_string(page.set_names.size() + 2)}, {"scope", "rowgroup"}},
                            page.word(group) + " ");
  add(head, "span", {{"class", "count"}}, std::to_string(count));
  for (std::size_t i = 0; i < page.subjects.size(); ++i) {
    if (is_member(page.subjects[i])) {
      add_row(body, page, i);
    }
  }
}

bool asks_for_a_look(const Subject& subject) {
  return subject.review || subject.state == code_of(ControlOutcome::Failed) ||
         subject.state == code_of(ControlOutcome::Warning) ||
         subject.state == code_of(ControlOutcome::Missing);
}

/// What is to be done: of the subject, or of the first set of a control that asks for it; empty without.
std::string next_step(const Subject& subject) {
  std::string next = subject.next;
  for (const SubjectSet& set : subject.sets) {
    next = next.empty() ? set.next : next;
  }
  return next;
}

/// The subject's, else that of the first set that did not simply come out; empty without one.
std::string first_reason(const Subject& subject, Language language) {
  if (!subject.reasons.empty()) {
    return in(language, subject.reasons.front().words);
  }
  for (const SubjectSet& set : subject.sets) {
    const bool came_out = set.state == code_of(ControlOutcome::Passed) ||
                          set.state == code_of(SetResult::Positive) ||
                          set.state == code_of(SetResult::Negative);
    if (!set.reasons.empty() && !came_out) {
      return in(language, set.reasons.front().words);
    }
  }
  return {};
}

/// What to do next; where nothing says it the flags of the subject and its first reason, each once.
std::string why(const PageContent& page, const Subject& subject) {
  if (std::string next = next_step(subject); !next.empty()) {
    return next;
  }
  std::vector<std::string> said = in_words(page, subject.flags);
  const std::string reason = first_reason(subject, page.language);
  if (!reason.empty() && std::ranges::find(said, reason) == said.end()) {
    said.push_back(reason);
  }
  return joined(said, page.word("and"));
}

void add_asked(pugi::xml_node list, const PageContent& page, const Asked& asked) {
  pugi::xml_node item = add(list, "li");
  for (const std::size_t index : asked.of) {
    const Subject& subject = page.subjects[index];
    pugi::xml_node button =
        add(item, "button", {{"type", "button"}, {"data-subject", std::to_string(index)}});
    add_mark(button, mark_of(subject.state));
    add(add(button, "strong"), "bdi", {}, subject.name);
    add(button, "span", {{"class", "call"}}, subject.call);
  }
  add(item, "p", {{"class", "why"}}, asked.what);
}

}  // namespace

std::string list_section(const PageContent& page) {
  Fragment fragment;
  pugi::xml_node table = add(fragment.root(), "table");
  pugi::xml_node head = add(add(table, "thead"), "tr");
  add(head, "th", {{"scope", "col"}}, page.word("patient"));
  for (const std::string& name : page.set_names) {
    add(head, "th", {{"scope", "col"}}, name);
  }
  add(add(head, "th", {{"scope", "col"}}), "span", {{"class", "spoken"}}, page.word("decision"));
  for (const char* group : group_titles) {
    add_group(table, page, group);
  }
  return fragment.html();
}

std::string worklist_section(const PageContent& page) {
  Fragment fragment;
  pugi::xml_node list = add(fragment.root(), "ul", {{"class", "worklist"}});
  for (const bool controls : {true, false}) {
    std::vector<Asked> looks;
    for (std::size_t i = 0; i < page.subjects.size(); ++i) {
      if (page.subjects[i].patient.has_value() != controls && asks_for_a_look(page.subjects[i])) {
        ask(looks, why(page, page.subjects[i]), i);
      }
    }
    for (const Asked& asked : looks) {
      add_asked(list, page, asked);
    }
  }
  if (list.first_child() == nullptr) {
    fragment.root().remove_child(list);
    add(fragment.root(), "p", {{"class", "hint"}}, page.word("nothing_asks"));
  }
  return fragment.html();
}

std::string notes_section(const PageContent& page) {
  if (page.report.calls.issues.empty()) {
    return {};
  }
  Fragment fragment;
  add(fragment.root(), "h3", {}, page.word("issues"));
  pugi::xml_node list = add(fragment.root(), "ul", {{"class", "reasons"}});
  for (const Issue& issue : page.report.calls.issues) {
    pugi::xml_node item = add(list, "li", {{"class", std::string(code_of(issue.severity))}});
    add_mark(item, issue.severity == Severity::Warning ? "warning" : "reference");
    add(item, "span", {{"class", "rule"}}, issue.place);
    add_text(item, " " + in(page.language, issue.words));
  }
  return fragment.html();
}

}  // namespace crossbreak::review_page
