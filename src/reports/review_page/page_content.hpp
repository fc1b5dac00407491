// What the parts of the page are written from; made once a page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "record/report.hpp"
#include "reports/review_page/axis.hpp"
#include "reports/review_page/page_words.hpp"
#include "reports/review_page/subjects.hpp"

namespace crossbreak::review_page {

struct PageContent {
  PageContent(const Report& of, Language in);

  const Report& report;
  Language language;
  Texts words;
  Texts flags;                          ///< as used_flags()
  std::vector<Subject> subjects;        ///< as subjects_of()
  std::vector<std::string> well_marks;  ///< as well_marks()
  std::vector<std::string> set_names;   ///< the panel's sets, then the reference gene
  Axis axis;                            ///< the chart's, as axis_of()

  const std::string& word(const std::string& key) const { return words.at(key); }
  /// A Ct as every report prints it; empty without one.
  std::string ct_text(const std::optional<double>& ct) const;
  /// What a set's mark shows: a reference gene that did what it should is quiet.
  std::string set_mark(const SubjectSet& set) const;
  std::string state_word(const Subject& subject, const SubjectSet& set) const;
};

}  // namespace crossbreak::review_page
