#include "reports/review_page.hpp"

#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "calling/codes.hpp"
#include "reports/base64.hpp"
#include "reports/record.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/sources.hpp"
#include "reports/review_page_data.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

using Texts = std::map<std::string, std::string>;

/// The words of a state's codes, "state_late", from the catalogue that the workbook reads too.
template <class State>
void add_states(Texts& words, Language language, const std::string& prefix, Words (*word)(State)) {
  for (const auto& [state, code] : codes_of(State{})) {
    words[prefix + std::string(code)] = in(language, word(state));
  }
}

Texts page_words(Language language) {
  Texts words;
  add_states<WellState>(words, language, "state_", words_of);
  add_states<SetResult>(words, language, "state_", words_of);
  add_states<ControlOutcome>(words, language, "outcome_", words_of);
  add_states<ThresholdSource>(words, language, "source_", words_of);
  add_states<BaselineSource>(words, language, "source_", words_of);
  add_states<PatientCallState>(words, language, "call_", label_of);
  add_states<SampleRole>(words, language, "role_", label_of);
  add_states<RunStatus>(words, language, "status_", label_of);
  const auto catalogue = nlohmann::json::parse(review_page::words);
  for (const auto& [key, both] : catalogue.items()) {
    words[key] = both.at(language == Language::Zh ? "zh" : "en").get<std::string>();
  }
  return words;
}

// The page is ASCII throughout: a browser reads such a page faster, and no share or mail can spoil it.

std::string escaped(std::string_view text) {
  std::string html;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    if (point.value > 0x7F ||
        std::string_view("&<>\"").find(static_cast<char>(point.value)) != std::string_view::npos) {
      html += fmt::format("&#{};", static_cast<std::uint32_t>(point.value));
    } else {
      html += static_cast<char>(point.value);
    }
    at += point.bytes;
  }
  return html;
}

/// JavaScript whose texts beyond ASCII are written as \uXXXX, in UTF-16 code units as ECMA-262 has them.
std::string ascii_script(std::string_view script) {
  std::string ascii;
  for (std::size_t at = 0; at < script.size();) {
    const CodePoint point = first_code_point(script.substr(at));
    const auto value = static_cast<std::uint32_t>(point.value);
    if (value > 0xFFFF) {
      ascii +=
          fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + ((value - 0x10000) >> 10), 0xDC00 + (value & 0x3FF));
    } else if (value > 0x7F) {
      ascii += fmt::format("\\u{:04x}", value);
    } else {
      ascii += static_cast<char>(value);
    }
    at += point.bytes;
  }
  return ascii;
}

/// The source list entry that allows one inline element by its content, as CSP Level 3 defines it.
std::string csp_hash(std::string_view content) {
  const std::string hex = sha256_hex(content);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return "'sha256-" + base64(digest) + "'";
}

/// `text` with every {{name}} replaced by the entry of that name.
std::string filled(std::string_view text, const Texts& entries) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", done)) {
    const std::size_t close = text.find("}}", open);
    const std::string name(text.substr(open + 2, close - open - 2));
    const auto entry = entries.find(name);
    if (entry == entries.end()) {
      throw std::logic_error("page.html asks for {{" + name + "}}, which is no word of words.json");
    }
    result.append(text.substr(done, open - done)).append(entry->second);
    done = close + 2;
  }
  return result.append(text.substr(done));
}

std::string title(const Report& report) {
  std::string files;
  for (const ReportInput& input : report.inputs) {
    files += (files.empty() ? "" : " + ") + input.file;
  }
  return files;
}

}  // namespace

std::string write_review_page(const Report& report, Language language) {
  if (!report.has_curves || report.curves.size() != report.calls.wells.size()) {
    throw ReportError(title(report) +
                      ": the record holds no curves, and the review page is there to show them; call the run "
                      "again without --no-curves");
  }
  const Texts words = page_words(language);
  Texts entries;
  for (const auto& [key, text] : words) {
    entries[key] = escaped(text);
  }
  entries["language"] = language == Language::Zh ? "zh-CN" : "en";
  entries["title"] = escaped(title(report));
  const std::string script = ascii_script(review_page::script);
  entries["csp"] = "default-src 'none'; script-src " + csp_hash(script) + "; style-src " +
                   csp_hash(review_page::style) + "; base-uri 'none'; form-action 'none'";
  entries["style"] = review_page::style;
  entries["script"] = script;
  entries["data"] = review_page_data(report, language, words, sha256_hex(write_record(report)));
  return filled(review_page::html, entries);
}

}  // namespace crossbreak
