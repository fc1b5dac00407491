#include "record/record_agreement.hpp"

#include <algorithm>

#include "assay/printed_name.hpp"
#include "calling/rules.hpp"
#include "run/utf8.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

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

}  // namespace

void check_agreement(const Place& root, const Report& report) {
  check_names(root.at("panel"), report);
  check_wells(root.at("wells"), report);
  check_all_indices(root, report.calls);
  check_calls_agree(root, report);
  if (report.has_curves) {
    check_curves_belong(root.at("curves"), report);
  }
}

}  // namespace crossbreak
