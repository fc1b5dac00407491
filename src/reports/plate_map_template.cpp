#include "reports/plate_map_template.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "formats/plate_map_titles.hpp"
#include "record/record.hpp"
#include "reports/plate_map_notes.hpp"
#include "reports/well_list.hpp"
#include "reports/workbook/book.hpp"
#include "words/labels/common.hpp"
#include "words/labels/convert.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak {
namespace {

using workbook::Column;
using workbook::Row;
using workbook::Sheet;
using workbook::Style;

constexpr Column well_column = 0;
constexpr Column sample_column = 1;
constexpr Column target_column = 2;
constexpr Column role_column = 3;
constexpr Column first_noted_column = 4;

struct TemplateRow {
  Well well;
  std::string sample;
  std::string target;
  std::optional<SampleRole> role;
};

NotedRow noted_row(const TemplateRow& row) {
  return {.well = row.well, .sample = row.sample, .target = row.target};
}

bool has_blanks_at_ends(const std::string& text) {
  return without_blanks(text).size() != text.size();
}

/// The rows, and the wells of which a plate map says less than the run.
struct Content {
  std::vector<TemplateRow> rows;
  std::vector<Well> unnamed;
  std::vector<Well> blanks;
  std::vector<Well> characters;
  std::size_t placeless = 0;
};

Content content_of(const Run& run, std::span<const AssignedRole> roles) {
  std::map<Well, std::size_t> targets;  // of each well
  for (const Reaction& reaction : run.reactions)
    if (reaction.well)
      ++targets[*reaction.well];
  Content content;
  std::set<std::pair<Well, std::string>> seen;
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const Reaction& reaction = run.reactions[i];
    if (!reaction.well) {
      ++content.placeless;
      continue;
    }
    const bool is_told_apart = !reaction.target.empty() || targets.at(*reaction.well) == 1;
    if (!is_told_apart || !seen.emplace(*reaction.well, reaction.target).second) {
      content.unnamed.push_back(*reaction.well);
      continue;
    }
    if (has_blanks_at_ends(reaction.sample) || has_blanks_at_ends(reaction.target))
      content.blanks.push_back(*reaction.well);
    if (!workbook::is_held_by_cell(reaction.sample) || !workbook::is_held_by_cell(reaction.target))
      content.characters.push_back(*reaction.well);
    const bool is_said = i < roles.size() && roles[i].source != RoleSource::Nothing;
    content.rows.push_back({.well = *reaction.well,
                            .sample = reaction.sample,
                            .target = reaction.target,
                            .role = is_said ? std::optional(roles[i].role) : std::nullopt});
  }
  if (run.reactions.empty()) {
    std::set<Well> wells;
    for (const DyeTrace& trace : run.dyes)
      wells.insert(trace.well);
    for (const Well well : wells)
      content.rows.push_back({.well = well, .sample = {}, .target = {}, .role = {}});
  }
  return content;
}

std::vector<std::string> targets_to_choose(const Run& run, const Panel* panel) {
  std::vector<std::string> targets;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(targets.begin(), targets.end(), name) == targets.end())
      targets.push_back(name);
  };
  for (const Reaction& reaction : run.reactions)
    add(reaction.target);
  if (panel) {
    for (const PrimerSet& set : panel->sets)
      add(set.name);
    if (panel->reference)
      add(panel->reference->target);
  }
  return targets;
}

std::vector<std::string> roles_to_choose(Language language) {
  std::vector<std::string> roles;
  for (const auto& [role, code] : codes_of(SampleRole{}))
    roles.push_back(in(language, words_of(role)));
  return roles;
}

Row write_list(Sheet& sheet, Column column, const std::vector<std::string>& texts) {
  Row row = 0;
  for (const std::string& text : texts)
    sheet.text(row++, column, text);
  return row;
}

}  // namespace

PlateMapTemplate write_plate_map_template(const Run& run, std::span<const AssignedRole> roles,
                                          const Panel* panel, const PlateMap& given, Language language) {
  const Content content = content_of(run, roles);
  if (content.rows.empty())
    throw ReportError(source_name(run) + ": no wells that a plate map could describe");
  const PlateMapTemplateLabels& labels = plate_map_template_labels;
  const auto say = [&](const Label& label) { return in(language, label); };
  workbook::Book book(in(language, filled(labels.title, field<"run">(source_name(run)))), run_date(run));
  Sheet& map = book.add_sheet(say(labels.sheet));
  Sheet& lists = book.add_sheet(say(labels.lists));

  const Style title{.bold = true, .border = true, .fill = 0xE8EEF4};
  // As text: a name such as 00123 that is typed over another stays what it is.
  const Style cell{.border = true, .number_format = "@"};
  // The reader knows them: they are among plate_map_titles.
  map.text(0, well_column, say(common_labels.well), title);
  map.text(0, sample_column, say(wells_sheet_labels.sample), title);
  map.text(0, target_column, say(common_labels.target), title);
  map.text(0, role_column, say(common_labels.role), title);
  Row row = 1;
  for (const TemplateRow& each : content.rows) {
    map.text(row, well_column, to_string(each.well), cell);
    map.text(row, sample_column, each.sample, cell);
    map.text(row, target_column, each.target, cell);
    map.text(row, role_column, each.role ? in(language, words_of(*each.role)) : std::string(), cell);
    ++row;
  }
  std::vector<NotedRow> noted;
  std::transform(content.rows.begin(), content.rows.end(), std::back_inserter(noted), noted_row);
  const std::vector<NotedColumn> notes = noted_columns(noted, given, language);
  auto last_column = static_cast<Column>(first_noted_column - 1);
  for (const NotedColumn& column : notes) {
    map.text(0, ++last_column, column.title, title);
    for (Row i = 1; i < row; ++i)
      map.text(i, last_column, column.cells[i - 1], cell);
  }
  map.width(well_column, well_column, 8);
  map.width(sample_column, role_column, 22);
  map.width(first_noted_column, last_column, 18);
  map.freeze(1, sample_column + 1);
  map.filter(0, row - 1, last_column);
  map.print_one_page_wide(0, true);

  if (const Row targets = write_list(lists, 0, targets_to_choose(run, panel)); targets > 0)
    map.offer(1, row - 1, target_column, lists, targets, 0);
  map.offer(1, row - 1, role_column, lists, write_list(lists, 1, roles_to_choose(language)), 1);
  lists.width(0, 1, 22);

  PlateMapTemplate made{.xlsx = book.finish(), .losses = {}};
  if (!content.unnamed.empty())
    made.losses.push_back(filled(loss_labels.unnamed, field<"wells">(well_list(content.unnamed))));
  if (!content.blanks.empty())
    made.losses.push_back(filled(loss_labels.blanks, field<"wells">(well_list(content.blanks))));
  if (!content.characters.empty())
    made.losses.push_back(filled(loss_labels.characters, field<"wells">(well_list(content.characters))));
  if (content.placeless > 0)
    made.losses.push_back(filled(loss_labels.placeless, field<"count">(std::to_string(content.placeless))));
  return made;
}

}  // namespace crossbreak
