// The clinical side of the paper's cohort: 142 simulated patients whose characteristics have the counts of
// its Tables 1 and 2 and whose times are drawn with the hazard ratios of its Table 4. Whom the plates show
// deleted is cohort.hpp's.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace crossbreak {

/// Deleted without and with transplant, then the others likewise, as the paper's Table 2 has them.
inline constexpr std::size_t paper_groups = 4;
using GroupCounts = std::array<int, paper_groups>;

/// A characteristic that a patient has or has not. Its cells are words, or numbers on either side of a
/// cut-point: whole multiples of a unit, from `no_from` up to the last below `yes_from`, or from there to
/// `most`.
struct PaperCharacteristic {
  std::string_view column;  ///< of the clinical table
  GroupCounts with;         ///< patients who have it
  std::string_view yes = {};
  std::string_view no = {};
  int decimals = 0;  ///< of the number: the unit is their last place
  int no_from = 0;   ///< in units, > 0
  int yes_from = 0;
  int most = 0;
  bool is_number() const { return yes.empty(); }
};

/// Sex, WBC (10^9/L), LDH (U/L), CD20, MRD1 to MRD3 (%) and Ph, in the order of the paper's tables.
enum class PaperTrait { Male, Wbc, Ldh, Cd20, Mrd1, Mrd2, Mrd3, Ph };
std::span<const PaperCharacteristic> paper_characteristics();

/// Times are months since diagnosis, in tenths.
struct PaperPatient {
  std::size_t group = 0;    ///< as GroupCounts
  int age = 0;              ///< years
  std::vector<bool> has;    ///< one for each of paper_characteristics()
  std::vector<int> values;  ///< the same: in units; 0 where the cells are words
  bool remission = false;
  int remission_tenths = 0;  ///< where there is one
  int efs_tenths = 0;        ///< until no remission was reached, relapse, death, or the end of follow-up
  bool efs_event = false;
  bool relapse = false;
  int os_tenths = 0;  ///< until death or the end of follow-up
  bool death = false;

  bool deleted() const { return group < paper_groups / 2; }
  bool transplant() const { return group % 2 == 1; }
  bool died_in_remission() const { return remission && efs_event && !relapse; }
};

/// One patient for each of `deleted`, of whom 50 are and 92 are not. By design, not by chance: each group has
/// its number of patients, in each group each characteristic its count, which are a random draw of the
/// group; ages are drawn until mean and SD of each group and F between them are what the paper prints (F =
/// 1.654). Follow-up is 2 to 6 years. Times to EFS's event and to death have proportional hazards with the
/// ratios of Table 4 and a hazard that decays (Gompertz 1825, Philos. Trans. R. Soc. 115:513), and are joined
/// by Clayton's association (1978, Biometrika 65:141); whoever dies has had EFS's event by then. A group is
/// drawn again until its relapses and deaths are those of Table 2. Of its first events so many are "no
/// remission" as the table tells, so that EFS is what its definition says. All that is drawn again until each
/// 95 % interval of Table 4's two models, fitted to the tenths of months, covers the ratio it was drawn with.
/// It is therefore no example of what 142 patients show of a ratio by chance. The same seed gives the same
/// patients.
std::vector<PaperPatient> paper_patients(const std::vector<bool>& deleted, std::uint64_t seed);

}  // namespace crossbreak
