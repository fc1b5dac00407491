// Reads the TOML of --meta:
//
//   extraction_batch = "E-2026-07"
//   [[reagent]]
//   name = "Master mix"   lot = "00123"   expiry = 2026-12-31
//   [[control]]
//   name = "PC"           lot = "PC-7"
//   [[standard]]
//   name = "S1"           lot = "S-1"
//   [[sample]]
//   name = "24-0101"      specimen = "bone marrow"   collected = 2026-03-01   received = 2026-03-02
//   order = "O-17"        requester = "Haematology 2"
#include "pipeline/metadata.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "assay/assay_error.hpp"
#include "assay/toml_table.hpp"
#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"
#include "run/calendar_day.hpp"
#include "run/input_limits.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t length_of_day = std::string_view("2026-03-31").size();

/// A text, or a date as TOML has them. Empty where it is not given.
std::string read_day(const TomlTable& table, std::string_view key) {
  const toml::node* node = table.node(key);
  if (node == nullptr)
    return {};
  if (const toml::value<toml::date>* date = node->as_date())
    return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  const std::string text = table.text(key);
  if (!is_day(text))
    table.fail(key, fmt::format("{}: expected a day such as 2026-03-31 for '{}', found '{}'", table.where(),
                                key, printable(text)));
  return text;
}

/// What is noted of a sample, by its key.
constexpr std::array<std::pair<std::string SampleMetadata::*, std::string_view>, 5> noted_members = {
    {{&SampleMetadata::specimen, "specimen"},
     {&SampleMetadata::collected, "collected"},
     {&SampleMetadata::received, "received"},
     {&SampleMetadata::order, "order"},
     {&SampleMetadata::requester, "requester"}}};

std::string place_of(std::string_view file, unsigned line) {
  return fmt::format("{}:{}", file, line);
}

/// Empty where the key is not given.
std::string place_of_key(const MetadataFile& file, const TomlTable& table, std::string_view key) {
  return table.has(key) ? place_of(file.name, table.line(key)) : std::string();
}

std::vector<Lot>& lots_of(RunMetadata& content, LotKind kind) {
  switch (kind) {
    case LotKind::Reagent:
      return content.reagents;
    case LotKind::Control:
      return content.controls;
    case LotKind::Standard:
      break;
  }
  return content.standards;
}

void read_lots(const TomlTable& root, std::string_view key, LotKind kind, MetadataFile& file) {
  std::vector<Lot>& lots = lots_of(file.content, kind);
  for (const TomlTable& table : root.tables(key, {"name", "lot", "expiry"})) {
    lots.push_back({.name = table.line_of_text("name"),
                    .lot = table.line_of_text("lot"),
                    .expiry = read_day(table, "expiry")});
    file.lot_places.at(static_cast<std::size_t>(kind))
        .push_back({.lot = place_of_key(file, table, "lot"), .expiry = place_of_key(file, table, "expiry")});
  }
}

void read_samples(const TomlTable& root, MetadataFile& file) {
  std::map<std::string, std::string> known;
  for (const TomlTable& table :
       root.tables("sample", {"name", "specimen", "collected", "received", "order", "requester"})) {
    SampleMetadata sample{.sample = table.line_of_text("name"),
                          .specimen = table.line_of_text_or_nothing("specimen"),
                          .collected = read_day(table, "collected"),
                          .received = read_day(table, "received"),
                          .order = table.line_of_text_or_nothing("order"),
                          .requester = table.line_of_text_or_nothing("requester")};
    const auto [other, is_new] = known.emplace(folded_sample_name(sample.sample), sample.sample);
    if (!is_new)
      table.fail("name",
                 fmt::format("[[sample]]: '{}' is listed twice (as '{}')", sample.sample, other->second));
    file.content.samples.push_back(std::move(sample));
    SampleMetadata& places = file.sample_places.emplace_back();
    places.sample = place_of_key(file, table, "name");
    for (const auto& [member, key] : noted_members)
      places.*member = place_of_key(file, table, key);
  }
}

[[noreturn]] void contradict(const std::string& place, const std::string& what, const std::string& found,
                             const std::string& other_place, const std::string& other) {
  throw CallError(fmt::format("{}: {} is '{}', but '{}' at {}; correct one of them", place, what, found,
                              other, other_place));
}

std::string too_many_bytes(std::size_t found) {
  return fmt::format("expected at most {} bytes of extraction batches and lots, found {}", most_lot_bytes,
                     found);
}

/// The columns of a plate map, taken over row by row.
class Merge {
 public:
  Merge(MetadataFile file, std::span<const Run* const> runs)
      : file_(std::move(file)), runs_(runs), bytes_(bytes_of_lots(file_.content)) {
    for (std::size_t i = 0; i < file_.content.samples.size(); ++i)
      samples_.emplace(folded_sample_name(file_.content.samples[i].sample), i);
    for (const LotKind kind : {LotKind::Reagent, LotKind::Control, LotKind::Standard}) {
      const std::vector<Lot>& lots = lots_of(file_.content, kind);
      for (std::size_t i = 0; i < lots.size(); ++i) {
        const std::string name = folded_sample_name(lots[i].name);
        lots_.emplace(std::tuple(kind, name, lots[i].lot), i);
        given_.insert_or_assign({kind, name}, i);
      }
    }
  }

  void take(const PlateMapRow& row) {
    if (!row.extraction_batch.empty() &&
        batches_.emplace(row.extraction_batch, row.extraction_batch_at).second) {
      if (file_.content.extraction_batch.empty())
        count((in_order_.empty() ? 0 : between_batches.size()) + row.extraction_batch.size(),
              row.extraction_batch_at);
      in_order_.push_back(row.extraction_batch);
    }
    for (const PlateMapLot& lot : row.lots)
      take_lot(lot);
    if (row.noted != SampleMetadata{})
      for (const std::string& sample : samples_in(row))
        take_sample(sample, row);
  }

  MetadataFile result() && {
    const std::string batch = joined(in_order_, between_batches);
    std::string& given = file_.content.extraction_batch;
    if (!batch.empty() && !given.empty() && batch != given)
      contradict(batches_.at(in_order_.front()), "the extraction batch", batch, file_.batch_place, given);
    if (given.empty())
      given = batch;
    return std::move(file_);
  }

 private:
  static constexpr std::string_view between_batches = "; ";

  /// Throws where there are too many bytes of batches and lots with these.
  void count(std::size_t more, const std::string& place) {
    bytes_ += more;
    if (bytes_ > most_lot_bytes)
      throw CallError(place + ": " + too_many_bytes(bytes_));
  }

  /// The samples of the row's well, each once. Throws where there is none.
  std::vector<std::string> samples_in(const PlateMapRow& row) const {
    std::vector<std::string> found;
    for (const Run* run : runs_)
      for (const Reaction& reaction : run->reactions)
        if (reaction.well == row.well && !reaction.sample.empty() &&
            std::find(found.begin(), found.end(), reaction.sample) == found.end())
          found.push_back(reaction.sample);
    if (found.empty())
      throw CallError(fmt::format("{}: expected a sample in well {}, of which something is noted, found none",
                                  row.place, to_string(row.well)));
    return found;
  }

  void take_sample(const std::string& name, const PlateMapRow& row) {
    const auto [known, is_new] = samples_.emplace(folded_sample_name(name), file_.content.samples.size());
    if (is_new) {
      file_.content.samples.emplace_back().sample = name;
      file_.sample_places.emplace_back().sample = row.place;
    }
    SampleMetadata& sample = file_.content.samples.at(known->second);
    SampleMetadata& places = file_.sample_places.at(known->second);
    for (const auto& [member, key] : noted_members) {
      const std::string& found = row.noted.*member;
      std::string& told = sample.*member;
      if (found.empty())
        continue;
      if (!told.empty() && told != found)
        contradict(row.noted_at.*member, fmt::format("'{}' of '{}'", key, name), found, places.*member, told);
      if (told.empty())
        places.*member = row.noted_at.*member;
      told = found;
    }
  }

  /// A plate may have several lots of one name; a name that the file knows has those of the file.
  void take_lot(const PlateMapLot& found) {
    const auto kind = static_cast<std::size_t>(found.kind);
    std::vector<Lot>& lots = lots_of(file_.content, found.kind);
    std::vector<LotPlaces>& places = file_.lot_places.at(kind);
    const std::string name = folded_sample_name(found.lot.name);
    const auto [known, is_new] = lots_.emplace(std::tuple(found.kind, name, found.lot.lot), lots.size());
    if (!is_new) {
      take_expiry(lots[known->second], places[known->second], found);
      return;
    }
    if (const auto other = given_.find({found.kind, name}); other != given_.end())
      contradict(found.place, fmt::format("the lot of '{}'", found.lot.name), found.lot.lot,
                 places[other->second].lot, lots[other->second].lot);
    count(found.lot.name.size() + found.lot.lot.size() + found.lot.expiry.size(), found.place);
    lots.push_back(found.lot);
    places.push_back({.lot = found.place, .expiry = found.expiry_place});
  }

  void take_expiry(Lot& lot, LotPlaces& places, const PlateMapLot& found) {
    const std::string& expiry = found.lot.expiry;
    if (expiry.empty())
      return;
    if (!lot.expiry.empty() && lot.expiry != expiry)
      contradict(found.expiry_place, fmt::format("the expiry of '{}', lot '{}',", lot.name, lot.lot), expiry,
                 places.expiry, lot.expiry);
    if (lot.expiry.empty()) {
      count(expiry.size(), found.expiry_place);
      places.expiry = found.expiry_place;
    }
    lot.expiry = expiry;
  }

  MetadataFile file_;
  std::span<const Run* const> runs_;
  std::size_t bytes_;                           ///< of batches and lots
  std::map<std::string, std::size_t> samples_;  ///< index by folded name
  std::map<std::tuple<LotKind, std::string, std::string>, std::size_t>
      lots_;                                                      ///< index by folded name and lot
  std::map<std::pair<LotKind, std::string>, std::size_t> given_;  ///< of the file's lots, by folded name
  std::map<std::string, std::string> batches_;
  std::vector<std::string> in_order_;
};

}  // namespace

MetadataFile read_metadata(std::string_view name, std::string_view text) {
  const toml::table parsed = parse_toml(name, text);
  const TomlTable root(std::string(name), "the run's metadata", parsed,
                       {"extraction_batch", "reagent", "control", "standard", "sample"});
  MetadataFile file;
  file.name = name;
  file.sha256 = sha256_hex(text);
  file.content.extraction_batch = root.line_of_text_or_nothing("extraction_batch");
  if (root.has("extraction_batch"))
    file.batch_place = place_of(name, root.line("extraction_batch"));
  read_lots(root, "reagent", LotKind::Reagent, file);
  read_lots(root, "control", LotKind::Control, file);
  read_lots(root, "standard", LotKind::Standard, file);
  read_samples(root, file);
  if (const std::size_t bytes = bytes_of_lots(file.content); bytes > most_lot_bytes)
    throw AssayError(name, too_many_bytes(bytes));
  return file;
}

MetadataFile with_plate_map(MetadataFile file, const PlateMap& map, std::span<const Run* const> runs) {
  Merge merge(std::move(file), runs);
  for (const PlateMapRow& row : map.rows)
    merge.take(row);
  return std::move(merge).result();
}

void check_samples(const MetadataFile& file, std::span<const Run* const> runs) {
  std::set<std::string> folded;
  std::vector<std::string> names;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions)
      if (folded.insert(folded_sample_name(reaction.sample)).second)
        names.push_back(reaction.sample);
  for (std::size_t i = 0; i < file.content.samples.size(); ++i) {
    const std::string& name = file.content.samples[i].sample;
    if (folded.contains(folded_sample_name(name)))
      continue;
    const std::optional<std::string> nearest = nearest_name(name, names);
    throw CallError(fmt::format("{}: [[sample]]: expected a sample of the run, found '{}'{}",
                                file.sample_places[i].sample, name,
                                nearest ? ", did you mean '" + *nearest + "'?" : std::string()));
  }
}

std::vector<Issue> expired_lots(const MetadataFile& file, const Run& run) {
  const std::string day = run_date(run).substr(0, length_of_day);
  std::vector<Issue> issues;
  if (!is_day(day))
    return issues;
  const std::array<const std::vector<Lot>*, 3> kinds = {&file.content.reagents, &file.content.controls,
                                                        &file.content.standards};
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    for (std::size_t i = 0; i < kinds.at(kind)->size(); ++i)
      if (const Lot& lot = kinds.at(kind)->at(i); !lot.expiry.empty() && lot.expiry < day)
        issues.push_back(make_issue(IssueCode::LotExpired, file.lot_places.at(kind).at(i).expiry,
                                    field<"name">(lot.name), field<"lot">(lot.lot),
                                    field<"expiry">(lot.expiry), field<"date">(day)));
  return issues;
}

}  // namespace crossbreak
