#include "formats/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fmt/format.h>
#include <iconv.h>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "run/ascii.hpp"
#include "run/make_issue.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_mark = "\xFF\xFE";
constexpr std::string_view utf16be_mark = "\xFE\xFF";

struct Encoding {
  const char* name;
  const char* iconv_name;
};

// Windows code page 932 is what Japanese Windows calls Shift-JIS; it holds more than JIS X 0208.
constexpr std::array<Encoding, 6> encodings = {{{"UTF-8", "UTF-8"},
                                                {"UTF-16LE", "UTF-16LE"},
                                                {"UTF-16BE", "UTF-16BE"},
                                                {"GB18030", "GB18030"},
                                                {"Shift-JIS", "CP932"},
                                                {"Windows-1252", "CP1252"}}};
constexpr const Encoding& utf8 = encodings[0];
constexpr const Encoding& utf16le = encodings[1];
constexpr const Encoding& utf16be = encodings[2];

struct Conversion {
  std::string text;
  bool complete = false;  ///< otherwise `text` ends before the first byte that does not decode
};

/// UTF-8 as it stands. iconv would take sequences beyond U+10FFFF for it, as the first definition did (RFC
/// 2279); since RFC 3629 they are none, and texts in GB18030 are full of them.
Conversion valid_beginning(std::string_view bytes) {
  const std::size_t valid = bytes_of_valid_utf8(bytes);
  return {.text = std::string(bytes.substr(0, valid)), .complete = valid == bytes.size()};
}

Conversion convert(std::string_view bytes, const Encoding& from) {
  if (&from == &utf8)
    return valid_beginning(bytes);
  struct Close {
    void operator()(void* handle) const { iconv_close(handle); }
  };
  iconv_t opened = iconv_open("UTF-8", from.iconv_name);
  Conversion out;
  if (reinterpret_cast<std::intptr_t>(opened) == -1)
    return out;
  const std::unique_ptr<void, Close> handle(opened);

  // iconv reads through a char** for historical reasons; it does not write there.
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  std::array<char, 16384> buffer;
  while (in_left > 0) {
    char* put = buffer.data();
    std::size_t put_left = buffer.size();
    const std::size_t result = iconv(handle.get(), &in, &in_left, &put, &put_left);
    out.text.append(buffer.data(), buffer.size() - put_left);
    if (result == static_cast<std::size_t>(-1) && errno != E2BIG)
      return out;
  }
  out.complete = true;
  return out;
}

// "utf8", "UTF-8" and "utf_8" are one name.
std::string folded_name(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != '-' && c != '_' && c != ' ')
      out += lower_case(c);
  return out;
}

const Encoding& encoding_named(const Source& source, std::string_view name) {
  std::string wanted = folded_name(name);
  if (wanted == "gbk" || wanted == "gb2312")  // which GB18030 holds whole
    wanted = "gb18030";
  for (const Encoding& encoding : encodings)
    if (folded_name(encoding.name) == wanted)
      return encoding;
  throw FormatError(source.name, fmt::format("unknown encoding '{}'; choose one of {}", name,
                                             joined(encodings, ", ", &Encoding::name)));
}

// ASCII in UTF-16 has a zero in every second byte, and texts of this kind are mostly ASCII.
// The limits (most pairs, and next to none the other way round) are an arbitrary choice.
const Encoding* utf16_by_zero_bytes(std::string_view bytes) {
  const std::size_t pairs = std::min<std::size_t>(bytes.size(), 4096) / 2;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    even += bytes[2 * i] == '\0';
    odd += bytes[2 * i + 1] == '\0';
  }
  if (odd * 2 > pairs && even * 20 < pairs)
    return &utf16le;
  if (even * 2 > pairs && odd * 20 < pairs)
    return &utf16be;
  return nullptr;
}

int line_at(std::string_view bytes, std::size_t offset) {
  int line = 1;
  for (std::size_t i = 0; i < std::min(offset, bytes.size()); ++i)
    line += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n'));
  return line;
}

DecodedText decoded(const Source& source, Conversion done, const Encoding& encoding) {
  if (!done.complete)
    throw FormatError(source.name, line_at(done.text, done.text.size()),
                      fmt::format("not in the encoding {}", encoding.name));
  if (const std::size_t zero = done.text.find('\0'); zero != std::string::npos)
    throw FormatError(source.name, line_at(done.text, zero), "a zero byte: this is not a text file");
  return {.text = std::move(done.text), .encoding = encoding.name, .issues = {}};
}

DecodedText decode_by_guess(const Source& source) {
  for (const Encoding& encoding : std::span(encodings).subspan(3)) {
    Conversion done = convert(source.bytes, encoding);
    if (!done.complete || done.text.find('\0') != std::string::npos)
      continue;
    Issue guessed = make_issue(IssueCode::EncodingGuessed, source.name, field<"encoding">(encoding.name));
    return {.text = std::move(done.text), .encoding = encoding.name, .issues = {std::move(guessed)}};
  }
  throw FormatError(source.name,
                    "neither UTF-8, UTF-16, GB18030, Shift-JIS nor Windows-1252: this is not a text file");
}

const Encoding* encoding_by_mark(std::string_view bytes) {
  if (bytes.starts_with(utf8_mark))
    return &utf8;
  if (bytes.starts_with(utf16le_mark))
    return &utf16le;
  if (bytes.starts_with(utf16be_mark))
    return &utf16be;
  return nullptr;
}

std::string_view without_mark(std::string_view bytes, const Encoding& encoding) {
  if (encoding_by_mark(bytes) != &encoding)
    return bytes;
  return bytes.substr(&encoding == &utf8 ? utf8_mark.size() : utf16le_mark.size());
}

}  // namespace

DecodedText decode_text(const Source& source, const std::optional<std::string>& encoding) {
  const std::string_view bytes = source.bytes;
  const Encoding* known = encoding ? &encoding_named(source, *encoding) : encoding_by_mark(bytes);
  if (!known)
    known = utf16_by_zero_bytes(bytes);
  if (known)
    return decoded(source, convert(without_mark(bytes, *known), *known), *known);
  if (Conversion as_utf8 = convert(bytes, utf8); as_utf8.complete)
    return decoded(source, std::move(as_utf8), utf8);
  return decode_by_guess(source);
}

std::string text_beginning(const Source& source, std::size_t bytes) {
  const std::string_view beginning = std::string_view(source.bytes).substr(0, bytes);
  if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("\xD0\xCF\x11\xE0"))
    return {};
  const Encoding* encoding = encoding_by_mark(beginning);
  if (!encoding)
    encoding = utf16_by_zero_bytes(beginning);
  if (encoding == &utf16le || encoding == &utf16be) {
    std::string ascii;
    for (const char c : without_mark(beginning, *encoding))
      if (c != '\0')
        ascii += c;
    return ascii;
  }
  if (beginning.find('\0') != std::string_view::npos)
    return {};
  return std::string(encoding ? without_mark(beginning, *encoding) : beginning);
}

}  // namespace crossbreak
