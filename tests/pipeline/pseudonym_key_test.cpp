#include "pipeline/pseudonym_key.hpp"

#include <string>

#include <doctest/doctest.h>

#include "calling/call_error.hpp"
#include "message_of.hpp"

using namespace crossbreak;
using crossbreak::tests::message_of;

namespace {

const std::string random_bytes =
    "\x8f\xd1\x02\xfe\x9c\x41\xb7\xe0\x15\xaa\x33\xc8\x7d\x90\xee\x04\x8f\x5b\xd2\xa1\x66\xf3\x1c\xb9\x80\x27"
    "\xcd"
    "\xe5\x3a\x74\x99\xd0";

std::string in_hex(const std::string& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return text;
}

std::string refusal(const std::string& bytes) {
  return message_of<CallError>([&] { read_pseudonym_key("names.key", bytes); });
}

const std::string wanted =
    "names.key: expected a key of 32 to 4096 random bytes, as they are or in hexadecimal, found ";
const std::string advice =
    "; make one with: (umask 077; openssl rand -hex 32 > names.key), and keep it where the names are kept";

}  // namespace

TEST_CASE("a pseudonym is the HMAC-SHA-256 of the name, RFC 4231's second test case") {
  CHECK(PseudonymKey("Jefe").of_sample("what do ya want for nothing?") == "P-5bdcc146bf60754e6a042426");
}

TEST_CASE("names that are one in calling have one pseudonym, others have others") {
  const PseudonymKey key(random_bytes);
  const std::string pseudonym = key.of_sample("Patient 7");
  CHECK(key.of_sample(" patient  7") == pseudonym);
  CHECK(key.of_sample("ＰＡＴＩＥＮＴ　７") == pseudonym);
  CHECK(key.of_sample("Patient-7") != pseudonym);
  CHECK(key.of_sample("Patient 70") != pseudonym);
  CHECK(PseudonymKey(random_bytes + "\x01").of_sample("Patient 7") != pseudonym);
  CHECK(key.of_sample(" ").empty());
}

TEST_CASE("a hash and a fingerprint are no name's pseudonym, and tell keys apart") {
  const PseudonymKey key(random_bytes);
  const std::string hash(64, 'a');
  CHECK(key.of_hash(hash).size() == 64);
  CHECK("P-" + key.of_hash(hash).substr(0, 24) != key.of_sample(hash));
  CHECK(key.of_hash("").empty());
  CHECK(key.fingerprint().size() == 32);
  CHECK("P-" + key.fingerprint().substr(0, 24) != key.of_sample("fingerprint"));
  CHECK(key.fingerprint() != PseudonymKey(random_bytes + "\x01").fingerprint());
}

TEST_CASE("a key is read as bytes or in hexadecimal") {
  const std::string fingerprint = read_pseudonym_key("names.key", random_bytes).fingerprint();
  CHECK(fingerprint == PseudonymKey(random_bytes).fingerprint());
  const std::string hex = in_hex(random_bytes);
  for (const std::string& text : {hex, hex + '\n', hex.substr(0, 20) + "\r\n" + hex.substr(20)}) {
    CAPTURE(text);
    CHECK(read_pseudonym_key("names.key", text).fingerprint() == fingerprint);
  }
}

TEST_CASE("what is no key is refused, and never quoted") {
  CHECK(refusal(random_bytes.substr(1)) == wanted + "31 bytes" + advice);
  CHECK(refusal("") == wanted + "0 bytes" + advice);
  CHECK(refusal(in_hex(random_bytes).substr(2)) == wanted + "31 bytes in hexadecimal" + advice);
  CHECK(refusal(std::string(32, '\0')) == wanted + "one byte over and over" + advice);
  CHECK(refusal(std::string(64, '0')) == wanted + "one byte over and over" + advice);
  CHECK(refusal(std::string(33, '\xfe')) == wanted + "one byte over and over" + advice);
  CHECK(refusal("a sentence that everybody can guess") == wanted + "text, which is not random" + advice);
  CHECK(refusal("张三，李四，王五，赵六，孙七，周八，吴九") == wanted + "text, which is not random" + advice);
  CHECK(refusal(random_bytes + std::string(4096, '\xfe')) == wanted + "4128 bytes" + advice);
  CHECK(refusal(std::string(20000, 'a')) == wanted + "20000 bytes" + advice);
}

TEST_CASE("a message is told without what it quotes") {
  CHECK(without_quoted("a.csv:7: expected a number") == "a.csv:7: expected a number");
  CHECK(without_quoted("a.eds: the barcode '7' stands on two patients: '7O'Brien' and '7李'; look") ==
        "a.eds: the barcode '…'; look");
  CHECK(without_quoted("a.eds: found 'Zhang San") == "a.eds: found '…'");
  CHECK(without_quoted("a.json: /patients/0/review: expected true or false, found \"Zhang San\"") ==
        "a.json: /patients/0/review: expected true or false, found '…'");
}
