// One field of the record, or of another JSON that is told by lists of fields, as data.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "words/catalogue.hpp"

namespace crossbreak {

/// What one value of the record is.
enum class ValueKind { Text, Number, Whole, Truth, Code, Well, Sha256, Object };

struct FieldDescription {
  std::string_view name;
  std::string_view meaning;  ///< empty: as the object that it holds says
  ValueKind kind = ValueKind::Text;
  bool is_list = false;         ///< of values of that kind
  bool may_be_null = false;     ///< the value, or an element of the list
  bool may_be_missing = false;  ///< the field itself
  std::optional<int> least;     ///< of a whole number
  std::optional<int> most;
  std::string_view always;   ///< the only text that may stand there
  std::string_view pattern;  ///< of a text: the regular expression that it fits
  std::vector<std::string_view>
      codes;                          ///< all that may stand there; empty where later versions may add codes
  std::optional<CodeKind> code_kind;  ///< the catalogue's
  std::string_view object;            ///< name of the object that the field holds
};

struct ObjectDescription {
  std::string_view name;
  std::string_view meaning;
  std::vector<FieldDescription> fields;
};

}  // namespace crossbreak
