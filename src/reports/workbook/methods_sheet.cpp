// Methods: where every number comes from, and what the test cannot see.
#include <map>
#include <tuple>

#include "curves/signal/issues.hpp"
#include "reports/well_list.hpp"
#include "reports/workbook/sheets.hpp"
#include "run/number_text.hpp"
#include "words/issues.hpp"

namespace crossbreak::workbook {
namespace {

constexpr double name_width = 34;
constexpr double text_width = 100;

/// Writes a name and what stands behind it, row by row.
class Pairs {
 public:
  Pairs(Sheet& sheet, const Layout& layout) : sheet_(&sheet), layout_(&layout) {}

  void heading(const Words& words) {
    ++row_;
    sheet_->text(row_++, 0, layout_->say(words), {.bold = true, .size = 12});
  }

  /// An empty text has no row: the file is silent.
  void line(const Words& name, std::string_view text) {
    if (!text.empty()) {
      sheet_->text(row_, 0, layout_->say(name), {.wrap = true, .ink = grey_ink});
      sheet_->text(row_, 1, text, {.wrap = true});
      sheet_->height(row_++, height_of({{layout_->say(name), name_width}, {std::string(text), text_width}}));
    }
  }

 private:
  Sheet* sheet_;
  const Layout* layout_;
  Row row_ = 0;
};

void write_identity(Pairs& pairs, const Words& name, const Identity& identity) {
  pairs.line(name, identity.id + (identity.version.empty() ? "" : ' ' + identity.version));
  pairs.line({"  SHA-256", "  SHA-256"}, identity.sha256);
}

void write_input(Pairs& pairs, const ReportInput& input, const Layout& layout) {
  pairs.line({"File", "文件"}, input.file);
  pairs.line({"  SHA-256", "  SHA-256"}, input.sha256);
  pairs.line({"  Layout", "  文件格式"}, input.format);
  pairs.line({"  Instrument", "  仪器"}, input.instrument);
  pairs.line({"  Software", "  软件"}, input.software);
  pairs.line({"  Run date", "  运行时间"}, input.run_date);
  pairs.line({"  Plate", "  孔板"},
             std::to_string(input.plate.rows) + " x " + std::to_string(input.plate.columns));
  pairs.line({"  Passive reference", "  参比染料"},
             input.passive_reference.empty() ? layout.say({"none", "无"}) : input.passive_reference);
  pairs.line({"  Operator", "  操作者"}, input.operator_name);
  pairs.line({"  Barcode", "  条码"}, input.barcode);
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
            : layout.say({"none", "无"});
    const std::string window =
        well.baseline
            ? text_of(*well.baseline) +
                  (well.baseline_source ? " (" + layout.say(words_of(*well.baseline_source)) + ")" : "")
            : layout.say({"none", "无"});
    wells[{well.input, well.set,
           layout.say({"threshold ", "阈值 "}) + threshold + layout.say({", window ", "，基线窗口 "}) +
               window}]
        .push_back(well.well);
  }
  for (const auto& [key, where] : wells) {
    const auto& [input, set, text] = key;
    const std::string name = report.inputs[input].file + "  " + set;
    pairs.line({name, name}, text + ": " + well_list(where));
  }
}

void write_issues(Pairs& pairs, const std::vector<Issue>& issues, const Layout& layout) {
  for (const Issue& issue : issues) {
    pairs.line(issue.severity == Severity::Warning ? Words{"Warning", "警告"} : Words{"Note", "提示"},
               issue.place + ": " + layout.say(issue.words));
  }
}

}  // namespace

void write_methods_sheet(Book& book, const Layout& layout) {
  const Report& report = *layout.report;
  Sheet& sheet = book.add_sheet(layout.say({"Methods", "方法"}));
  sheet.width(0, 0, name_width);
  sheet.width(1, 1, text_width);
  Pairs pairs(sheet, layout);

  pairs.heading({"What the test cannot see", "检测的局限"});
  pairs.line({"Limits", "局限"}, layout.say(report.limits));
  pairs.heading({"Rules", "规则"});
  pairs.line({"Program", "程序"}, report.tool.name + ' ' + report.tool.version);
  write_identity(pairs, {"Panel", "检测方案"}, report.panel);
  if (report.profile == Identity{}) {
    pairs.line({"Instrument profile", "仪器配置"},
               layout.say({"none describes this instrument", "无对应配置"}));
  } else {
    write_identity(pairs, {"Instrument profile", "仪器配置"}, report.profile);
  }
  pairs.line({"Positive below Ct", "阳性判断值：Ct低于"}, shortest_text(report.ct_cutoff));
  pairs.line({"Ct rule", "Ct规则"}, layout.say(report.ct_rule));
  pairs.line({"Automatic baseline and threshold", "自动基线与阈值"}, layout.say(report.automatic_rule));
  pairs.heading({"Inputs", "输入文件"});
  for (const ReportInput& input : report.inputs) {
    write_input(pairs, input, layout);
  }
  pairs.heading({"Thresholds and baseline windows used", "所用阈值与基线窗口"});
  write_settings(pairs, layout);
  pairs.heading({"Counts", "计数"});
  pairs.line({"Wells and targets, in and out", "孔/靶标（读入与列出）"},
             std::to_string(report.calls.wells.size()));
  pairs.line({"Patients", "患者"}, std::to_string(report.calls.patients.size()));
  pairs.line({"Controls", "对照"}, std::to_string(report.calls.controls.size()));
  if (!report.calls.issues.empty()) {
    pairs.heading({"Notes on the run", "运行提示"});
    write_issues(pairs, report.calls.issues, layout);
  }
  sheet.print_one_page_wide(std::nullopt, false);
}

}  // namespace crossbreak::workbook
