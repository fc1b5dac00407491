// What a target name of a run means to a panel. Only typography is forgiven; numbers never are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "assay/panel.hpp"

namespace crossbreak {

/// What a target of the run means to the panel.
struct TargetMeaning {
  enum class Kind { Unknown, Set, Reference } kind = Kind::Unknown;
  std::string set;               ///< name of the set, for Kind::Set
  std::string nearest;           ///< for Kind::Unknown: the nearest set or reference name
  std::string spreadsheet_date;  ///< for Kind::Unknown: non-empty where a spreadsheet made a date of it, with
                                 ///< the sentence to print
  std::optional<std::size_t> pair;  ///< for Kind::Set where the name is a primer pair ("F.2a/R-7")
  std::string note;  ///< for Kind::Unknown: a sentence to print beside the error; empty where there is none
};
TargetMeaning meaning_of_target(const Panel& panel, std::string_view target);

/// The spelling by which targets are compared: folded, without the gene's name in front (a letter l or I
/// for its digit 1 included), and bare exons where only a word for deletion stands around them: "△2–7",
/// "del(2-7)" and "IKZFl_D2~7" all give "2-7", and so does the Chinese word. Exon numbers never change.
std::string canonical_target(std::string_view gene, std::string_view target);

}  // namespace crossbreak
