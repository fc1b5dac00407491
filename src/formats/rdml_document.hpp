// The XML of an RDML file, wherever it lies: its elements by name without prefix, their numbers, and errors
// that name the line.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// Whether there is an RDML document in the file: plain XML, or a member of a zip whatever its name. Never
/// throws.
bool holds_rdml(const Source& source);

/// An open RDML document. Elements of any namespace prefix count as the same.
class RdmlDocument {
 public:
  /// Throws FormatError for a damaged zip, no or several RDML members, damaged XML, text that is not UTF-8 or
  /// UTF-16, one that is too large, and a version that is not 1.0 to 1.4 (StepOne Software writes 1.0).
  explicit RdmlDocument(const Source& source);

  struct Run {
    std::string
        name;  ///< its id; "EXPERIMENT: ID" where two runs of the file have one id; never two of one name
    pugi::xml_node experiment;
    pugi::xml_node run;
  };
  /// In the order of the file. Throws FormatError where there is none, for more than 100, and for many of a
  /// large file: each is read on its own.
  std::vector<Run> runs() const;

  const pugi::xml_node& root() const { return root_; }

  /// Of the file. Never null.
  const std::shared_ptr<InputAccount>& account() const { return account_; }

  /// "plate.rdml: rdml_data.xml:17: message"; plain XML has no member.
  FormatError error(const pugi::xml_node& node, const std::string& message) const;

  /// What rdml_float makes of the text of the first child of that name. Throws FormatError where it is no
  /// number, or where there is no such child.
  double number(const pugi::xml_node& node, std::string_view child) const;

  /// Nothing for what is missing or empty, and for what is not finite. Throws FormatError for other text.
  std::optional<double> number_if_there(const pugi::xml_node& node, std::string_view child) const;

 private:
  std::string file_;
  std::string member_;  ///< empty for plain XML
  std::string xml_;
  std::shared_ptr<InputAccount> account_ = std::make_shared<InputAccount>();
  pugi::xml_document document_;
  pugi::xml_node root_;
};

/// "react" of <rdml:react>.
std::string_view rdml_name(const pugi::xml_node& node);

/// The first child of that name, or an empty node.
pugi::xml_node rdml_child(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> rdml_children(const pugi::xml_node& node, std::string_view name);

/// The text of the first child of that name, as it stands; empty where there is none.
std::string rdml_text(const pugi::xml_node& node, std::string_view name);

/// The id of an element, or the id that it refers to: StepOne Software writes <dyeId>FAM</dyeId> for
/// <dyeId id="FAM"/>.
std::string rdml_id(const pugi::xml_node& node);

/// Without blanks and line ends at either end.
std::string_view rdml_trimmed(std::string_view text);

/// Trimmed, A to Z in lower case.
std::string rdml_folded(std::string_view text);

/// An xs:float or what programs write for none: NaN for "NaN", "NA", "N/A" and infinities; nothing for other
/// text.
std::optional<double> rdml_float(std::string_view text);

}  // namespace crossbreak
