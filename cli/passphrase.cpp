#include "passphrase.hpp"

#include "command.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "words/labels/signing.hpp"

namespace crossbreak::cli {
namespace {

constexpr const char* variable = "CROSSBREAK_PASSPHRASE";

std::string typed(const std::filesystem::path& key, const std::string& question) {
  if (const std::optional<std::string> text = typed_unseen(question))
    return *text;
  throw CommandLineError(text_of(key) + ": expected a passphrase, and there is no terminal to ask on; set " +
                         variable);
}

std::string question_for(const std::filesystem::path& key, Language language) {
  return in(language, filled(signing_labels.passphrase, field<"file">(printable(text_of(key)))));
}

}  // namespace

std::string passphrase_of(const std::filesystem::path& key, Language language) {
  if (const std::optional<std::string> text = environment_text(variable))
    return *text;
  return typed(key, question_for(key, language));
}

std::string new_passphrase_of(const std::filesystem::path& key, Language language) {
  if (const std::optional<std::string> text = environment_text(variable))
    return *text;
  const std::string first = typed(key, question_for(key, language));
  if (first.empty())
    throw CommandLineError(text_of(key) + ": expected a passphrase, found an empty one");
  if (typed(key, in(language, words_of(signing_labels.passphrase_again))) != first)
    throw CommandLineError(text_of(key) + ": the two passphrases differ");
  return first;
}

}  // namespace crossbreak::cli
