#include "assay/printed_name.hpp"

#include "run/utf8.hpp"

namespace crossbreak {

bool is_printed_name(std::string_view name) {
  return !name.empty() && name.find_first_of("\";") == std::string_view::npos && printable(name) == name &&
         display_width(name) <= most_name_columns;
}

}  // namespace crossbreak
