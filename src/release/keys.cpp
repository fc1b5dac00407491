#include "release/keys.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <optional>
#include <utility>
#include <vector>

namespace crossbreak {
namespace {

constexpr std::size_t key_bytes = 32;        // RFC 8032, section 5.1
constexpr std::size_t signature_bytes = 64;  // the same

/// Cost of a guess at the passphrase: what "openssl pkcs8 -scrypt" asks for.
constexpr std::uint64_t scrypt_n = 16384;
constexpr std::uint64_t scrypt_r = 8;
constexpr std::uint64_t scrypt_p = 1;

constexpr std::string_view encrypted_head = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

template <auto free>
struct Freed {
  void operator()(auto* value) const { free(value); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using PlainKey = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;

/// What OpenSSL must be able to do, or the machine is broken.
void must(bool done, const char* what) {
  if (!done)
    throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64_of(const std::vector<unsigned char>& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock() ends it with a zero
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

/// The bytes of a base64 text, which must be as long as is asked, and the one way to write them.
std::optional<std::vector<unsigned char>> bytes_of_base64(std::string_view text, std::size_t length) {
  if (text.size() != 4 * ((length + 2) / 3))
    return std::nullopt;
  std::vector<unsigned char> bytes(3 * text.size() / 4);
  if (EVP_DecodeBlock(bytes.data(), bytes_of(text), static_cast<int>(text.size())) < 0)
    return std::nullopt;
  bytes.resize(length);
  if (base64_of(bytes) != text)
    return std::nullopt;
  return bytes;
}

/// Hands the passphrase to OpenSSL, which would otherwise ask on the terminal.
int give_passphrase(char* buffer, int size, int, void* passphrase) {
  const auto& text = *static_cast<const std::string*>(passphrase);
  if (text.size() > static_cast<std::size_t>(size))
    return -1;
  std::copy(text.begin(), text.end(), buffer);
  return static_cast<int>(text.size());
}

EVP_PKEY* of(void* key) {
  return static_cast<EVP_PKEY*>(key);
}

}  // namespace

void SigningKey::Free::operator()(void* key) const {
  EVP_PKEY_free(of(key));
}

SigningKey SigningKey::made() {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nullptr));
  must(context != nullptr && EVP_PKEY_keygen_init(context.get()) == 1, "make an Ed25519 key");
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_keygen(context.get(), &key) == 1, "make an Ed25519 key");
  return SigningKey(Handle(key));
}

SigningKey SigningKey::read(std::string_view name, std::string_view pem, const std::string& passphrase) {
  const std::string file(name);
  if (!pem.starts_with(encrypted_head))
    throw KeyError(file + ": expected a key as 'crossbreak review keygen' writes it, which begins with " +
                   std::string(encrypted_head));
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  must(bio != nullptr, "read from memory");
  std::string given = passphrase;
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &given));
  ERR_clear_error();
  if (!key)
    throw KeyError(file + ": the key cannot be opened: another passphrase, or a damaged file");
  if (EVP_PKEY_base_id(key.get()) != EVP_PKEY_ED25519)
    throw KeyError(file + ": expected an Ed25519 key, found another kind");
  return SigningKey(Handle(key.release()));
}

std::string SigningKey::pem(const std::string& passphrase) const {
  std::array<unsigned char, 16> salt{};
  must(RAND_bytes(salt.data(), static_cast<int>(salt.size())) == 1, "draw random bytes");
  const PlainKey plain(EVP_PKEY2PKCS8(of(key_.get())));
  must(plain != nullptr, "write a key");
  X509_ALGOR* way = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt.data(), static_cast<int>(salt.size()),
                                          nullptr, scrypt_n, scrypt_r, scrypt_p);
  must(way != nullptr, "derive a key from a passphrase");
  const EncryptedKey encrypted(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), plain.get(), way));
  must(encrypted != nullptr, "encrypt a key");
  const Bio bio(BIO_new(BIO_s_mem()));
  must(bio != nullptr && PEM_write_bio_PKCS8(bio.get(), encrypted.get()) == 1, "write a key");
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string SigningKey::public_key() const {
  std::vector<unsigned char> bytes(key_bytes);
  std::size_t length = bytes.size();
  must(EVP_PKEY_get_raw_public_key(of(key_.get()), bytes.data(), &length) == 1, "tell a public key");
  return base64_of(bytes);
}

std::string SigningKey::signature_of(std::string_view text) const {
  const Context context(EVP_MD_CTX_new());
  must(
      context != nullptr && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, of(key_.get())) == 1,
      "sign");
  std::vector<unsigned char> bytes(signature_bytes);
  std::size_t length = bytes.size();
  must(EVP_DigestSign(context.get(), bytes.data(), &length, bytes_of(text), text.size()) == 1, "sign");
  return base64_of(bytes);
}

bool signature_checks(std::string_view public_key, std::string_view text, std::string_view signature) {
  const auto raw = bytes_of_base64(public_key, key_bytes);
  const auto signed_bytes = bytes_of_base64(signature, signature_bytes);
  if (!raw || !signed_bytes)
    return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw->data(), raw->size()));
  const Context context(EVP_MD_CTX_new());
  const bool checks = key && context &&
                      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                      EVP_DigestVerify(context.get(), signed_bytes->data(), signed_bytes->size(),
                                       bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return checks;
}

}  // namespace crossbreak
