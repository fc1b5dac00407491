#include "reports/summary.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "record/record.hpp"
#include "reports/workbook/book.hpp"

namespace crossbreak {
namespace {

/// One call of a patient, with what decides which call is the latest.
struct DatedCall {
  std::optional<std::int64_t> run_seconds;  ///< of the latest of the patient's runs
  std::size_t record = 0;
  int repeat = 0;
  const PatientCall* patient = nullptr;
  RepeatedPatient::Call listed;
};

/// The date of the latest run that holds the patient's wells; of the record's runs where it has none.
std::string run_date_of(const PatientCall& patient, const Report& report) {
  std::string latest;
  const auto consider = [&](const ReportInput& input) {
    const auto seconds = workbook::utc_seconds(input.run_date);
    const auto latest_seconds = workbook::utc_seconds(latest);
    if (seconds && (!latest_seconds || *seconds > *latest_seconds)) {
      latest = input.run_date;
    }
  };
  for (const SetCall& set : patient.sets) {
    for (const std::size_t well : set.wells) {
      consider(report.inputs[report.calls.wells[well].input]);
    }
  }
  if (latest.empty()) {
    std::for_each(report.inputs.begin(), report.inputs.end(), consider);
  }
  return latest;
}

void check_same_panel(const Report& report, const Report& first, const std::string& file,
                      const std::string& first_file) {
  if (report.gene != first.gene || report.sets != first.sets) {
    throw ReportError(file + ": called with other primer sets than " + first_file +
                      ": their patients cannot be counted together");
  }
}

std::map<std::string, std::vector<DatedCall>> calls_by_sample(std::span<const SummaryInput> inputs) {
  std::map<std::string, std::vector<DatedCall>> calls;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Report& report = *inputs[i].report;
    check_same_panel(report, *inputs.front().report, inputs[i].file, inputs.front().file);
    for (const PatientCall& patient : report.calls.patients) {
      const std::string date = run_date_of(patient, report);
      calls[patient.sample].push_back({workbook::utc_seconds(date),
                                       i,
                                       patient.repeat,
                                       &patient,
                                       {inputs[i].file, date, patient.call, patient.deletions}});
    }
  }
  for (auto& [sample, of_sample] : calls) {
    // Where one date of this patient is missing, dates cannot order the calls: the order given does.
    const bool dated = std::all_of(of_sample.begin(), of_sample.end(),
                                   [](const DatedCall& call) { return call.run_seconds.has_value(); });
    std::stable_sort(of_sample.begin(), of_sample.end(), [dated](const DatedCall& a, const DatedCall& b) {
      const auto key = [dated](const DatedCall& call) {
        return std::tuple(dated ? *call.run_seconds : 0, call.record, call.repeat);
      };
      return key(a) < key(b);
    });
  }
  return calls;
}

}  // namespace

Proportion wilson_proportion(std::size_t count, std::size_t of) {
  Proportion proportion;
  proportion.count = count;
  proportion.of = of;
  if (of == 0) {
    return proportion;
  }
  constexpr double z = 1.959963984540054;  // 97.5 % quantile of the normal distribution
  const auto n = static_cast<double>(of);
  const double p = static_cast<double>(count) / n;
  // Wilson 1927, p. 209-212: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
  const double centre = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  proportion.share = p;
  // At the ends the formula is exactly 0 or 1, which rounding must not overstep.
  proportion.low = count == 0 ? 0 : std::max(0.0, (centre - half) / scale);
  proportion.high = count == of ? 1 : std::min(1.0, (centre + half) / scale);
  return proportion;
}

Summary summarise(std::span<const SummaryInput> inputs) {
  Summary summary;
  summary.records = inputs.size();
  for (const auto& [state, code] : codes_of(PatientCallState{})) {
    summary.states[state] = 0;
  }
  if (inputs.empty()) {
    return summary;
  }
  const Report& first = *inputs.front().report;
  summary.gene = first.gene;

  for (const SummaryInput& input : inputs) {
    const Words& limits = input.report->limits;
    if (!limits.en.empty() &&
        std::find(summary.limits.begin(), summary.limits.end(), limits) == summary.limits.end()) {
      summary.limits.push_back(limits);
    }
  }

  std::map<std::string, std::size_t> single;  // patients with this one deletion
  for (const auto& [sample, calls] : calls_by_sample(inputs)) {
    const PatientCall& latest = *calls.back().patient;
    ++summary.patients;
    ++summary.states[latest.call];
    if (latest.call == PatientCallState::Deletion && !latest.deletions.empty()) {
      ++single[latest.deletions.front()];
    }
    if (calls.size() > 1) {
      RepeatedPatient repeated{sample, {}};
      for (const DatedCall& call : calls) {
        repeated.calls.push_back(call.listed);
      }
      summary.repeated.push_back(std::move(repeated));
    }
  }

  const std::size_t mixed = summary.states[PatientCallState::Mixed];
  const std::size_t deleted = summary.states[PatientCallState::Deletion] + mixed;
  summary.deleted = wilson_proportion(deleted, deleted + summary.states[PatientCallState::NotDetected]);
  for (const ReportSet& set : first.sets) {
    summary.parts.emplace_back(set.name, wilson_proportion(single[set.name], deleted));
  }
  summary.parts.emplace_back("mixed", wilson_proportion(mixed, deleted));
  return summary;
}

}  // namespace crossbreak
