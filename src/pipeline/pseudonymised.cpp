#include "pipeline/pseudonymised.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "calling/sample_names.hpp"
#include "record/pseudonyms.hpp"
#include "record/record.hpp"
#include "run/ascii.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view withheld = "…";
constexpr std::size_t digits_of_file = 12;  // arbitrary: enough to tell a laboratory's runs apart

Words nothing_told() {
  return {std::string(withheld), std::string(withheld)};
}

/// One literal or field of a sentence.
struct Piece {
  std::string_view text;  ///< of a field its name
  bool is_field = false;
  bool has_names() const {
    return is_field &&
           std::find(fields_with_names.begin(), fields_with_names.end(), text) != fields_with_names.end();
  }
};

std::vector<Piece> pieces_of(std::string_view sentence) {
  std::vector<Piece> pieces;
  while (!sentence.empty()) {
    const std::size_t open = std::min(sentence.find('{'), sentence.size());
    if (open > 0)
      pieces.push_back({sentence.substr(0, open), false});
    sentence.remove_prefix(open);
    const std::size_t close = sentence.find('}');
    if (sentence.empty() || close == std::string_view::npos)
      break;
    pieces.push_back({sentence.substr(1, close - 1), true});
    sentence.remove_prefix(close + 1);
  }
  return pieces;
}

/// Whether the text is the sentence, whatever stands for its fields.
bool is_of(std::string_view text, const std::vector<Piece>& pieces) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].is_field)
      continue;
    const bool is_end = i > 0 && i + 1 == pieces.size();
    const std::size_t at = is_end ? text.rfind(pieces[i].text) : text.find(pieces[i].text, begin);
    if (at == std::string_view::npos || at < begin || (i == 0 && at > 0))
      return false;
    begin = at + pieces[i].text.size();
  }
  return begin == text.size() || (!pieces.empty() && pieces.back().is_field);
}

bool is_of(const Words& words, const Sentence& sentence) {
  return is_of(words.en, pieces_of(sentence.en)) && is_of(words.zh, pieces_of(sentence.zh));
}

/// What stands between the outermost fields with names, those included, and what stands before and behind it.
struct Parted {
  std::string_view before;
  std::string_view names;
  std::string_view behind;
};

/// Nothing where the text is none of the sentence. Fields before the names end where the next literal begins,
/// fields behind them are read from the end: a name that holds such literals itself is still whole.
std::optional<Parted> parted(std::string_view text, const std::vector<Piece>& pieces, std::size_t first,
                             std::size_t last) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < first; ++i) {
    if (pieces[i].is_field)
      continue;
    const bool follows_field = i > 0;
    const std::size_t at = text.find(pieces[i].text, begin);
    if (at == std::string_view::npos || (!follows_field && at != begin))
      return std::nullopt;
    begin = at + pieces[i].text.size();
  }
  std::size_t end = text.size();
  for (std::size_t i = pieces.size(); i-- > last + 1;) {
    if (pieces[i].is_field)
      continue;
    const bool is_end = i + 1 == pieces.size();
    const std::string_view rest = text.substr(begin, end - begin);
    const std::size_t at = rest.rfind(pieces[i].text);
    if (at == std::string_view::npos || (is_end && at + pieces[i].text.size() != rest.size()))
      return std::nullopt;
    end = begin + at;
  }
  return Parted{text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
}

/// The sentence with every field withheld.
std::string without_fields(const std::vector<Piece>& pieces) {
  std::string text;
  for (const Piece& piece : pieces)
    text += piece.is_field ? withheld : piece.text;
  return text;
}

/// The pseudonym of the n-th spelling of a name: bit by bit of n its letters change their case.
std::string spelled(std::string pseudonym, std::size_t n) {
  for (char& c : pseudonym) {
    if (c == 'P' || (c >= 'a' && c <= 'f')) {
      if (n % 2 == 1)
        c = c == 'P' ? 'p' : upper_case(c);
      n /= 2;
    }
  }
  return pseudonym;
}

/// Of one report: who is called how.
class Names {
 public:
  Names(const Report& report, const PseudonymKey& key)
      : key_(key), patients_(patient_pseudonyms(report, key)) {
    for (const WellCall& well : report.calls.wells)
      if (well.role != SampleRole::Unknown)
        kept_.insert(folded_sample_name(well.sample));
    for (const ControlCall& control : report.calls.controls)
      kept_.insert(folded_sample_name(control.sample));
    for (const PatientCall& patient : report.calls.patients)
      kept_.erase(folded_sample_name(patient.sample));
    for (const ReportInput& input : report.inputs)
      files_.emplace_back(input.file, file_name(input.sha256));
    for (const auto& [file, shown] :
         {std::pair(report.origin.map, "plate-map"), std::pair(report.origin.metadata, "meta"),
          std::pair(report.origin.repeats, "repeats")})
      if (file)
        files_.emplace_back(*file, shown);
    std::stable_sort(files_.begin(), files_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }

  std::string sample(const std::string& name) const {
    if (const auto patient = patients_.find(name); patient != patients_.end())
      return patient->second;
    return kept_.contains(folded_sample_name(name)) ? name : key_.of_sample(name);
  }
  std::string hash(const std::string& sha256) const { return key_.of_hash(sha256); }
  std::string file_name(const std::string& sha256) const {
    return "run-" + key_.of_hash(sha256).substr(0, digits_of_file);
  }

  /// "plate.eds: B3": files at the front, and what stands behind them.
  std::string place(std::string_view text) const {
    std::string out;
    constexpr std::string_view between = " + ";
    for (;;) {
      const auto file = std::find_if(files_.begin(), files_.end(), [&](const auto& known) {
        return !known.first.empty() && text.starts_with(known.first) &&
               ends_name(text.substr(known.first.size()));
      });
      if (file == files_.end())
        return std::string(withheld);
      out += file->second;
      text.remove_prefix(file->first.size());
      if (!text.starts_with(between))
        return out + std::string(text);
      out += between;
      text.remove_prefix(between.size());
    }
  }

  /// What was made of `sentence`, without names; of other words, which a file brought, the sentence alone.
  Words words(const Words& words, const Sentence& sentence) const {
    return {text(words.en, pieces_of(sentence.en)), text(words.zh, pieces_of(sentence.zh))};
  }

 private:
  static bool ends_name(std::string_view rest) {
    return rest.empty() || rest.front() == ':' || rest.starts_with(" + ");
  }

  std::string text(const std::string& text, const std::vector<Piece>& pieces) const {
    if (!is_of(text, pieces))
      return without_fields(pieces);
    const auto has_names = [](const Piece& piece) { return piece.has_names(); };
    const auto first = std::find_if(pieces.begin(), pieces.end(), has_names);
    if (first == pieces.end())
      return text;
    const auto last = std::find_if(pieces.rbegin(), pieces.rend(), has_names).base() - 1;
    const auto place = [&](auto piece) { return static_cast<std::size_t>(piece - pieces.begin()); };
    const std::optional<Parted> parts = parted(text, pieces, place(first), place(last));
    if (!parts)
      return without_fields(pieces);
    const bool is_one_sample = first == last && (first->text == "sample" || first->text == "other");
    const std::string shown =
        is_one_sample ? sample(std::string(parts->names)) : without_fields({first, last + 1});
    return std::string(parts->before) + shown + std::string(parts->behind);
  }

  const PseudonymKey& key_;
  std::map<std::string, std::string> patients_;
  std::set<std::string> kept_;                              ///< of controls and standards, folded
  std::vector<std::pair<std::string, std::string>> files_;  ///< with what stands for them; longest first
};

/// Sentences that name controls and standards alone.
bool names_no_patient(IssueCode code) {
  return code == IssueCode::RolesByName || code == IssueCode::StandardsNotCalled;
}

/// Of the variant that the words are, else the code's only one; nothing where none of several is meant.
std::optional<Words> sentence_of(const Issue& issue) {
  std::vector<const IssueEntry*> variants;
  for (const IssueEntry& entry : issue_catalogue)
    if (entry.issue == issue.code)
      variants.push_back(&entry);
  const auto meant = std::find_if(variants.begin(), variants.end(), [&](const IssueEntry* variant) {
    return is_of(issue.words, variant->sentence);
  });
  if (meant == variants.end() && variants.size() > 1)
    return std::nullopt;
  const Sentence& sentence = (meant == variants.end() ? variants.front() : *meant)->sentence;
  if (issue.code == IssueCode::ManyMixed)  // it says one reason, and no other
    return filled(sentence,
                  {Argument("reason", words_of(entry_of(ReasonCode::ContaminationManyMixed).sentence))});
  return words_of(sentence);
}

void take_out(Issue& issue, const Names& names) {
  issue.place = names.place(issue.place);
  const std::optional<Words> sentence = sentence_of(issue);
  if (!sentence)
    issue.words = nothing_told();
  else if (!names_no_patient(issue.code) || !is_of(issue.words, {sentence->en, sentence->zh}))
    issue.words = names.words(issue.words, {sentence->en, sentence->zh});
}

bool replace(std::string& text, const std::string& old, const std::string& now) {
  const std::size_t at = old.empty() ? std::string::npos : text.find(old);
  if (at == std::string::npos)
    return false;
  text.replace(at, old.size(), now);
  return true;
}

/// The words of a report's issues as reasons say them, with those that they have without names.
using IssueClauses = std::map<std::pair<std::string, std::string>, Words>;

Words without_names(const Reason& reason, const Names& names, const IssueClauses& issues) {
  const Sentence& sentence = entry_of(reason.code).sentence;
  if (reason.code == ReasonCode::IssueWell || reason.code == ReasonCode::IssueRun) {
    const auto issue = issues.find({reason.words.en, reason.words.zh});
    return issue == issues.end() ? nothing_told() : issue->second;
  }
  const bool may_name_patients =
      reason.code == ReasonCode::SpellingVariant || reason.code == ReasonCode::RepeatOfEarlierRun;
  // The others name controls alone.
  return may_name_patients || !is_of(reason.words, sentence) ? names.words(reason.words, sentence)
                                                             : reason.words;
}

/// What to do next may say why in the words of a reason.
void take_out(std::vector<Reason>& reasons, const Names& names, const IssueClauses& issues,
              std::optional<Words>* next = nullptr) {
  for (Reason& reason : reasons) {
    const Words now = without_names(reason, names, issues);
    if (next != nullptr && *next) {
      replace((*next)->en, reason.words.en, now.en);
      replace((*next)->zh, reason.words.zh, now.zh);
    }
    reason.words = now;
  }
}

void take_out(PatientCall& patient, const Names& names, const IssueClauses& issues) {
  patient.sample = names.sample(patient.sample);
  take_out(patient.reasons, names, issues, &patient.next);
  for (SetCall& set : patient.sets)
    take_out(set.reasons, names, issues, &patient.next);
  if (patient.reference)
    take_out(patient.reference->reasons, names, issues, &patient.next);
}

void take_out(RunMetadata& metadata, const Names& names) {
  for (SampleMetadata& sample : metadata.samples) {
    sample.sample = names.sample(sample.sample);
    sample.order.clear();
    sample.requester.clear();
  }
}

void take_out(CallOrigin& origin, const Names& names, const PseudonymKey& key) {
  // "run" is a name in a file; "panel" and "profile" are files.
  std::erase_if(origin.options, [](const CallOption& option) {
    return option.name == "run" || option.name == "panel" || option.name == "profile";
  });
  for (CallOption& option : origin.options)
    if (const std::size_t equals = option.value.rfind('='); option.name == "role")
      option.value = key.of_sample(option.value.substr(0, equals)) + option.value.substr(equals);
  if (origin.map)
    origin.map = "plate-map";
  origin.map_sha256 = names.hash(origin.map_sha256);
  if (origin.repeats)
    origin.repeats = "repeats";
  origin.repeats_sha256 = names.hash(origin.repeats_sha256);
  if (origin.metadata)
    origin.metadata = "meta";
  if (origin.metadata_sha256)
    origin.metadata_sha256 = names.hash(*origin.metadata_sha256);
  origin.before.reset();
}

}  // namespace

std::map<std::string, std::string> patient_pseudonyms(const Report& report, const PseudonymKey& key) {
  std::map<std::string, std::string> pseudonyms;
  std::map<std::string, std::size_t> spellings;  // by folded name
  for (const PatientCall& patient : report.calls.patients)
    if (!pseudonyms.contains(patient.sample)) {
      const std::size_t n = spellings[folded_sample_name(patient.sample)]++;
      pseudonyms.emplace(patient.sample, spelled(key.of_sample(patient.sample), n));
    }
  return pseudonyms;
}

void check_pseudonyms(std::string_view name, const Report& report, const PseudonymKey& key) {
  const std::optional<std::string> of = pseudonyms_of(report);
  if (of && of != key.fingerprint())
    throw ReportError(std::string(name) + ": its samples are pseudonyms of another key: expected that of " +
                      *of + ", found that of " + key.fingerprint());
}

Report pseudonymised(Report report, const PseudonymKey& key) {
  check_pseudonyms("the record", report, key);
  if (pseudonyms_of(report))
    return report;
  if (report.release.status != RecordStatus::Preliminary || !report.release.of.empty() ||
      report.release.replaces)
    throw ReportError(
        "the record was reviewed: what its people wrote may name patients, and their signatures hold for it "
        "alone; give the called record, which it was made from");
  const Names names(report, key);
  for (ReportInput& input : report.inputs) {
    input.file = names.file_name(input.sha256);
    input.sha256 = names.hash(input.sha256);
    input.operator_name.clear();
    input.barcode.clear();
  }
  take_out(report.origin, names, key);
  if (report.metadata)
    take_out(*report.metadata, names);
  IssueClauses issues;
  for (Issue& issue : report.calls.issues) {
    const Words before = as_clause(issue.words);
    take_out(issue, names);
    issues.emplace(std::pair(before.en, before.zh), as_clause(issue.words));
  }
  for (WellCall& well : report.calls.wells) {
    well.sample = names.sample(well.sample);
    take_out(well.reasons, names, issues);
  }
  for (ControlCall& control : report.calls.controls)
    take_out(control.reasons, names, issues);
  for (PatientCall& patient : report.calls.patients)
    take_out(patient, names, issues);
  note_pseudonyms(report, key.fingerprint());
  return report;
}

}  // namespace crossbreak
