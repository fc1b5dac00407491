// Labels of a cohort: its tables, curves and models.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct CohortLabels {
  // What it is of
  Label title = {"{gene}: cohort", "{gene}：队列研究"};
  Label counted = {"Patients with a call and clinical data: {patients} ({deleted} deleted, {others} not)",
                   "既有检测结果又有临床资料的患者{patients}名：缺失{deleted}名，未检出缺失{others}名"};
  Label sources = {"Study {study}, clinical table {table} ({rows}), {inputs}",
                   "研究设置{study}，临床资料表{table}（{rows}），{inputs}"};
  Label repeated = {"Patients called more than once, whose last call counts: {count}",
                    "多次检测、以最后一次为准的患者：{count}"};
  // Groups
  Label deleted = {"{gene} deleted", "{gene}缺失"};
  Label not_deleted = {"{gene} not deleted", "{gene}无缺失"};
  Label both = {"{one}, {other}", "{one}，{other}"};
  Label answer_no = {"{label}: no", "{label}：否"};
  Label of_group = {"{group} (n = {count})", "{group}（n = {count}）"};
  // Tables
  Label table_one = {"Table 1. {gene} deleted against not deleted", "表1 {gene}缺失组与无缺失组的比较"};
  Label table_two = {"Table 2. Deleted and not, by '{variable}'", "表2 按缺失与“{variable}”分为四组的比较"};
  Label table_three = {"Table 3. Rates at {months} months, one variable at a time",
                       "表3 {months}个月时的发生率（单因素分析）"};
  Label table_four = {"Table 4. Cox model: {endpoint}", "表4 Cox模型：{endpoint}"};
  Label kinds = {"Deletions by kind", "缺失类型"};
  Label characteristic = {"Characteristic", "特征"};
  Label statistic = {"Statistic", "统计量"};
  Label p = {"p", "p"};
  Label missing = {"Missing", "资料不全"};
  Label with_deletion = {"With a deletion", "有缺失"};
  Label several = {"Several deletions", "多种缺失"};
  Label interval = {"95 % interval", "95 %置信区间"};
  Label of_all = {"Of all patients", "占全部患者"};
  Label of_deleted = {"Of the deleted", "占缺失患者"};
  Label events = {"Events", "事件数"};
  Label endpoint = {"Endpoint", "终点"};
  Label group = {"Group", "分组"};
  Label rate = {"Rate ± SE", "发生率±标准误"};
  Label survival_of = {"{endpoint}: without the event", "{endpoint}：未发生事件"};
  Label incidence_of = {"{endpoint}: cumulative incidence", "{endpoint}：累积发生率"};
  Label rates_elsewhere = {"By every other variable: in the outputs that -o writes",
                           "其余各变量的结果：见-o写出的文件"};
  Label median = {"Median, months", "中位数（月）"};
  Label test = {"Test", "检验"};
  Label hazard_ratio = {"Hazard ratio", "风险比"};
  Label proportional = {"Proportional hazards, p", "比例风险检验p"};
  Label not_reached = {"not reached", "未达到"};
  Label not_followed = {"not followed so long", "随访未达此时间"};
  // Below tables
  Label left_out_of_table = {"Without '{variable}', in no group: {count}",
                             "缺少“{variable}”、未分组：{count}"};
  Label left_out_of_model = {
      "In the model: patients {patients}, events {events}; left out for what is missing: {count}",
      "进入模型：患者{patients}名，事件{events}次；因资料不全不计入：{count}"};
  Label concordance = {"Concordance {share}", "一致性指数{share}"};
  Label model_test = {"{test}: {statistic} on {degrees} df, p {p}",
                      "{test}：{statistic}，自由度{degrees}，p {p}"};
  Label fisher = {"Fisher p {p}", "Fisher精确检验p {p}"};
  Label methods = {
      "Chi-square is Pearson's, without continuity correction; Fisher's exact test stands beside it where an "
      "expected count is below 5. Numbers are compared by one-way analysis of variance. Patients in whom a "
      "variable is missing count in no test of it.",
      "χ²为Pearson检验，不作连续性校正；期望频数低于5时并列Fisher精确检验。数值变量用单因素方差分析。"
      "某变量资料不全的患者不进入该变量的检验。"};
  Label methods_rates = {
      "Rates: Kaplan-Meier with Greenwood's standard error and the log-rank test; with a competing event, "
      "Aalen-Johansen and Gray's test. Intervals: 95 %, {limits}.",
      "生存率：Kaplan-Meier法，标准误按Greenwood公式，log-rank检验；有竞争事件时用Aalen-Johansen法及"
      "Gray检验。区间：95 %，{limits}。"};
  Label log_log = {"log-log", "log-log变换"};
  Label plain = {"plain", "不变换"};
  Label methods_cox = {"Cox models: {ties}'s method for ties, Wald intervals and p, two-sided.",
                       "Cox模型：并列事件按{ties}法处理；区间与p值为Wald法，双侧。"};
  Label methods_wilson = {"Intervals of shares: Wilson score, 95 %.", "比例的区间：Wilson计分法，95 %。"};
  // Models that cannot be fitted; the codes stand in reports/cohort_words.hpp
  Label fitted = {"fitted", "已拟合"};
  Label no_patients = {"no patient has all variables and a follow-up", "没有变量与随访均齐全的患者"};
  Label no_events = {"no events", "无事件"};
  Label constant = {"the same in all patients", "所有患者取值相同"};
  Label dependent = {"sums of one another", "变量之间线性相关"};
  Label separated = {"tells who has the event: its hazard ratio would be infinite",
                     "完全区分有无事件，风险比为无穷大"};
  Label not_converged = {"no sure solution", "未收敛"};
  Label not_fitted = {"Cannot be fitted: {why}", "无法拟合：{why}"};
  Label not_fitted_for = {"Cannot be fitted: {variables}: {why}", "无法拟合：{variables}：{why}"};
  // Left out, and doubts
  Label left_out = {"Patients left out", "不计入的患者"};
  Label nobody_left_out = {"Nobody is left out", "无不计入的患者"};
  Label why = {"Why left out", "不计入的原因"};
  Label doubts = {"Before believing it", "解读须知"};
  Label few_events = {
      "{endpoint}: events {events}, variables {variables}: few; ten events for each variable are wanted",
      "{endpoint}：事件{events}次，变量{variables}个，偏少；每个变量宜有十次"};
  Label immortal_time = {
      "'{variable}' parts the groups: where it comes after diagnosis, who had it had lived until then "
      "(immortal time), and looks better for that alone",
      "按“{variable}”分组：若其发生在诊断之后，则该组患者已存活至当时（永生时间偏倚），"
      "结局仅因此即显得较好"};
  // Curves
  Label survival_curve = {"{endpoint}, by {by}", "{endpoint}（按{by}）"};
  Label by_deletion = {"deletion status", "有无缺失"};
  Label by_groups = {"deletion and '{variable}'", "有无缺失与“{variable}”"};
  Label months = {"Months", "月"};
  Label without_event = {"Without the event", "未发生事件"};
  Label incidence = {"Cumulative incidence", "累积发生率"};
  Label at_risk = {"At risk", "风险人数"};
  Label forest = {"Hazard ratios: {endpoint}", "风险比：{endpoint}"};
  Label sooner = {"event later | event sooner", "事件较迟 | 事件较早"};
  Label drawn = {"Bands: 95 % intervals. Ticks: patients whose follow-up ended without the event.",
                 "色带：95 %置信区间；短线：随访结束时未发生事件的患者。"};
  Label cohort_sheet = {"Cohort", "队列"};
  Label table_sheet = {"Table {number}", "表{number}"};
  Label numbers_of_chart = {"Numbers of the curves", "曲线数据"};
  Label numbers_taken_together = {
      "Numbers of the curves; of steps below 0.1 % several are taken together, cohort.json has each",
      "曲线数据；小于0.1%的多个阶梯合并列出，cohort.json中逐一给出"};
};
inline constexpr CohortLabels cohort_labels;

}  // namespace crossbreak
