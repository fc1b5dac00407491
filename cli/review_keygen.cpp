// crossbreak review keygen: a key to sign with.
#include "arguments.hpp"
#include "files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "passphrase.hpp"
#include "private_file.hpp"
#include "release/keys.hpp"
#include "review.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "words/labels/signing.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak review keygen -o FILE [options]",
          "Makes a key to sign with (Ed25519) and keeps it in FILE, encrypted with a passphrase, which is "
          "asked for on the terminal or taken from CROSSBREAK_PASSPHRASE. The public key that it prints "
          "belongs in the laboratory's settings: [[person]] name, public_key, may.",
          {"# a key of one's own", "crossbreak review keygen -o a_reviewer.key"}};
}

}  // namespace

ExitCode run_review_keygen(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"), "where the key is kept");
  add_language_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "files", .at_least = 0, .at_most = 0}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Language language = read_language(parsed, load_laboratory_here(parsed));
  const std::string name = parsed.text("output").value_or("");
  if (name.empty())
    throw CommandLineError("expected -o FILE, where the key is kept; see 'crossbreak review keygen --help'");
  const std::filesystem::path path = path_of(name);
  remove_left_beside({path});
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error)))
    throw OutputError(name + ": is there already; a key is never replaced, name another file");
  const std::string passphrase = new_passphrase_of(path, language);
  const HeldInterruption until_the_key_is_there;
  const SigningKey key = SigningKey::made();
  const NewPrivateFile file(path, key.pem(passphrase));
  out << in(language, filled(signing_labels.key_made, field<"key">(key.public_key()))) << '\n';
  flush_output(out);  // a key is never there whose public key nobody was told
  file.put_in_place();
  err << printable(in(language, filled(signing_labels.key_kept, field<"file">(name)))) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
