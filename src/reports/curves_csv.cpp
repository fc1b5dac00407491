#include "reports/curves_csv.hpp"

#include <cassert>

#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "words/evidence.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

std::string number_cell(const std::optional<double>& number) {
  return number ? shortest_text(*number) : std::string();
}

template <class Enum>
std::string code_cell(const std::optional<Enum>& maybe) {
  return maybe ? std::string(code_of(*maybe)) : std::string();
}

std::string reasons_in_english(const Verdict& verdict) {
  return joined(verdict.reasons, "; ", [](const VerdictReason& reason) { return reason.words.en; });
}

std::vector<std::string> cells(const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  return {csv_cell(source_name(run)),
          reaction.well ? to_string(*reaction.well) : std::string(),
          csv_cell(reaction.sample),
          csv_cell(reaction.target),
          csv_cell(reaction.task),
          csv_cell(reaction.reporter),
          std::string(code_of(curve.verdict.amplified)),
          number_cell(curve.ct),
          number_cell(reaction.instrument.ct),
          number_cell(curve.threshold),
          code_cell(curve.threshold_source),
          curve.baseline ? std::to_string(curve.baseline->window.start) : std::string(),
          curve.baseline ? std::to_string(curve.baseline->window.end) : std::string(),
          code_cell(curve.baseline_source),
          number_cell(curve.ct_sdm),
          number_cell(curve.ct_cy0),
          number_cell(curve.efficiency),
          csv_cell(reasons_in_english(curve.verdict))};
}

template <class Enum>
void write_code(JsonText& json, std::string_view name, const std::optional<Enum>& maybe) {
  json.field(name, maybe ? std::optional(code_of(*maybe)) : std::nullopt);
}

void write_curve(JsonText& json, const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  json.begin_object();
  json.field("source", source_name(run));
  json.text_field("well", reaction.well ? to_string(*reaction.well) : std::string());
  json.text_field("sample", reaction.sample);
  json.text_field("target", reaction.target);
  json.text_field("task", reaction.task);
  json.text_field("reporter", reaction.reporter);
  json.field("amplified", code_of(curve.verdict.amplified));
  json.field("ct", curve.ct);
  json.field("ct_status", code_of(curve.ct_status));
  json.field("ct_instrument", reaction.instrument.ct);
  json.field("ct_instrument_status", instrument_code_of(reaction.instrument.ct_status));
  json.field("crt_instrument", reaction.instrument.crt);
  json.field("crt_instrument_status", instrument_code_of(reaction.instrument.crt_status));
  json.field("threshold", curve.threshold);
  write_code(json, "threshold_source", curve.threshold_source);
  json.field("baseline_start", curve.baseline ? std::optional(curve.baseline->window.start) : std::nullopt);
  json.field("baseline_end", curve.baseline ? std::optional(curve.baseline->window.end) : std::nullopt);
  write_code(json, "baseline_source", curve.baseline_source);
  write_code(json, "crosstalk", curve.crosstalk ? std::optional(curve.crosstalk->state) : std::nullopt);
  const Reaction* from = curve.crosstalk ? &run.reactions[curve.crosstalk->from] : nullptr;
  json.field("crosstalk_from",
             from ? std::optional(from->reporter.empty() ? from->target : from->reporter) : std::nullopt);
  json.field("crosstalk_share", curve.crosstalk ? std::optional(curve.crosstalk->share) : std::nullopt);
  json.field("crosstalk_lag", curve.crosstalk ? std::optional(curve.crosstalk->lag) : std::nullopt);
  json.field("ct_without_crosstalk", curve.ct_without_crosstalk);
  json.field("ct_sdm", curve.ct_sdm);
  json.field("ct_cy0", curve.ct_cy0);
  json.field("efficiency", curve.efficiency);
  json.key("reasons");
  json.begin_array();
  for (const VerdictReason& reason : curve.verdict.reasons) {
    json.begin_object(JsonText::Layout::OneLine);
    json.field("code", code_of(reason.code));
    json.field("en", reason.words.en);
    json.field("zh", reason.words.zh);
    json.end_object();
  }
  json.end_array();
  write_issues(json, curve.issues);
  json.end_object();
}

}  // namespace

std::string write_curves_csv(std::span<const AnalysedRun> runs) {
  std::string csv = std::string(curves_csv_header) + '\n';
  for (const AnalysedRun& analysed : runs) {
    for (const Curve& curve : analysed.curves) {
      assert(curve.reaction < analysed.run.reactions.size());
      csv += csv_line(cells(analysed.run, curve));
    }
  }
  return csv;
}

std::string write_curves_json(std::span<const AnalysedRun> runs) {
  JsonText json;
  json.begin_object();
  json.field("schema", curves_schema);
  json.key("runs");
  json.begin_array();
  for (const AnalysedRun& analysed : runs) {
    json.begin_object();
    json.key("inputs");
    json.begin_array();
    for (const InputFile& input : analysed.run.inputs) {
      json.begin_object(JsonText::Layout::OneLine);
      json.field("file", input.name);
      json.field("sha256", input.sha256);
      json.end_object();
    }
    json.end_array();
    write_issues(json, analysed.run.issues);
    json.end_object();
  }
  json.end_array();
  json.key("curves");
  json.begin_array();
  for (const AnalysedRun& analysed : runs) {
    for (const Curve& curve : analysed.curves) {
      assert(curve.reaction < analysed.run.reactions.size());
      write_curve(json, analysed.run, curve);
    }
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

}  // namespace crossbreak
