// The paper's cohort as plates: 142 adults, of whom 50 carry a deletion. In memory; files are made of it by
// simulated_files().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/plate_design.hpp"

namespace crossbreak {

/// How a 96-well plate is laid out: four sets and ALB per patient, three controls per plate.
enum class CohortLayout {
  DuplexedReference,  ///< (a) 4 sets x 2 replicates down a column, ALB in VIC in each well: 9 patients
  SingleDye,          ///< (b) 4 sets and ALB x 2: 6 patients
  SingleWells,        ///< (c) 4 sets and ALB, one well each: 16 patients
};

struct CohortOptions {
  CohortLayout layout = CohortLayout::DuplexedReference;
  double least_copies = 20;  ///< per reaction of a deleted set, drawn evenly on a logarithmic scale
  double most_copies = 20000;
  double odd_share = 0;  ///< of the patients: one well of theirs is odd
  std::vector<Oddity> oddities = {Oddity::Spike, Oddity::Step};  ///< each as likely
};

struct CohortPatient {
  std::string sample;
  std::vector<std::string> sets;  ///< truly deleted, in the order D4-7, D4-8, D2-7, D2-8; empty: none
  double least_copies = 0;        ///< mean copies of the weakest of these
  std::size_t plate = 0;          ///< index into Cohort::plates
  Oddity oddity = Oddity::None;   ///< of one of the patient's wells
};

struct Cohort {
  std::vector<PlateDesign> plates;
  std::vector<CohortPatient> patients;  ///< in the order of the plates
};

/// 22 D4-7, 10 D2-7, 3 D2-8, 2 D4-8, 13 mixed (two sets) and 92 without, in an order drawn by the seed, with
/// creeping baselines and Poisson noise; 142 different names. Every plate has NTC, NC (DNA, no deletion) and
/// PC (all sets). The same options and seed give the same cohort.
Cohort paper_cohort(const CohortOptions& options, std::uint64_t seed);

}  // namespace crossbreak
