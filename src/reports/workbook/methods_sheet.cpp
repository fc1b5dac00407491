// Methods: where every number comes from, and what the test cannot see.
#include <map>
#include <tuple>

#include "curves/signal/issues.hpp"
#include "reports/metadata_words.hpp"
#include "reports/well_list.hpp"
#include "reports/workbook/sheets.hpp"
#include "run/number_text.hpp"
#include "words/issues.hpp"
#include "words/labels/common.hpp"
#include "words/labels/metadata.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double name_width = 34;
constexpr double text_width = 100;

/// Writes a name and what stands behind it, row by row.
class Pairs {
 public:
  Pairs(Sheet& sheet, const Layout& layout) : sheet_(&sheet), layout_(&layout) {}

  void heading(const Sentence& words) {
    ++row_;
    sheet_->text(row_++, 0, layout_->say(words), {.bold = true, .size = 12});
  }

  /// An empty text has no row: the file is silent.
  void line(const std::string& name, std::string_view text) {
    if (!text.empty()) {
      sheet_->text(row_, 0, name, {.wrap = true, .ink = grey_ink});
      sheet_->text(row_, 1, text, {.wrap = true});
      sheet_->height(row_++, height_of({{name, name_width}, {std::string(text), text_width}}));
    }
  }
  void line(const Sentence& name, std::string_view text) { line(layout_->say(name), text); }

  /// Of the line above.
  void detail(const std::string& name, std::string_view text) { line("  " + name, text); }
  void detail(const Sentence& name, std::string_view text) { detail(layout_->say(name), text); }

 private:
  Sheet* sheet_;
  const Layout* layout_;
  Row row_ = 0;
};

void write_identity(Pairs& pairs, const Sentence& name, const Identity& identity) {
  pairs.line(name, identity.id + (identity.version.empty() ? "" : ' ' + identity.version));
  pairs.detail("SHA-256", identity.sha256);
}

void write_input(Pairs& pairs, const ReportInput& input, const Layout& layout) {
  pairs.line(common_labels.file, input.file);
  pairs.detail("SHA-256", input.sha256);
  pairs.detail(methods_sheet_labels.layout, input.format);
  pairs.detail(methods_sheet_labels.instrument, input.instrument);
  pairs.detail(methods_sheet_labels.software, input.software);
  pairs.detail(methods_sheet_labels.run_date, input.run_date);
  pairs.detail(common_labels.plate,
               std::to_string(input.plate.rows) + " x " + std::to_string(input.plate.columns));
  pairs.detail(methods_sheet_labels.passive_reference,
               input.passive_reference.empty() ? layout.say(common_labels.none) : input.passive_reference);
  pairs.detail(common_labels.operator_name, input.operator_name);
  pairs.detail(common_labels.barcode, input.barcode);
}

/// Wells of one file and set that share threshold and window: one line.
void write_settings(Pairs& pairs, const Layout& layout) {
  const Report& report = *layout.report;
  std::map<std::tuple<std::size_t, std::string, std::string>, std::vector<Well>> wells;
  for (const WellCall& well : report.calls.wells) {
    const std::string threshold =
        well.threshold
            ? shortest_text(*well.threshold) +
                  (well.threshold_source ? " (" + layout.say(words_of(*well.threshold_source)) + ")" : "")
            : layout.say(common_labels.none);
    const std::string window =
        well.baseline
            ? text_of(*well.baseline) +
                  (well.baseline_source ? " (" + layout.say(words_of(*well.baseline_source)) + ")" : "")
            : layout.say(common_labels.none);
    wells[{well.input, well.set,
           layout.say(
               filled(methods_sheet_labels.setting, field<"threshold">(threshold), field<"window">(window)))}]
        .push_back(well.well);
  }
  for (const auto& [key, where] : wells) {
    const auto& [input, set, text] = key;
    const std::string name = report.inputs[input].file + "  " + set;
    pairs.line(name, text + ": " + well_list(where));
  }
}

void write_issues(Pairs& pairs, const std::vector<Issue>& issues, const Layout& layout) {
  for (const Issue& issue : issues) {
    pairs.line(layout.say(label_of(issue.severity)), issue.place + ": " + layout.say(issue.words));
  }
}

void write_lots(Pairs& pairs, const Sentence& kind, const std::vector<Lot>& lots, const Layout& layout) {
  for (const Lot& lot : lots)
    pairs.line(kind, layout.say(lot_in_words(lot)));
}

void write_metadata(Pairs& pairs, const RunMetadata& metadata, const Layout& layout) {
  pairs.heading(metadata_labels.heading);
  pairs.line(metadata_labels.extraction_batch, metadata.extraction_batch);
  write_lots(pairs, metadata_labels.reagent, metadata.reagents, layout);
  write_lots(pairs, metadata_labels.control, metadata.controls, layout);
  write_lots(pairs, metadata_labels.standard, metadata.standards, layout);
  for (const SampleMetadata& sample : metadata.samples) {
    pairs.line(wells_sheet_labels.sample, sample.sample);
    pairs.detail(metadata_labels.specimen, sample.specimen);
    pairs.detail(metadata_labels.collected, sample.collected);
    pairs.detail(metadata_labels.received, sample.received);
    pairs.detail(metadata_labels.order, sample.order);
    pairs.detail(metadata_labels.requester, sample.requester);
  }
}

}  // namespace

void write_methods_sheet(Book& book, const Layout& layout) {
  const Report& report = *layout.report;
  Sheet& sheet = book.add_sheet(layout.say(methods_sheet_labels.sheet));
  sheet.width(0, 0, name_width);
  sheet.width(1, 1, text_width);
  Pairs pairs(sheet, layout);

  pairs.heading(methods_sheet_labels.cannot_see);
  pairs.line(methods_sheet_labels.limits, layout.say(report.limits));
  pairs.heading(methods_sheet_labels.rules);
  pairs.line(common_labels.program, report.tool.name + ' ' + report.tool.version);
  write_identity(pairs, common_labels.panel, report.panel);
  if (report.profile == Identity{}) {
    pairs.line(common_labels.profile, layout.say(methods_sheet_labels.no_profile));
  } else {
    write_identity(pairs, common_labels.profile, report.profile);
  }
  pairs.line(methods_sheet_labels.ct_cutoff, shortest_text(report.ct_cutoff));
  pairs.line(common_labels.ct_rule, layout.say(report.ct_rule));
  pairs.line(common_labels.automatic_rule, layout.say(report.automatic_rule));
  pairs.heading(methods_sheet_labels.inputs);
  for (const ReportInput& input : report.inputs) {
    write_input(pairs, input, layout);
  }
  if (report.metadata)
    write_metadata(pairs, *report.metadata, layout);
  pairs.heading(methods_sheet_labels.settings);
  write_settings(pairs, layout);
  pairs.heading(methods_sheet_labels.counts);
  pairs.line(methods_sheet_labels.wells_in_and_out, std::to_string(report.calls.wells.size()));
  pairs.line(common_labels.patients, std::to_string(report.calls.patients.size()));
  pairs.line(common_labels.controls, std::to_string(report.calls.controls.size()));
  if (!report.calls.issues.empty()) {
    pairs.heading(common_labels.issues);
    write_issues(pairs, report.calls.issues, layout);
  }
  sheet.print_one_page_wide(std::nullopt, false);
}

}  // namespace crossbreak::workbook
