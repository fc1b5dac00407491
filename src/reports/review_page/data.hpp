// What the review page holds of a Report, as JSON: everything it prints as text, and what it draws
// curves from. Not the record: no contract, the page of the same version is its only reader.
#pragma once

#include <string>

#include "reports/review_page/page_content.hpp"

namespace crossbreak::review_page {

/// The record that the page shows.
struct PageRecord {
  std::string sha256;
  bool is_kept = true;  ///< written beside the page; else it takes no decisions
};

/// Curves: where the file gives dyes these are stored, and Rn and delta Rn only where the page could not
/// derive them from dyes and baseline. Equal arrays (the ROX of a duplexed well) are stored once.
/// `<` never occurs in the text: it can stand inside a <script> element.
std::string review_page_data(const PageContent& page, const PageRecord& record);

}  // namespace crossbreak::review_page
