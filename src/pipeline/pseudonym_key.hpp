// Keyed hashes that stand for names of samples: who has the key can join them with the names, nobody else.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace crossbreak {

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) with a laboratory's secret. The same name, folded as in calling, has
/// the same pseudonym in every run. Tells its key to nobody.
class PseudonymKey {
 public:
  /// At least 32 bytes; as read_pseudonym_key() takes them.
  explicit PseudonymKey(std::string secret) : secret_(std::move(secret)) {}

  /// "P-" and the first 24 hex digits of the hash; no spreadsheet takes it for a number, and no control is
  /// called so. Empty for a name of blanks.
  std::string of_sample(std::string_view name) const;

  /// What stands for the SHA-256 of a file: of a short list of names the plain one could be guessed from.
  std::string of_hash(std::string_view sha256) const;

  /// 32 hex digits by which two keys are told apart, and that tell nothing of either.
  std::string fingerprint() const;

 private:
  std::string secret_;
};

/// The key that a file holds: 32 to 4096 random bytes as they are, or in hexadecimal. Throws CallError for
/// fewer or more, for text that is not hexadecimal, and for one byte over and over. No message quotes it.
PseudonymKey read_pseudonym_key(std::string_view file, std::string_view bytes);

/// A message without what it quotes of a run, settings or a record: all from its first quote, ' or ", to its
/// last is an ellipsis.
std::string without_quoted(std::string_view message);

}  // namespace crossbreak
