#include "record/record_reader.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "record/json_place.hpp"
#include "record/record.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

std::string text(const Place& place) {
  return place.text();
}
double number(const Place& place) {
  return place.number();
}
std::size_t count(const Place& place) {
  return place.count();
}

std::vector<std::string> texts(const Place& place) {
  return place.list(text);
}

Words words(const Place& place) {
  return {place.at("en").text(), place.at("zh").text()};
}

std::vector<double> readings(const Place& place) {
  return place.list([](const Place& element) { return element.reading(); });
}

Identity identity(const Place& place) {
  return {place.at("id").text(), place.at("version").text(), place.at("sha256").text()};
}

/// The code of a rule and one of its outcomes.
ReasonCode reason_code(const Place& place) {
  const Rule rule = place.at("rule").code<Rule>();
  const std::string outcome = place.at("outcome").text();
  std::string outcomes;
  for (const ReasonEntry& entry : reason_catalogue) {
    if (entry.rule != rule) {
      continue;
    }
    if (entry.outcome == outcome) {
      return entry.reason;
    }
    outcomes += (outcomes.empty() ? "" : ", ") + std::string(entry.outcome);
  }
  place.at("outcome").fail("expected one of " + outcomes + ", found '" + outcome + "'");
}

Reason reason(const Place& place) {
  return {reason_code(place), place.at("value").maybe(number), place.at("limit").maybe(number),
          words(place.at("words"))};
}

std::vector<Flag> flags(const Place& place) {
  return place.list([](const Place& element) { return element.code<Flag>(); });
}

std::vector<Reason> reasons(const Place& place) {
  return place.at("reasons").list(reason);
}

/// No block has more wells than A1 to P24.
Plate plate(const Place& place) {
  const Plate read = {place.at("rows").integer(), place.at("columns").integer()};
  if (read.rows < 1 || read.rows > 16 || read.columns < 1 || read.columns > 24) {
    place.fail("expected 1 to 16 rows and 1 to 24 columns, found " + std::to_string(read.rows) + " x " +
               std::to_string(read.columns));
  }
  return read;
}

ReportInput input(const Place& place) {
  ReportInput read;
  read.file = place.at("file").text();
  read.sha256 = place.at("sha256").text();
  read.format = place.at("format").text();
  read.instrument = place.at("instrument").text_or_absent();
  read.software = place.at("software").text_or_absent();
  read.run_date = place.at("run_date").text_or_absent();
  read.run = place.at("run").count();
  read.plate = plate(place.at("plate"));
  read.passive_reference = place.at("passive_reference").text_or_absent();
  read.operator_name = place.at("operator").text_or_absent();
  read.barcode = place.at("barcode").text_or_absent();
  return read;
}

Issue issue(const Place& place) {
  return {place.at("code").code<IssueCode>(), place.at("severity").code<Severity>(), place.at("place").text(),
          words(place.at("words"))};
}

/// Indices into `wells`, each checked against their number.
std::vector<std::size_t> well_indices(const Place& place, std::size_t wells) {
  return place.at("well_indices").list([wells](const Place& element) {
    const std::size_t index = element.count();
    if (index >= wells) {
      element.fail("expected an index below " + std::to_string(wells) + ", the number of wells, found " +
                   std::to_string(index));
    }
    return index;
  });
}

ControlCall control(const Place& place, std::size_t wells) {
  ControlCall read;
  read.run = place.at("run").count();
  read.sample = place.at("sample").text_or_absent();
  read.role = place.at("role").code<SampleRole>();
  read.set = place.at("set").text();
  read.outcome = place.at("outcome").code<ControlOutcome>();
  read.invalidates = place.at("invalidates").truth();
  read.ct_mean = place.at("ct_mean").maybe(number);
  read.wells = well_indices(place, wells);
  read.reasons = reasons(place);
  return read;
}

SetCall set_call(const Place& place, std::size_t wells) {
  SetCall read;
  read.set = place.at("set").text();
  read.result = place.at("result").code<SetResult>();
  read.ct_mean = place.at("ct_mean").maybe(number);
  read.flags = flags(place.at("flags"));
  read.wells = well_indices(place, wells);
  read.reasons = reasons(place);
  return read;
}

PatientCall patient(const Place& place, std::size_t wells) {
  const auto set = [wells](const Place& element) { return set_call(element, wells); };
  PatientCall read;
  read.sample = place.at("sample").text();
  read.repeat = place.at("repeat").integer();
  read.call = place.at("call").code<PatientCallState>();
  read.deletions = texts(place.at("deletions"));
  read.review = place.at("review").truth();
  read.flags = flags(place.at("flags"));
  read.sets = place.at("sets").list(set);
  read.reference = place.at("reference").maybe(set);
  read.reasons = reasons(place);
  read.text = words(place.at("text"));
  return read;
}

CtStatus instrument_status(const Place& place) {
  if (place.text() == instrument_code_of(CtStatus::Absent)) {
    return CtStatus::Absent;
  }
  const auto status = place.code<CtStatus>();
  if (status == CtStatus::Absent) {
    place.fail("expected one of value, undetermined, absent, found '" + place.text() + "'");
  }
  return status;
}

std::optional<BaselineWindow> window(const Place& place) {
  const auto start = place.at("baseline_start").maybe([](const Place& p) { return p.integer(); });
  const auto end = place.at("baseline_end").maybe([](const Place& p) { return p.integer(); });
  if (start.has_value() != end.has_value()) {
    place.fail("expected both of baseline_start and baseline_end, found one");
  }
  return start ? std::optional(BaselineWindow{*start, *end}) : std::nullopt;
}

WellCall well_call(const Place& place) {
  WellCall read;
  read.input = place.at("input").count();
  read.run = place.at("run").count();
  read.reaction = place.at("reaction").count();
  read.well = place.at("well").well();
  read.sample = place.at("sample").text_or_absent();
  read.target = place.at("target").text();
  read.set = place.at("set").text_or_absent();
  read.pair = place.at("pair").maybe(count);
  read.task = place.at("task").text_or_absent();
  read.role = place.at("role").code<SampleRole>();
  read.reporter = place.at("reporter").text_or_absent();
  read.quencher = place.at("quencher").text_or_absent();
  read.amplified = place.at("amplified").code<Amplified>();
  read.verdict_reasons = place.at("verdict_reasons").list([](const Place& p) {
    return VerdictReason{p.at("code").code<EvidenceCode>(), words(p.at("words"))};
  });
  read.state = place.at("state").code<WellState>();
  read.ct = place.at("ct").maybe(number);
  read.ct_status = place.at("ct_status").code<CtStatus>();
  read.ct_instrument = place.at("ct_instrument").maybe(number);
  read.ct_instrument_status = instrument_status(place.at("ct_instrument_status"));
  read.crossings = place.at("crossings").integer();
  read.ct_half_threshold = place.at("ct_half_threshold").maybe(number);
  read.ct_double_threshold = place.at("ct_double_threshold").maybe(number);
  read.threshold = place.at("threshold").maybe(number);
  read.threshold_source =
      place.at("threshold_source").maybe([](const Place& p) { return p.code<ThresholdSource>(); });
  read.baseline = window(place);
  read.baseline_source =
      place.at("baseline_source").maybe([](const Place& p) { return p.code<BaselineSource>(); });
  read.instrument_flags = place.at("instrument_flags").list([](const Place& p) {
    return QcFlag{p.at("name").text(), p.at("value").text()};
  });
  read.flags = flags(place.at("flags"));
  read.reasons = reasons(place);
  return read;
}

SigmoidParameters fit(const Place& place) {
  SigmoidParameters read;
  read.lower = place.at("lower").number();
  read.drift = place.at("drift").number();
  read.upper = place.at("upper").number();
  read.midpoint = place.at("midpoint").number();
  read.width = place.at("width").number();
  read.residual_sd = place.at("residual_sd").number();
  return read;
}

Baseline baseline(const Place& place) {
  return {{place.at("start").integer(), place.at("end").integer()},
          place.at("intercept").number(),
          place.at("slope").number()};
}

ReportCurve curve(const Place& place) {
  ReportCurve read;
  read.input = place.at("input").count();
  read.well = place.at("well").well();
  read.target = place.at("target").text();
  read.rn = readings(place.at("rn"));
  read.delta_rn = readings(place.at("delta_rn"));
  read.reporter = readings(place.at("reporter"));
  read.passive = readings(place.at("passive"));
  read.baseline = place.at("baseline").maybe(baseline);
  read.fit = place.at("fit").maybe(fit);
  read.ct_sdm = place.at("ct_sdm").maybe(number);
  read.ct_cy0 = place.at("ct_cy0").maybe(number);
  read.efficiency = place.at("efficiency").maybe(number);
  return read;
}

Calls calls(const Place& root, const std::vector<ReportInput>& inputs) {
  Calls read;
  read.status = root.at("run").at("status").code<RunStatus>();
  read.issues = root.at("run").at("issues").list(issue);
  read.wells = root.at("wells").list([&inputs](const Place& place) {
    WellCall well = well_call(place);
    if (well.input >= inputs.size()) {
      place.at("input").fail("expected an index below " + std::to_string(inputs.size()) +
                             ", the number of inputs, found " + std::to_string(well.input));
    }
    if (!inputs[well.input].plate.contains(well.well)) {
      place.at("well").fail("expected a well of its input's plate, found '" + to_string(well.well) + "'");
    }
    return well;
  });
  const std::size_t wells = read.wells.size();
  read.controls = root.at("controls").list([wells](const Place& p) { return control(p, wells); });
  read.patients = root.at("patients").list([wells](const Place& p) { return patient(p, wells); });
  return read;
}

/// A curve drawn for another well would contradict the call beside it.
void check_curves_belong(const Place& curves, const Report& report) {
  for (std::size_t i = 0; i < report.curves.size(); ++i) {
    const ReportCurve& curve = report.curves[i];
    const WellCall& well = report.calls.wells[i];
    if (curve.input != well.input || curve.well != well.well || curve.target != well.target) {
      curves.element(i).fail("expected the curve of well " + to_string(well.well) + ", target '" +
                             well.target + "', as /wells has it, found one of well " + to_string(curve.well) +
                             ", target '" + curve.target + "'");
    }
  }
}

nlohmann::json parsed(std::string_view name, std::string_view json) {
  try {
    return nlohmann::json::parse(json);
  } catch (const nlohmann::json::parse_error& error) {
    throw ReportError(std::string(name) +
                      ": expected the record of a call (RUN.calls.json), found no JSON: stopped at byte " +
                      std::to_string(error.byte));
  } catch (const nlohmann::json::out_of_range&) {
    throw ReportError(std::string(name) + ": no JSON that can be read: a number out of range");
  }
}

}  // namespace

Report read_record(std::string_view name, std::string_view json) {
  const nlohmann::json document = parsed(name, json);
  const Place root(name, document);
  if (const std::string schema = root.at("schema").text(); schema != record_schema) {
    root.at("schema").fail("expected '" + std::string(record_schema) + "', found '" + schema + "'");
  }
  Report report;
  report.tool = {root.at("tool").at("name").text(), root.at("tool").at("version").text()};
  report.inputs = root.at("inputs").list(input);
  const Place panel = root.at("panel");
  report.panel = identity(panel);
  report.gene = panel.at("gene").text();
  report.sets = panel.at("sets").list([](const Place& place) {
    return ReportSet{place.at("name").text(), place.at("exons").text()};
  });
  report.reference = panel.at("reference").text_or_absent();
  report.ct_cutoff = panel.at("ct_cutoff").number();
  report.profile = root.at("profile").maybe(identity).value_or(Identity{});
  report.ct_rule = words(root.at("rules").at("ct"));
  report.automatic_rule = words(root.at("rules").at("automatic"));
  report.limits = words(root.at("limits"));
  report.calls = calls(root, report.inputs);
  report.has_curves = root.has("curves");
  if (report.has_curves) {
    report.curves = root.at("curves").list(curve);
    if (report.curves.size() != report.calls.wells.size()) {
      root.at("curves").fail("expected one curve for each of the " +
                             std::to_string(report.calls.wells.size()) + " wells, found " +
                             std::to_string(report.curves.size()));
    }
    check_curves_belong(root.at("curves"), report);
  }
  return report;
}

}  // namespace crossbreak
