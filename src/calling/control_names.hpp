// Which names are controls: those that the panel lists, and those that laboratories use everywhere
// (words/names.hpp). Case, width, blanks and punctuation do not count: "Neg.Con", "ＮＴＣ（1）", "pc-47".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// What makes a name that of a control.
enum class ControlNameKind {
  Listed,        ///< the panel's name itself, in another case or width at most
  ListedMarked,  ///< the panel's name but for blanks and punctuation: "N.C.", which may be a patient's
                 ///< initials
  ListedOneOf,   ///< the panel's name with a letter or a short number behind it: NTC1
  Usual,         ///< a usual word
};

struct NamedControl {
  SampleRole role = SampleRole::Ntc;
  std::string control;  ///< of a positive control: the panel's it is judged as; empty where none fits
  ControlNameKind kind = ControlNameKind::Listed;
};

/// A name that is a control's but for one letter.
struct NearlyNamedControl {
  std::string name;  ///< the right spelling
  SampleRole role = SampleRole::Ntc;
};

/// The names that are controls beside one panel.
class KnownControls {
 public:
  explicit KnownControls(const Panel& panel);

  /// The control of that name; nothing where it is a patient's. A letter behind a word that can be spoken
  /// must stand apart, by a blank, a mark or its case: "Water b", "NegB", but not "Waters". A number behind
  /// it has one or two digits; behind a name that ends in a digit only a letter may stand.
  std::optional<NamedControl> find(std::string_view sample) const;

  /// The control that the name, no control's itself, is one letter off: wanting, too many, another, or two
  /// changed about. Only a name of four letters or more, without digits but for two at its end, that is no
  /// single letter with a word behind it ("A_POS").
  std::optional<NearlyNamedControl> nearly(std::string_view sample) const;

 private:
  struct Form {
    std::u32string text;  ///< letters and digits; empty where only the name as it stands counts
    std::string shown;
    NamedControl control;
    std::size_t digits = 2;   ///< at most so many behind it
    bool is_compared = true;  ///< with names that are one letter off
  };
  /// Two names of one role in one: "H2O/NTC".
  std::optional<NamedControl> find_twice_named(const std::u32string& text) const;
  void add_listed(const std::string& name, SampleRole role);
  void drop_ambiguous();
  void add_usual(const Panel& panel);

  std::vector<Form> forms_;  ///< the panel's first
};

/// The positive control of the panel that stands for all sets: the one named PC, else the first that lists
/// all. Empty where there is none.
std::string control_of_all_sets(const Panel& panel);

/// The panel's entry of that name (is_same_name); null where it has none.
const PositiveControl* find_positive_control(const Panel& panel, std::string_view name);

}  // namespace crossbreak
