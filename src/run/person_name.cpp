#include "run/person_name.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

// ICU is the reference implementation of Unicode's tables: folding (Standard Annex 15, Technical Report 44)
// and what looks alike (Technical Standard 39).
void check(UErrorCode error) {
  if (U_FAILURE(error))
    throw std::logic_error(std::string("ICU: ") + u_errorName(error));
}

icu::UnicodeString decoded(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string encoded(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

/// Compatibility forms put together, case folded, what Unicode calls ignorable left out.
icu::UnicodeString case_folded(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  check(error);
  icu::UnicodeString folded = folding->normalize(text, error);
  check(error);
  return folded;
}

/// What Unicode says that a character can be taken for.
icu::UnicodeString skeleton_of(UChar32 character) {
  static const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> opened(uspoof_open(&error), &uspoof_close);
    check(error);
    return opened;
  }();
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(checker.get(), 0, icu::UnicodeString(character), skeleton, &error);
  check(error);
  return skeleton;
}

bool is_ascii_letter(const icu::UnicodeString& text) {
  return text.length() == 1 && text.charAt(0) < 0x80 && u_isalpha(text.charAt(0)) != 0;
}

/// Of a small letter: the Latin one that it or its capital can be taken for, as the Cyrillic or Greek K.
icu::UnicodeString look_of(UChar32 character) {
  icu::UnicodeString look = skeleton_of(character);
  if (is_ascii_letter(look))
    return look;
  icu::UnicodeString capital = skeleton_of(u_toupper(character));
  return is_ascii_letter(capital) ? capital : look;
}

bool is_blank(UChar32 character) {
  constexpr UChar32 braille_blank = 0x2800;
  return u_isUWhiteSpace(character) != 0 || character == braille_blank;
}

bool is_visible(UChar32 character) {
  const int8_t category = u_charType(character);
  return !is_blank(character) && u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0 &&
         category != U_CONTROL_CHAR && category != U_FORMAT_CHAR;
}

bool is_dash(UChar32 character) {
  return u_hasBinaryProperty(character, UCHAR_DASH) != 0;
}

UScriptCode script_of(UChar32 character) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(character, &error);
  check(error);
  return script;
}

/// Scripts of East Asia, whose names are written beside each other and with Latin letters.
bool is_east_asian(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_BOPOMOFO || script == USCRIPT_HANGUL;
}

/// Of a letter that is neither Latin nor East Asian: the Latin one that it can be taken for, where there is
/// one.
icu::UnicodeString latin_look_of(UChar32 character) {
  const UScriptCode script = script_of(character);
  const bool is_of_other_script =
      u_isalpha(character) != 0 && script != USCRIPT_LATIN && !is_east_asian(script);
  const icu::UnicodeString look = is_of_other_script ? look_of(character) : icu::UnicodeString(character);
  return is_ascii_letter(look) ? look : icu::UnicodeString(character);
}

template <class Visit>
void for_each(const icu::UnicodeString& text, Visit visit) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    visit(text.char32At(i));
}

/// Of letters that are not East Asian; those may stand beside Latin ones alone.
bool mixes_scripts(const icu::UnicodeString& text) {
  std::set<UScriptCode> scripts;
  bool is_partly_east_asian = false;
  for_each(text, [&](UChar32 character) {
    const UScriptCode script = script_of(character);
    if (is_east_asian(script))
      is_partly_east_asian = true;
    else if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED)
      scripts.insert(script);
  });
  return scripts.size() > 1 || (is_partly_east_asian && !scripts.empty() && !scripts.contains(USCRIPT_LATIN));
}

}  // namespace

std::string folded_person(std::string_view name) {
  icu::UnicodeString folded;
  for_each(case_folded(decoded(name)), [&](UChar32 character) {
    if (!is_visible(character))
      return;
    if (is_dash(character))
      folded.append(u'-');
    else if (character < 0x80 || is_east_asian(script_of(character)))
      folded.append(character);
    else
      folded.append(look_of(character));
  });
  return encoded(case_folded(folded));
}

std::string folded_look(std::string_view name) {
  icu::UnicodeString folded;
  for_each(case_folded(decoded(name)), [&](UChar32 character) {
    if (is_blank(character)) {
      if (!folded.endsWith(u' '))
        folded.append(u' ');
    } else if (is_dash(character)) {
      folded.append(u'-');
    } else if (is_visible(character)) {
      folded.append(latin_look_of(character));
    }
  });
  return encoded(case_folded(folded.trim()));
}

std::optional<std::string> why_no_person_name(std::string_view name) {
  if (printable(name) != name || !has_visible_text(name))
    return "a person's name on one line";
  if (name.find(';') != std::string_view::npos)
    return "a person's name without ';', which joins names";
  if (mixes_scripts(case_folded(decoded(name))))
    return "a person's name in one script, since letters of others look alike";
  return std::nullopt;
}

bool has_visible_text(std::string_view text) {
  bool is_seen = false;
  for_each(decoded(text), [&](UChar32 character) { is_seen = is_seen || is_visible(character); });
  return is_seen;
}

}  // namespace crossbreak
