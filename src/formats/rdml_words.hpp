// The words that RDML files of ours add to RDML's own, so that writer and reader mean the same.
#pragma once

#include <string_view>

namespace crossbreak {

/// <annotation><property>...</property><value>NAME</value></annotation> of a sample whose id is not its name.
inline constexpr std::string_view rdml_sample_name = "crossbreak sample";
/// <xRef><name>...</name><id>NAME</id></xRef> of a target whose id is not its name.
inline constexpr std::string_view rdml_target_name = "crossbreak target";
/// The dye of targets without one: a target needs a dye.
inline constexpr std::string_view rdml_no_dye = "not stated";
/// <excl> of a well that the run leaves out: RDML wants a reason.
inline constexpr std::string_view rdml_omitted = "omitted in the run";
/// In backgroundDeterminationMethod, in any case: the fluorescence is delta Rn. CFX Manager writes "Baseline
/// Subtracted Curve Fit"; StepOne Software's "Background Subtraction" is of Rn.
inline constexpr std::string_view rdml_baseline_subtracted = "baseline subtracted";
/// cqDetectionMethod.
inline constexpr std::string_view rdml_automatic = "automated threshold and baseline settings";
inline constexpr std::string_view rdml_manual = "manual threshold and baseline settings";
inline constexpr std::string_view rdml_second_derivative = "second derivative maximum";

}  // namespace crossbreak
