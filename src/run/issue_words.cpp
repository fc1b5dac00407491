#include "run/issue_words.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace crossbreak {
namespace {

struct IssueWords {
  std::string_view entry;
  Issue::Severity severity;
  std::string_view en;
  std::string_view zh;
};

constexpr auto note = Issue::Severity::Note;
constexpr auto warning = Issue::Severity::Warning;

constexpr IssueWords issue_table[] = {
    // Text and numbers of a file
    {"encoding_guessed", warning,
     "The text is not Unicode and was read as {encoding}; if names look wrong, give the right one with "
     "--encoding.",
     "文本不是Unicode编码，已按{encoding}读取；如名称显示异常，请用--encoding指定正确的编码。"},
    {"decimal_comma", note, "Numbers have a decimal comma.", "数字以逗号作为小数点。"},
    {"thousands_separators", note, "Numbers have thousands separators: '{mark}'.",
     "数字含有千位分隔符“{mark}”。"},
    {"numbers_ambiguous", warning,
     "Every number in the file reads both with a decimal point and with a decimal comma; '.' was taken as "
     "the decimal mark and ',' as a thousands separator.",
     "文件中的数字无法区分小数点与小数逗号；已将“.”视为小数点，“,”视为千位分隔符。"},
    {"date_from_serial", note,
     "A spreadsheet has turned the end time into the number {number}, read as {date}; the zone is lost.",
     "电子表格软件已将结束时间变为数字{number}，按{date}读取；时区信息已丢失。"},
    {"date_cell_restored", note,
     "A spreadsheet has turned part of the run date into the number {number}; it was read as '{date}'.",
     "电子表格软件已将部分运行日期变为数字{number}；已按“{date}”读取。"},
    {"header_differs", warning,
     "{name} is '{here}' here and '{earlier}' in an earlier sheet; the earlier one was used.",
     "{name}在此处为“{here}”，在前面的工作表中为“{earlier}”；已采用前面工作表中的内容。"},
    // What a file says of its run
    {"software_from_layout", note,
     "The file does not name its software; the layout is that of SDS v1.x, whose Ct rule was used.",
     "文件未注明软件；其格式与SDS v1.x一致，已采用该软件的Ct规则。"},
    {"instrument_unknown", warning,
     "No profile describes {instrument}: Ct by the cubic rule, automatic windows and thresholds by our own "
     "rules.",
     "没有与{instrument}对应的仪器配置：Ct按三次插值规则计算，自动基线与阈值按本程序的规则确定。"},
    {"instrument_unknown.silent", note,
     "The file names no instrument: Ct by the cubic rule, automatic windows and thresholds by our own rules.",
     "文件未注明仪器：Ct按三次插值规则计算，自动基线与阈值按本程序的规则确定。"},
    {"software_implied", note,
     "The file names no software; {instrument} is how {software} names it: its rules are used.",
     "文件未注明软件；{instrument}是{software}的写法：已采用其规则。"},
    {"software_unknown", warning,
     "Profile '{profile}' does not know the software '{software}': Ct by the cubic rule, automatic windows "
     "and thresholds by our own rules.",
     "仪器配置“{profile}”中没有软件“{software}”：Ct按三次插值规则计算，自动基线与阈值按本程序的规则确定。"},
    {"software_unknown.silent", warning,
     "The file names no software of the {instrument}: Ct by the cubic rule, automatic windows and thresholds "
     "by our own rules.",
     "文件未注明{instrument}的软件：Ct按三次插值规则计算，自动基线与阈值按本程序的规则确定。"},
    {"run_state.not_stated", warning, "The file does not say whether the run was completed.",
     "文件未说明运行是否完成。"},
    {"run_state.not_complete", warning, "The run is not marked as completed: RunState is {state}.",
     "运行未标记为完成：RunState为{state}。"},
    {"run_state.not_started", warning,
     "The header says 'Not Started' for the end of the run, though data are present.",
     "文件头中的运行结束时间为“Not Started”，但文件含有数据。"},
    {"run_stopped_early", warning, "The program plans {planned} cycles, the file holds {cycles}.",
     "程序设定{planned}个循环，文件中只有{cycles}个循环。"},
    {"cycles_not_stated", note,
     "Without 'Amplification Data' all {cycles} reads count as cycles, melt reads among them if there are "
     "any.",
     "因缺少“Amplification Data”，全部{cycles}个读数均视为扩增循环，其中可能含有熔解读数。"},
    {"other_cycle_method", warning,
     "The instrument's software used the method '{method}' instead of Ct: its values are not compared with "
     "ours.",
     "仪器软件采用“{method}”法而非Ct法：其数值不与本程序的Ct比较。"},
    {"passive_reference_not_stated", warning, "The file does not say which dye is the passive reference.",
     "文件未说明参比染料。"},
    {"passive_reference_not_stated.dyes", warning,
     "The file does not say which dye is the passive reference: the reporter is taken as it is.",
     "文件未说明参比染料：报告染料信号未经归一化。"},
    // Which wells have what
    {"samples_missing", warning,
     "This is a Delta Rn export without samples; export Results from the SDS software too and give both "
     "files.",
     "此文件为不含样本信息的Delta Rn导出文件；请在SDS软件中同时导出Results，并提供这两个文件。"},
    {"sample_without_target", warning, "Wells with a sample but no target are left out: {wells}.",
     "有样本而无靶标的孔不计入：{wells}。"},
    {"sample_name_differs", warning,
     "The results call the sample '{found}', the plate setup '{sample}'; the plate setup counts.",
     "结果中的样本名为“{found}”，孔板设置中为“{sample}”；以孔板设置为准。"},
    {"well_without_detector", warning,
     "{well} holds the sample '{sample}' and no detector: nothing was measured.",
     "{well}孔有样本“{sample}”而未设检测项目（Detector）：该孔未检测。"},
    {"target_not_in_setup", warning,
     "'{target}' has a result, but 'Sample Setup' does not have it in this well.",
     "“{target}”有结果，但“Sample Setup”（样本设置）中该孔没有此靶标。"},
    {"target_without_signal", warning, "Wells with a target but no signal: {wells}.",
     "有靶标而无信号的孔：{wells}。"},
    {"signal_without_target", warning, "Wells with signals but no target are left out: {wells}.",
     "有信号而无靶标的孔不计入：{wells}。"},
    {"signal_without_target.curve", warning,
     "Wells with curves of a target that the plate does not have there are left out: {wells}.",
     "以下孔的曲线所属靶标不在孔板设置中，不计入：{wells}。"},
    {"result_without_target", warning,
     "The file holds a result for '{target}', which its plate setup does not have in this well; it is left "
     "out.",
     "文件含有“{target}”的结果，但孔板设置中该孔没有此靶标；该结果不计入。"},
    {"result_without_target.wells", warning, "Wells with a Ct but no target are left out: {wells}.",
     "有Ct而无靶标的孔不计入：{wells}。"},
    {"result_curves_left_out", warning,
     "The software's Rn curves do not have {cycles} cycles and are left out: {wells}.",
     "仪器软件的Rn曲线不足或超过{cycles}个循环，不计入：{wells}。"},
    {"sample_name_is_number", warning,
     "The sample name {sample} is a number in this workbook: a spreadsheet may have dropped zeros or made it "
     "of a name such as '1-2' or '3E5'. Wells: {wells}.",
     "样本名{sample}在此工作簿中为数字：电子表格软件可能已去掉前导零，或由“1-2”、“3E5”一类的名称变来。孔：{"
     "wells}。"},
    {"task_differs", warning,
     "'Results' calls the task of '{target}' '{found}', 'Sample Setup' '{task}'; 'Sample Setup' counts.",
     "“Results”中“{target}”的任务为“{found}”，“Sample Setup”（样本设置）中为“{task}”；以后者为准。"},
    {"results_reporter_differs", warning,
     "'Results' calls the reporter of '{target}' '{found}', 'Sample Setup' '{reporter}'; 'Sample Setup' "
     "counts.",
     "“Results”中“{target}”的报告染料为“{found}”，“Sample Setup”（样本设置）中为“{reporter}”；以后者为准。"},
    {"result_missing", warning, "Wells with a target that 'Results' does not have: {wells}.",
     "有靶标而“Results”中没有其结果的孔：{wells}。"},
    {"ct_not_understood", warning, "The Ct '{found}' is no cycle and is not compared: {wells}.",
     "Ct“{found}”不是循环数，不作比较：{wells}。"},
    {"ct_equals_cycles", warning, "A Ct of {cycles}, the number of cycles, is read as Undetermined: {wells}.",
     "Ct为{cycles}，即循环总数，按Undetermined（未测出）处理：{wells}。"},
    {"not_analysed", warning,
     "The instrument's software has not analysed '{target}': its automatic threshold is a default and is not "
     "used.",
     "仪器软件未分析“{target}”：其自动阈值为默认值，不予采用。"},
    {"threshold_not_finite", warning, "The threshold of '{target}' is no finite number and is not used.",
     "“{target}”的阈值不是有限数值，不予采用。"},
    {"baseline_window", warning,
     "The baseline window {window} of '{target}' does not lie within {cycles} cycles and is not used.",
     "“{target}”的基线窗口{window}不在{cycles}个循环之内，不予采用。"},
    {"baseline_window.wells", warning,
     "Baseline windows that do not lie within {cycles} cycles are not used: {wells}.",
     "基线窗口不在{cycles}个循环之内的孔，其窗口不予采用：{wells}。"},
    // Signals and curves of a file
    {"curves_missing", warning,
     "The export holds no curves: in the 7500 software choose File > Export... and select 'Amplification "
     "Data' and 'Multicomponent Data' (or 'Raw Data') as well.",
     "导出文件不含曲线：请在7500软件中选择File > Export...，并同时勾选“Amplification Data”和“Multicomponent "
     "Data”（或“Raw Data”）。"},
    {"curves_missing.sds1", warning,
     "This is a Results export without curves; export Delta Rn from the SDS software too and give both "
     "files.",
     "此文件为不含曲线的Results导出文件；请在SDS软件中同时导出Delta Rn，并提供这两个文件。"},
    {"curve_missing", warning, "Wells with a target but no curve of it: {wells}.",
     "有靶标而无其曲线的孔：{wells}。"},
    {"curve_incomplete", warning, "Wells whose curves lack some of {cycles} cycles: {wells}.",
     "曲线缺少部分循环（共{cycles}个循环）的孔：{wells}。"},
    {"dyes_incomplete", warning, "Wells whose dyes lack some of {cycles} cycles: {wells}.",
     "染料信号缺少部分循环（共{cycles}个循环）的孔：{wells}。"},
    {"signals_end_early", warning,
     "The signals do not reach the last well of the plate: they may be cut off.",
     "信号未到孔板的最后一孔：数据可能被截断。"},
    {"signal_not_finite", warning, "Reads that are NaN or Infinity count as missing in wells {wells}.",
     "以下孔中为NaN或Infinity的读数视为缺失值：{wells}。"},
    {"reporter_missing", warning,
     "'{target}' reports in '{reporter}', but the well has no signal of that dye.",
     "“{target}”的报告染料为“{reporter}”，但该孔没有此染料的信号。"},
    {"reporter_missing.unnamed", warning, "The file names no reporter dye for target '{target}'.",
     "文件未注明靶标“{target}”的报告染料。"},
    {"signal_lost", warning,
     "The reporter {reporter} falls to nothing in {cycles}: the well is not readable.",
     "报告染料{reporter}的信号在{cycles}消失：该孔无法判读。"},
    {"passive_reference_missing", warning,
     "The passive reference {passive} is missing in {cycles}: no Rn there.",
     "参比染料{passive}的信号在{cycles}缺失：该处无Rn。"},
    {"passive_reference_missing.well", warning,
     "The file has no signal of the passive reference {passive} in this well: no Rn.",
     "文件中该孔没有参比染料{passive}的信号：无Rn。"},
    {"passive_reference_missing.wells", warning,
     "Wells without a signal of the passive reference {passive}: {wells}.",
     "没有参比染料{passive}信号的孔：{wells}。"},
    {"passive_reference_near_zero", warning,
     "The passive reference {passive} is near zero in {cycles}: the well is not readable.",
     "参比染料{passive}的信号在{cycles}接近零：该孔无法判读。"},
    {"passive_reference_in_no_well", warning,
     "The passive reference {passive} is near zero in every well, as if none had been added: no curve is "
     "readable. Where the mix has none, set it to None in the run and analyse it again.",
     "所有孔的参比染料{passive}"
     "均接近零，疑似未加入：全部曲线无法判读。若反应体系不含参比染料，请在运行中将其设为None并重新分析。"},
    {"passive_reference_dip", warning,
     "The passive reference {passive} falls by more than a tenth in {cycles}.",
     "参比染料{passive}的信号在{cycles}下降超过十分之一。"},
    {"passive_reference_dip.late", note,
     "The passive reference {passive} falls by more than a tenth in {cycles}.",
     "参比染料{passive}的信号在{cycles}下降超过十分之一。"},
    {"jump", warning,
     "The curve jumps by {height} at cycle {cycle}, more than the threshold: its Ct may be moved.",
     "曲线在第{cycle}循环突变{height}，大于阈值：Ct可能受影响。"},
    // Baseline and threshold
    {"baseline_window_placeholder", note,
     "The file's baseline window {window} is the whole run, so no window that was used: passed over.",
     "文件中的基线窗口{window}为整个运行，并非实际所用窗口：不予采用。"},
    {"baseline_window_contradicted", warning,
     "The file's baseline window {window} does not give the file's own delta Rn: passed over.",
     "由文件中的基线窗口{window}得不到文件自身的ΔRn：不予采用。"},
    {"baseline_window_unusable", warning,
     "The baseline window {window} holds no reading of this curve of {cycles} cycles: no delta Rn.",
     "基线窗口{window}内没有该曲线（共{cycles}个循环）的读数：无ΔRn。"},
    {"baseline_window_collapsed", warning,
     "The baseline window is {window} although the curve does not rise before cycle {cycle}: its background "
     "drifts, so that its Ct comes early.",
     "基线窗口为{window}，而曲线在第{cycle}循环之前并未上升：背景漂移，Ct偏早。"},
    {"baseline_recovered", note,
     "The file's baseline window {window} does not give its own delta Rn; {recovered} does and was used.",
     "由文件中的基线窗口{window}得不到文件自身的ΔRn；由{recovered}可得到，已采用。"},
    {"reading_contradicted", warning,
     "Rn and delta Rn contradict each other in cycle {cycles}: one of them was edited after export.",
     "第{cycles}循环的Rn与ΔRn相互矛盾：其中之一在导出后被改动。"},
    {"threshold_not_found", note,
     "No well of target '{target}' amplifies beyond doubt, and no threshold is given: Ct not computed.",
     "靶标“{target}”无扩增明确的孔，也未给出阈值：未计算Ct。"},
    {"threshold_recovered", warning,
     "The file's threshold {threshold} gives {given} of the target's {all} Ct; {recovered} gives {proven} "
     "and "
     "was used.",
     "由文件中的阈值{threshold}可得到该靶标{all}个Ct中的{given}个；由{recovered}可得到{proven}个，已采用。"},
    {"threshold_false", warning,
     "The file's threshold {threshold} gives {given} of its {all} Ct, and no other one gives most of them: "
     "passed over.",
     "由文件中的阈值{threshold}只能得到其{all}个Ct中的{given}个，也没有其他阈值可得到其中大多数：不予采用。"},
    {"threshold_false.elsewhere", warning,
     "The file's threshold {threshold} is false for another target, and this one has no Ct to check it by: "
     "passed over.",
     "文件中的阈值{threshold}对另一靶标不正确，而该靶标无Ct可供核对：不予采用。"},
    {"ct_not_from_curves", warning,
     "No threshold gives most of the target's {all} Ct: the Ct in the file may not belong to its curves.",
     "没有阈值可得到该靶标{all}个Ct中的大多数：文件中的Ct可能与其曲线不符。"},
    // A plate as the rules see it
    {"no_ntc", warning, "No usable NTC for {sets}.", "{sets}缺少可用的无模板对照。"},
    {"no_positive_control", warning, "No usable positive control for {sets}.", "{sets}缺少可用的阳性对照。"},
    {"positive_control_not_listed", warning,
     "Positive control '{sample}' is not listed in panel {panel}, which says in which sets a control must be "
     "positive: it was not judged.",
     "阳性对照“{sample}”未列入检测方案{panel}，而各对照应在哪些组中为阳性由检测方案规定：未作判定。"},
    {"no_patients", warning, "No well holds a patient's sample: nothing to call.",
     "没有患者样本孔：无可判定的内容。"},
    {"dna_not_assessed", warning, "No reference gene on the plate: DNA adequacy not assessed.",
     "本板无内参基因：未评估DNA质量。"},
    {"quencher_differs", warning,
     "The run's quencher of {set} is '{quencher}', the panel's is {expected} ({wells}).",
     "运行中{set}的淬灭基团为“{quencher}”，检测方案中为{expected}（{wells}）。"},
    {"unknown_task", warning,
     "Task '{task}' says nothing of a sample's role here ({wells}): taken from the plate map or the sample's "
     "name.",
     "任务“{task}”不能说明样本的类型（{wells}）：已按孔板布局表或样本名确定。"},
    {"spelling_variants", warning, "Perhaps one patient under several spellings, never merged: {names}.",
     "疑似同一患者的不同写法，未合并：{names}。"},
    {"repeats_in_order_given", note,
     "No usable date in {files}: the tests of {samples} stand in the order in which the files were given.",
     "{files}中无可用的运行日期：{samples}的各次检测按文件给出的顺序排列。"},
    {"plate_map", note,
     "The plate map {file} (SHA-256 {sha256}) gave samples, targets or roles to {count} of the wells.",
     "孔板图{file}（SHA-256 {sha256}）给出了其中{count}个孔的样本、靶标或类型。"},
    {"target_option_unused", warning, "--target {target}={set}: no well has that target.",
     "--target {target}={set}：没有孔含有该靶标。"},
    {"many_mixed", warning, "{reason}.", "{reason}。"},
};

}  // namespace

Issue make_issue(std::string_view entry, std::string place, std::initializer_list<Argument> arguments) {
  const auto* found = std::find_if(std::begin(issue_table), std::end(issue_table),
                                   [&](const IssueWords& words) { return words.entry == entry; });
  assert(found != std::end(issue_table));
  return {.code = std::string(entry.substr(0, entry.find('.'))),
          .severity = found->severity,
          .place = std::move(place),
          .words = filled({std::string(found->en), std::string(found->zh)}, arguments)};
}

}  // namespace crossbreak
