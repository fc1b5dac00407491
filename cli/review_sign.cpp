// crossbreak review sign: one more signature under a reviewed record.
#include "arguments.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "passphrase.hpp"
#include "pipeline/version.hpp"
#include "private_file.hpp"
#include "release/keys.hpp"
#include "release/sign.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
#include "review.hpp"
#include "run/nearest.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "verified_record.hpp"
#include "words/joined.hpp"
#include "words/labels/release.hpp"
#include "words/labels/signing.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak review sign RECORD --by NAME --meaning reviewed|approved [options]",
          "Checks the reviewed record as 'review verify' does and adds a signature. Everyone whose decision "
          "stands signs as reviewed; then another person signs as approved. The last signature that is asked "
          "for makes the record final and writes what may be released.\n\n"
          "RUN.released.csv (crossbreak/released-csv/1) has the columns of RUN.calls.csv ('crossbreak call "
          "--help'), rows 'set' and 'overall' as there, rows 'control' (result: passed, warning, failed, "
          "missing, not_judged; texts: its role), and then:\n"
          "  set_code         what the panel calls the set for the information system, else the set's name; "
          "empty in 'overall'\n"
          "  outcome          released, withheld or repeat_requested; the last two leave result, ct_mean, "
          "deletions, texts, next, computed_result and inconclusive empty; so do the sets that a control "
          "makes invalid: they are withheld\n"
          "  computed_result  what the rules made of it, where a reviewer changed the result; else empty\n"
          "  inconclusive     true or false: whether the result is\n"
          "  reviewed_by      who signed as reviewed, joined by ';'\n"
          "  approved_by      who signed as approved, likewise\n"
          "  released_at      time of the last signature, UTC\n"
          "  replaces         of an amended record: SHA-256 of the record that it takes the place of\n"
          "  identity         how the signers are known: 'typed names, identity not verified', or 'keys'\n"
          "  specimen, collected, received, order, requester\n"
          "                   what 'crossbreak call --meta' noted of the patient's sample, else empty\n"
          "  extraction_batch, reagents, controls, standards\n"
          "                   the same of the run, in every row; lots as NAME|LOT|EXPIRY, joined by ';'\n\n"
          "RUN.repeats.csv (crossbreak/repeats-csv/1) has a row for each patient to test again; 'crossbreak "
          "call --repeats' takes it:\n"
          "  schema           crossbreak/repeats-csv/1\n"
          "  sample           of the patient\n"
          "  repeat           the number that the repeat will have: 1 for the first\n"
          "  sets             those to test again, joined by ';'\n"
          "  reason           the reviewers' codes, joined by ';' ('crossbreak codes')\n"
          "  words            what the reviewers wrote, likewise\n"
          "  replicates       how many wells a set should have: as many as it had, or 3 where next asks so\n"
          "  next             what to do, in English\n"
          "  source, sha256, run_date, plate_barcode\n"
          "                   of the run that the patient was tested in\n"
          "  record           SHA-256 of its called record",
          {"# the reviewer, then the approver",
           "crossbreak review sign released/plate.calls.json --by \"A. Reviewer\" --meaning reviewed",
           "crossbreak review sign released/plate.calls.json --by \"B. Approver\" --meaning approved"}};
}

SignatureMeaning read_meaning(const Arguments& parsed) {
  const std::string given = parsed.text("meaning").value_or("");
  if (const std::optional<SignatureMeaning> meaning = value_of<SignatureMeaning>(given))
    return *meaning;
  throw CommandLineError("--meaning: expected reviewed or approved, found " +
                         (given.empty() ? "none" : "'" + given + "'"));
}

std::optional<SigningKey> read_key(const Arguments& parsed, Language language) {
  const auto file = parsed.text("key");
  if (!file)
    return std::nullopt;
  const std::filesystem::path path = path_of(*file);
  const Source pem = read_file(path);
  check_private(path);
  return SigningKey::read(*file, pem.bytes, passphrase_of(path, language));
}

/// Nobody signs what is not what the events make of the called record, under the settings in force.
void check_against_called(const VerifiedRecord& record, const std::filesystem::path& path,
                          const std::optional<std::string>& named, const Laboratory& laboratory) {
  const Release& release = record.report.release;
  const std::optional<CalledRecord> called = find_called(path, release.of, named, path);
  if (!called)
    throw InputError(text_of(path) + ": the called record that was reviewed (SHA-256 " + release.of +
                     ") does not lie in the folder above; name it with --called");
  verify_against(*called, record.text, record.report);
  check_policy(release.policy, called->report.release.policy, laboratory);
}

/// Who signed, and what the record lacks yet.
void tell(const Release& release, Language language, std::ostream& out) {
  const auto say = [language](const Words& words) { return printable(in(language, words)); };
  const Signature& last = release.signatures.back();
  const Words meaning = words_of(last.meaning);
  out << say(filled(signing_labels.signed_by, field<"name">(last.by), field<"meaning">(meaning),
                    field<"time">(last.at), field<"zone">(last.zone)))
      << say(in_parentheses({}, last.public_key.empty()
                                    ? words_of(release_labels.typed_names)
                                    : filled(signing_labels.by_key, field<"key">(last.public_key))))
      << '\n';
}

void tell_missing(const Release& release, Language language, std::ostream& out) {
  const auto say = [language](const Words& words) { return printable(in(language, words)); };
  out << say(filled(signing_labels.now, field<"status">(status_in_words(release)))) << '\n';
  if (release.status != RecordStatus::Reviewed)
    return;
  const MissingSignatures missing = missing_signatures(release);
  if (!missing.reviewers.empty())
    out << say(filled(signing_labels.to_review, field<"names">(listed(missing.reviewers)))) << '\n';
  if (missing.approver)
    out << say(words_of(signing_labels.to_approve)) << '\n';
  else if (missing.people > 0)
    out << say(counted(signing_labels.more_people, static_cast<std::size_t>(missing.people))) << '\n';
}

}  // namespace

ExitCode run_review_sign(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("by", po::value<std::string>()->value_name("NAME"), "who signs")(
      "meaning", po::value<std::string>()->value_name("MEANING"), "reviewed or approved")(
      "key", po::value<std::string>()->value_name("FILE"),
      "the signer's key; its passphrase is asked for, or taken from CROSSBREAK_PASSPHRASE")(
      "called", po::value<std::string>()->value_name("FILE"),
      "the called record that was reviewed (default: looked for in the folder above)");
  add_settings_option(options);
  add_language_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "RECORD", .at_least = 1, .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;
  if (!parsed.given("by"))
    throw CommandLineError("expected --by NAME, who signs; see 'crossbreak review sign --help'");
  const SignatureMeaning meaning = read_meaning(parsed);
  const std::filesystem::path path = path_of(parsed.files.front());
  check_readable(path);
  const Laboratory laboratory = load_laboratory(parsed, parsed.files);
  const Language language = read_language(parsed, laboratory);
  const std::optional<SigningKey> key = read_key(parsed, language);

  ReleaseFiles files(path, laboratory, parsed.given("settings"));
  if (files.has_completed())
    err << printable(in(language, filled(signing_labels.completed, field<"file">(text_of(path))))) << '\n';
  const VerifiedRecord record = read_verified(files, laboratory, parsed.given("settings"));
  check_may_be_released(record.report);
  check_against_called(record, path, parsed.text("called"), laboratory);
  const SignedRecord result = sign(
      record.text, record.report.release, record.audit,
      {.name = *parsed.text("by"), .meaning = meaning, .key = key ? &*key : nullptr, .zone = zone_offset()},
      laboratory, {.at = utc_now(), .computer = computer_name(), .version = version()});
  OutputChoice choice = files.choice_there();
  choice.language = parsed.given("lang") ? language : files.language_there().value_or(language);
  const std::vector<std::filesystem::path> written =
      files.write(record.text.text(), result.text, result.audit.text, choice);
  tell(result.release, language, out);
  tell_missing(result.release, language, out);
  for (const std::filesystem::path& file : written)
    err << "wrote " << printable(text_of(file)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
