// The way from a call to a released result: what a reviewer does, why, and what becomes of it.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

/// Of a record.
enum class RecordStatus {
  Preliminary,  ///< as called
  Reviewed,     ///< everything in it is decided
  Final,        ///< signed by all who decided and by an approver
  Amended       ///< final, in place of an earlier final record
};

constexpr auto states_of(RecordStatus) {
  return std::to_array<StateEntry<RecordStatus>>(
      {{RecordStatus::Preliminary, "preliminary", {"preliminary", "初步结果，未经审核"}},
       {RecordStatus::Reviewed, "reviewed", {"reviewed, not yet signed", "已审核，尚未签署"}},
       {RecordStatus::Final, "final", {"final", "最终结果"}},
       {RecordStatus::Amended, "amended", {"amended", "更正结果"}}});
}

/// What an event of a review does to its subject.
enum class ReviewAction { Accept, Reject, Repeat, Override, Exclude, Comment, Withdraw };

constexpr auto states_of(ReviewAction) {
  return std::to_array<StateEntry<ReviewAction>>(
      {{ReviewAction::Accept, "accept", {"accepted", "同意"}},
       {ReviewAction::Reject, "reject", {"rejected: the result is withheld", "不予采纳，结果不发出"}},
       {ReviewAction::Repeat, "repeat", {"to be repeated", "需复检"}},
       {ReviewAction::Override, "override", {"overridden", "人工更改"}},
       {ReviewAction::Exclude, "exclude", {"excluded", "剔除"}},
       {ReviewAction::Comment, "comment", {"remark", "备注"}},
       {ReviewAction::Withdraw, "withdraw", {"withdrawn", "撤回"}}});
}

/// Accept, comment and withdraw need no code.
constexpr bool needs_code(ReviewAction action) {
  return action == ReviewAction::Reject || action == ReviewAction::Repeat ||
         action == ReviewAction::Override || action == ReviewAction::Exclude;
}

/// Why a reviewer decides otherwise than the record.
enum class DecisionCode {
  CurveArtifact,
  ContaminationSuspected,
  ControlFailed,
  SampleSwap,
  Pipetting,
  RepeatAgrees,
  ClinicalInformation,
  Other  ///< says it in words
};

constexpr auto states_of(DecisionCode) {
  return std::to_array<StateEntry<DecisionCode>>(
      {{DecisionCode::CurveArtifact, "curve_artifact", {"artefact of the curve", "曲线假象"}},
       {DecisionCode::ContaminationSuspected,
        "contamination_suspected",
        {"contamination suspected", "疑有污染"}},
       {DecisionCode::ControlFailed, "control_failed", {"a control failed", "对照不合格"}},
       {DecisionCode::SampleSwap, "sample_swap", {"samples swapped", "样本混淆"}},
       {DecisionCode::Pipetting, "pipetting", {"pipetting", "加样问题"}},
       {DecisionCode::RepeatAgrees, "repeat_agrees", {"a repeat agrees", "复检结果一致"}},
       {DecisionCode::ClinicalInformation, "clinical_information", {"clinical information", "临床信息"}},
       {DecisionCode::Other, "other", {"other", "其他"}}});
}

/// What leaves the laboratory of a patient or a control.
enum class ReleaseOutcome { Released, Withheld, RepeatRequested };

constexpr auto states_of(ReleaseOutcome) {
  return std::to_array<StateEntry<ReleaseOutcome>>(
      {{ReleaseOutcome::Released, "released", {"released", "已发出"}},
       {ReleaseOutcome::Withheld, "withheld", {"withheld", "不发出"}},
       {ReleaseOutcome::RepeatRequested, "repeat_requested", {"repeat requested", "已要求复检"}}});
}

enum class SignatureMeaning { Reviewed, Approved };

constexpr auto states_of(SignatureMeaning) {
  return std::to_array<StateEntry<SignatureMeaning>>(
      {{SignatureMeaning::Reviewed, "reviewed", {"reviewed", "审核"}},
       {SignatureMeaning::Approved, "approved", {"approved", "批准"}}});
}

}  // namespace crossbreak
