// What a study says of its patients, tests and models.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

/// Why a patient is in no table and curve.
enum class LeftOut { NotInTable, NotCalled, HeldBack, Inconclusive, Invalid, Incomplete };

constexpr auto states_of(LeftOut) {
  return std::to_array<StateEntry<LeftOut>>(
      {{LeftOut::NotInTable, "not_in_table", {"not in the clinical table", "临床资料表中没有"}},
       {LeftOut::NotCalled, "not_called", {"in no record that counts", "计入的检测记录中没有"}},
       {LeftOut::HeldBack, "held_back", {"not released by the reviewer", "审核者未发出结果"}},
       {LeftOut::Inconclusive, "inconclusive", {"inconclusive", "可疑"}},
       {LeftOut::Invalid, "invalid", {"invalid", "无效"}},
       {LeftOut::Incomplete, "incomplete", {"incomplete", "不完整"}}});
}

/// What groups are compared by, or a model is judged by.
enum class TestKind { ChiSquared, Fisher, Anova, LogRank, Gray, LikelihoodRatio, Wald, Score, Proportional };

constexpr auto states_of(TestKind) {
  return std::to_array<StateEntry<TestKind>>(
      {{TestKind::ChiSquared, "chi_squared", {"chi-square", "χ²检验"}},
       {TestKind::Fisher, "fisher", {"Fisher's exact test", "Fisher精确检验"}},
       {TestKind::Anova, "anova", {"one-way analysis of variance", "单因素方差分析"}},
       {TestKind::LogRank, "log_rank", {"log-rank test", "log-rank检验"}},
       {TestKind::Gray, "gray", {"Gray's test", "Gray检验"}},
       {TestKind::LikelihoodRatio, "likelihood_ratio", {"likelihood ratio test", "似然比检验"}},
       {TestKind::Wald, "wald", {"Wald test", "Wald检验"}},
       {TestKind::Score, "score", {"score test", "得分检验"}},
       {TestKind::Proportional, "proportional_hazards", {"proportional hazards", "比例风险检验"}}});
}

/// What to think of before a result of a study is believed.
enum class CohortDoubt {
  FewEvents,    ///< fewer than ten events for each variable: Peduzzi et al. 1995, J. Clin. Epidemiol. 48:1503
  ImmortalTime  ///< the groups' treatment comes after diagnosis: who had it had lived until then. Suissa
                ///< 2008, Am. J. Epidemiol. 167:492
};

constexpr auto states_of(CohortDoubt) {
  return std::to_array<StateEntry<CohortDoubt>>(
      {{CohortDoubt::FewEvents, "few_events", {"few events for each variable", "每个变量的事件数偏少"}},
       {CohortDoubt::ImmortalTime, "immortal_time", {"immortal time", "永生时间偏倚"}}});
}

}  // namespace crossbreak
