// crossbreak merge: what several machines called of one batch, put together as if one had called it.
#include <algorithm>
#include <map>
#include <set>

#include "arguments.hpp"
#include "batch_folder.hpp"
#include "command.hpp"
#include "earlier_files.hpp"
#include "outputs.hpp"
#include "plate_call.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "words/labels/batch.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak merge OUT... -o DIR [options]",
          "Puts the shards of a batch together: copies the outputs of their plates below DIR and writes the "
          "report of all, with the same bytes as if one machine had called all of them. OUT is what -o named "
          "for 'crossbreak call ... --shard I/N', each of the N once, and stays as it is. A shard that did "
          "not end, was called otherwise than the others, or whose outputs were changed since is named and "
          "nothing is written. A plate of DIR that was reviewed is never replaced (exit 6). Merging again "
          "copies what is not there yet.\n\n"
          "Exit codes: 0 done, 2 command line, 3 a shard cannot be used, 6 an output could not be written, 1 "
          "internal error.",
          {"# three parts, each perhaps on a machine of its own, then all of them",
           "for i in 1 2 3; do crossbreak call archive -o shard$i --shard $i/3; done",
           "crossbreak merge shard1 shard2 shard3 -o results"}};
}

struct MergedShard {
  fs::path folder;
  JournalHead head;
  std::map<std::string, JournalEntry> entries;
};

/// Whoever can write a journal must not choose where outside DIR something is written.
void check_below(const fs::path& journal, const std::string& name) {
  const fs::path path = path_of(name);
  if (path.is_absolute() || !path.has_filename() ||
      std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; }))
    throw InputError(text_of(journal) + ": expected plates and outputs below its folder, found '" + name +
                     "'");
}

MergedShard read_shard(const std::string& name) {
  MergedShard shard{.folder = path_of(name), .head = {}, .entries = {}};
  Journal journal = read_batch_journal(shard.folder);
  if (!journal.head)
    throw InputError(text_of(batch_journal(shard.folder)) +
                     ": expected the journal of a batch that has ended, found one that has not; end it with "
                     "the same command and --resume");
  shard.head = *journal.head;
  for (auto& [plate, entry] : journal.entries) {
    if (!entry.place)
      continue;
    check_below(batch_journal(shard.folder), plate);
    for (const auto& [output, sha256] : entry.outputs)
      check_below(batch_journal(shard.folder), output);
    shard.entries.emplace(plate, std::move(entry));
  }
  return shard;
}

/// Each shard of one batch once.
void check_shards(const std::vector<MergedShard>& shards) {
  std::map<std::size_t, fs::path> numbers;
  const MergedShard& first = shards.front();
  for (const MergedShard& shard : shards) {
    if (shard.head.batch != first.head.batch || shard.head.shard.of != first.head.shard.of ||
        shard.head.language != first.head.language)
      throw InputError(
          text_of(shard.folder) + ": expected a shard of the same batch as " + text_of(first.folder) +
          ", found one of other runs, options, key, number of shards or version; call all of them "
          "with one command");
    const auto [other, is_new] = numbers.emplace(shard.head.shard.number, shard.folder);
    if (!is_new)
      throw InputError(text_of(shard.folder) + ": expected each shard once, found " +
                       shard_text(shard.head.shard) + " as in " + text_of(other->second));
  }
  for (std::size_t number = 1; number <= first.head.shard.of; ++number)
    if (!numbers.contains(number))
      throw InputError(text_of(first.folder) + ": expected all shards of its batch, found none that is " +
                       shard_text({.number = number, .of = first.head.shard.of}));
}

struct MergedPlate {
  const MergedShard* shard;
  const JournalEntry* entry;
};

/// In the order of the batch.
std::map<std::size_t, MergedPlate> plates_of(const std::vector<MergedShard>& shards) {
  std::map<std::size_t, MergedPlate> plates;
  for (const MergedShard& shard : shards)
    for (const auto& [name, entry] : shard.entries) {
      const auto [other, is_new] = plates.emplace(*entry.place, MergedPlate{&shard, &entry});
      if (!is_new)
        throw InputError(text_of(shard.folder) + ": has " + name + ", which " +
                         text_of(other->second.shard->folder) +
                         " has too: a file changed between the two; call all shards again with --resume");
    }
  const JournalHead& head = shards.front().head;
  if (plates.size() != head.runs)
    throw InputError(text_of(shards.front().folder) + ": expected " + std::to_string(head.runs) +
                     " plates in all shards, found " + std::to_string(plates.size()) +
                     ": files changed between them; call all shards again with --resume");
  return plates;
}

std::vector<Output> read_outputs(const MergedPlate& plate, const fs::path& into) {
  std::vector<Output> outputs;
  for (const auto& [name, sha256] : plate.entry->outputs) {
    const fs::path path = plate.shard->folder / path_of(name);
    Output& output = outputs.emplace_back();
    output.path = into / path_of(name);
    output.bytes = read_file(path).bytes;
    if (sha256_hex(output.bytes) != sha256)
      throw InputError(text_of(path) +
                       ": is not as it was written; call its shard again with --resume, and review plates in "
                       "the merged folder");
  }
  return outputs;
}

void write_and_tell(const fs::path& record, const std::vector<Output>& outputs, const OutputChoice& choice,
                    std::ostream& err) {
  const EarlierFiles earlier = write_unreviewed(record, outputs, choice.read_only);
  tell_earlier(err, earlier, record, choice, "calling all shards");
}

}  // namespace

ExitCode run_merge(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("output-dir,o", po::value<std::string>()->value_name("DIR"),
                        "folder for the plates of all shards and their report");
  add_force_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "OUT"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const fs::path into = path_of(parsed.text("output-dir").value_or(""));
  if (into.empty())
    throw CommandLineError("expected -o and a folder for the plates of all shards, found none");
  std::vector<MergedShard> shards;
  for (const std::string& name : parsed.files) {
    if (whole_path(path_of(name)) == whole_path(into))
      throw CommandLineError("-o: expected another folder than the shard " + name);
    shards.push_back(read_shard(name));
  }
  check_shards(shards);
  const std::map<std::size_t, MergedPlate> plates = plates_of(shards);
  for (const auto& [place, plate] : plates)  // all or nothing, as far as it can be known before
    read_outputs(plate, into);

  const std::string pseudonyms = plates.empty() ? "" : plates.begin()->second.entry->pseudonyms;
  BatchFolder folder(into, BatchFolder::Before::IsKept, pseudonyms, read_only_of(parsed));
  folder.tell_named_otherwise(err);
  complete_plates(into, folder.done());
  OutputChoice choice;
  choice.language = shards.front().head.language == "zh" ? Language::Zh : Language::En;
  choice.read_only = read_only_of(parsed);
  std::vector<BatchPlate> told;
  std::vector<ExitCode> codes;
  for (const auto& [place, plate] : plates) {
    const JournalEntry& entry = *plate.entry;
    const auto known = folder.done().find(entry.plate.name);
    try {
      const bool is_there = known != folder.done().end() && known->second.fingerprint == entry.fingerprint &&
                            known->second.outputs == entry.outputs && stands_or_was_reviewed(into, entry);
      if (!entry.outputs.empty() && !is_there)
        write_and_tell(record_of_plate(into, entry.plate.name), read_outputs(plate, into), choice, err);
      folder.note(entry);
      told.push_back(entry.plate);
    } catch (...) {
      codes.push_back(report_exception(err));
    }
  }
  JournalHead head = shards.front().head;
  head.shard = {};
  const bool is_whole = codes.empty();
  folder.end(is_whole ? std::optional(head) : std::nullopt);
  if (is_whole)
    folder.write_report(told, choice.language, err);
  out << counted(batch_labels.plates, told.size()).en << " of "
      << counted(batch_labels.shards, shards.size()).en << " merged\n";
  return gravest(codes);
}

}  // namespace crossbreak::cli
