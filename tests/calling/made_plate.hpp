// Plates made by hand for the tests of calling: every curve has the verdict and Ct that the test asks for.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/panel.hpp"
#include "calling/call.hpp"
#include "calling/call_error.hpp"
#include "curves/curve.hpp"

namespace crossbreak::testing {

/// The four sets, ALB, and the usual control names; numbers as Rules and its neighbours default.
Panel made_panel();

/// What a curve says.
struct Signal {
  Amplified amplified = Amplified::No;
  std::optional<double> ct;
};
inline Signal yes(double ct) {
  return {Amplified::Yes, ct};
}
inline Signal yes_without_ct() {
  return {Amplified::Yes, std::nullopt};
}
inline Signal no() {
  return {Amplified::No, std::nullopt};
}
inline Signal no_but_crossing(double ct) {
  return {Amplified::No, ct};
}
inline Signal unclear(double ct) {
  return {Amplified::Unclear, ct};
}
inline Signal unclear() {
  return {Amplified::Unclear, std::nullopt};
}

/// A plate filled well by well, in any order; sorted() and input() bring its reactions in order.
class MadePlate {
 public:
  explicit MadePlate(const std::string& name = "plate.eds");

  /// One target in one well; the reaction and curve may be changed further.
  std::pair<Reaction&, Curve&> add(const std::string& well, const std::string& sample,
                                   const std::string& target, Signal signal,
                                   const std::string& reporter = "FAM");
  /// As above in the next free well, row by row on a plate of as many columns as it takes: the wells are
  /// not neighbours of one another.
  std::pair<Reaction&, Curve&> add(const std::string& sample, const std::string& target, Signal signal);
  /// All four sets negative but for those given, each in one well, and ALB at Ct 24.
  void add_patient(const std::string& sample, const std::vector<std::pair<std::string, Signal>>& sets = {});
  /// A well of a standard curve: task STANDARD, with its quantity.
  void add_standard(const std::string& sample, const std::string& target, double quantity);
  /// NTC negative and PC at Ct 26 in all four sets.
  void add_controls();

  AnalysedRun& analysed() { return analysed_; }
  Run& run() { return analysed_.run; }
  /// With the reactions row-major.
  const AnalysedRun& sorted();
  /// `roles`: what a plate map says of the sorted reactions; empty: no map. Throws CallError.
  CallInput input(const Panel& panel = made_panel(), const CallOptions& options = {},
                  std::vector<std::optional<SampleRole>> roles = {});

 private:
  std::pair<Reaction&, Curve&> add(Well well, const std::string& sample, const std::string& target,
                                   Signal signal, const std::string& reporter);
  AnalysedRun analysed_;
  int next_ = 0;
};

/// A plate with good controls.
MadePlate sound_plate(const std::string& name = "plate.eds");

/// The calls of one plate, or of several together.
Calls called(MadePlate& plate, const Panel& panel = made_panel(), const CallOptions& options = {});
Calls called(std::vector<MadePlate> plates, const Panel& panel = made_panel(),
             const CallOptions& options = {});

const PatientCall& patient(const Calls& calls, const std::string& sample, int repeat = 0);
const SetCall& set_of(const PatientCall& patient, const std::string& set);
const ControlCall& control(const Calls& calls, const std::string& sample, const std::string& set);
bool has_flag(const std::vector<Flag>& flags, Flag flag);
/// The first reason of that code; fails the test where there is none.
const Reason& reason(const std::vector<Reason>& reasons, ReasonCode code);
bool has_reason(const std::vector<Reason>& reasons, ReasonCode code);
/// Codes of the issues, in order.
std::vector<std::string> codes(const std::vector<Issue>& issues);

/// What the function throws as CallError; "nothing thrown" otherwise.
template <typename Function>
std::string refusal(Function function) {
  try {
    function();
  } catch (const CallError& error) {
    return error.what();
  }
  return "nothing thrown";
}

}  // namespace crossbreak::testing
