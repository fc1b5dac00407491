// R7 and R21: the reference gene of one test of a patient. It shows that there was DNA for the negatives of
// the test's sets, and stands beside a positive in its well unless that crowds it out.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "calling/rules.hpp"

namespace crossbreak {

struct GateFailure {
  Reason reason;
  std::optional<std::size_t> beside;  ///< the set's well that the reference stands in, where one is
};

/// R7 over the wells of one set of a patient.
struct Gate {
  bool assessed = false;
  bool blocks = false;  ///< a negative is invalid
  std::vector<GateFailure> failures;
  std::vector<std::size_t> heard;  ///< reference wells that should have spoken for the set
};

/// NTCs whose reference gene amplifies, by run.
using ReferenceNtcs = std::map<std::size_t, NtcAmplification>;

/// `reference` is everywhere the reference wells of the test at hand, on whichever plates.
class ReferenceGate {
 public:
  /// Refers to wells and panel.
  ReferenceGate(std::span<const WellCall> wells, const Panel& panel, ReferenceNtcs ntcs);

  /// R7 of the set whose wells are at `indices`, one at least. The reference in a well speaks for that well,
  /// that of the plate for those without, and where the plate has none, that of the other plates.
  Gate gate_of(std::span<const std::size_t> indices, std::span<const std::size_t> reference) const;

  /// The test's reference before any gate is heard.
  SetCall start(std::span<const std::size_t> reference) const;

  /// What the gate of `set` says of the test's reference, `call`, and of a positive.
  void hear(const Gate& gate, std::span<const std::size_t> reference, SetCall& set, SetCall& call) const;

  /// The test's reference when all gates are heard; nothing where it has no well and no gate asked for one.
  std::optional<SetCall> finished(SetCall call, std::span<const std::size_t> reference) const;

  /// R21: where the NTC's reference gene itself would pass R7, a patient's proves nothing: what rests on it,
  /// a negative, is looked at.
  void note_open(std::span<const std::size_t> reference, PatientCall& patient) const;

 private:
  std::vector<std::size_t> reference_for(std::size_t run, std::span<const std::size_t> reference) const;
  std::vector<WellEvidence> usable(std::span<const std::size_t> reference) const;
  ReferenceLimits limits_of(std::span<const std::size_t> reference) const;
  void hear_wells(std::span<const std::size_t> reference, std::optional<std::size_t> beside,
                  Gate& gate) const;
  std::optional<double> passing_ct(std::span<const std::size_t> reference) const;
  bool may_crowd_out(const WellCall& positive, std::optional<double> reference_ct) const;

  std::span<const WellCall> wells_;
  const Panel& panel_;
  ReferenceNtcs ntcs_;
  std::set<std::size_t> runs_with_reference_;
};

/// The reference wells by which a patient's gate failed: those that would fail it alone, else all of them.
void mark_failed_references(std::span<const PatientCall> patients, double max_ct, std::span<WellCall> wells);

}  // namespace crossbreak
