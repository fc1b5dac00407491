#include "reports/conversion_losses.hpp"

#include <algorithm>
#include <set>

#include "reports/report_words.hpp"
#include "reports/well_list.hpp"
#include "words/joined.hpp"
#include "words/labels/convert.hpp"

namespace crossbreak {
namespace {

/// Whether a target of the well is read in the dye, or normalised by it.
bool is_used(const Run& run, const DyeTrace& trace) {
  return std::any_of(run.reactions.begin(), run.reactions.end(), [&](const Reaction& reaction) {
    return reaction.well == trace.well &&
           (reaction.reporter == trace.dye || run.passive_reference == trace.dye);
  });
}

void add_unused_dyes(const Run& run, std::vector<Words>& losses) {
  std::set<std::string> dyes;
  std::size_t traces = 0;
  for (const DyeTrace& trace : run.dyes)
    if (!is_used(run, trace)) {
      dyes.insert(trace.dye);
      ++traces;
    }
  if (traces > 0)
    losses.push_back(
        filled(loss_labels.dyes, field<"dyes">(joined(dyes)), field<"count">(std::to_string(traces))));
}

std::vector<Words> losses_of_both(const Run& run) {
  std::vector<Words> losses;
  if (!run.filters.empty())
    losses.push_back(filled(loss_labels.filters, field<"count">(std::to_string(run.filters.size()))));
  add_unused_dyes(run, losses);
  if (!run.melts.empty())
    losses.push_back(filled(loss_labels.melts, field<"count">(std::to_string(run.melts.size()))));
  if (!run.program.empty())
    losses.push_back(words_of(loss_labels.program));
  return losses;
}

}  // namespace

std::vector<Words> losses_of_tidy_csv(const Run& run) {
  return losses_of_both(run);
}

std::vector<Words> losses_of_asm(const Run& run) {
  std::vector<Words> losses = losses_of_both(run);
  if (!run.run_state.empty())
    losses.push_back(filled(loss_labels.state, field<"state">(run.run_state)));
  if (!run.run_ended.empty())
    losses.push_back(filled(loss_labels.ended, field<"time">(run.run_ended)));
  std::vector<Well> twice;
  std::size_t placeless = 0;
  for (const Reaction& reaction : run.reactions) {
    std::set<std::string> names;
    for (const QcFlag& flag : reaction.flags)
      if (!names.insert(flag.name).second && reaction.well)
        twice.push_back(*reaction.well);
    placeless += reaction.well ? 0U : 1U;
  }
  if (!twice.empty())
    losses.push_back(filled(loss_labels.flags, field<"wells">(well_list(twice))));
  if (placeless > 0)
    losses.push_back(filled(loss_labels.placeless, field<"count">(std::to_string(placeless))));
  return losses;
}

std::string losses_in_words(const std::string& file, const std::vector<Words>& losses, Language language) {
  if (losses.empty())
    return {};
  return in(language,
            filled(loss_labels.not_held, field<"file">(file), field<"losses">(joined_clauses(losses))));
}

}  // namespace crossbreak
