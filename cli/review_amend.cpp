// crossbreak review amend: another record in the place of a final one.
#include "arguments.hpp"
#include "called_record.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/version.hpp"
#include "record/record_reader.hpp"
#include "release/amend.hpp"
#include "release/event_rules.hpp"
#include "reports/release_words.hpp"
#include "review.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "unfinished.hpp"
#include "verified_record.hpp"
#include "words/labels/signing.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak review amend FINAL REVIEW --reason TEXT -o DIR [options]",
      "Checks the final record as 'review verify' does and writes another one into DIR, with the events of "
      "REVIEW beside those it had: it names what it replaces, shows old and new, and is signed like any "
      "other. The final record stays as it is. REVIEW may also decide another call of the same run files: "
      "one without some wells, which 'review apply --inputs' makes, or one by another panel, plate map or "
      "role. What is called as before stays decided until those who decided it decide anew.",
      {"# a patient's result was wrong",
       "crossbreak review amend released/plate.calls.json plate.review.json --reason \"samples swapped\" -o "
       "amended"}};
}

/// The called record that the review is about: the one beside it, where the review names that one, else the
/// one behind the final record. Whether it is of the same run files, amended() checks.
std::optional<CalledRecord> find_reviewed(const fs::path& final_path, const Report& final_report,
                                          const std::optional<std::string>& named, const fs::path& review,
                                          std::string_view review_text) {
  if (named)
    return read_called(*named);
  const fs::path beside = whole_path(review).parent_path() / final_path.filename();
  complete_replaced_in(beside.parent_path());
  std::error_code error;
  if (fs::is_regular_file(beside, error)) {
    const Source source = read_file(beside);
    CalledRecord anew{.name = text_of(beside),
                      .sha256 = sha256_hex(source.bytes),
                      .report = read_record(text_of(beside), source.bytes)};
    if (anew.report.release.status == RecordStatus::Preliminary &&
        review_text.find(anew.sha256) != std::string_view::npos)
      return anew;
  }
  return find_called(final_path, final_report.release.of, std::nullopt, review);
}

}  // namespace

ExitCode run_review_amend(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("reason", po::value<std::string>()->value_name("TEXT"), "why, in words")(
      "called", po::value<std::string>()->value_name("FILE"),
      "the called record that was reviewed (default: looked for beside REVIEW and in the folder above)");
  add_output_options(options);
  add_settings_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "FINAL REVIEW", .at_least = 2, .at_most = 2}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const fs::path path = path_of(parsed.files[0]);
  complete_unfinished(parsed, {&parsed.files[1], 1});
  if (const auto named = parsed.text("called"))
    complete_unfinished(parsed, {&*named, 1});
  const Source review_source = read_file(path_of(parsed.files[1]));
  check_readable(path);
  const Laboratory laboratory = load_laboratory(parsed, {parsed.files.data(), 1});
  OutputChoice choice = read_reviewed_choice(parsed, laboratory);
  const std::string reason = parsed.text("reason").value_or("");
  if (choice.folder.empty())
    throw CommandLineError("expected -o DIR, another folder than the final record's");
  std::error_code error;
  const fs::path final_folder = path.has_parent_path() ? path.parent_path() : path_of(".");
  if (whole_path(choice.folder) == whole_path(final_folder))
    throw CommandLineError(text_of(choice.folder) +
                           ": holds the final record, which stays as it is; name another folder with -o");

  const VerifiedRecord record = [&] {
    const ReleaseFiles files(path, laboratory, parsed.given("settings"));
    return read_verified(files, laboratory, parsed.given("settings"));
  }();
  const FinalRecord final_record{
      .file = text_of(path.filename()), .sha256 = sha256_hex(record.text.text()), .report = record.report};
  const std::optional<CalledRecord> called = find_reviewed(path, record.report, parsed.text("called"),
                                                           path_of(parsed.files[1]), review_source.bytes);
  if (!called)
    throw InputError(text_of(path) + ": the called record that was reviewed (SHA-256 " +
                     record.report.release.of +
                     ") lies neither beside the review nor in the folder above; name it with --called");
  const ReviewFile review = read_review_file(parsed.files[1], review_source.bytes, *called);
  Report report = amended(final_record, *called, review, reason);
  report.release.policy = policy_in_force(called->report.release.policy, laboratory);
  check_policy_of_amendment(report.release.policy, final_record);
  check_not_of_the_future(report.release.events, utc_now());

  fs::create_directories(choice.folder, error);
  if (error)
    throw OutputError(text_of(choice.folder) + ": cannot be created: " + error.message());
  ReleaseFiles files(choice.folder / path.filename(), laboratory, parsed.given("settings"));
  const std::optional<std::string> before =
      earlier_review_at(files.record(), report.release.of, final_record.sha256);
  const RecordText text(text_of(files.record()), record_text(report, choice));
  const Audit there =
      files.read_audit_file().value_or(Audit{.name = text_of(files.audit()), .text = {}, .lines = {}});
  const Audit audit =
      with_events(there, text, {.at = utc_now(), .computer = computer_name(), .version = version()});
  const std::vector<fs::path> written =
      files.write(before, text.with_audit(*audit.end()), audit.text, choice);
  out << printable(in(choice.language, filled(signing_labels.amends, field<"file">(final_record.file),
                                              field<"sha256">(final_record.sha256), field<"reason">(reason))))
      << '\n'
      << printable(in(choice.language,
                      filled(signing_labels.now, field<"status">(words_of(report.release.status)))))
      << '\n';
  for (const Words& change : replaced_calls_in_words(report.release))
    out << printable(in(choice.language, change)) << '\n';
  for (const fs::path& file : written)
    err << "wrote " << printable(text_of(file)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
