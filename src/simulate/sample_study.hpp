// The paper's study as files: plates, clinical table and study file, such as crossbreak cohort reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "simulate/cohort.hpp"
#include "simulate/paper_patients.hpp"
#include "simulate/simulated_run.hpp"

namespace crossbreak {

/// One file of the study.
struct StudyFile {
  std::string path;  ///< below the study's folder, with '/': "plates/plate_01.eds"
  std::string bytes;
};

/// 24 plates of six patients (four sets and ALB in wells of their own, two replicates), `clinical.csv`,
/// `study.toml`, and `truth.csv`. Each file says that it is simulated. Of a deleted set there are at least
/// 200 copies, so that no call is in doubt. The same seed and layout give the same bytes.
std::vector<StudyFile> sample_study(std::uint64_t seed, const SimulatedLayout& layout);

/// A row for each patient, in the plates' order. Months have one decimal; yes is 1 and no is 0.
std::string clinical_csv(std::span<const CohortPatient> samples, std::span<const PaperPatient> patients);

/// "patient,plate" and the sets: mean copies per reaction, 0 where the set is not deleted.
std::string cohort_truth_csv(const Cohort& cohort);

/// What clinical_csv() writes, as a study file: the characteristics of Tables 1 and 2, the endpoints of
/// event-free, overall and disease-free survival and relapse, and the two models of Table 4.
std::string sample_study_toml();

}  // namespace crossbreak
