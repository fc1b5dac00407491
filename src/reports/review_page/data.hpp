// What the review page holds of a Report, as JSON: everything it prints as text, and what it draws
// curves from. Not the record: no contract, the page of the same version is its only reader.
#pragma once

#include <string>

#include "reports/review_page/page_content.hpp"

namespace crossbreak::review_page {

/// `record_sha256` names the record that the page was written beside, so that decisions find their calls
/// again.
///
/// Curves: where the file gives dyes these are stored, and Rn and delta Rn only where the page could not
/// derive them from dyes and baseline. Equal arrays (the ROX of a duplexed well) are stored once.
/// `<` never occurs in the text: it can stand inside a <script> element.
std::string review_page_data(const PageContent& page, const std::string& record_sha256);

}  // namespace crossbreak::review_page
