// What an RDML file declares before its runs: samples, targets and dyes, by id.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "formats/rdml_document.hpp"

namespace crossbreak {

/// What may be said of all targets of a sample, or of one.
template <class Value>
struct OfRdmlTargets {
  std::optional<Value> all;
  std::map<std::string, Value> of;  ///< by id of the target

  const Value* find(const std::string& target) const {
    const auto own = of.find(target);
    return own != of.end() ? &own->second : all ? &*all : nullptr;
  }
  void add(const pugi::xml_node& node, Value value) {
    if (const pugi::xml_attribute target = node.attribute("targetId"))
      of.insert_or_assign(target.value(), std::move(value));
    else
      all = std::move(value);
  }
};

/// The task as an RDML type of sample: "unkn", "ntc", "std" and what else RDML knows; empty where it has
/// none.
std::string rdml_type_of_task(std::string_view task);

struct RdmlSample {
  std::string name;
  OfRdmlTargets<std::string> tasks;  ///< "UNKNOWN", "NTC", "STANDARD", else RDML's type
  OfRdmlTargets<double> quantities;
};

struct RdmlTarget {
  std::string name;
  std::string dye;  ///< empty where it is not stated
};

class RdmlDeclared {
 public:
  RdmlDeclared() = default;

  /// Throws FormatError for an id that stands there twice, and for a type of sample that RDML does not know.
  explicit RdmlDeclared(const RdmlDocument& document);

  /// One that is not declared has its id for a name, and no task.
  RdmlSample sample(const std::string& id) const;

  /// Null for one that is not declared.
  const RdmlTarget* target(const std::string& id) const;

  bool has_dye(const std::string& id) const { return dyes_.contains(id); }

 private:
  void read_samples(const RdmlDocument& document);
  void read_targets(const RdmlDocument& document);

  std::map<std::string, RdmlSample> samples_;
  std::map<std::string, RdmlTarget> targets_;
  std::set<std::string> dyes_;
};

}  // namespace crossbreak
