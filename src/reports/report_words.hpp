// The labels and symbols of reports, in both languages. Sentences come from the panel and from calling/.
#pragma once

#include <string>
#include <string_view>

#include "reports/report.hpp"

namespace crossbreak {

const std::string& in(Language language, const Words& words);

/// A label as it stands in a cell or heading: "Not detected".
Words label_of(PatientCallState call);
Words label_of(SetResult result);
Words label_of(WellState state);
Words label_of(SampleRole role);
Words label_of(ControlOutcome outcome);
Words label_of(RunStatus status);
Words label_of(Amplified amplified);
Words label_of(CtStatus status);
Words label_of(ThresholdSource source);
Words label_of(BaselineSource source);

/// Of SoftwareRules::ct and SoftwareRules::automatic.
Words label_of_ct_rule(const std::string& rule);
Words label_of_automatic_rule(const std::string& rule);

/// One character that says the state where colour does not: for sheets and pages, whose fonts have it.
std::string_view symbol_of(PatientCallState call);
std::string_view symbol_of(SetResult result);
std::string_view symbol_of(WellState state);
std::string_view symbol_of(ControlOutcome outcome);

/// The sample, with "(repeat 1)" behind it where it is one.
std::string patient_name(const PatientCall& patient, Language language);

/// "one; two", or "一；二".
std::string reasons_in_words(const std::vector<Reason>& reasons, Language language);

}  // namespace crossbreak
