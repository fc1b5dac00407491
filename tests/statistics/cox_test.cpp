#include "statistics/cox.hpp"

#include <chrono>
#include <cmath>

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;
using doctest::Approx;
using tests::with_covariates;

namespace {

/// Patients with one event after the other, their covariates from a table.
std::vector<CoxPatient> patients_with(const std::vector<std::vector<double>>& covariates) {
  std::vector<CoxPatient> patients;
  for (std::size_t i = 0; i < covariates.size(); ++i)
    patients.push_back({{static_cast<double>(i + 1), true}, {covariates[i].begin(), covariates[i].end()}});
  return patients;
}

}  // namespace

TEST_CASE("a fit with Efron's ties is that of R's coxph") {
  const CoxFit fit = fit_cox(with_covariates());
  REQUIRE(fit.status == CoxStatus::Fitted);
  CHECK(fit.patients == 12);
  CHECK(fit.events == 8);
  CHECK(fit.left_out == 0);
  CHECK(fit.terms[0].coefficient == Approx(0.7959589255165367).epsilon(1e-11));
  CHECK(fit.terms[1].coefficient == Approx(0.0151992821229731).epsilon(1e-11));
  CHECK(fit.terms[0].standard_error == Approx(0.7504965287609058).epsilon(1e-11));
  CHECK(fit.terms[1].standard_error == Approx(0.0494961263829198).epsilon(1e-11));
  CHECK(fit.log_likelihood_without == Approx(-15.0174011960858849).epsilon(1e-12));
  CHECK(fit.log_likelihood == Approx(-14.4400102615086645).epsilon(1e-12));
  CHECK(fit.score.statistic == Approx(1.1823000567711985).epsilon(1e-11));
  CHECK(fit.wald.statistic == Approx(1.1303086913426585).epsilon(1e-11));
  CHECK(fit.likelihood_ratio.statistic ==
        Approx(2 * (15.0174011960858849 - 14.4400102615086645)).epsilon(1e-11));
  CHECK(fit.concordance.value().share == Approx(0.64));
  REQUIRE(fit.proportional);
  CHECK(fit.proportional->terms[0].statistic == Approx(0.122303764091743).epsilon(1e-10));
  CHECK(fit.proportional->terms[1].statistic == Approx(0.567386661031044).epsilon(1e-10));
  CHECK(fit.proportional->all.statistic == Approx(1.081382155789237).epsilon(1e-10));
  CHECK(fit.proportional->all.degrees_of_freedom == 2);
  CHECK(fit.proportional->all.p == Approx(0.582345667063573).epsilon(1e-10));
}

TEST_CASE("a fit with Breslow's ties is that of R's coxph") {
  const CoxFit fit = fit_cox(with_covariates(), {.ties = Ties::Breslow});
  REQUIRE(fit.status == CoxStatus::Fitted);
  CHECK(fit.terms[0].coefficient == Approx(0.7646904410261032).epsilon(1e-11));
  CHECK(fit.terms[1].standard_error == Approx(0.0492803386119736).epsilon(1e-11));
  CHECK(fit.log_likelihood == Approx(-14.7984368499048902).epsilon(1e-12));
  CHECK(fit.proportional.value().all.statistic == Approx(0.806064275450562).epsilon(1e-10));
}

TEST_CASE("nothing is said of the hazards' course where rounding alone would say it") {
  const std::vector<int> sexes = {1, 0, 1, 0, 1, 0, 0, 1, 1, 1};  // one of them from month 2 on
  const std::vector<double> ages = {30, 41, 25, 38, 52, 29, 33, 47, 36, 40};
  std::vector<CoxPatient> patients;
  for (std::size_t i = 0; i < ages.size(); ++i)
    patients.push_back({{i < 7 ? 1.0 : 2.0, i != 6 && i != 9}, {sexes[i], ages[i]}});
  for (const Ties ties : {Ties::Efron, Ties::Breslow}) {
    const CoxFit fit = fit_cox(patients, {.ties = ties});
    REQUIRE(fit.status == CoxStatus::Fitted);
    CHECK_FALSE(fit.proportional);  // R: the system is singular
  }
}

TEST_CASE("a term's hazard ratio, limits, z and p follow from its coefficient") {
  const CoxTerm term = fit_cox(with_covariates()).terms.at(0);
  CHECK(term.hazard_ratio == Approx(std::exp(0.7959589255165367)));
  CHECK(term.lower == Approx(std::exp(0.7959589255165367 - 1.959963984540054 * 0.7504965287609058)));
  CHECK(term.upper == Approx(std::exp(0.7959589255165367 + 1.959963984540054 * 0.7504965287609058)));
  CHECK(term.z == Approx(0.7959589255165367 / 0.7504965287609058));
  CHECK(term.p == Approx(0.28889).epsilon(1e-3));
}

TEST_CASE("a covariate's unit changes its coefficient and no test") {
  auto patients = with_covariates();
  for (CoxPatient& patient : patients)
    patient.covariates[1] = *patient.covariates[1] * 1e6 + 5e8;
  const CoxFit fit = fit_cox(patients);
  REQUIRE(fit.status == CoxStatus::Fitted);
  CHECK(fit.terms[1].coefficient == Approx(0.0151992821229731e-6).epsilon(1e-9));
  CHECK(fit.terms[1].z == Approx(0.0151992821229731 / 0.0494961263829198).epsilon(1e-9));
}

TEST_CASE("a patient who lacks a covariate is left out of the model and counted") {
  auto patients = with_covariates();
  patients.push_back({{2.5, true}, {1.0, std::nullopt}});
  patients.push_back({{0.5, true}, {std::nullopt, 30.0}});
  const CoxFit fit = fit_cox(patients);
  CHECK(fit.patients == 12);
  CHECK(fit.events == 8);
  CHECK(fit.left_out == 2);
  REQUIRE(fit.status == CoxStatus::Fitted);
  CHECK(fit.terms[0].coefficient == Approx(0.7959589255165367).epsilon(1e-11));
}

TEST_CASE("nobody, one patient and no event have no hazard ratio") {
  CHECK(fit_cox({}).status == CoxStatus::NoPatients);
  const std::vector<CoxPatient> lacking = {{{1, true}, {std::nullopt}}};
  CHECK(fit_cox(lacking).status == CoxStatus::NoPatients);
  CHECK(fit_cox(lacking).left_out == 1);
  CHECK(fit_cox(patients_with({{1}})).status == CoxStatus::Constant);
  const std::vector<CoxPatient> no_events = {{{1, false}, {1}}, {{2, false}, {0}}};
  CHECK(fit_cox(no_events).status == CoxStatus::NoEvents);
  const std::vector<CoxPatient> event_alone = {{{1, false}, {1}}, {{2, true}, {0}}};
  CHECK(fit_cox(event_alone).status == CoxStatus::NoEvents);
  CHECK(fit_cox(event_alone).terms.empty());
}

TEST_CASE("where all have the event, the model is fitted") {
  const CoxFit fit = fit_cox(patients_with({{1}, {0}, {1}, {1}, {0}, {0}}));
  CHECK(fit.status == CoxStatus::Fitted);
  CHECK(fit.events == 6);
}

TEST_CASE("a constant covariate is named") {
  const CoxFit fit = fit_cox(patients_with({{1, 7}, {0, 7}, {1, 7}, {0, 7}}));
  CHECK(fit.status == CoxStatus::Constant);
  CHECK(fit.concerned == std::vector<std::size_t>{1});
}

TEST_CASE("covariates that are sums of one another are named, and no other") {
  const CoxFit fit = fit_cox(
      patients_with({{1, 0, 1, 5}, {0, 1, 1, 3}, {1, 1, 2, 4}, {0, 0, 0, 1}, {1, 0, 1, 2}, {0, 1, 1, 6}}));
  CHECK(fit.status == CoxStatus::Dependent);
  CHECK(fit.concerned == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a covariate that tells who has the event next has no hazard ratio") {
  const std::vector<CoxPatient> patients = {{{1, true}, {1, 30}},  {{2, true}, {1, 45}},
                                            {{3, false}, {0, 28}}, {{4, false}, {0, 51}},
                                            {{5, false}, {1, 39}}, {{6, false}, {0, 33}}};
  const CoxFit fit = fit_cox(patients);
  CHECK(fit.status == CoxStatus::Separated);
  CHECK(fit.concerned == std::vector<std::size_t>{0});
  CHECK(fit.terms.empty());
}

TEST_CASE("a covariate that protects all who have it has no hazard ratio") {
  auto patients = with_covariates();
  for (CoxPatient& patient : patients)
    patient.covariates[0] = patient.follow_up.event ? 0 : 1;
  const CoxFit fit = fit_cox(patients);
  CHECK(fit.status == CoxStatus::Separated);
  CHECK(fit.concerned == std::vector<std::size_t>{0});
}

TEST_CASE("covariates that separate only together are named together") {
  // Their difference falls from event to event; neither does alone.
  const CoxFit fit =
      fit_cox(patients_with({{9, 1}, {5, -2}, {8, 2}, {3, -1}, {6, 3}, {1, 0}, {4, 5}, {2, 6}}));
  CHECK(fit.status == CoxStatus::Separated);
  CHECK(fit.concerned == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a large but finite hazard ratio is fitted") {
  // One patient of 400 contradicts.
  std::vector<CoxPatient> patients;
  for (int i = 0; i < 400; ++i)
    patients.push_back({{i + 1.0, true}, {i < 199 || i == 300 ? 1.0 : 0.0}});
  const CoxFit fit = fit_cox(patients);
  REQUIRE(fit.status == CoxStatus::Fitted);
  CHECK(fit.terms[0].hazard_ratio > 10);
  CHECK(std::isfinite(fit.terms[0].upper));
}

TEST_CASE("ten thousand patients with nine covariates are fitted within a second") {
  const std::vector<CoxPatient> patients = tests::many(10000, 9);
  const auto start = std::chrono::steady_clock::now();
  const CoxFit fit = fit_cox(patients);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  REQUIRE(fit.status == CoxStatus::Fitted);
  for (std::size_t j = 0; j < 9; ++j)
    CHECK(std::abs(fit.terms[j].coefficient - (j % 2 == 0 ? 0.4 : -0.3)) < 4 * fit.terms[j].standard_error);
  CHECK(taken.count() < 10);  // with sanitizers, on a busy machine; 0.1 without
}
