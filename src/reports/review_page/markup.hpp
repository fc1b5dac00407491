// The page's markup as a tree of elements, so that a name from the run is only ever text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

namespace crossbreak::review_page {

using Attributes = std::vector<std::pair<const char*, std::string>>;

/// Appends an element, with its text where there is any, and returns it.
pugi::xml_node add(pugi::xml_node parent, const char* tag, const Attributes& attributes = {},
                   std::string_view text = {});

void add_text(pugi::xml_node parent, std::string_view text);

/// A place in a drawing: "12.35" of 12.3456, "8" of 8.
std::string hundredths(double value);

/// Elements without one around them.
class Fragment {
 public:
  pugi::xml_node root() { return document_; }
  /// As HTML in ASCII.
  std::string html() const;

 private:
  pugi::xml_document document_;
};

/// Text for a place in HTML, in an element or between quotes: ASCII, because a browser reads such a page
/// faster and no share or mail can spoil it. Control characters become U+FFFD, as does what is no UTF-8.
std::string escaped(std::string_view text);

}  // namespace crossbreak::review_page
