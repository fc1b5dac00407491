// The words of the program, one beside the other: one Chinese term for one thing.
#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "assay/profile_reader.hpp"
#include "file_content.hpp"
#include "shipped_panel.hpp"
#include "words/catalogue.hpp"
#include "words/ct_rules.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/cohort.hpp"
#include "words/labels/common.hpp"
#include "words/labels/convert.hpp"
#include "words/labels/counts.hpp"
#include "words/labels/explain.hpp"
#include "words/labels/instrument.hpp"
#include "words/labels/metadata.hpp"
#include "words/labels/page.hpp"
#include "words/labels/paper_study.hpp"
#include "words/labels/patient_texts.hpp"
#include "words/labels/patients_page.hpp"
#include "words/labels/pseudonyms.hpp"
#include "words/labels/release.hpp"
#include "words/labels/review.hpp"
#include "words/labels/settings.hpp"
#include "words/labels/signing.hpp"
#include "words/labels/summary.hpp"
#include "words/labels/table.hpp"
#include "words/labels/workbook.hpp"

using namespace crossbreak;
namespace fs = std::filesystem;

namespace {

struct Pair {
  std::string where;
  std::string en;
  std::string zh;
  bool is_the_laboratorys = false;  ///< a panel's sentence for a patient, which may say less in one language
};

/// The labels of a struct that has nothing else.
template <class Labels>
void add_labels(std::vector<Pair>& pairs, const std::string& where, const Labels& labels) {
  using All = std::array<Sentence, sizeof(Labels) / sizeof(Sentence)>;
  static_assert(sizeof(All) == sizeof(Labels));
  for (const Sentence& label : std::bit_cast<All>(labels))
    pairs.push_back({where, std::string(label.en), std::string(label.zh)});
}

/// The words of a state that is no line of the catalogue.
template <HasStates State>
void add_states(std::vector<Pair>& pairs, State) {
  for (const auto& [value, code] : codes_of(State{})) {
    const Words words = words_of(value);
    pairs.push_back({std::string(code), words.en, words.zh});
  }
}

std::vector<Pair> labels_of_outputs() {
  std::vector<Pair> pairs;
  add_labels(pairs, "batch", batch_labels);
  add_labels(pairs, "counts", count_labels);
  add_labels(pairs, "common", common_labels);
  add_labels(pairs, "separators", separators);
  add_labels(pairs, "losses", loss_labels);
  add_labels(pairs, "plate map template", plate_map_template_labels);
  add_labels(pairs, "instrument", instrument_labels);
  add_labels(pairs, "table", table_labels);
  add_labels(pairs, "explain", explain_labels);
  add_labels(pairs, "summary", summary_labels);
  add_labels(pairs, "cohort", cohort_labels);
  add_labels(pairs, "release", release_labels);
  add_labels(pairs, "review", review_labels);
  add_labels(pairs, "patients page", patients_page_labels);
  add_labels(pairs, "metadata", metadata_labels);
  add_labels(pairs, "pseudonyms", pseudonyms_label);
  add_labels(pairs, "signing", signing_labels);
  add_labels(pairs, "settings", settings_labels);
  add_labels(pairs, "paper study", paper_study_labels);
  add_labels(pairs, "workbook", workbook_labels);
  add_labels(pairs, "calls sheet", calls_sheet_labels);
  add_labels(pairs, "first sheet", first_sheet_labels);
  add_labels(pairs, "wells sheet", wells_sheet_labels);
  add_labels(pairs, "controls sheet", controls_sheet_labels);
  add_labels(pairs, "curves sheet", curves_sheet_labels);
  add_labels(pairs, "plate sheet", plate_sheet_labels);
  add_labels(pairs, "methods sheet", methods_sheet_labels);
  return pairs;
}

std::vector<Profile> shipped_profiles() {
  std::vector<ProfileFile> files;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(CROSSBREAK_SOURCE_DIR) / "instrument_profiles"))
    if (entry.path().extension() == ".toml")
      files.push_back({entry.path().filename().string(), tests::content_of(entry.path())});
  return read_profiles(std::move(files));
}

std::vector<Pair> all_pairs() {
  std::vector<Pair> pairs = labels_of_outputs();
  for (const CatalogueLine& line : catalogue())
    pairs.push_back({std::string(line.code), std::string(line.words.en), std::string(line.words.zh)});
  add_states(pairs, Rule{});
  add_states(pairs, CtRule{});
  add_states(pairs, AutomaticRule{});
  for (const PageLabel& label : page_labels)
    pairs.push_back({"page", std::string(label.words.en), std::string(label.words.zh)});
  for (const PatientText& text : patient_texts)
    pairs.push_back({"patient", std::string(text.words.en), std::string(text.words.zh)});
  for (const auto& [call, text] : tests::ikzf1_panel().texts)
    pairs.push_back({"panel", text.en, text.zh, true});
  for (const Profile& profile : shipped_profiles())
    for (const auto& [flag, meaning] : profile.qc_flags)
      pairs.push_back({profile.id + ' ' + flag, meaning.en, meaning.zh});
  return pairs;
}

/// Lower case, without marks and blanks at either end.
std::string folded(std::string text) {
  for (char& c : text)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::string_view marks = " .:;,!()";
  const std::size_t from = text.find_first_not_of(marks);
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(marks) - from + 1);
}

std::string without_marks(std::string text) {
  for (const std::string_view mark : {"：", "；", "，", "。", "！", "! ", " "})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  return text;
}

/// Whether a sentence speaks of something, be it of one or of several; the {names} of its arguments aside.
bool has_word(std::string text, const std::string& word) {
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{'))
    text.erase(open, text.find('}', open) - open + 1);
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || std::isalpha(static_cast<unsigned char>(text[at - 1])) == 0;
    const std::size_t end = at + word.size() + (text[at + word.size()] == 's' ? 1 : 0);
    if (begins && (end >= text.size() || std::isalpha(static_cast<unsigned char>(text[end])) == 0))
      return true;
  }
  return false;
}

/// What a Chinese clinical laboratory calls it, here and in every report.
const std::map<std::string, std::string> glossary = {
    {"positive control", "阳性对照"},
    {"negative control", "阴性对照"},
    {"ntc", "无模板对照"},
    {"no-template control", "无模板对照"},
    {"reference gene", "内参基因"},
    {"passive reference", "参比染料"},
    {"reporter", "报告染料"},
    {"quencher", "淬灭基团"},
    {"threshold", "阈值"},
    {"baseline", "基线"},
    {"baseline window", "基线窗口"},
    {"replicate", "复孔"},
    {"inconclusive", "可疑"},
    {"invalid", "无效"},
    {"undetermined", "未测出"},
    {"left out", "不计入"},
    {"excluded", "剔除"},
    {"omitted", "剔除"},
    {"cut-off", "阳性判断值"},
    {"panel", "检测方案"},
    {"primer set", "引物组"},
    {"primer pair", "引物对"},
    {"contamination", "污染"},
    {"target", "靶标"},
    {"sample", "样本"},
    {"patient", "患者"},
    {"mixed", "混合型"},
    {"deletion", "缺失"},
    {"exon", "外显子"},
    {"second look", "复核"},
    {"repeat advised", "复查"},
    {"residual", "残差"},
    {"curve", "曲线"},
    {"flag", "标记"},
    {"run", "运行"},
    {"control failed", "不合格"},
};

}  // namespace

TEST_CASE("one English text has one Chinese text, in every report") {
  const std::vector<Pair> pairs = all_pairs();
  CHECK(pairs.size() > 400);
  std::map<std::string, Pair> first;
  for (const Pair& pair : pairs) {
    const Pair& known = first.emplace(folded(pair.en), pair).first->second;
    INFO("'" << pair.en << "' is '" << pair.zh << "' in " << pair.where << " and '" << known.zh << "' in "
             << known.where);
    CHECK(without_marks(pair.zh) == without_marks(known.zh));
  }
}

TEST_CASE("a term of the laboratory has one translation inside every sentence") {
  std::set<std::string> met;
  for (const Pair& pair : all_pairs())
    for (const auto& term : glossary)
      if (!pair.is_the_laboratorys && has_word(folded(pair.en), term.first)) {
        met.insert(term.first);
        INFO(pair.where << ": '" << pair.en << "' speaks of '" << term.first << "', '" << pair.zh
                        << "' not of '" << term.second << "'");
        CHECK(pair.zh.find(term.second) != std::string::npos);
      }
  for (const auto& term : glossary) {
    INFO("'" << term.first << "' stands in no sentence");
    CHECK(met.contains(term.first));
  }
}

TEST_CASE("a label that several outputs show is said once") {
  std::set<std::string> said;
  for (const Pair& pair : labels_of_outputs()) {
    CAPTURE(pair.where);
    CAPTURE(pair.en);
    CHECK(said.insert(pair.en + '\n' + pair.zh).second);
  }
  std::vector<Pair> shared;
  add_labels(shared, "common", common_labels);
  add_labels(shared, "separators", separators);
  add_labels(shared, "review", review_labels);  // the page takes what both say from there
  for (const Pair& pair : shared)
    said.erase(pair.en + '\n' + pair.zh);
  for (const PageLabel& label : page_labels) {  // it may show the shared ones, and says no other again
    CAPTURE(label.key);
    CHECK_FALSE(said.contains(std::string(label.words.en) + '\n' + std::string(label.words.zh)));
  }
}

TEST_CASE("the glossary sees every list of labels") {
  const std::string own = tests::project_file("tests/words/glossary_test.cpp");
  std::size_t lists = 0;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(CROSSBREAK_SOURCE_DIR) / "src/words/labels")) {
    const std::string text = tests::content_of(entry.path());
    for (std::size_t at = text.find("inline constexpr "); at != std::string::npos;
         at = text.find("inline constexpr ", at + 1)) {
      const std::size_t end = text.find_first_of(";=", at);
      const std::string declared = text.substr(at, end - at);
      const std::size_t last = declared.find_last_not_of(' ');
      const std::size_t start = declared.find_last_of(' ', last) + 1;
      const std::string name = declared.substr(start, last + 1 - start);
      CAPTURE(name);
      CHECK((own.find(", " + name + ");") != std::string::npos ||
             own.find(": " + name + ")") != std::string::npos));
      ++lists;
    }
  }
  CHECK(lists > 12);
}
