// After Microsoft, [MS-XLS] Excel Binary File Format, sections 2.1.4 (records), 2.5.293
// (XLUnicodeRichExtendedString) and 2.5.296 (XLUnicodeString).
#include "formats/biff_records.hpp"

#include <algorithm>
#include <stdexcept>

#include "formats/little_endian.hpp"

namespace crossbreak {
namespace {

constexpr std::uint16_t continue_record = 0x003C;
constexpr std::uint8_t wide_characters = 0x01;
constexpr std::uint8_t has_phonetic_data = 0x04;
constexpr std::uint8_t has_rich_text = 0x08;
constexpr std::uint32_t replacement_character = 0xFFFD;

std::string_view record_data(std::string_view stream, std::size_t offset) {
  if (stream.size() - offset < 4)
    throw std::out_of_range("the stream ends inside a record");
  const auto length = little_endian<std::uint16_t>(stream, offset + 2);
  if (stream.size() - offset - 4 < length)
    throw std::out_of_range("the stream ends inside a record");
  return stream.substr(offset + 4, length);
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto low = [](std::uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    out += low(point);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    out += low(point >> 6U);
    out += low(point);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    out += low(point >> 12U);
    out += low(point >> 6U);
    out += low(point);
  }
}

// A surrogate without its partner becomes U+FFFD: there is no such character to keep.
std::string utf8_of(const std::u16string& units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t unit = units[i];
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const std::uint32_t next = high && i + 1 < units.size() ? units[i + 1] : 0;
    if (high && next >= 0xDC00 && next < 0xE000) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00));
      ++i;
    } else {
      append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? replacement_character : unit);
    }
  }
  return out;
}

}  // namespace

BiffRecord biff_record(std::string_view stream, std::size_t offset) {
  BiffRecord record;
  record.data = record_data(stream, offset);
  record.id = little_endian<std::uint16_t>(stream, offset);
  record.next = offset + 4 + record.data.size();
  while (stream.size() - record.next >= 4 &&
         little_endian<std::uint16_t>(stream, record.next) == continue_record) {
    record.continued.push_back(record_data(stream, record.next));
    record.next += 4 + record.continued.back().size();
  }
  return record;
}

BiffReader::BiffReader(const BiffRecord& record, std::size_t offset) : parts_{record.data} {
  parts_.insert(parts_.end(), record.continued.begin(), record.continued.end());
  skip(offset);
}

// What the current part still holds of the bytes wanted; moves on to the next part when it is used up.
std::string_view BiffReader::part_bytes(std::size_t at_most) {
  while (part_ < parts_.size() && parts_[part_].empty())
    ++part_;
  if (part_ == parts_.size())
    throw std::out_of_range("a record ends too early");
  const std::string_view bytes = parts_[part_].substr(0, at_most);
  parts_[part_].remove_prefix(bytes.size());
  return bytes;
}

std::uint8_t BiffReader::u8() {
  return static_cast<std::uint8_t>(part_bytes(1).front());
}

std::uint16_t BiffReader::u16() {
  const std::uint16_t low = u8();
  return static_cast<std::uint16_t>(low | (u8() << 8U));
}

std::uint32_t BiffReader::u32() {
  const std::uint32_t low = u16();
  return low | (std::uint32_t{u16()} << 16U);
}

void BiffReader::skip(std::size_t bytes) {
  while (bytes > 0)
    bytes -= part_bytes(bytes).size();
}

std::string BiffReader::unicode_string(std::size_t characters) {
  const std::uint8_t flags = u8();
  const std::size_t runs = flags & has_rich_text ? u16() : 0;
  const std::size_t phonetic_bytes = flags & has_phonetic_data ? u32() : 0;

  std::u16string units;
  bool wide = flags & wide_characters;
  std::size_t part = part_;
  while (units.size() < characters) {
    while (part_ < parts_.size() && parts_[part_].empty())
      ++part_;
    if (part_ != part) {
      wide = u8() & wide_characters;
      part = part_;
    }
    if (wide) {
      units += static_cast<char16_t>(u16());
    } else {
      for (const char c : part_bytes(characters - units.size()))
        units += static_cast<char16_t>(static_cast<unsigned char>(c));
    }
  }
  skip(4 * runs + phonetic_bytes);
  return utf8_of(units);
}

}  // namespace crossbreak
