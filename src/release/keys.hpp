// Keys that people sign with: Ed25519 (RFC 8032), by OpenSSL. A private key is kept encrypted with a
// passphrase (PKCS #8, RFC 5958: AES-256, scrypt); the public one is 32 bytes in base64.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace crossbreak {

/// A key that cannot be read: exit 3. what() is whole.
class KeyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A private key, ready to sign.
class SigningKey {
 public:
  /// A new key, of the system's randomness.
  static SigningKey made();
  /// Of an encrypted PEM file; `name` is the file's for messages. Throws KeyError: no such key, one that is
  /// not encrypted, another passphrase, no Ed25519 key.
  static SigningKey read(std::string_view name, std::string_view pem, const std::string& passphrase);

  /// The PEM file, encrypted with `passphrase`, which must not be empty.
  std::string pem(const std::string& passphrase) const;
  /// 44 letters of base64.
  std::string public_key() const;
  /// The signature of a text: 88 letters of base64.
  std::string signature_of(std::string_view text) const;

 private:
  struct Free {
    void operator()(void* key) const;
  };
  using Handle = std::unique_ptr<void, Free>;  ///< an EVP_PKEY
  explicit SigningKey(Handle key) : key_(std::move(key)) {}
  Handle key_;
};

/// Whether `signature` is that of `text` by the key behind `public_key`; false for what is no base64 or has
/// another length, too.
bool signature_checks(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace crossbreak
