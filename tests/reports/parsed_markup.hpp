// The review page's markup as a parser reads it that knows nothing of the writer.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <pugixml.hpp>

namespace crossbreak::testing {

/// The sections are XML too, entities included: a parser that knows nothing of the writer reads them.
class ParsedMarkup {
 public:
  explicit ParsedMarkup(const std::string& html) {
    const auto result = document_.load_string(("<all>" + html + "</all>").c_str(),
                                              pugi::parse_default | pugi::parse_ws_pcdata);
    REQUIRE(result.status == pugi::status_ok);
  }
  std::vector<pugi::xml_node> all(const std::string& path) const {
    std::vector<pugi::xml_node> nodes;
    for (const auto& found : document_.select_nodes(path.c_str())) {
      nodes.push_back(found.node());
    }
    return nodes;
  }
  /// The text of each, tags left out.
  std::vector<std::string> texts(const std::string& path) const {
    std::vector<std::string> texts;
    for (const pugi::xml_node& node : all(path)) {
      texts.push_back(pugi::xpath_query("string(.)").evaluate_string(node));
    }
    return texts;
  }
  std::vector<std::string> attributes(const std::string& path, const char* name) const {
    std::vector<std::string> values;
    for (const pugi::xml_node& node : all(path)) {
      values.emplace_back(node.attribute(name).value());
    }
    return values;
  }

 private:
  pugi::xml_document document_;
};

}  // namespace crossbreak::testing
