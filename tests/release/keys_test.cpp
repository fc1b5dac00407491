#include "release/keys.hpp"

#include <string>

#include <doctest/doctest.h>

#include "message_of.hpp"

using namespace crossbreak;
using crossbreak::tests::message_of;

TEST_CASE("a key signs a text, and only that text and that key check") {
  const SigningKey key = SigningKey::made();
  const SigningKey other = SigningKey::made();
  const std::string signature = key.signature_of("a record");
  CHECK(signature.size() == 88);
  CHECK(key.public_key().size() == 44);
  CHECK(key.public_key() != other.public_key());
  CHECK(signature_checks(key.public_key(), "a record", signature));
  CHECK_FALSE(signature_checks(key.public_key(), "a record ", signature));
  CHECK_FALSE(signature_checks(other.public_key(), "a record", signature));
  CHECK_FALSE(signature_checks(key.public_key(), "a record", other.signature_of("a record")));
}

TEST_CASE("what is no signature or no key does not check, whatever it is") {
  const SigningKey key = SigningKey::made();
  const std::string signature = key.signature_of("a record");
  for (const std::string& damaged :
       {std::string(), std::string("none"), signature.substr(1), signature + "=", std::string(88, '*')}) {
    CAPTURE(damaged);
    CHECK_FALSE(signature_checks(key.public_key(), "a record", damaged));
    CHECK_FALSE(signature_checks(damaged, "a record", signature));
  }
}

TEST_CASE("the example of RFC 8032, 7.1, test 2, checks") {
  CHECK(signature_checks(
      "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=", "r",
      "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA=="));
}

TEST_CASE("a kept key opens with its passphrase alone") {
  const SigningKey key = SigningKey::made();
  const std::string pem = key.pem("correct horse");
  CHECK(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  const SigningKey again = SigningKey::read("a.key", pem, "correct horse");
  CHECK(again.public_key() == key.public_key());
  CHECK(signature_checks(key.public_key(), "a record", again.signature_of("a record")));
  for (const char* wrong : {"", "Correct horse", "correct horse "}) {
    CAPTURE(wrong);
    CHECK(message_of<KeyError>([&] { SigningKey::read("a.key", pem, wrong); }) ==
          "a.key: the key cannot be opened: another passphrase, or a damaged file");
  }
  CHECK(message_of<KeyError>([&] { SigningKey::read("a.key", pem.substr(0, 100), "correct horse"); }) ==
        "a.key: the key cannot be opened: another passphrase, or a damaged file");
  CHECK(key.pem("correct horse") != pem);  // another salt
}

TEST_CASE("a key that is not encrypted is not taken") {
  CHECK(
      message_of<KeyError>([] {
        SigningKey::read("a.key", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n", "x");
      }) ==
      "a.key: expected a key as 'crossbreak review keygen' writes it, which begins with -----BEGIN ENCRYPTED "
      "PRIVATE KEY-----");
}
