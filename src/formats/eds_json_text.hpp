// JSON as the members of an .eds of Design & Analysis software hold it: NaN and Infinity stand there for
// numbers, which JSON does not know.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/eds_member.hpp"

namespace crossbreak {

/// A value of a member and its place ("wellData[3].dyeData[0]"). Every accessor throws FormatError with the
/// place where a value is of another kind than asked for; a field that is missing, null or NaN is absent.
class EdsJson {
 public:
  /// Parses the whole member, which must outlive what is made of it. NaN, Infinity and -Infinity read as
  /// null. Throws FormatError for damaged text, and for more than 64 MiB or 64 levels, an arbitrary choice
  /// far above any real file.
  explicit EdsJson(const EdsMember& member);

  bool has(const char* field) const;    ///< neither missing nor null
  bool names(const char* field) const;  ///< not missing, though perhaps null or NaN

  /// Of fields whose kind was not seen: absent where it is another.
  std::string text_if_any(const char* field) const;
  std::optional<double> number_if_any(const char* field) const;
  std::optional<bool> truth_if_any(const char* field) const;
  std::optional<EdsJson> object_if_any(const char* field) const;
  std::optional<std::vector<EdsJson>> objects_if_any(const char* field) const;
  std::optional<std::vector<std::string>> texts_if_any(const char* field) const;

  EdsJson at(const char* field) const;        ///< an object; throws where it is absent
  std::string text(const char* field) const;  ///< empty: absent
  std::optional<double> number(const char* field) const;
  std::optional<int> whole_number(const char* field) const;
  std::optional<bool> truth(const char* field) const;
  std::vector<EdsJson> objects(const char* field) const;  ///< empty: absent
  std::vector<std::string> texts(const char* field) const;
  std::vector<double> numbers(const char* field) const;  ///< NaN where one is null; empty: absent

  FormatError error(std::string_view message) const;

 private:
  EdsJson(const EdsJson& parent, std::string place, const nlohmann::json& value);
  const nlohmann::json* find(const char* field) const;
  std::string place_of(const char* field) const;
  FormatError wrong(const char* field, std::string_view wanted) const;

  const EdsMember* member_;
  std::shared_ptr<const nlohmann::json> root_;
  const nlohmann::json* value_;
  std::string place_;
};

}  // namespace crossbreak
