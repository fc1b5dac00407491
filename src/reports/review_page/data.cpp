#include "reports/review_page/data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>

#include "record/field_writer.hpp"
#include "record/review_file.hpp"
#include "reports/asked_alike.hpp"
#include "reports/base64.hpp"
#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "reports/review_page/layout.hpp"
#include "reports/review_page/sources.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

namespace crossbreak::review_page {
namespace {

using Json = nlohmann::ordered_json;

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// Texts recur; each is written once and named by its place.
class StoredTexts {
 public:
  std::size_t place_of(const std::string& text) {
    const auto [found, is_new] = places_.try_emplace(text, list_.size());
    if (is_new) {
      list_.push_back(text);
    }
    return found->second;
  }
  const Json& list() const { return list_; }

 private:
  std::map<std::string, std::size_t> places_;
  Json list_ = Json::array();
};

/// Traces recur too, and are read faster as one string than as thousands: the values of all, one after the
/// other, and how many each has.
class StoredTraces {
 public:
  std::size_t place_of(std::span<const double> values) {
    std::string bytes = float32_bytes(values);
    const auto [found, is_new] = places_.try_emplace(bytes, lengths_.size());
    if (is_new) {
      bytes_ += bytes;
      lengths_.push_back(values.size());
    }
    return found->second;
  }
  Json json() const { return {{"lengths", lengths_}, {"values", base64(bytes_)}}; }

 private:
  std::map<std::string, std::size_t> places_;
  std::string bytes_;
  std::vector<std::size_t> lengths_;
};

/// Whether drawing from `derived` shows what `given` holds: where they differ, as text exports with their few
/// decimals do, it is by no more than the page's float32, or by a tenth of a pixel.
bool draws_alike(std::span<const double> derived, std::span<const double> given, double pixel) {
  return std::ranges::equal(derived, given, [&](double a, double b) {
    return (std::isnan(a) && std::isnan(b)) ||
           std::abs(a - b) <= std::max(1e-5 * std::max(1.0, std::abs(b)), pixel / 10);
  });
}

std::vector<double> derived_rn(const ReportCurve& curve) {
  std::vector<double> rn = curve.reporter;
  for (std::size_t i = 0; i < rn.size() && !curve.passive.empty(); ++i) {
    rn[i] /= i < curve.passive.size() ? curve.passive[i] : absent;
  }
  return rn;
}

std::vector<double> derived_delta_rn(const ReportCurve& curve) {
  if (!curve.baseline) {
    return {};
  }
  std::vector<double> delta_rn = curve.rn;
  for (std::size_t i = 0; i < delta_rn.size(); ++i) {
    delta_rn[i] -= curve.baseline->intercept + curve.baseline->slope * static_cast<double>(i + 1);
  }
  return delta_rn;
}

/// A column of few values: each once, and its place for every well.
class CodedColumn {
 public:
  void add(const Json& code) {
    const auto found = std::ranges::find(codes_, code);
    places_.push_back(found - codes_.begin());
    if (found == codes_.end()) {
      codes_.push_back(code);
    }
  }
  Json json() const { return {{"codes", codes_}, {"of", places_}}; }

 private:
  std::vector<Json> codes_;
  std::vector<std::ptrdiff_t> places_;
};

class PageData {
 public:
  explicit PageData(const PageContent& page) : page_(page), report_(page.report), pixel_(page.axis.pixel()) {}

  Json wells();
  Json crosstalk() const;
  Json subjects();
  Json next_steps();
  std::size_t text_of(const Words& words) { return texts_.place_of(in(page_.language, words)); }
  const Json& texts() const { return texts_.list(); }
  Json traces() const { return traces_.json(); }

 private:
  Json trace(std::span<const double> values) {
    return values.empty() ? Json(nullptr) : Json(traces_.place_of(values));
  }
  Json reasons(const std::vector<Reason>& reasons) {
    Json list = Json::array();
    for (const Reason& reason : reasons) {
      list.push_back({code_of(entry_of(reason.code).rule), text_of(reason.words)});
    }
    return list;
  }
  /// As every report prints a Ct; the page never rounds one itself.
  Json ct(const std::optional<double>& value) const {
    return value ? Json(page_.ct_text(value)) : Json(nullptr);
  }
  void add_curve(const ReportCurve& curve, Json& columns);
  void add_codes(const WellCall& well, const std::string& mark);
  Json set_of(const SubjectSet& set);

  const PageContent& page_;
  const Report& report_;
  double pixel_;  ///< of the delta Rn axis
  StoredTexts texts_;
  StoredTraces traces_;
  std::map<std::string, CodedColumn> codes_;
};

void PageData::add_curve(const ReportCurve& curve, Json& columns) {
  const bool rn_derives = !curve.reporter.empty() && draws_alike(derived_rn(curve), curve.rn, pixel_);
  columns["reporter_trace"].push_back(trace(curve.reporter));
  columns["passive_trace"].push_back(trace(curve.passive));
  columns["rn_trace"].push_back(rn_derives ? Json(nullptr) : trace(curve.rn));
  columns["delta_rn_trace"].push_back(
      draws_alike(derived_delta_rn(curve), curve.delta_rn, pixel_) ? Json(nullptr) : trace(curve.delta_rn));
  namespace place = layout::lines;
  std::array<double, place::count> lines;
  lines.fill(absent);
  if (curve.baseline) {
    lines[place::intercept] = curve.baseline->intercept;
    lines[place::slope] = curve.baseline->slope;
  }
  if (curve.fit) {
    lines[place::lower] = curve.fit->lower;
    lines[place::drift] = curve.fit->drift;
    lines[place::upper] = curve.fit->upper;
    lines[place::midpoint] = curve.fit->midpoint;
    lines[place::width] = curve.fit->width;
    lines[place::residual_sd] = curve.fit->residual_sd;
  }
  columns["lines"].push_back(trace(lines));
  columns["ct_sdm"].push_back(ct(curve.ct_sdm));
  columns["ct_cy0"].push_back(ct(curve.ct_cy0));
}

void PageData::add_codes(const WellCall& well, const std::string& mark) {
  const std::pair<const char*, std::string> codes[] = {
      {"sample", well.sample},
      {"target", well.target},
      {"set", well.set},
      {"role", std::string(code_of(well.role))},
      {"reporter", well.reporter},
      {"amplified", std::string(code_of(well.amplified))},
      {"state", std::string(code_of(well.state))},
      {"mark", mark},
      {"ct_status", std::string(code_of(well.ct_status))},
      {"instrument_ct_status", std::string(instrument_code_of(well.ct_instrument_status))},
      {"threshold_text", well.threshold ? fmt::format("{:.4g}", *well.threshold) : ""},
      {"threshold_source", well.threshold_source ? std::string(code_of(*well.threshold_source)) : ""},
      {"baseline_source", well.baseline_source ? std::string(code_of(*well.baseline_source)) : ""}};
  for (const auto& [column, code] : codes) {
    codes_[column].add(code);
  }
}

Json PageData::wells() {
  Json columns = Json::object();
  for (std::size_t i = 0; i < report_.calls.wells.size(); ++i) {
    const WellCall& well = report_.calls.wells[i];
    add_codes(well, page_.well_marks[i]);
    columns["run"].push_back(well.run);
    columns["name"].push_back(to_string(well.well));
    columns["ct_text"].push_back(ct(well.ct));
    columns["instrument_ct_text"].push_back(ct(well.ct_instrument));
    codes_["threshold"].add(well.threshold ? Json(*well.threshold) : Json(nullptr));
    columns["window"].push_back(well.baseline ? Json({well.baseline->start, well.baseline->end})
                                              : Json(nullptr));
    columns["flags"].push_back(codes_of(well.flags));
    Json& instrument_flags = columns["instrument_flags"].emplace_back(Json::array());
    for (const QcFlag& flag : well.instrument_flags) {
      instrument_flags.push_back(texts_.place_of(flag.name + " = " + flag.value));
    }
    columns["reasons"].push_back(reasons(well.reasons));
    Json& evidence = columns["evidence"].emplace_back(Json::array());
    for (const VerdictReason& reason : well.verdict_reasons) {
      evidence.push_back(text_of(reason.words));
    }
    add_curve(report_.curves[i], columns);
  }
  for (const auto& [column, codes] : codes_) {
    columns[column] = codes.json();
  }
  return columns;
}

/// By the index of the well, of those alone that show another dye.
Json PageData::crosstalk() const {
  Json shown = Json::object();
  const std::vector<WellCall>& wells = report_.calls.wells;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    if (!wells[i].crosstalk)
      continue;
    const auto other = std::find_if(wells.begin(), wells.end(), [&](const WellCall& one) {
      return one.run == wells[i].run && one.well == wells[i].well &&
             (one.reporter.empty() ? one.target : one.reporter) == wells[i].crosstalk_from;
    });
    if (other != wells.end())
      shown[std::to_string(i)] = {{"of", other - wells.begin()},
                                  {"share", wells[i].crosstalk_share.value_or(0)},
                                  {"lag", wells[i].crosstalk_lag.value_or(0)}};
  }
  return shown;
}

Json PageData::set_of(const SubjectSet& set) {
  Json entry = {{"set", set.set},
                {"state", set.state},
                {"flags", set.flags},
                {"wells", set.wells},
                {"reasons", reasons(set.reasons)}};
  if (set.ct_mean) {
    entry["ct_text"] = ct(set.ct_mean);
  }
  if (set.invalidates) {
    entry["invalidates"] = true;
  }
  if (set.computed) {
    entry["computed"] = *set.computed;
  }
  if (!set.next.empty()) {
    entry["next"] = texts_.place_of(set.next);
  }
  return entry;
}

Json PageData::subjects() {
  Json list = Json::array();
  for (const Subject& subject : page_.subjects) {
    Json sets = Json::array();
    for (const SubjectSet& set : subject.sets) {
      sets.push_back(set_of(set));
    }
    Json entry = {{"sample", subject.sample}, {"name", subject.name},   {"state", subject.state},
                  {"call", subject.call},     {"flags", subject.flags}, {"reasons", reasons(subject.reasons)},
                  {"sets", std::move(sets)}};
    if (subject.review) {
      entry["review"] = true;
    }
    if (!subject.next.empty()) {
      entry["next"] = texts_.place_of(subject.next);
    }
    if (subject.patient) {
      const PatientCall& patient = report_.calls.patients[*subject.patient];
      entry["patient"] = *subject.patient;
      entry["text"] = texts_.place_of(subject.text);
      entry["repeat"] = patient.repeat;
      entry["deletions"] = patient.deletions;
      if (patient.computed) {
        entry["computed"] = code_of(*patient.computed);
      }
    } else {
      entry["run"] = subject.run;
      entry["role"] = subject.role;
    }
    list.push_back(std::move(entry));
  }
  return list;
}

/// Of controls and patients, the place of each text and the subjects that it is asked for.
Json PageData::next_steps() {
  std::vector<Asked> steps;
  for (const bool controls : {true, false}) {
    for (std::size_t i = 0; i < page_.subjects.size(); ++i) {
      const Subject& subject = page_.subjects[i];
      if (subject.patient.has_value() == controls) {
        continue;
      }
      std::set<std::string> own = {""};
      if (own.insert(subject.next).second) {
        ask(steps, subject.next, i);
      }
      for (const SubjectSet& set : subject.sets) {
        if (own.insert(set.next).second) {
          ask(steps, set.next, i);
        }
      }
    }
  }
  Json list = Json::array();
  for (const Asked& step : steps) {
    list.push_back({texts_.place_of(step.what), step.of});
  }
  return list;
}
bool has_warnings(const Calls& calls) {
  return std::ranges::any_of(calls.issues,
                             [](const Issue& issue) { return issue.severity == Severity::Warning; });
}

/// As a review file has them.
Json events(const Release& release) {
  return Json::parse(written_fields(ReviewFile{.name = {}, .record_sha256 = {}, .events = release.events}))
      .at("events");
}

Json signatures(const Release& release) {
  Json list = Json::array();
  for (const Signature& signature : release.signatures) {
    list.push_back({{"by", signature.by}, {"at", signature.at}, {"meaning", code_of(signature.meaning)}});
  }
  return list;
}

Json inputs(const Report& report) {
  Json list = Json::array();
  for (const ReportInput& input : report.inputs) {
    list.push_back({{"file", input.file},
                    {"sha256", input.sha256},
                    {"run", input.run},
                    {"rows", input.plate.rows},
                    {"columns", input.plate.columns},
                    {"passive_reference", input.passive_reference}});
  }
  return list;
}

}  // namespace

std::string review_page_data(const PageContent& content, const PageRecord& record) {
  const Report& report = content.report;
  const Release& release = report.release;
  PageData data(content);
  Json sets = Json::array();
  for (const ReportSet& set : report.sets) {
    sets.push_back(set.name);
  }
  Json page = {{"marks", Json::parse(sources::marks)},
               {"flags", content.flags},
               {"record_sha256", record.sha256},
               {"called_sha256", release.of.empty() ? record.sha256 : release.of},
               {"record_kept", record.is_kept},
               {"status", code_of(release.status)},
               {"amends", is_released(release)},
               {"exclude_controls", release.policy.exclude_controls},
               {"warns", has_warnings(report.calls)},
               {"events", events(release)},
               {"signatures", signatures(release)},
               {"inputs", inputs(report)},
               {"sets", std::move(sets)},
               {"reference", report.reference},
               {"ct_cutoff", report.ct_cutoff},
               {"subjects", data.subjects()},
               {"next_steps", data.next_steps()},
               {"wells", data.wells()}};
  if (Json crosstalk = data.crosstalk(); !crosstalk.empty())
    page["crosstalk"] = std::move(crosstalk);
  page["texts"] = data.texts();
  page["traces"] = data.traces();
  // ASCII: a browser keeps such text in half the memory, and reads it faster.
  std::string text = page.dump(-1, ' ', true, Json::error_handler_t::replace);
  // Inside strings only, where \u003c means the same; a sample named </script> stays a name.
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    text.replace(at, 1, "\\u003c");
  }
  return text;
}

}  // namespace crossbreak::review_page
