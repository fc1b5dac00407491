// Sentences with {fields}, in both languages, and the check that every field is filled: made when compiling.
//
//   make_issue(IssueCode::SampleWithoutTarget, place, field<"wells">(names))
//
// compiles only where the catalogue's sentence asks for nothing but {wells}.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "words/words.hpp"

namespace crossbreak {

/// The name of a field as a template argument.
template <std::size_t N>
struct FieldName {
  char text[N] = {};
  consteval FieldName(const char (&name)[N]) { std::copy_n(name, N, text); }  // NOLINT: meant to convert
  constexpr std::string_view view() const { return {text, N - 1}; }
};

/// What stands for a {name} of a sentence, the same or not in the two languages. It refers to its texts and
/// owns none: made for the call that it is handed to, as fmt::arg is.
struct Argument {
  std::string_view name;
  std::string_view en;
  std::string_view zh;
  constexpr Argument(std::string_view argument, std::string_view text) : name(argument), en(text), zh(text) {}
  Argument(std::string_view argument, const Words& text) : name(argument), en(text.en), zh(text.zh) {}
};

/// An Argument whose name is known when compiling.
template <FieldName name>
struct Field {
  Argument argument;
};

template <FieldName name>
constexpr Field<name> field(std::string_view text) {
  return {Argument(name.view(), text)};
}

template <FieldName name>
Field<name> field(const Words& words) {
  return {Argument(name.view(), words)};
}

/// One sentence of a catalogue; {name} stands for a field.
struct Sentence {
  std::string_view en;
  std::string_view zh;
};

/// A sentence without fields, as it is.
inline Words words_of(const Sentence& sentence) {
  return {std::string(sentence.en), std::string(sentence.zh)};
}

inline std::string in(Language language, const Sentence& sentence) {
  return std::string(language == Language::En ? sentence.en : sentence.zh);
}

/// Whether every {field} of the text is among `names`.
constexpr bool asks_only_for(std::string_view text, std::initializer_list<std::string_view> names) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos ||
        std::find(names.begin(), names.end(), text.substr(open + 1, close - open - 1)) == names.end()) {
      return false;
    }
  }
  return true;
}

/// Whether both languages ask for the same fields, and neither is empty.
constexpr bool agrees_in_both_languages(const Sentence& sentence) {
  const auto holds_all = [](std::string_view of, std::string_view in) {
    for (std::size_t open = of.find('{'); open != std::string_view::npos; open = of.find('{', open + 1)) {
      const std::size_t close = of.find('}', open);
      if (close == std::string_view::npos ||
          in.find(of.substr(open, close - open + 1)) == std::string_view::npos) {
        return false;
      }
    }
    return true;
  };
  return !sentence.en.empty() && !sentence.zh.empty() && holds_all(sentence.en, sentence.zh) &&
         holds_all(sentence.zh, sentence.en);
}

/// A sentence that is checked where it is written.
struct Label : Sentence {
  consteval Label(std::string_view english, std::string_view chinese) : Sentence{english, chinese} {
    if (!agrees_in_both_languages(*this)) {
      throw "a language is empty, or the two ask for different fields";
    }
  }
};

/// A sentence that `names` fill. One that asks for another field does not compile.
template <FieldName... names>
class FilledBy {
 public:
  consteval FilledBy(const Sentence& sentence) : sentence_(sentence) {  // NOLINT: meant to convert
    if (!asks_only_for(sentence.en, {names.view()...})) {
      throw "the sentence asks for a field that is not given";
    }
  }
  constexpr const Sentence& sentence() const { return sentence_; }

 private:
  Sentence sentence_;
};

/// The sentence with every {field} replaced, in one pass: braces inside an argument stay as they are, and so
/// does a field without argument.
Words filled(const Sentence& sentence, std::span<const Argument> arguments);

inline Words filled(const Sentence& sentence, std::initializer_list<Argument> arguments) {
  return filled(sentence, std::span(arguments.begin(), arguments.size()));
}

/// A sentence as it stands inside another one: without its full stop.
Words as_clause(Words sentence);

/// filled(summary_labels.share, field<"count">("3"), field<"of">("9")).
template <FieldName... names>
Words filled(std::type_identity_t<FilledBy<names...>> sentence, const Field<names>&... fields) {
  return filled(sentence.sentence(), {fields.argument...});
}

}  // namespace crossbreak
