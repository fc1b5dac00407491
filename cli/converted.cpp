#include "converted.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "assay/profile_reader.hpp"
#include "calling/assignment.hpp"
#include "calling/call_error.hpp"
#include "calling/plate_map_application.hpp"
#include "formats/v2_export.hpp"
#include "formats/v2_unread.hpp"
#include "pipeline/analyse.hpp"
#include "pipeline/call.hpp"
#include "pipeline/check_settings.hpp"
#include "reports/asm_time.hpp"
#include "reports/conversion_losses.hpp"
#include "reports/rdml_file.hpp"
#include "reports/report_words.hpp"
#include "reports/tidy_csv.hpp"
#include "words/joined.hpp"
#include "words/labels/convert.hpp"

namespace crossbreak::cli {
namespace {

/// Of an export of columns that no run has.
void add_unread_columns(const RunFiles& files, const RunSettings& settings, std::vector<Words>& losses) {
  const Format* format = files.sources.format;
  if (format == nullptr ||
      (format->name != v2_text.name && format->name != v2_xls.name && format->name != v2_xlsx.name))
    return;
  const std::vector<std::string> columns =
      unread_columns(files.sources.sources.front(),
                     {.vocabulary = vocabulary_of(settings.profiles), .encoding = settings.encoding});
  if (!columns.empty())
    losses.push_back(filled(loss_labels.columns, field<"columns">(joined(columns))));
}

void note_unused_offset(const Run& run, const std::optional<std::string>& offset, Converted& converted) {
  if (offset && time_with_offset(run_date(run), std::nullopt))
    converted.notes.push_back("--utc-offset " + *offset + ": not used, the time of the run, '" +
                              run_date(run) + "', has its own");
}

/// What the wells are taken for; nothing, with a note, where the run cannot be called.
std::vector<RdmlMeaning> meanings_for_rdml(const MappedRun& mapped, const CallSettings& settings,
                                           Converted& converted) {
  std::vector<RdmlMeaning> meanings;
  try {
    for (const Assignment& each : assign_run(mapped, settings.panel, settings.options).assignments)
      meanings.push_back(
          {.role = each.role, .is_reference = each.meaning.kind == TargetMeaning::Kind::Reference});
  } catch (const CallError& error) {
    converted.notes.push_back(std::string("types of samples by their tasks: ") + error.what());
  }
  return meanings;
}

}  // namespace

Converted as_tidy_csv(const RunFiles& files, const RunSettings& settings, const PlateMap& map) {
  ReadRun read = read_profiled_run(files, settings);
  MappedRun mapped = apply_plate_map(std::move(read.run), map);
  read.run = std::move(mapped.run);
  const Run* const runs[] = {&read.run};
  check_windows(settings, runs);
  check_targets(settings, runs);
  Converted converted{.bytes = {}, .losses = losses_of_tidy_csv(read.run), .notes = {}};
  add_unread_columns(files, settings, converted.losses);
  const auto roles = std::count_if(mapped.roles.begin(), mapped.roles.end(),
                                   [](const auto& role) { return role.has_value(); });
  if (roles > 0)
    converted.losses.push_back(filled(loss_labels.roles, field<"count">(std::to_string(roles))));
  converted.bytes = write_tidy_csv(analyse_run(std::move(read), settings));
  return converted;
}

Converted as_asm_json(const std::vector<RunFiles>& files, const CallSettings& settings,
                      const AsmRequest& request) {
  Converted converted;
  try {
    std::vector<PreparedRun> prepared = prepare_runs(files, settings);
    if (prepared.front().error)
      std::rethrow_exception(prepared.front().error);
    const Run run = prepared.front().assigned.run;  // its reactions are those of the calls
    const Report report = call_prepared(std::move(prepared), settings);
    converted.bytes = write_asm_json(run, &report, request);
    converted.losses = losses_of_asm(run);
    note_unused_offset(run, request.utc_offset, converted);
  } catch (const CallError& error) {
    ReadRun read = read_profiled_run(files.front(), settings.run);
    const Run run = apply_plate_map(std::move(read.run), settings.map).run;
    converted.bytes = write_asm_json(run, nullptr, request);
    converted.losses = losses_of_asm(run);
    note_unused_offset(run, request.utc_offset, converted);
    converted.notes.push_back(std::string("no calls: ") + error.what());
  }
  add_unread_columns(files.front(), settings.run, converted.losses);
  return converted;
}

Converted as_rdml(const RunFiles& files, const CallSettings& settings,
                  const std::optional<std::string>& offset) {
  ReadRun read = read_profiled_run(files, settings.run);
  MappedRun mapped = apply_plate_map(std::move(read.run), settings.map);
  const Run* const runs[] = {&mapped.run};
  check_windows(settings.run, runs);
  check_targets(settings, runs);
  check_roles(settings.options, runs);
  Converted converted;
  const std::vector<RdmlMeaning> meanings = meanings_for_rdml(mapped, settings, converted);
  read.run = std::move(mapped.run);
  const AnalysedRun analysed = analyse_run(std::move(read), settings.run);
  converted.losses = losses_of_rdml(analysed, meanings, offset);
  add_unread_columns(files, settings.run, converted.losses);
  note_unused_offset(analysed.run, offset, converted);
  converted.bytes = write_rdml_file(analysed, meanings, offset);
  return converted;
}

}  // namespace crossbreak::cli
