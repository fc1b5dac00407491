// The parts of the page that stand in its markup: the whole run as a reviewer first sees it, there before any
// script runs. The script answers to the reviewer and draws what is chosen.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"
#include "reports/review_page/page_content.hpp"

namespace crossbreak::review_page {

// Each is HTML in ASCII, without an element around it unless it says so.

/// The laboratory's head, as <p id="laboratory">; empty where the record has none.
std::string laboratory_section(const PageContent& page);
/// Whether the run is valid, as <p id="status">.
std::string status_section(const PageContent& page);
/// The record's status and who signed it, as <p id="release">.
std::string release_section(const PageContent& page);
/// Buttons: failed controls, then calls by kind with their number.
std::string counts_section(const PageContent& page);

/// <option> elements of the three filters.
std::string set_options(const PageContent& page);
std::string state_options(const PageContent& page);
std::string flag_options(const PageContent& page);

/// A table of patients and controls: one row a subject, one column a set.
std::string list_section(const PageContent& page);

/// Controls that did not pass, and patients that ask for a second look: each with its flags and the first of
/// its reasons.
std::string worklist_section(const PageContent& page);
std::string notes_section(const PageContent& page);  ///< Calls::issues; empty without any

std::string plates_section(const PageContent& page);     ///< one drawing a run: one mark a well
std::string plate_key_section(const PageContent& page);  ///< the marks that occur, in words

/// Delta Rn of all wells on a linear axis. What is chosen, and every other signal and axis, the script draws
/// into it.
std::string chart_section(const PageContent& page);
std::string beyond_section(const PageContent& page);   ///< buttons: wells that lie beyond the chart's axis
std::string set_key_section(const PageContent& page);  ///< the line of each set

std::string provenance_section(const PageContent& page, const std::string& record_sha256);

/// The dash pattern of a set's curves.
std::string dash_of(const PageContent& page, std::string_view set);

/// Whether there are more wells than there is room to write in, or to tell dash patterns apart.
bool is_dense(const ReportInput& input);

}  // namespace crossbreak::review_page
