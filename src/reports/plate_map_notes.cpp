#include "reports/plate_map_notes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "calling/sample_names.hpp"
#include "formats/plate_map_titles.hpp"
#include "words/labels/convert.hpp"
#include "words/labels/metadata.hpp"

namespace crossbreak {
namespace {

constexpr const PlateMapTemplateLabels& labels = plate_map_template_labels;

constexpr std::array<std::pair<std::string SampleMetadata::*, Label>, 5> columns_of_samples = {
    {{&SampleMetadata::specimen, labels.specimen},
     {&SampleMetadata::collected, metadata_labels.collected},
     {&SampleMetadata::received, metadata_labels.received},
     {&SampleMetadata::order, labels.order},
     {&SampleMetadata::requester, metadata_labels.requester}}};

/// What the plate map says of the row's well and target; null for nothing.
const PlateMapRow* row_given(const NotedRow& row, const PlateMap& given) {
  const auto found = std::find_if(given.rows.begin(), given.rows.end(), [&](const PlateMapRow& each) {
    return each.well == row.well && (each.target.empty() || each.target == row.target);
  });
  return found == given.rows.end() ? nullptr : &*found;
}

/// Lots of one kind and name, by row.
struct LotColumns {
  LotKind kind{};
  std::string name;
  bool is_general = false;  ///< of each control or standard, whatever its name
  NotedColumn lots;
  NotedColumn expiries;
};

class Lots {
 public:
  Lots(std::size_t rows, Language language) : rows_(rows), language_(language) {
    add(LotKind::Reagent, in(language, labels.reagent), false);
    add(LotKind::Control, in(language, metadata_labels.control), true);
    add(LotKind::Standard, in(language, metadata_labels.standard), true);
  }

  void take(std::size_t row, const std::string& sample, const PlateMapLot& given) {
    const auto place = std::find_if(columns_.begin(), columns_.end(), [&](const LotColumns& each) {
      return each.kind == given.kind && each.lots.cells[row].empty() && is_of(each, given.lot.name, sample);
    });
    LotColumns& columns = place == columns_.end() ? add(given.kind, given.lot.name, false) : *place;
    columns.lots.cells[row] = given.lot.lot;
    columns.expiries.cells[row] = given.lot.expiry;
  }

  std::vector<NotedColumn> result() && {
    std::vector<NotedColumn> all;
    for (LotColumns& columns : columns_) {
      all.push_back(std::move(columns.lots));
      all.push_back(std::move(columns.expiries));
    }
    return all;
  }

 private:
  LotColumns& add(LotKind kind, const std::string& name, bool is_general) {
    const auto name_field = field<"name">(name);
    const auto titled = [&](const Words& title) {
      return NotedColumn{.title = in(language_, title), .cells = std::vector<std::string>(rows_)};
    };
    return columns_.emplace_back(LotColumns{.kind = kind,
                                            .name = name,
                                            .is_general = is_general,
                                            .lots = titled(filled(labels.lot, name_field)),
                                            .expiries = titled(filled(labels.expiry, name_field))});
  }

  /// A lot in general has the name of the row's sample, or of none.
  bool is_of(const LotColumns& columns, const std::string& name, const std::string& sample) const {
    if (!columns.is_general)
      return folded_sample_name(columns.name) == folded_sample_name(name);
    const auto title = lot_titled(in(language_, filled(labels.lot, field<"name">(name))));
    return folded_sample_name(name) == folded_sample_name(sample) || (title && title->is_general);
  }

  std::size_t rows_;
  Language language_;
  std::vector<LotColumns> columns_;
};

}  // namespace

std::vector<NotedColumn> noted_columns(std::span<const NotedRow> rows, const PlateMap& given,
                                       Language language) {
  std::vector<const PlateMapRow*> said;
  for (const NotedRow& row : rows)
    said.push_back(row_given(row, given));
  std::vector<NotedColumn> columns;
  const auto add = [&](const Label& title, const auto& text_of) {
    NotedColumn& column = columns.emplace_back(NotedColumn{.title = in(language, title), .cells = {}});
    for (const PlateMapRow* row : said)
      column.cells.push_back(row != nullptr ? text_of(*row) : std::string());
  };
  for (const auto& [member, title] : columns_of_samples)
    add(title, [member = member](const PlateMapRow& row) { return row.noted.*member; });
  add(metadata_labels.extraction_batch, [](const PlateMapRow& row) { return row.extraction_batch; });
  Lots lots(rows.size(), language);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (said[i] != nullptr)
      for (const PlateMapLot& lot : said[i]->lots)
        lots.take(i, rows[i].sample, lot);
  for (NotedColumn& column : std::move(lots).result())
    columns.push_back(std::move(column));
  return columns;
}

}  // namespace crossbreak
