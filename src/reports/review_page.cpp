#include "reports/review_page.hpp"

#include <cstdint>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "record/record.hpp"
#include "record/record_writer.hpp"
#include "reports/base64.hpp"
#include "reports/csp_hash.hpp"
#include "reports/deflated.hpp"
#include "reports/release_words.hpp"
#include "reports/review_page/data.hpp"
#include "reports/review_page/markup.hpp"
#include "reports/review_page/sections.hpp"
#include "reports/review_page/sources.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// `text` with every {{name}} replaced by the entry of that name.
std::string filled(std::string_view text, const review_page::Texts& entries) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", done)) {
    const std::size_t close = text.find("}}", open);
    const std::string name(text.substr(open + 2, close - open - 2));
    const auto entry = entries.find(name);
    if (entry == entries.end()) {
      throw std::logic_error("page.html asks for {{" + name +
                             "}}, which is neither a section nor a word of the page");
    }
    result.append(text.substr(done, open - done)).append(entry->second);
    done = close + 2;
  }
  return result.append(text.substr(done));
}

/// The page's program, with its words in it: packed together, each word costs less than beside it.
std::string program_with(const review_page::Texts& words) {
  constexpr std::string_view place = "@words@";
  const std::string_view script = review_page::sources::script;
  const std::size_t at = script.find(place);
  const auto replace = nlohmann::json::error_handler_t::replace;
  return std::string(script.substr(0, at)) + nlohmann::json(words).dump(-1, ' ', false, replace) +
         std::string(script.substr(at + place.size()));
}

/// CSS that puts the record's status at the head of every page that is printed without the script, where the
/// browser has margin boxes. The script's paper has a head of its own, which says more.
std::string printed_status(const Report& report, Language language) {
  const std::string words = in(language, words_of(report.release.status));
  return "@page plain{@top-left{content:\"" + ascii_css(words) + "\";font:9px sans-serif}}";
}

std::string title(const Report& report) {
  return joined(report.inputs, " + ", &ReportInput::file);
}

std::string passive_reference(const Report& report, const review_page::Texts& words) {
  for (const ReportInput& input : report.inputs) {
    if (!input.passive_reference.empty()) {
      return input.passive_reference;
    }
  }
  return words.at("passive");
}

}  // namespace

std::string write_review_page(const Report& report, Language language, RecordBeside record,
                              std::optional<std::string> known_sha256) {
  if (!report.has_curves || report.curves.size() != report.calls.wells.size()) {
    throw ReportError(
        title(report) +
        ": the record holds no curves, and the review page is there to show them; take json and csv "
        "alone (--formats json,csv), or call the run again without --no-curves");
  }
  const review_page::PageContent page(report, language);
  const std::string record_sha256 = known_sha256 ? *known_sha256 : sha256_hex(write_record(report));
  review_page::Texts entries;
  for (const auto& [key, text] : page.words) {
    entries[key] = review_page::escaped(text);
  }
  entries["language"] = language == Language::Zh ? "zh-CN" : "en";
  entries["title"] = review_page::escaped(title(report));
  entries["status_section"] = status_section(page);
  entries["printed_status"] = review_page::escaped(in(language, status_in_words(report.release)));
  entries["record_sha256"] = record_sha256;
  entries["laboratory_section"] = laboratory_section(page);
  entries["release_section"] = release_section(page);
  entries["counts_section"] = counts_section(page);
  entries["set_options"] = set_options(page);
  entries["state_options"] = state_options(page);
  entries["flag_options"] = flag_options(page);
  entries["list_section"] = list_section(page);
  entries["plates_section"] = plates_section(page);
  entries["plate_key_section"] = plate_key_section(page);
  entries["worklist_section"] = worklist_section(page);
  entries["passive_reference"] = review_page::escaped(passive_reference(report, page.words));
  entries["chart_section"] = chart_section(page);
  entries["beyond_section"] = beyond_section(page);
  entries["set_key_section"] = set_key_section(page);
  entries["notes_section"] = notes_section(page);
  entries["provenance_section"] = provenance_section(page, record_sha256);
  const std::string script = program_with(page.words);
  const std::string style = std::string(review_page::sources::style) + printed_status(report, language);
  entries["csp"] =
      fmt::format("default-src 'none'; script-src {} {}; style-src {}; base-uri 'none'; form-action 'none'",
                  csp_hash(review_page::sources::starter), csp_hash(script), csp_hash(style));
  entries["style"] = style;
  entries["script"] = base64(deflated(script));
  entries["starter"] = review_page::sources::starter;
  entries["data"] =
      review_page_data(page, {.sha256 = record_sha256, .is_kept = record == RecordBeside::Whole});
  return filled(review_page::sources::html, entries);
}

}  // namespace crossbreak
