// What the simulated study of the paper's cohort calls its characteristics and endpoints.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

struct PaperStudyLabels {
  Label male = {"Male", "男性"};
  Label female = {"Female", "女性"};
  Label age = {"Age, years", "年龄（岁）"};
  Label age_above_35 = {"Age > 35 years", "年龄>35岁"};
  Label wbc = {"WBC >= 30 x 10^9/L", "白细胞≥30×10^9/L"};
  Label ldh = {"LDH >= 600 U/L", "乳酸脱氢酶≥600 U/L"};
  Label cd20 = {"CD20 positive", "CD20阳性"};
  Label mrd1 = {"MRD1 > 1 %", "MRD1>1%"};
  Label mrd2 = {"MRD2 > 0.1 %", "MRD2>0.1%"};
  Label mrd3 = {"MRD3 > 0.01 %", "MRD3>0.01%"};
  Label complete_remission = {"Complete remission", "完全缓解"};
  Label ph = {"Ph positive", "Ph阳性"};
  Label transplant = {"Transplant", "移植"};
  Label chemotherapy = {"Chemotherapy", "化疗"};
  Label relapse = {"Relapse", "复发"};
  Label death = {"Death", "死亡"};
  Label event_free_survival = {"Event-free survival", "无事件生存"};
  Label overall_survival = {"Overall survival", "总生存"};
  Label disease_free_survival = {"Disease-free survival", "无病生存"};
  Label incidence_of_relapse = {"Cumulative incidence of relapse", "累积复发率"};
};
inline constexpr PaperStudyLabels paper_study_labels;

}  // namespace crossbreak
