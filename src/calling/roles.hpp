// What a sample is on its plate: patient, standard or control.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "run/run.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// The names a plate map uses: unknown, standard, positive_control, negative_control, ntc.
std::vector<std::string> role_names();

/// The role of that name, ASCII case ignored; nothing for any other text.
std::optional<SampleRole> role_named(std::string_view name);

/// The role that the panel reserves the sample's name for; nothing where it is not reserved.
std::optional<SampleRole> reserved_role(const Panel& panel, std::string_view sample);

/// The panel's entry of a positive control by its sample name; null where it has none.
const PositiveControl* find_positive_control(const Panel& panel, std::string_view sample);

/// The role of one reaction: the plate map's word, else the task (NTC, STANDARD), else the reserved name,
/// else unknown.
SampleRole role_of(const Reaction& reaction, std::optional<SampleRole> mapped, const Panel& panel);

/// The roles of a run's reactions. `mapped` is empty or has one element per reaction.
/// Throws CallError where the task says NTC or STANDARD of a name reserved for another role, and where one
/// sample (folded_sample_name) has two roles.
std::vector<SampleRole> roles_of(const Run& run, std::span<const std::optional<SampleRole>> mapped,
                                 const Panel& panel);

}  // namespace crossbreak
