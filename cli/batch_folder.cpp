#include "batch_folder.hpp"

#include "batch/batch_report.hpp"
#include "command.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "words/labels/batch.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr const char* lock_name = ".crossbreak.batch";

fs::path made(fs::path folder) {
  check_writable(folder);
  make_folder(folder);
  return folder;
}

std::string text_of_journal(const std::optional<JournalHead>& head,
                            const std::map<std::string, JournalEntry>& entries) {
  std::string text = head ? journal_line(*head) : "";
  for (const auto& [name, entry] : entries)
    text += journal_line(entry);
  return text;
}

}  // namespace

fs::path batch_journal(const fs::path& folder) {
  return folder / "batch.journal.jsonl";
}

Journal read_batch_journal(const fs::path& folder) {
  std::error_code error;
  const fs::path path = batch_journal(folder);
  return fs::file_size(path, error) == 0 && !error ? Journal{} : read_journal(read_file(path).bytes);
}

BatchFolder::BatchFolder(fs::path folder, Before before, const std::string& pseudonyms, ReadOnly read_only)
    : folder_(made(std::move(folder))),
      journal_path_(batch_journal(folder_)),
      read_only_(read_only),
      alone_(folder_ / lock_name) {
  if (!alone_.held())
    throw OutputError(text_of(folder_) +
                      ": another batch is writing here; wait until it has ended, or name another folder");
  std::error_code error;
  if (before == Before::IsKept && fs::exists(journal_path_, error))
    done_ = read_batch_journal(folder_).entries;
  named_otherwise_ =
      std::erase_if(done_, [&](const auto& known) { return known.second.pseudonyms != pseudonyms; });
  for (auto& [name, entry] : done_)
    entry.place.reset();
  write_files({{.path = journal_path_, .bytes = text_of_journal({}, done_)}}, read_only_);
  journal_.open(journal_path_, std::ios::binary | std::ios::app);
  if (!journal_)
    throw OutputError(text_of(journal_path_) + ": cannot be written");
}

void BatchFolder::tell_named_otherwise(std::ostream& err) const {
  if (named_otherwise_ > 0)
    err << "crossbreak: " << printable(text_of(folder_)) << ": "
        << counted(batch_labels.plates, named_otherwise_).en
        << " of before left out, since --pseudonymise or its key was another then; their outputs stay until "
           "others replace them\n"
        << std::flush;
}

void BatchFolder::note(const JournalEntry& entry) {
  journal_ << journal_line(entry) << std::flush;
  if (!journal_)
    throw OutputError(text_of(journal_path_) + ": cannot be written");
}

void BatchFolder::end(const std::optional<JournalHead>& head) {
  journal_.close();
  write_files({{.path = journal_path_, .bytes = text_of_journal(head, read_batch_journal(folder_).entries)}},
              read_only_);
}

void BatchFolder::write_report(std::span<const BatchPlate> plates, Language language,
                               std::ostream& err) const {
  // A run named "batch" has batch.calls.csv and the like beside them.
  const std::vector<Output> report = {
      {.path = folder_ / "batch.plates.csv", .bytes = write_batch_csv(plates)},
      {.path = folder_ / "batch.plates.xlsx", .bytes = write_batch_workbook(plates, language)},
      {.path = folder_ / "batch.plates.html", .bytes = write_batch_page(plates, language)}};
  write_set(report, read_only_);
  for (const Output& output : report)
    err << "wrote " << printable(text_of(output.path)) << '\n';
}

}  // namespace crossbreak::cli
