#include "reports/review_page/page_content.hpp"

#include "reports/review_page/marks.hpp"
#include "run/number_text.hpp"

namespace crossbreak::review_page {

PageContent::PageContent(const Report& of, Language in)
    : report(of),
      language(in),
      words(page_words(in)),
      flags(used_flags(of, in)),
      subjects(subjects_of(of, in, words)),
      well_marks(review_page::well_marks(of)),
      axis(axis_of(of)) {
  for (const ReportSet& set : report.sets) {
    set_names.push_back(set.name);
  }
  if (!report.reference.empty()) {
    set_names.push_back(report.reference);
  }
}

std::string PageContent::ct_text(const std::optional<double>& ct) const {
  return ct ? text_beside(*ct, report.ct_cutoff) : std::string();
}

std::string PageContent::set_mark(const SubjectSet& set) const {
  return set.set == report.reference && set.state == code_of(SetResult::Positive) ? "reference"
                                                                                  : mark_of(set.state);
}

std::string PageContent::state_word(const Subject& subject, const SubjectSet& set) const {
  return word((subject.patient ? "state_" : "outcome_") + set.state);
}

}  // namespace crossbreak::review_page
