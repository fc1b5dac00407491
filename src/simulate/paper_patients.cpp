#include "simulate/paper_patients.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include <boost/math/tools/roots.hpp>

#include "ieee/elementary.hpp"
#include "simulate/random.hpp"
#include "statistics/analysis_of_variance.hpp"
#include "statistics/cox.hpp"

namespace crossbreak {
namespace {

// The paper's Table 2.
constexpr GroupCounts group_sizes{24, 26, 47, 45};
constexpr GroupCounts remissions{18, 17, 38, 36};
constexpr GroupCounts relapses{16, 8, 16, 14};
constexpr GroupCounts deaths{14, 7, 14, 10};
struct PrintedAge {
  double mean;
  double sd;
};
constexpr std::array<PrintedAge, paper_groups> printed_ages{
    {{32.3, 8.3}, {29.7, 6.3}, {33.2, 8.7}, {30.1, 7.9}}};
constexpr double printed_f = 1.654;
constexpr int youngest = 18;  // years; the paper says only that all are adults
constexpr int oldest = 65;

constexpr std::array<PaperCharacteristic, 8> characteristics{{
    {.column = "Sex", .with = {10, 16, 20, 27}, .yes = "male", .no = "female"},
    {.column = "WBC", .with = {14, 12, 14, 12}, .decimals = 1, .no_from = 8, .yes_from = 300, .most = 4000},
    {.column = "LDH", .with = {11, 9, 18, 17}, .decimals = 0, .no_from = 130, .yes_from = 600, .most = 4000},
    {.column = "CD20", .with = {9, 9, 14, 15}, .yes = "positive", .no = "negative"},
    {.column = "MRD1", .with = {12, 18, 13, 14}, .decimals = 2, .no_from = 1, .yes_from = 101, .most = 6000},
    {.column = "MRD2", .with = {7, 11, 9, 12}, .decimals = 3, .no_from = 1, .yes_from = 101, .most = 20000},
    {.column = "MRD3", .with = {7, 10, 11, 9}, .decimals = 4, .no_from = 1, .yes_from = 101, .most = 50000},
    {.column = "Ph", .with = {12, 14, 11, 9}, .yes = "positive", .no = "negative"},
}};

bool has(const PaperPatient& patient, PaperTrait trait) {
  return patient.has[static_cast<std::size_t>(trait)];
}

/// The paper's Table 4.
struct PaperHazard {
  bool (*holds)(const PaperPatient& patient);
  double efs;
  double os;
};
constexpr std::array<PaperHazard, 9> hazards{{
    {[](const PaperPatient& p) { return p.age > 35; }, 1.365, 1.875},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Wbc); }, 1.423, 1.268},
    {[](const PaperPatient& p) { return p.deleted(); }, 1.744, 2.036},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Cd20); }, 1.725, 1.325},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd1); }, 1.200, 0.971},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd2); }, 1.353, 1.403},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Mrd3); }, 1.718, 1.152},
    {[](const PaperPatient& p) { return has(p, PaperTrait::Ph); }, 1.127, 1.070},
    {[](const PaperPatient& p) { return p.transplant(); }, 0.637, 0.515},
}};

// Arbitrary, in months: how a cohort such as this is usually followed, and how leukaemia usually runs.
constexpr double first_months = 1;  // no event before the first course of treatment has ended
constexpr double efs_decay = 10;
constexpr double os_decay = 24;
constexpr double least_follow_up = 24;
constexpr double most_follow_up = 72;
constexpr double earliest_remission = 0.7;
constexpr double association = 3;  // Clayton's theta: Kendall's tau is theta / (theta + 2)

constexpr int most_draws_of_group = 20'000;

int total(const GroupCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0);
}

std::size_t below(RandomNumbers& random, std::size_t count) {
  return static_cast<std::size_t>(random.uniform() * static_cast<double>(count));
}

/// Fisher and Yates.
template <class Value>
void shuffle(std::vector<Value>& values, RandomNumbers& random) {
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[below(random, i)]);
}

double between(RandomNumbers& random, double least, double most) {
  return least + random.uniform() * (most - least);
}

/// Whole numbers from `least` to `most`, evenly on a logarithmic scale.
int log_uniform(RandomNumbers& random, int least, int most) {
  const double drawn = least * ieee::exp(random.uniform() * ieee::log((most + 1.0) / least));
  return std::clamp(static_cast<int>(drawn), least, most);
}

bool is_printed_as(double value, double printed, double place) {
  return std::abs(value - printed) < place / 2;
}

using Members = std::array<std::vector<std::size_t>, paper_groups>;  ///< of each group, indices of patients

Members members_of(const std::vector<PaperPatient>& patients) {
  Members members;
  for (std::size_t i = 0; i < patients.size(); ++i)
    members[patients[i].group].push_back(i);
  return members;
}

/// Each group's patients, a random draw of those who are deleted and of those who are not.
std::vector<PaperPatient> grouped_patients(const std::vector<bool>& deleted, RandomNumbers& random) {
  std::vector<std::size_t> of_deleted;
  std::vector<std::size_t> of_others;
  for (std::size_t group = 0; group < paper_groups; ++group) {
    std::vector<std::size_t>& groups = group < paper_groups / 2 ? of_deleted : of_others;
    groups.insert(groups.end(), static_cast<std::size_t>(group_sizes[group]), group);
  }
  shuffle(of_deleted, random);
  shuffle(of_others, random);
  std::vector<PaperPatient> patients(deleted.size());
  for (std::size_t i = 0; i < deleted.size(); ++i) {
    std::vector<std::size_t>& groups = deleted[i] ? of_deleted : of_others;
    assert(!groups.empty());
    patients[i].group = groups.back();
    groups.pop_back();
  }
  assert(of_deleted.empty() && of_others.empty());
  return patients;
}

/// Normal numbers, brought to the printed mean and SD and rounded to years, until those are still what is
/// printed and all are adults.
std::vector<double> ages_of_group(std::size_t group, RandomNumbers& random) {
  const PrintedAge& printed = printed_ages[group];
  std::vector<double> ages(static_cast<std::size_t>(group_sizes[group]));
  for (;;) {
    std::generate(ages.begin(), ages.end(), [&] { return random.normal(); });
    const GroupSummary drawn = summary_of(ages);
    for (double& age : ages)
      age = std::round(printed.mean + printed.sd * (age - drawn.mean) / drawn.sd);
    const GroupSummary rounded = summary_of(ages);
    const auto [least, most] = std::minmax_element(ages.begin(), ages.end());
    if (is_printed_as(rounded.mean, printed.mean, 0.1) && is_printed_as(rounded.sd, printed.sd, 0.1) &&
        *least >= youngest && *most <= oldest)
      return ages;
  }
}

void draw_ages(std::vector<PaperPatient>& patients, const Members& members, RandomNumbers& random) {
  std::array<std::vector<double>, paper_groups> ages;
  std::array<GroupSummary, paper_groups> summaries;
  const auto draw_group = [&](std::size_t group) {
    ages[group] = ages_of_group(group, random);
    summaries[group] = summary_of(ages[group]);
  };
  for (std::size_t group = 0; group < paper_groups; ++group)
    draw_group(group);
  for (std::size_t group = 0; !is_printed_as(one_way_anova(summaries).value().f, printed_f, 0.001);
       group = (group + 1) % paper_groups)
    draw_group(group);
  for (std::size_t group = 0; group < paper_groups; ++group)
    for (std::size_t i = 0; i < members[group].size(); ++i)
      patients[members[group][i]].age = static_cast<int>(ages[group][i]);
}

void draw_characteristics(std::vector<PaperPatient>& patients, const Members& members,
                          RandomNumbers& random) {
  for (PaperPatient& patient : patients) {
    patient.has.assign(characteristics.size(), false);
    patient.values.assign(characteristics.size(), 0);
  }
  for (std::size_t i = 0; i < characteristics.size(); ++i) {
    const PaperCharacteristic& characteristic = characteristics[i];
    for (std::size_t group = 0; group < paper_groups; ++group) {
      std::vector<std::size_t> order = members[group];
      shuffle(order, random);
      for (std::size_t j = 0; j < static_cast<std::size_t>(characteristic.with[group]); ++j)
        patients[order[j]].has[i] = true;
    }
    if (characteristic.is_number())
      for (PaperPatient& patient : patients)
        patient.values[i] = patient.has[i]
                                ? log_uniform(random, characteristic.yes_from, characteristic.most)
                                : log_uniform(random, characteristic.no_from, characteristic.yes_from - 1);
  }
}

/// Cumulative hazard scale * risk * (1 - exp(-(t - first_months) / decay)), none before first_months.
struct Course {
  double decay = 0;
  double scale = 0;
  std::vector<double> risks;  ///< of each patient

  double cumulative_hazard(std::size_t patient, double months) const {
    return scale * risks[patient] * (1 - ieee::exp(-(months - first_months) / decay));
  }
  /// When survival is what is given; infinite where it never falls so far.
  double months_at(std::size_t patient, double survival) const {
    const double share = -ieee::log(survival) / (scale * risks[patient]);
    return share < 1 ? first_months - decay * ieee::log1p(-share) : std::numeric_limits<double>::infinity();
  }
};

/// The scale is such that `events` are expected of all patients until the ends of their follow-up.
Course course_of(const std::vector<PaperPatient>& patients, const std::vector<double>& follow_up,
                 double PaperHazard::*ratio, double decay, int events) {
  Course course{.decay = decay, .scale = 1, .risks = {}};
  for (const PaperPatient& patient : patients) {
    double& risk = course.risks.emplace_back(1);
    for (const PaperHazard& hazard : hazards)
      risk *= hazard.holds(patient) ? hazard.*ratio : 1;
  }
  const auto excess = [&](double scale) {
    course.scale = scale;
    double expected = 0;
    for (std::size_t i = 0; i < patients.size(); ++i)
      expected -= ieee::expm1(-course.cumulative_hazard(i, follow_up[i]));
    return expected - events;
  };
  std::uintmax_t steps = 200;
  const auto [low, high] = boost::math::tools::bracket_and_solve_root(
      excess, 1.0, 2.0, true, boost::math::tools::eps_tolerance<double>(30), steps);
  course.scale = (low + high) / 2;
  return course;
}

/// Two survival probabilities, each even in (0, 1), that are joined: Clayton 1978, drawn as Nelsen 2006, An
/// Introduction to Copulas, exercise 4.13 has it.
std::array<double, 2> joined_survivals(RandomNumbers& random) {
  const double first = 1 - random.uniform();  // never 0
  const double other = 1 - random.uniform();
  const double second =
      ieee::pow(ieee::pow(first, -association) * (ieee::pow(other, -association / (1 + association)) - 1) + 1,
                -1 / association);
  return {first, second};
}

int tenths(double months) {
  return static_cast<int>(std::lround(10 * months));
}

struct Courses {
  Course efs;
  Course os;
};

/// Draws what happens to a group's patients; whether relapses and deaths are as many as the table tells.
bool draw_events_of_group(std::vector<PaperPatient>& patients, const std::vector<std::size_t>& members,
                          const std::vector<double>& follow_up, const Courses& courses,
                          RandomNumbers& random) {
  struct Event {
    double months;
    std::size_t patient;
    bool is_death;
  };
  std::vector<Event> events;
  int dead = 0;
  for (const std::size_t i : members) {
    PaperPatient& patient = patients[i];
    const auto [efs_survival, os_survival] = joined_survivals(random);
    const double death = courses.os.months_at(i, os_survival);
    const double event = std::min(courses.efs.months_at(i, efs_survival), death);
    patient.death = death <= follow_up[i];
    patient.os_tenths = tenths(std::min(death, follow_up[i]));
    patient.efs_event = event <= follow_up[i];
    patient.efs_tenths = tenths(std::min(event, follow_up[i]));
    patient.remission = true;
    patient.relapse = patient.efs_event && event < death;
    dead += patient.death;
    if (patient.efs_event)
      events.push_back({event, i, event == death});
  }
  const std::size_t group = patients[members.front()].group;
  const auto without = static_cast<std::size_t>(group_sizes[group] - remissions[group]);
  if (dead != deaths[group] || events.size() < without)
    return false;
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.months < b.months; });
  for (std::size_t i = 0; i < without; ++i) {
    patients[events[i].patient].remission = false;
    patients[events[i].patient].relapse = false;
  }
  return std::count_if(events.begin() + static_cast<std::ptrdiff_t>(without), events.end(),
                       [](const Event& event) { return !event.is_death; }) == relapses[group];
}

bool draw_events(std::vector<PaperPatient>& patients, const Members& members, RandomNumbers& random) {
  std::vector<double> follow_up(patients.size());
  std::generate(follow_up.begin(), follow_up.end(),
                [&] { return between(random, least_follow_up, most_follow_up); });
  const int without_remission = total(group_sizes) - total(remissions);
  const Courses courses{.efs = course_of(patients, follow_up, &PaperHazard::efs, efs_decay,
                                         without_remission + total(relapses)),
                        .os = course_of(patients, follow_up, &PaperHazard::os, os_decay, total(deaths))};
  for (const std::vector<std::size_t>& group : members) {
    int draws = 0;
    while (!draw_events_of_group(patients, group, follow_up, courses, random))
      if (++draws == most_draws_of_group)
        return false;
  }
  for (PaperPatient& patient : patients)
    if (patient.remission)
      patient.remission_tenths = tenths(between(random, earliest_remission, first_months));
  return true;
}

/// Whether each 95 % interval covers the ratio of its row.
bool covers(const std::vector<PaperPatient>& patients, double PaperHazard::*ratio, bool of_efs) {
  std::vector<CoxPatient> rows;
  for (const PaperPatient& patient : patients) {
    CoxPatient& row = rows.emplace_back();
    row.follow_up = of_efs ? FollowUp{patient.efs_tenths / 10.0, patient.efs_event}
                           : FollowUp{patient.os_tenths / 10.0, patient.death};
    for (const PaperHazard& hazard : hazards)
      row.covariates.emplace_back(hazard.holds(patient) ? 1 : 0);
  }
  const CoxFit fit = fit_cox(rows);
  if (fit.status != CoxStatus::Fitted)
    return false;
  for (std::size_t i = 0; i < hazards.size(); ++i)
    if (hazards[i].*ratio < fit.terms[i].lower || hazards[i].*ratio > fit.terms[i].upper)
      return false;
  return true;
}

}  // namespace

std::span<const PaperCharacteristic> paper_characteristics() {
  return characteristics;
}

std::vector<PaperPatient> paper_patients(const std::vector<bool>& deleted, std::uint64_t seed) {
  RandomNumbers random(derived_seed(seed, 0xC11C));  // apart from the plates' numbers
  std::vector<PaperPatient> patients = grouped_patients(deleted, random);
  const Members members = members_of(patients);
  draw_ages(patients, members, random);
  do
    draw_characteristics(patients, members, random);
  while (!draw_events(patients, members, random) || !covers(patients, &PaperHazard::efs, true) ||
         !covers(patients, &PaperHazard::os, false));
  return patients;
}

}  // namespace crossbreak
