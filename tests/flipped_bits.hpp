// Damage that any byte may take.
#pragma once

#include <random>
#include <string>

namespace crossbreak::tests {

/// One bit of the byte, any of the eight, is the other.
inline void flip_a_bit(char& byte, std::mt19937& random) {
  const unsigned bit = 1U << (random() % 8);
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ bit);
}

/// The same of any byte. There must be one.
inline void flip_a_bit(std::string& bytes, std::mt19937& random) {
  flip_a_bit(bytes[random() % bytes.size()], random);
}

}  // namespace crossbreak::tests
