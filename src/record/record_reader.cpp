#include "record/record_reader.hpp"

#include <algorithm>
#include <concepts>
#include <functional>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "assay/panel.hpp"
#include "assay/printed_name.hpp"
#include "calling/rules.hpp"
#include "record/field_reader.hpp"
#include "record/fields.hpp"
#include "record/json_document.hpp"
#include "record/json_place.hpp"
#include "record/json_size.hpp"
#include "record/record.hpp"
#include "run/input_limits.hpp"
#include "run/utf8.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

/// No block has more wells than A1 to P24.
void complete(const Place& place, Plate& plate) {
  if (plate.rows < 1 || plate.rows > 16 || plate.columns < 1 || plate.columns > 24) {
    place.fail("expected 1 to 16 rows and 1 to 24 columns, found " + std::to_string(plate.rows) + " x " +
               std::to_string(plate.columns));
  }
}

/// No settings and no panel ask for fewer.
void complete(const Place& place, SigningPolicy& policy) {
  if (policy.signatures < fewest_signatures) {
    place.at("signatures")
        .fail("expected at least " + std::to_string(fewest_signatures) + " different people, found " +
              std::to_string(policy.signatures));
  }
}

/// The code of a rule and one of its outcomes.
void complete(const Place& place, Reason& reason) {
  const Rule rule = place.at("rule").code<Rule>();
  const std::string outcome = place.at("outcome").text();
  for (const ReasonEntry& entry : reason_catalogue) {
    if (entry.rule == rule && entry.outcome == outcome) {
      reason.code = entry.reason;
      return;
    }
  }
  std::string outcomes;
  for (const ReasonEntry& entry : reason_catalogue) {
    if (entry.rule == rule) {
      outcomes += (outcomes.empty() ? "" : ", ") + std::string(entry.outcome);
    }
  }
  place.at("outcome").fail("expected one of " + outcomes + ", found '" + outcome + "'");
}

/// Runs and plate maps have none that are longer.
void check_length_of_name(const Place& place, const char* field, const std::string& name) {
  if (name.size() > most_name_bytes) {
    place.at(field).fail("expected a name of at most " + std::to_string(most_name_bytes) + " bytes, found " +
                         std::to_string(name.size()));
  }
}

void complete(const Place& place, WellCall& well) {
  check_length_of_name(place, "sample", well.sample);
  check_length_of_name(place, "target", well.target);
  well.ct_instrument_status =
      static_cast<CtStatus>(value_at<InstrumentCtStatus>(place.at("ct_instrument_status")));
  const auto start = value_at<std::optional<int>>(place.at("baseline_start"));
  const auto end = value_at<std::optional<int>>(place.at("baseline_end"));
  if (start.has_value() != end.has_value()) {
    place.fail("expected both of baseline_start and baseline_end, found one");
  }
  well.baseline = start ? std::optional(BaselineWindow{*start, *end}) : std::nullopt;
}

void check_wells(const Place& wells, const Report& report) {
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& well = report.calls.wells[i];
    if (well.input >= report.inputs.size()) {
      wells.element(i).at("input").fail("expected an index below " + std::to_string(report.inputs.size()) +
                                        ", the number of inputs, found " + std::to_string(well.input));
    }
    if (!report.inputs[well.input].plate.contains(well.well)) {
      wells.element(i).at("well").fail("expected a well of its input's plate, found '" +
                                       to_string(well.well) + "'");
    }
  }
}

/// Of a control or a set: each of its indices against the number of wells.
void check_indices(const Place& call, const std::vector<std::size_t>& indices, std::size_t wells) {
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] >= wells) {
      call.at("well_indices")
          .element(i)
          .fail("expected an index below " + std::to_string(wells) + ", the number of wells, found " +
                std::to_string(indices[i]));
    }
  }
}

void check_all_indices(const Place& root, const Calls& calls) {
  const Place controls = root.at("controls");
  for (std::size_t i = 0; i < calls.controls.size(); ++i) {
    check_indices(controls.element(i), calls.controls[i].wells, calls.wells.size());
  }
  const Place patients = root.at("patients");
  for (std::size_t i = 0; i < calls.patients.size(); ++i) {
    const PatientCall& patient = calls.patients[i];
    const Place place = patients.element(i);
    const Place sets = place.at("sets");
    for (std::size_t set = 0; set < patient.sets.size(); ++set) {
      check_indices(sets.element(set), patient.sets[set].wells, calls.wells.size());
    }
    if (patient.reference) {
      check_indices(place.at("reference"), patient.reference->wells, calls.wells.size());
    }
  }
}

std::string list_or_none(const std::vector<std::string>& names) {
  return names.empty() ? "none" : quoted_list(names);
}

/// A curve drawn for another well would contradict the call beside it.
void check_curves_belong(const Place& curves, const Report& report) {
  if (report.curves.size() != report.calls.wells.size()) {
    curves.fail("expected one curve for each of the " + std::to_string(report.calls.wells.size()) +
                " wells, found " + std::to_string(report.curves.size()));
  }
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

/// A patient has one result for each of the panel's sets, in its order.
void check_sets(const Place& patient, const PatientCall& call, const std::vector<ReportSet>& sets) {
  const Place place = patient.at("sets");
  for (std::size_t i = 0; i < call.sets.size(); ++i) {
    const std::string& found = call.sets[i].set;
    if (i >= sets.size() || found != sets[i].name) {
      place.element(i).at("set").fail(
          "expected " +
          (i < sets.size() ? "'" + sets[i].name + "', as /panel/sets has it"
                           : "no more sets than the " + std::to_string(sets.size()) + " of /panel/sets") +
          ", found '" + found + "'");
    }
  }
  if (call.sets.size() < sets.size()) {
    place.fail("expected a result for each of the " + std::to_string(sets.size()) +
               " sets of /panel/sets, found " + std::to_string(call.sets.size()));
  }
}

/// A call that its own sets contradict was edited, or is of a damaged record: it is shown to nobody.
void check_patient(const Place& patient, const PatientCall& call, const std::vector<ReportSet>& sets) {
  check_sets(patient, call, sets);
  std::vector<NamedResult> results;
  for (const SetCall& set : call.sets) {
    results.push_back({set.set, set.result});
  }
  const PatientRuling ruling = rule_patient(results);
  if (call.deletions != ruling.deletions) {
    patient.at("deletions")
        .fail("expected the sets whose result is positive, " + list_or_none(ruling.deletions) + ", found " +
              list_or_none(call.deletions));
  }
  if (call.call != ruling.call) {
    patient.at("call").fail("expected '" + std::string(code_of(ruling.call)) +
                            "', which follows from the results of its sets by R10 and R11, found '" +
                            std::string(code_of(call.call)) + "'");
  }
  if (ruling.review && !call.review) {
    patient.at("review").fail(
        "expected true, as the results of its sets ask for by R10 and R11, found false");
  }
  for (const Flag flag : call.flags) {
    if (entry_of(flag).asks_review && !call.review) {
      patient.at("review").fail("expected true, as the flag '" + std::string(code_of(flag)) +
                                "' asks for, found false");
    }
  }
}

void check_calls_agree(const Place& root, const Report& report) {
  const Calls& calls = report.calls;
  const Place patients = root.at("patients");
  for (std::size_t i = 0; i < calls.patients.size(); ++i) {
    check_patient(patients.element(i), calls.patients[i], report.sets);
  }
  for (std::size_t i = 0; i < calls.controls.size(); ++i) {
    const std::string& set = calls.controls[i].set;
    if (set != report.reference && std::none_of(report.sets.begin(), report.sets.end(),
                                                [&](const ReportSet& known) { return known.name == set; })) {
      root.at("controls")
          .element(i)
          .at("set")
          .fail("expected a set of /panel/sets or the reference gene, found '" + set + "'");
    }
    if (calls.controls[i].invalidates && calls.status != RunStatus::Invalid) {
      root.at("run").at("status").fail(
          "expected '" + std::string(code_of(RunStatus::Invalid)) + "', since /controls/" +
          std::to_string(i) + " invalidates a set, found '" + std::string(code_of(calls.status)) + "'");
    }
  }
}

/// What a panel may call its sets and its reference gene, and nothing else: outputs hold no other names.
void check_names(const Place& panel, const Report& report) {
  const auto check = [](const Place& place, std::string_view name) {
    if (!is_printed_name(name)) {
      place.fail("expected a name as a panel may have it, of at most " + std::to_string(most_name_columns) +
                 " letters, without '\"', ';' and line breaks, found '" + printable(name) + "'");
    }
  };
  check(panel.at("gene"), report.gene);
  const Place sets = panel.at("sets");
  for (std::size_t i = 0; i < report.sets.size(); ++i) {
    const Place set = sets.element(i);
    check(set.at("name"), report.sets[i].name);
    if (report.sets[i].code) {
      check(set.at("code"), *report.sets[i].code);
    }
  }
  if (!report.reference.empty()) {
    check(panel.at("reference"), report.reference);
  }
}

void complete(const Place& root, Report& report) {
  check_names(root.at("panel"), report);
  report.profile = value_at<std::optional<Identity>>(root.at("profile")).value_or(Identity{});
  check_wells(root.at("wells"), report);
  check_all_indices(root, report.calls);
  check_calls_agree(root, report);
  if (report.has_curves) {
    check_curves_belong(root.at("curves"), report);
  }
}

JsonDocument parsed(std::string_view name, std::string_view json) {
  check_json_size(name, json);
  try {
    return JsonDocument(name, json);
  } catch (const nlohmann::json::parse_error& error) {
    throw ReportError(std::string(name) +
                      ": expected the record of a call (RUN.calls.json), found no JSON: stopped at byte " +
                      std::to_string(error.byte));
  } catch (const nlohmann::json::out_of_range&) {
    throw ReportError(std::string(name) + ": no JSON that can be read: a number out of range");
  }
}

}  // namespace

template <>
struct Completion<Plate> {
  static void of(const Place& place, Plate& plate) { complete(place, plate); }
};
template <>
struct Completion<SigningPolicy> {
  static void of(const Place& place, SigningPolicy& policy) { complete(place, policy); }
};
template <>
struct Completion<Reason> {
  static void of(const Place& place, Reason& reason) { complete(place, reason); }
};
template <>
struct Completion<WellCall> {
  static void of(const Place& place, WellCall& well) { complete(place, well); }
};
template <>
struct Completion<ControlCall> {
  static void of(const Place& place, ControlCall& control) {
    check_length_of_name(place, "sample", control.sample);
  }
};
template <>
struct Completion<PatientCall> {
  static void of(const Place& place, PatientCall& patient) {
    check_length_of_name(place, "sample", patient.sample);
  }
};
template <>
struct Completion<ReplacedCall> {
  static void of(const Place& place, ReplacedCall& call) {
    check_length_of_name(place, "sample", call.sample);
  }
};
template <>
struct Completion<SampleMetadata> {
  static void of(const Place& place, SampleMetadata& noted) {
    check_length_of_name(place, "sample", noted.sample);
  }
};
template <>
struct Completion<Report> {
  static void of(const Place& root, Report& report) { complete(root, report); }
};

void Completion<ReviewSubject>::of(const Place& place, ReviewSubject& subject) {
  const int kinds =
      int{subject.control.has_value()} + int{subject.sample.has_value()} + int{subject.well.has_value()};
  if (kinds > 1) {
    place.fail("expected one of control, sample and well, found several");
  }
  if (subject.control.has_value() != subject.set.has_value()) {
    place.fail("expected both of control and set, found one");
  }
  if (subject.sample.has_value() != subject.repeat.has_value()) {
    place.fail("expected both of sample and repeat, found one");
  }
  if (subject.role && subject.control != "") {
    place.fail("expected role only beside an empty control, found it elsewhere");
  }
  if (subject.target && !subject.well) {
    place.fail("expected target only beside a well, found it alone");
  }
  check_length_of_name(place, "control", subject.control.value_or(""));
  check_length_of_name(place, "sample", subject.sample.value_or(""));
  check_length_of_name(place, "target", subject.target.value_or(""));
}

Report read_record(std::string_view name, std::string_view json) {
  const JsonDocument document = parsed(name, json);
  const Place root(name, document);
  if (const std::string schema = root.at("schema").text(); schema != record_schema) {
    root.at("schema").fail("expected '" + std::string(record_schema) + "', found '" + schema + "'");
  }
  return value_at<Report>(root);
}

}  // namespace crossbreak
