// One member of an .eds: its text, and errors that name it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"

namespace crossbreak {

struct EdsMember {
  std::string file;  ///< "plate.eds"
  std::string name;  ///< "apldbio/sds/plate_setup.xml"
  std::string bytes;
  /// Of the file that the member is of. Never null.
  std::shared_ptr<InputAccount> account = std::make_shared<InputAccount>();
};

/// "plate.eds: apldbio/sds/plate_setup.xml: message".
FormatError eds_error(const EdsMember& member, std::string_view message);
/// "plate.eds: apldbio/sds/multicomponent_data.txt:17: message"; `line` counts from 1.
FormatError eds_error(const EdsMember& member, int line, std::string_view message);

/// The document element named `root`. Blanks inside an element without children are kept: a sample may be
/// named " ". Throws FormatError for text that is no XML, no UTF-8, too large or has another root.
struct EdsXml {
  pugi::xml_document document;
  pugi::xml_node root;
};
EdsXml parse_eds_xml(const EdsMember& member, std::string_view root);

/// A whole number or a number as the instrument's software (Java) prints it: "40", "1.2E-4", "NaN",
/// "Infinity"; nothing for any other text.
std::optional<int> eds_integer(std::string_view text);
std::optional<double> eds_number(std::string_view text);

}  // namespace crossbreak
