#include "simulate/sample_study.hpp"

#include <fmt/format.h>

#include "ieee/elementary.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "simulate/random.hpp"
#include "words/labels/paper_study.hpp"

namespace crossbreak {
namespace {

constexpr double least_copies = 200;  // Ct near 33: far from the cut-off of 36

std::string flag_cell(bool yes) {
  return yes ? "1" : "0";
}

std::string months_cell(int tenths) {
  return fixed_text(tenths / 10.0, 1);
}

std::string characteristic_cell(const PaperPatient& patient, std::size_t place) {
  const PaperCharacteristic& characteristic = paper_characteristics()[place];
  if (!characteristic.is_number())
    return std::string(patient.has[place] ? characteristic.yes : characteristic.no);
  return fixed_text(patient.values[place] / ieee::pow(10, characteristic.decimals), characteristic.decimals);
}

/// A column of the clinical table behind those of paper_characteristics().
struct OutcomeColumn {
  const char* title;
  std::string (*cell)(const PaperPatient& patient);
};
constexpr OutcomeColumn outcome_columns[] = {
    {"Complete remission", [](const PaperPatient& p) { return flag_cell(p.remission); }},
    {"Transplant", [](const PaperPatient& p) { return flag_cell(p.transplant()); }},
    {"EFS months", [](const PaperPatient& p) { return months_cell(p.efs_tenths); }},
    {"EFS event", [](const PaperPatient& p) { return flag_cell(p.efs_event); }},
    {"OS months", [](const PaperPatient& p) { return months_cell(p.os_tenths); }},
    {"Death", [](const PaperPatient& p) { return flag_cell(p.death); }},
    {"DFS months",
     [](const PaperPatient& p) {
       return p.remission ? months_cell(p.efs_tenths - p.remission_tenths) : std::string();
     }},
    {"DFS event", [](const PaperPatient& p) { return p.remission ? flag_cell(p.efs_event) : std::string(); }},
    {"Relapse", [](const PaperPatient& p) { return flag_cell(p.relapse); }},
    {"Death in remission", [](const PaperPatient& p) { return flag_cell(p.died_in_remission()); }},
};

constexpr const char* sample_title = "Simulated patient";

std::string labels(const Label& label, std::string_view key = "label") {
  return fmt::format("{0} = \"{1}\"\n{0}_zh = \"{2}\"\n", key, label.en, label.zh);
}

std::string variable(std::string_view name, std::string_view column, const Label& label,
                     std::string_view kind) {
  return fmt::format("\n[[variable]]\nname = \"{}\"\ncolumn = \"{}\"\n{}{}", name, column, labels(label),
                     kind);
}

std::string endpoint(std::string_view name, const Label& label, std::string_view columns) {
  return fmt::format("\n[[endpoint]]\nname = \"{}\"\n{}{}", name, labels(label), columns);
}

std::string model(std::string_view endpoint) {
  return fmt::format(
      "\n[[model]]\nendpoint = \"{}\"\nvariables = [\"age_above_35\", \"wbc\", \"deleted\", \"cd20\", "
      "\"mrd1\", \"mrd2\", \"mrd3\", \"ph\", \"transplant\"]\n",
      endpoint);
}

std::string plate_name(std::size_t plate) {
  return fmt::format("plate_{:02}", plate + 1);
}

}  // namespace

std::string clinical_csv(std::span<const CohortPatient> samples, std::span<const PaperPatient> patients) {
  std::vector<std::string> titles{sample_title, "Age"};
  for (const PaperCharacteristic& characteristic : paper_characteristics())
    titles.emplace_back(characteristic.column);
  for (const OutcomeColumn& column : outcome_columns)
    titles.emplace_back(column.title);
  std::string csv = csv_line(titles);
  for (std::size_t i = 0; i < patients.size(); ++i) {
    std::vector<std::string> cells{quoted_cell(samples[i].sample), std::to_string(patients[i].age)};
    for (std::size_t place = 0; place < paper_characteristics().size(); ++place)
      cells.push_back(characteristic_cell(patients[i], place));
    for (const OutcomeColumn& column : outcome_columns)
      cells.push_back(column.cell(patients[i]));
    csv += csv_line(cells);
  }
  return csv;
}

std::string cohort_truth_csv(const Cohort& cohort) {
  const std::vector<std::string> sets{"D4-7", "D4-8", "D2-7", "D2-8"};
  std::vector<std::string> titles{"patient", "plate"};
  titles.insert(titles.end(), sets.begin(), sets.end());
  std::string csv = csv_line(titles);
  for (const CohortPatient& patient : cohort.patients) {
    std::vector<std::string> cells{quoted_cell(patient.sample), plate_name(patient.plate)};
    for (const DesignSample& sample : cohort.plates[patient.plate].samples)
      if (sample.name == patient.sample)
        for (const std::string& set : sets) {
          const auto copies = sample.copies.find(set);
          cells.push_back(copies == sample.copies.end() ? "0" : fixed_text(copies->second, 0));
        }
    csv += csv_line(cells);
  }
  return csv;
}

std::string sample_study_toml() {
  const PaperStudyLabels& words = paper_study_labels;
  const char* positive = "yes = [\"positive\"]\nno = [\"negative\"]\n";
  return "# Simulated: the patients, their plates and their fates are drawn by crossbreak simulate "
         "--cohort.\n"
         "sample = \"" +
         std::string(sample_title) +
         "\"\n"
         "groups = \"transplant\"\n"
         "rate_months = 36\n" +
         variable("male", "Sex", words.male,
                  labels(words.female, "label_no") + "yes = [\"male\"]\nno = [\"female\"]\n") +
         variable("age", "Age", words.age, "number = true\nleast = 14\nmost = 110\n") +
         variable("age_above_35", "Age", words.age_above_35, "above = 35\nleast = 14\nmost = 110\n") +
         variable("wbc", "WBC", words.wbc, "at_least = 30\nleast = 0\nmost = 1000\n") +
         variable("ldh", "LDH", words.ldh, "at_least = 600\nleast = 0\nmost = 20000\n") +
         variable("cd20", "CD20", words.cd20, positive) +
         variable("mrd1", "MRD1", words.mrd1, "above = 1\nleast = 0\nmost = 100\n") +
         variable("mrd2", "MRD2", words.mrd2, "above = 0.1\nleast = 0\nmost = 100\n") +
         variable("mrd3", "MRD3", words.mrd3, "above = 0.01\nleast = 0\nmost = 100\n") +
         variable("remission", "Complete remission", words.complete_remission, "") +
         variable("ph", "Ph", words.ph, positive) + variable("relapse", "Relapse", words.relapse, "") +
         variable("death", "Death", words.death, "") +
         variable("transplant", "Transplant", words.transplant, labels(words.chemotherapy, "label_no")) +
         endpoint("efs", words.event_free_survival, "months = \"EFS months\"\nevent = \"EFS event\"\n") +
         endpoint("os", words.overall_survival, "months = \"OS months\"\nevent = \"Death\"\n") +
         endpoint("dfs", words.disease_free_survival, "months = \"DFS months\"\nevent = \"DFS event\"\n") +
         endpoint("cir", words.incidence_of_relapse,
                  "months = \"DFS months\"\nevent = \"Relapse\"\ncompeting = \"Death in remission\"\n") +
         model("efs") + model("os");
}

std::vector<StudyFile> sample_study(std::uint64_t seed, const SimulatedLayout& layout) {
  CohortOptions options;
  options.layout = CohortLayout::SingleDye;
  options.least_copies = least_copies;
  const Cohort cohort = paper_cohort(options, seed);
  std::vector<bool> deleted;
  for (const CohortPatient& patient : cohort.patients)
    deleted.push_back(!patient.sets.empty());
  std::vector<StudyFile> study;
  for (std::size_t i = 0; i < cohort.plates.size(); ++i)
    for (SimulatedFile& file : simulated_files(cohort.plates[i], derived_seed(seed, i), layout).files)
      study.push_back({.path = fmt::format("plates/{}{}{}", plate_name(i), file.suffix, layout.extension),
                       .bytes = std::move(file.bytes)});
  study.push_back(
      {.path = "clinical.csv", .bytes = clinical_csv(cohort.patients, paper_patients(deleted, seed))});
  study.push_back({.path = "study.toml", .bytes = sample_study_toml()});
  study.push_back({.path = "truth.csv", .bytes = cohort_truth_csv(cohort)});
  return study;
}

}  // namespace crossbreak
