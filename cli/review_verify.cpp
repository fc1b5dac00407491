// crossbreak review verify: whether a reviewed record is what its people signed.
#include "arguments.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
#include "review.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "verified_record.hpp"
#include "words/labels/release.hpp"
#include "words/labels/signing.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak review verify RECORD [options]",
          "Checks events, signatures, record and audit of a reviewed record, and run files, plate map, panel "
          "and profile where they lie beside it. RUN.released.csv and RUN.repeats.csv must be what a final "
          "or amended record makes, with a byte-order mark or without; beside any other record they must not "
          "be. The first thing that does not match is named: exit 7. Without keys it checks that nothing "
          "changed by itself or by mistake; whoever can write the folder can write all of it anew. Reports "
          "(xlsx, html, calls.csv, patients) are not compared: 'crossbreak report' makes them anew.",
          {"# with a copy of the people's keys that nobody else can write",
           "crossbreak review verify released/plate.calls.json --people trusted/crossbreak.toml",
           "# write plate.released.csv and plate.repeats.csv anew, where all else matches",
           "crossbreak review verify released/plate.calls.json --restore"}};
}

Laboratory read_people(const Arguments& parsed) {
  const auto named = parsed.text("people");
  if (!named)
    return load_laboratory(parsed, parsed.files);
  Laboratory laboratory = read_laboratory(*named, read_file(path_of(*named)).bytes);
  if (laboratory.people.empty())
    throw InputError(*named + ": expected people ([[person]]), found none");
  return laboratory;
}

VerifiedRecord read_checked(const ReleaseFiles& files, const Laboratory& people, bool people_are_trusted) {
  try {
    return read_verified(files, people, people_are_trusted);
  } catch (const UndecidedError&) {
    check_nothing_released(files, RecordStatus::Preliminary);
    throw;
  }
}

/// The released files beside the record; `restore`: as the record makes them, where they were others.
ReleasedFiles checked_released(const ReleaseFiles& files, const Report& report, bool restore) {
  ReleasedFiles released = compare_released(files, report);
  if (released.differing.empty())
    return released;
  if (!restore)
    throw VerificationError(released.difference + "; --restore writes what the record makes");
  write_files(released.differing);
  return released;
}

}  // namespace

ExitCode run_review_verify(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()(
      "people", po::value<std::string>()->value_name("FILE"),
      "settings with the people and their keys, from a place that is trusted (default: the\n"
      "settings that apply to the record)");
  options.add_options()("called", po::value<std::string>()->value_name("FILE"),
                        "the called record that was reviewed (default: looked for in the folder above)");
  options.add_options()("restore",
                        "write RUN.released.csv and RUN.repeats.csv anew where they are not what the record "
                        "makes, and all else matches");
  add_settings_option(options);
  add_language_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "RECORD", .at_least = 1, .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Laboratory people = read_people(parsed);
  const Language language = read_language(parsed, people);
  const std::filesystem::path path = path_of(parsed.files.front());
  check_readable(path);
  const ReleaseFiles files(path, people, parsed.given("people"));
  const auto say = [language](const Words& words) { return printable(in(language, words)); };
  if (files.has_completed())
    err << say(filled(signing_labels.completed, field<"file">(text_of(path)))) << '\n';
  const VerifiedRecord record = read_checked(files, people, parsed.given("people"));

  const Release& release = record.report.release;
  const std::optional<CalledRecord> called = find_called(path, release.of, parsed.text("called"), path);
  if (called)
    verify_against(*called, record.text, record.report);
  const ReleasedFiles released = checked_released(files, record.report, parsed.given("restore"));
  out << say(filled(signing_labels.checked_events, field<"count">(std::to_string(release.events.size()))))
      << '\n'
      << say(filled(signing_labels.checked_signatures,
                    field<"count">(std::to_string(release.signatures.size()))))
      << '\n'
      << say(counted(signing_labels.checked_audit, record.audit.lines.size())) << '\n';
  if (called)
    out << say(filled(signing_labels.checked_called, field<"file">(called->name))) << '\n';
  else
    out << say(words_of(signing_labels.called_not_found)) << '\n';
  for (const std::string& file : record.files_checked)
    out << say(filled(signing_labels.checked_file, field<"file">(file))) << '\n';
  for (const std::string& file : released.names)
    out << say(filled(signing_labels.checked_file, field<"file">(file))) << '\n';
  for (const std::string& file : record.files_missing)
    out << say(filled(signing_labels.not_beside, field<"file">(file))) << '\n';
  if (!release.signatures.empty()) {
    out << say(!all_have_keys(release.signatures) ? words_of(release_labels.typed_names)
               : people.people.empty()            ? words_of(signing_labels.keys_unlisted)
                                       : filled(signing_labels.whose_keys, field<"file">(people.file)))
        << '\n';
  }
  out << say(words_of(signing_labels.all_match)) << ' '
      << say(filled(signing_labels.now, field<"status">(status_in_words(release)))) << '\n';
  for (const Output& output : released.differing)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
