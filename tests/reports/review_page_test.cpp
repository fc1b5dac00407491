#include "reports/review_page.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <zlib.h>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "record/record.hpp"
#include "record/record_writer.hpp"
#include "reports/base64.hpp"
#include "reports/review_page/data.hpp"
#include "reports/review_page/sources.hpp"
#include "run/number_text.hpp"
#include "run/sha256.hpp"
#include "words/flags.hpp"
#include "words/labels/page.hpp"

using namespace crossbreak;

namespace {

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  REQUIRE(start != std::string::npos);
  const std::size_t end = text.find(to, start + from.size());
  REQUIRE(end != std::string::npos);
  return text.substr(start + from.size(), end - start - from.size());
}

nlohmann::json data_of(const std::string& page) {
  return nlohmann::json::parse(
      between(page, "<script type=\"application/json\" id=\"report\">", "</script>"));
}

/// The entry of Calls::patients[index], wherever the page lists it.
nlohmann::json patient(const nlohmann::json& data, std::size_t index) {
  const auto& subjects = data.at("subjects");
  const auto found = std::ranges::find_if(subjects, [&](const auto& subject) {
    return subject.contains("patient") && subject.at("patient") == index;
  });
  REQUIRE(found != subjects.end());
  return *found;
}

std::string csp_hash(const std::string& content) {
  std::string digest;
  const std::string hex = sha256_hex(content);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return "'sha256-" + base64(digest) + "'";
}

/// The bytes that a base64 text (RFC 4648) stands for.
std::string decoded(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text.substr(0, text.find('='))) {
    bits = (bits << 6U) | static_cast<unsigned>(alphabet.find(c));
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
    }
  }
  return bytes;
}

/// The text that a page holds as a zlib stream in base64.
std::string unpacked(std::string_view packed) {
  const std::string bytes = decoded(packed);
  std::string text(1'000'000, '\0');
  uLongf size = text.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
                     reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) == Z_OK);
  text.resize(size);
  return text;
}

std::string program_of(const std::string& page) {
  return unpacked(between(page, "<script type=\"text/plain\" id=\"program\">", "</script>"));
}

/// The words that the page's program holds.
nlohmann::json words_of_page(const std::string& page) {
  return nlohmann::json::parse(between(program_of(page), "const words = ", ";\nconst layout"));
}

}  // namespace

TEST_CASE("base64 is that of RFC 4648, section 10") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xef\xbe") == "/+++");
}

TEST_CASE("curves are stored as little-endian binary32, NaN as one pattern") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(float32_bytes(std::vector<double>{1.0, nan, -nan}) ==
        std::string("\0\0\x80\x3f\0\0\xc0\x7f\0\0\xc0\x7f", 12));
}

TEST_CASE("the page allows its own script and style and nothing else") {
  const std::string page = write_review_page(example_report(), Language::En);
  const std::string policy = between(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\"");
  const std::string script = program_of(page);
  const std::string starter = between(page, "<script>", "</script>");
  const std::string style = between(page, "<style>", "</style>");
  CHECK(policy == "default-src 'none'; script-src " + csp_hash(starter) + " " + csp_hash(script) +
                      "; style-src " + csp_hash(style) + "; base-uri 'none'; form-action 'none'");
  CHECK(std::string_view(starter) == review_page::sources::starter);
  CHECK(script.ends_with(
      review_page::sources::script.substr(review_page::sources::script.find(";\nconst layout"))));
  CHECK(style.starts_with(review_page::sources::style));
}

TEST_CASE("the page is ASCII, whatever its language and names") {
  Report report = full_plate({8, 12});
  report.inputs[0].file = "孔板 \xF0\x9F\xA7\xAC \xFF.eds";
  for (const Language language : {Language::En, Language::Zh}) {
    const std::string page = write_review_page(report, language);
    CHECK(std::ranges::all_of(page, [](unsigned char byte) { return byte < 0x80; }));
    CHECK(between(page, "<title>", "&#183;") == "&#23380;&#26495; &#129516; &#65533;.eds ");
  }
}

TEST_CASE("every flag of a page has words, in its language") {
  const Report report = full_plate({8, 12});
  std::set<Flag> used;
  for (const WellCall& well : report.calls.wells) {
    used.insert(well.flags.begin(), well.flags.end());
  }
  for (const PatientCall& patient : report.calls.patients) {
    used.insert(patient.flags.begin(), patient.flags.end());
  }
  CHECK(used.contains(Flag::Late));
  CHECK(used.contains(Flag::ReferenceFailed));
  for (const Language language : {Language::En, Language::Zh}) {
    const auto flags = data_of(write_review_page(report, language)).at("flags");
    for (const Flag flag : used) {
      CAPTURE(code_of(flag));
      CHECK(flags.at(std::string(code_of(flag))) == in(language, words_of(flag)));
    }
    CHECK(flags.size() == used.size());
  }
}

TEST_CASE("nothing in the page points outside it") {
  const std::string page =
      write_review_page(full_plate({8, 12}), Language::En) + std::string(review_page::sources::script);
  for (const char* outside : {"http://", "https://", "//cdn", "url(", "@import", " src=\"", "<link"}) {
    CAPTURE(outside);
    std::string rest = page;
    // The namespace of SVG is a name, not an address.
    const std::string svg_namespace = "\"http://www.w3.org/2000/svg\"";
    rest.erase(rest.find(svg_namespace), svg_namespace.size());
    CHECK(rest.find(outside) == std::string::npos);
  }
}

TEST_CASE("a sample named like markup stays a name") {
  Report report = full_plate({8, 12});
  report.inputs[0].file = "</title><script>alert(1)</script>\".eds";
  const std::string page = write_review_page(report, Language::En);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(between(page, "<title>", "</title>") ==
        "&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#34;.eds &#183; Review");
  const auto data = data_of(page);
  CHECK(data.at("inputs").at(0).at("file") == report.inputs[0].file);
  CHECK(patient(data, 5).at("sample") == "</script><img src=x onerror=alert(1)>");
  CHECK(page.find("<bdi>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</bdi>") != std::string::npos);
}

TEST_CASE("the page has what a well shows of another dye, to draw it beside the curve") {
  Report report = full_plate({8, 12});
  CHECK_FALSE(data_of(write_review_page(report, Language::En)).contains("crosstalk"));
  WellCall& well = report.calls.wells[0];
  REQUIRE(report.calls.wells[1].well == well.well);
  well.crosstalk = CrosstalkState::Copy;
  well.crosstalk_from = report.calls.wells[1].reporter;
  well.crosstalk_share = 0.125;
  well.crosstalk_lag = 3.5;
  const auto data = data_of(write_review_page(report, Language::En));
  CHECK(data.at("crosstalk") == nlohmann::json{{"0", {{"of", 1}, {"share", 0.125}, {"lag", 3.5}}}});
  well.crosstalk_from = "none";
  CHECK_FALSE(data_of(write_review_page(report, Language::En)).contains("crosstalk"));
}

TEST_CASE("every Ct and every call of the report is in the page, as every report prints it") {
  const Report report = full_plate({8, 12});
  const auto data = data_of(write_review_page(report, Language::En));
  REQUIRE(data.at("wells").at("ct_text").size() == report.calls.wells.size());
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& well = report.calls.wells[i];
    CAPTURE(to_string(well.well));
    const auto text = [](std::optional<double> ct) {
      return ct ? nlohmann::json(fixed_text(*ct, 2)) : nlohmann::json(nullptr);
    };
    CHECK(data.at("wells").at("ct_text")[i] == text(well.ct));
    CHECK(data.at("wells").at("instrument_ct_text")[i] == text(well.ct_instrument));
    const auto& samples = data.at("wells").at("sample");
    CHECK(samples.at("codes")[samples.at("of")[i].get<std::size_t>()] == well.sample);
  }
  REQUIRE(data.at("subjects").size() == report.calls.patients.size() + 3);
  for (std::size_t i = 0; i < report.calls.patients.size(); ++i) {
    const PatientCall& called = report.calls.patients[i];
    CAPTURE(called.sample);
    const auto& shown = patient(data, i);
    CHECK(shown.at("state") == code_of(called.call));
    CHECK(shown.at("deletions") == nlohmann::json(called.deletions));
    for (std::size_t k = 0; k < called.sets.size(); ++k) {
      CHECK(shown.at("sets").at(k).at("flags") == nlohmann::json(codes_of(called.sets[k].flags)));
    }
  }
  CHECK(patient(data, 2).at("deletions") == nlohmann::json({"D4-7", "D2-8"}));
  CHECK(report.calls.patients[7].sets[3].flags.front() == Flag::Late);
}

TEST_CASE("a Ct just below the cut-off is never shown as the cut-off") {
  Report report = full_plate({8, 12});
  report.calls.wells[0].ct = 35.998;
  report.calls.wells[0].ct_instrument = 35.9951;
  report.calls.patients[0].sets[0].ct_mean = 35.9996;
  report.calls.controls[0].ct_mean = 36.004;
  report.curves[0].ct_cy0 = 36.0;
  const auto data = data_of(write_review_page(report, Language::En));
  CHECK(data.at("wells").at("ct_text")[0] == "35.998");
  CHECK(data.at("wells").at("instrument_ct_text")[0] == "35.995");
  CHECK(patient(data, 0).at("sets").at(0).at("ct_text") == "35.9996");
  const auto control = std::ranges::find_if(data.at("subjects"), [&](const auto& subject) {
    return !subject.contains("patient") && subject.at("sample") == report.calls.controls[0].sample;
  });
  REQUIRE(control != data.at("subjects").end());
  CHECK(control->at("sets").at(0).at("ct_text") == "36.004");
  CHECK(data.at("wells").at("ct_cy0")[0] == "36.00");
}

TEST_CASE("the page names the record it was written beside, in every language the same") {
  const Report report = example_report();
  const std::string sha256 = sha256_hex(write_record(report));
  CHECK(data_of(write_review_page(report, Language::En)).at("record_sha256") == sha256);
  CHECK(data_of(write_review_page(report, Language::Zh)).at("record_sha256") == sha256);
}

/// The bytes of the trace at `place`.
std::string trace_of(const nlohmann::json& data, const nlohmann::json& place) {
  const auto lengths = data.at("traces").at("lengths").get<std::vector<std::size_t>>();
  const auto at = place.get<std::size_t>();
  const std::size_t start =
      std::accumulate(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(at), std::size_t{0});
  constexpr std::size_t bytes_of_float32 = 4;
  return decoded(data.at("traces").at("values").get<std::string>())
      .substr(start * bytes_of_float32, lengths[at] * bytes_of_float32);
}

TEST_CASE("dyes are stored once, and Rn and delta Rn only where they do not follow from the dyes") {
  Report report = full_plate({8, 12});
  const auto derived = data_of(write_review_page(report, Language::En)).at("wells");
  CHECK(derived.at("passive_trace")[0] == derived.at("passive_trace")[1]);  // one well, two dyes
  CHECK(derived.at("rn_trace")[0].is_null());
  CHECK(derived.at("delta_rn_trace")[0].is_null());

  report.curves[0].delta_rn[20] += 0.01;  // a file with its own delta Rn
  report.curves[1].reporter.clear();      // a file without dyes
  report.curves[1].passive.clear();
  const auto given = data_of(write_review_page(report, Language::En));
  const auto& wells = given.at("wells");
  CHECK(wells.at("rn_trace")[0].is_null());
  CHECK(trace_of(given, wells.at("reporter_trace")[0]) == float32_bytes(report.curves[0].reporter));
  CHECK(trace_of(given, wells.at("delta_rn_trace")[0]) == float32_bytes(report.curves[0].delta_rn));
  CHECK(wells.at("reporter_trace")[1].is_null());
  CHECK(trace_of(given, wells.at("rn_trace")[1]) == float32_bytes(report.curves[1].rn));
}

TEST_CASE("192 curves of 96 duplexed wells take at most 300 KB, 768 of 384 wells at most 900 KB") {
  for (const Language language : {Language::En, Language::Zh}) {
    CHECK(write_review_page(full_plate({8, 12}), language).size() <= 300'000);
    CHECK(write_review_page(full_plate({16, 24}), language).size() <= 900'000);
  }
}

TEST_CASE("so do those of a text export, whose delta Rn is rounded to three decimals") {
  for (const auto& [plate, most] : {std::pair{Plate{8, 12}, 300'000U}, {Plate{16, 24}, 900'000U}}) {
    Report report = full_plate(plate);
    for (ReportCurve& curve : report.curves) {
      for (double& value : curve.delta_rn) {
        value = std::round(value * 1000) / 1000;
      }
    }
    const std::string page = write_review_page(report, Language::Zh);
    CHECK(page.size() <= most);
    CHECK(data_of(page).at("wells").at("delta_rn_trace")[0].is_null());
  }
}

TEST_CASE("the same report gives the same page") {
  CHECK(write_review_page(full_plate({8, 12}), Language::Zh) ==
        write_review_page(full_plate({8, 12}), Language::Zh));
}

TEST_CASE("a report without curves is refused") {
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  CHECK_THROWS_WITH_AS(
      write_review_page(report, Language::En),
      "example.eds: the record holds no curves, and the review page is there to show them; take json "
      "and csv alone (--formats json,csv), or call the run again without --no-curves",
      ReportError);
}

TEST_CASE("every word that the page uses comes with it, in its language") {
  const auto words = words_of_page(write_review_page(example_report(), Language::Zh));
  CHECK(words.at("state_late") == "偏晚");
  CHECK(words.at("state_missing") == "无结果");
  CHECK(words.at("role_positive_control") == "阳性对照");
  for (const PageLabel& label : page_labels) {
    CAPTURE(label.key);
    CHECK(words.at(std::string(label.key)) == std::string(label.words.zh));
  }
  const std::string script(review_page::sources::script);
  // t("key" with nothing of a longer name in front: a scan, because GCC 12 warns inside <regex> under
  // sanitizers.
  constexpr std::string_view call = "t(\"";
  std::set<std::string> used;
  for (std::size_t at = script.find(call); at != std::string::npos; at = script.find(call, at + 1)) {
    const char before = at == 0 ? ' ' : script[at - 1];
    const bool longer_name = std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '_';
    const std::size_t start = at + call.size();
    const std::size_t end = script.find('"', start);
    if (!longer_name && (script[end + 1] == ',' || script[end + 1] == ')')) {
      used.insert(script.substr(start, end - start));
    }
  }
  CHECK(used.size() > 30);
  for (const std::string& key : used) {
    CAPTURE(key);
    CHECK(words.contains(key));
  }
}
