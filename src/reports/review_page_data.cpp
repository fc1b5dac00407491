#include "reports/review_page_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "calling/call.hpp"
#include "calling/codes.hpp"
#include "reports/base64.hpp"
#include "run/number_text.hpp"

namespace crossbreak {
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

Json optional_number(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

/// Whether drawing from `derived` shows what `given` holds: to the precision the page stores.
bool draws_alike(std::span<const double> derived, std::span<const double> given) {
  return std::ranges::equal(derived, given, [](double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-5 * std::max(1.0, std::abs(b));
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

class PageData {
 public:
  PageData(const Report& report, Language language) : report_(report), language_(language) {}

  Json wells();
  Json patients();
  Json controls();
  Json issues();
  Json flags();
  std::size_t text_of(const Words& words) { return texts_.place_of(in_language(words)); }
  const std::string& in_language(const Words& words) const {
    return language_ == Language::Zh ? words.zh : words.en;
  }
  const Json& texts() const { return texts_.list(); }
  Json traces() const { return traces_.json(); }

 private:
  Json trace(std::span<const double> values) {
    return values.empty() ? Json(nullptr) : Json(traces_.place_of(values));
  }
  Json reasons(const std::vector<Reason>& reasons) {
    Json list = Json::array();
    for (const Reason& reason : reasons) {
      list.push_back({reason.rule, text_of(reason.words)});
    }
    return list;
  }
  Json used_flags(const std::vector<std::string>& flags) {
    for (const std::string& flag : flags) {
      flag_codes_.try_emplace(flag, in_language(flag_words(flag)));
    }
    return flags;
  }
  /// As every report prints a Ct; the page never rounds one itself.
  Json ct(std::optional<double> value) const {
    return value ? Json(text_beside(*value, report_.ct_cutoff)) : Json(nullptr);
  }
  void add_curve(const ReportCurve& curve, Json& columns);
  Json set_call(const SetCall& set);

  const Report& report_;
  Language language_;
  StoredTexts texts_;
  StoredTraces traces_;
  std::map<std::string, std::string> flag_codes_;
};

void PageData::add_curve(const ReportCurve& curve, Json& columns) {
  const bool rn_derives = !curve.reporter.empty() && draws_alike(derived_rn(curve), curve.rn);
  columns["reporter_trace"].push_back(trace(curve.reporter));
  columns["passive_trace"].push_back(trace(curve.passive));
  columns["rn_trace"].push_back(rn_derives ? Json(nullptr) : trace(curve.rn));
  columns["delta_rn_trace"].push_back(
      draws_alike(derived_delta_rn(curve), curve.delta_rn) ? Json(nullptr) : trace(curve.delta_rn));
  // Order known to curves.js.
  std::array<double, 9> lines;
  lines.fill(absent);
  if (curve.baseline) {
    lines[0] = curve.baseline->intercept;
    lines[1] = curve.baseline->slope;
  }
  if (curve.fit) {
    const SigmoidParameters& fit = *curve.fit;
    const std::array parameters = {fit.lower, fit.drift,     fit.upper,      fit.midpoint,
                                   fit.width, fit.asymmetry, fit.residual_sd};
    std::ranges::copy(parameters, lines.begin() + 2);
  }
  columns["lines"].push_back(trace(lines));
  columns["ct_sdm"].push_back(ct(curve.ct_sdm));
  columns["ct_cy0"].push_back(ct(curve.ct_cy0));
}

Json PageData::wells() {
  Json columns = Json::object();
  for (std::size_t i = 0; i < report_.calls.wells.size(); ++i) {
    const WellCall& well = report_.calls.wells[i];
    columns["run"].push_back(well.run);
    columns["name"].push_back(to_string(well.well));
    columns["row"].push_back(well.well.row);
    columns["column"].push_back(well.well.column);
    columns["sample"].push_back(texts_.place_of(well.sample));
    columns["target"].push_back(texts_.place_of(well.target));
    columns["set"].push_back(well.set);
    columns["role"].push_back(code_of(well.role));
    columns["reporter"].push_back(well.reporter);
    columns["amplified"].push_back(code_of(well.amplified));
    columns["state"].push_back(code_of(well.state));
    columns["ct"].push_back(optional_number(well.ct));
    columns["ct_text"].push_back(ct(well.ct));
    columns["ct_status"].push_back(code_of(well.ct_status));
    columns["instrument_ct"].push_back(optional_number(well.ct_instrument));
    columns["instrument_ct_text"].push_back(ct(well.ct_instrument));
    columns["instrument_ct_status"].push_back(instrument_code_of(well.ct_instrument_status));
    columns["threshold"].push_back(optional_number(well.threshold));
    columns["threshold_text"].push_back(well.threshold ? Json(fmt::format("{:.4g}", *well.threshold))
                                                       : Json(nullptr));
    columns["threshold_source"].push_back(well.threshold_source ? Json(code_of(*well.threshold_source))
                                                                : Json(nullptr));
    columns["window"].push_back(well.baseline ? Json({well.baseline->start, well.baseline->end})
                                              : Json(nullptr));
    columns["baseline_source"].push_back(well.baseline_source ? Json(code_of(*well.baseline_source))
                                                              : Json(nullptr));
    columns["flags"].push_back(used_flags(well.flags));
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
  return columns;
}

Json PageData::set_call(const SetCall& set) {
  return {{"set", set.set},
          {"result", code_of(set.result)},
          {"ct_text", ct(set.ct_mean)},
          {"flags", used_flags(set.flags)},
          {"wells", set.wells},
          {"reasons", reasons(set.reasons)}};
}

Json PageData::patients() {
  Json list = Json::array();
  for (const PatientCall& patient : report_.calls.patients) {
    Json sets = Json::array();
    for (const SetCall& set : patient.sets) {
      sets.push_back(set_call(set));
    }
    list.push_back({{"sample", patient.sample},
                    {"call", code_of(patient.call)},
                    {"deletions", patient.deletions},
                    {"review", patient.review},
                    {"flags", used_flags(patient.flags)},
                    {"sets", std::move(sets)},
                    {"reference", patient.reference ? set_call(*patient.reference) : Json(nullptr)},
                    {"reasons", reasons(patient.reasons)},
                    {"text", text_of(patient.text)},
                    {"repeat", patient.repeat}});
  }
  return list;
}

Json PageData::controls() {
  Json list = Json::array();
  for (const ControlCall& control : report_.calls.controls) {
    list.push_back({{"run", control.run},
                    {"sample", control.sample},
                    {"role", code_of(control.role)},
                    {"set", control.set},
                    {"outcome", code_of(control.outcome)},
                    {"invalidates", control.invalidates},
                    {"ct_text", ct(control.ct_mean)},
                    {"wells", control.wells},
                    {"reasons", reasons(control.reasons)}});
  }
  return list;
}

Json PageData::issues() {
  Json list = Json::array();
  for (const Issue& issue : report_.calls.issues) {
    list.push_back(
        {{"severity", code_of(issue.severity)}, {"place", issue.place}, {"text", in_language(issue.words)}});
  }
  return list;
}

Json PageData::flags() {
  return flag_codes_;
}

Json identity(const Identity& identity) {
  return {{"id", identity.id}, {"version", identity.version}, {"sha256", identity.sha256}};
}

Json inputs(const Report& report) {
  Json list = Json::array();
  for (const ReportInput& input : report.inputs) {
    list.push_back({{"file", input.file},
                    {"sha256", input.sha256},
                    {"format", input.format},
                    {"instrument", input.instrument},
                    {"software", input.software},
                    {"run_date", input.run_date},
                    {"run", input.run},
                    {"rows", input.plate.rows},
                    {"columns", input.plate.columns},
                    {"passive_reference", input.passive_reference},
                    {"operator", input.operator_name},
                    {"barcode", input.barcode}});
  }
  return list;
}

}  // namespace

std::string review_page_data(const Report& report, Language language,
                             const std::map<std::string, std::string>& words,
                             const std::string& record_sha256) {
  PageData data(report, language);
  Json sets = Json::array();
  for (const ReportSet& set : report.sets) {
    sets.push_back({{"name", set.name}, {"exons", set.exons}});
  }
  Json page = {{"words", words},
               {"record_sha256", record_sha256},
               {"tool", {{"name", report.tool.name}, {"version", report.tool.version}}},
               {"inputs", inputs(report)},
               {"panel", identity(report.panel)},
               {"profile", identity(report.profile)},
               {"gene", report.gene},
               {"sets", std::move(sets)},
               {"reference", report.reference},
               {"ct_cutoff", report.ct_cutoff},
               {"ct_rule", data.in_language(report.ct_rule)},
               {"automatic_rule", data.in_language(report.automatic_rule)},
               {"limits", data.text_of(report.limits)},
               {"status", code_of(report.calls.status)},
               {"issues", data.issues()},
               {"patients", data.patients()},
               {"controls", data.controls()},
               {"wells", data.wells()}};
  page["flags"] = data.flags();
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

}  // namespace crossbreak
