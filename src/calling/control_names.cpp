#include "calling/control_names.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "calling/sample_names.hpp"
#include "run/utf8.hpp"
#include "words/names.hpp"

namespace crossbreak {
namespace {

/// A letter or digit of a name.
struct Letter {
  char32_t value = 0;
  bool is_upper = false;
  bool is_apart = false;  ///< a blank or mark stands before it
};

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_latin(char32_t c) {
  return c >= 'a' && c <= 'z';
}

struct Range {
  char32_t first;
  char32_t last;
};
/// Blanks and marks beyond ASCII, by their Unicode blocks.
constexpr Range marks[] = {
    {0x80, 0xBF},      // controls and the marks of Latin-1
    {0x2000, 0x206F},  // General Punctuation
    {0x3000, 0x303F},  // CJK Symbols and Punctuation
    {0xFE30, 0xFE6F},  // CJK Compatibility Forms, Small Form Variants
    {0xFEFF, 0xFEFF},  // byte-order mark
    {0xFF5F, 0xFF65},  // brackets and stops of other widths
};

/// Only letters and digits, in lower case and half width.
std::vector<Letter> letters_of(std::string_view name) {
  constexpr char32_t full_width = 0xFF01 - U'!';
  std::vector<Letter> letters;
  bool is_apart = false;
  while (!name.empty()) {
    const CodePoint point = first_code_point(name);
    name.remove_prefix(point.bytes);
    const bool is_wide = point.value >= 0xFF01 && point.value <= 0xFF5E;
    const char32_t c = is_wide ? point.value - full_width : point.value;
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_mark = c < 0x80 ? !is_upper && !is_latin(c) && !is_digit(c)
                                  : std::any_of(std::begin(marks), std::end(marks), [c](const Range& range) {
                                      return range.first <= c && c <= range.last;
                                    });
    if (!is_mark)
      letters.push_back({is_upper ? c - 'A' + 'a' : c, is_upper, is_apart && !letters.empty()});
    is_apart = is_mark;
  }
  return letters;
}

std::u32string text_of(std::span<const Letter> letters) {
  std::u32string text;
  for (const Letter& letter : letters)
    text += letter.value;
  return text;
}

std::u32string folded(std::string_view name) {
  return text_of(letters_of(name));
}

/// Whether a word may be part of a person's name, so that a further letter makes another word of it.
bool can_be_spoken(const std::u32string& word) {
  return word.find_first_of(U"aeiou") != std::u32string::npos;
}

/// Whether the last letter is a mark of its own: "Neg b", "NegB", behind a Chinese word.
bool stands_apart(std::span<const Letter> letters) {
  const Letter& last = letters.back();
  const Letter& before = letters[letters.size() - 2];
  return last.is_apart || last.is_upper != before.is_upper || !is_latin(before.value);
}

/// Whether nothing, one letter or a short number stands behind the first `size` letters.
bool ends_as_a_control(std::span<const Letter> letters, const std::u32string& word, std::size_t digits) {
  const std::span<const Letter> behind = letters.subspan(word.size());
  if (behind.empty())
    return true;
  if (behind.size() == 1 && is_latin(behind.front().value))
    return !can_be_spoken(word) || stands_apart(letters);
  return behind.size() <= digits && std::all_of(behind.begin(), behind.end(),
                                                [](const Letter& letter) { return is_digit(letter.value); });
}

/// One letter wanting, too many, another, or two neighbours changed about (Damerau 1964, Commun. ACM
/// 7:171-176).
bool is_one_letter_off(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size())
    std::swap(a, b);
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
  const auto place = static_cast<std::size_t>(in_a - a.begin());
  if (b.size() == a.size() + 1)
    return a.substr(place) == b.substr(place + 1);
  if (a.size() != b.size() || place == a.size())
    return false;
  const bool is_changed_about = place + 1 < a.size() && a[place] == b[place + 1] &&
                                a[place + 1] == b[place] && a.substr(place + 2) == b.substr(place + 2);
  return is_changed_about || a.substr(place + 1) == b.substr(place + 1);
}

/// The parts of a name that are compared with control names: without a number or a letter at its end that
/// stands apart; empty where the name is a barcode or begins with a single letter.
std::vector<std::u32string> compared_parts(std::span<const Letter> letters) {
  constexpr std::size_t longest_number = 2;
  const auto last_letter =
      std::find_if(letters.rbegin(), letters.rend(), [](const Letter& l) { return !is_digit(l.value); });
  const auto number = static_cast<std::size_t>(last_letter - letters.rbegin());
  const std::span<const Letter> word = letters.first(letters.size() - number);
  const bool has_digit =
      std::any_of(word.begin(), word.end(), [](const Letter& letter) { return is_digit(letter.value); });
  const bool is_initial = word.size() > 1 && word[1].is_apart && is_latin(word[0].value);
  if (number > longest_number || has_digit || is_initial || word.empty())
    return {};
  std::vector<std::u32string> parts(1, text_of(word));
  if (number == 0 && word.size() > 1 && word.back().is_apart)
    parts.push_back(text_of(word.first(word.size() - 1)));
  return parts;
}

/// Roles that two words may give one control: water may be called negative, "Neg H2O", and is water.
bool are_one_control(SampleRole a, SampleRole b) {
  const auto holds_no_deletion = [](SampleRole role) {
    return role == SampleRole::Ntc || role == SampleRole::NegativeControl;
  };
  return a == b || (holds_no_deletion(a) && holds_no_deletion(b));
}

constexpr std::size_t fewest_letters = 4;            // of a name that is compared
constexpr std::size_t fewest_letters_of_a_word = 5;  // behind which the name has a number; arbitrary: NEGS12
                                                     // is a barcode, Watre2 is none

}  // namespace

std::string control_of_all_sets(const Panel& panel) {
  if (const PositiveControl* pc = find_positive_control(panel, "PC"))
    return pc->name;
  const auto all = std::find_if(panel.controls.positive.begin(), panel.controls.positive.end(),
                                [&](const PositiveControl& c) { return c.sets.size() == panel.sets.size(); });
  return all == panel.controls.positive.end() ? std::string() : all->name;
}

const PositiveControl* find_positive_control(const Panel& panel, std::string_view name) {
  const auto found = std::find_if(panel.controls.positive.begin(), panel.controls.positive.end(),
                                  [&](const PositiveControl& c) { return is_same_name(c.name, name); });
  return found == panel.controls.positive.end() ? nullptr : &*found;
}

KnownControls::KnownControls(const Panel& panel) {
  for (const std::string& name : panel.controls.ntc)
    add_listed(name, SampleRole::Ntc);
  for (const std::string& name : panel.controls.negative)
    add_listed(name, SampleRole::NegativeControl);
  for (const PositiveControl& control : panel.controls.positive)
    add_listed(control.name, SampleRole::PositiveControl);
  drop_ambiguous();
  add_usual(panel);
}

void KnownControls::add_listed(const std::string& name, SampleRole role) {
  const std::u32string text = folded(name);
  std::size_t digits = !text.empty() && is_digit(text.back()) ? 0 : ControlWord{}.digits;
  for (const ControlWord& word : control_words)
    if (folded(word.text) == text)
      digits = word.digits;
  forms_.push_back({.text = text,
                    .shown = name,
                    .control = {.role = role,
                                .control = role == SampleRole::PositiveControl ? name : std::string(),
                                .kind = ControlNameKind::Listed},
                    .digits = digits,
                    .is_compared = true});
}

/// Of "K+" and "K-" nothing is left that could tell one from the other, nor "K" from a patient: such names
/// count only as they stand.
void KnownControls::drop_ambiguous() {
  std::map<std::u32string, std::size_t> uses;
  for (const Form& form : forms_)
    ++uses[form.text];
  for (Form& form : forms_)
    if (uses.at(form.text) > 1 || form.text.empty() || (form.text.size() == 1 && form.text.front() < 0x80))
      form.text.clear();
}

void KnownControls::add_usual(const Panel& panel) {
  const std::string positive = control_of_all_sets(panel);
  for (const ControlWord& word : control_words) {
    const NamedControl control = {
        .role = word.role,
        .control = word.role == SampleRole::PositiveControl ? positive : std::string(),
        .kind = ControlNameKind::Usual};
    const auto add = [&](const std::string& shown, bool is_compared) {
      Form& form = forms_.emplace_back();
      form.text = folded(shown);
      form.shown = shown;
      form.control = control;
      form.digits = word.digits;
      form.is_compared = is_compared;
    };
    const std::string text(word.text);
    const std::size_t letters = folded(text).size();
    add(text, true);
    // One letter off "CNEG", "NC con" or "con neg" are too many people: Ceng, Picon, Conner. And a word of
    // one letter is itself the letter that "control" lacks.
    for (const std::string_view addition : control_additions) {
      const bool is_long = addition != "c" && letters > 1;
      add(text + ' ' + std::string(addition), is_long && (addition != "con" || letters > 2));
      add(std::string(addition) + ' ' + text, is_long && addition != "con");
    }
  }
}

std::optional<NamedControl> KnownControls::find(std::string_view sample) const {
  const std::vector<Letter> letters = letters_of(sample);
  const std::u32string text = text_of(letters);
  for (const Form& form : forms_)
    if (form.control.kind == ControlNameKind::Listed && is_same_name(sample, form.shown))
      return form.control;
  if (text.empty())
    return std::nullopt;
  for (const Form& form : forms_) {
    if (form.control.kind != ControlNameKind::Listed || text != form.text)
      continue;
    NamedControl found = form.control;
    found.kind = ControlNameKind::ListedMarked;
    return found;
  }
  for (const Form& form : forms_) {
    if (form.text.empty() || !text.starts_with(form.text) ||
        !ends_as_a_control(letters, form.text, form.digits))
      continue;
    NamedControl found = form.control;
    if (found.kind == ControlNameKind::Listed)
      found.kind = ControlNameKind::ListedOneOf;
    return found;
  }
  return find_twice_named(text);
}

std::optional<NamedControl> KnownControls::find_twice_named(const std::u32string& text) const {
  for (const Form& first : forms_) {
    if (first.text.empty() || !text.starts_with(first.text))
      continue;
    const std::u32string behind = text.substr(first.text.size());
    for (const Form& second : forms_) {
      if (second.text != behind || !are_one_control(first.control.role, second.control.role))
        continue;
      NamedControl found =
          second.control.role == SampleRole::NegativeControl ? first.control : second.control;
      found.kind = ControlNameKind::Usual;
      return found;
    }
  }
  return std::nullopt;
}

std::optional<NearlyNamedControl> KnownControls::nearly(std::string_view sample) const {
  const std::vector<Letter> letters = letters_of(sample);
  const bool has_number = !letters.empty() && is_digit(letters.back().value);
  for (const std::u32string& part : compared_parts(letters)) {
    if (part.size() < fewest_letters)
      continue;
    for (const Form& form : forms_)
      if (form.is_compared && (!has_number || form.text.size() >= fewest_letters_of_a_word) &&
          is_one_letter_off(part, form.text))
        return NearlyNamedControl{form.shown, form.control.role};
  }
  return std::nullopt;
}

}  // namespace crossbreak
