// XML of an input, parsed within the limits of the input.
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "formats/input_account.hpp"

namespace crossbreak {

/// Where XML stands, for messages.
struct XmlPlace {
  std::string_view file;
  std::string_view member = {};  ///< empty: the file is the document
};

/// Parses the document, blanks inside an element without children kept, after it was charged. Says what is
/// wrong with it: nothing where it is well-formed. Throws FormatError for one that is too large,
/// std::bad_alloc where memory ends.
std::string load_xml(pugi::xml_document& document, std::string_view xml, pugi::xml_encoding encoding,
                     InputAccount& account, const XmlPlace& place);

/// The same without a copy of the text, which is changed and must outlive the document.
std::string load_xml_in_place(pugi::xml_document& document, std::string& xml, pugi::xml_encoding encoding,
                              InputAccount& account, const XmlPlace& place);

}  // namespace crossbreak
