#include "formats/rdml_declared.hpp"

#include <algorithm>

#include "formats/rdml_words.hpp"

namespace crossbreak {
namespace {

/// A name that only a program can read: 9c93d5da-1797-44c1-b46c-05d501af4e22.
bool is_uuid(std::string_view text) {
  constexpr std::string_view pattern = "########-####-####-####-############";
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(), [](char c, char p) {
           const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           return p == '#' ? is_hex : c == p;
         });
}

std::string task_of(const std::string& type) {
  if (type == "unkn")
    return "UNKNOWN";
  if (type == "ntc")
    return "NTC";
  if (type == "std")
    return "STANDARD";
  return type;
}

}  // namespace

RdmlDeclared::RdmlDeclared(const RdmlDocument& document) {
  read_samples(document);
  read_targets(document);
}

RdmlSample RdmlDeclared::sample(const std::string& id) const {
  const auto found = samples_.find(id);
  return found != samples_.end() ? found->second : RdmlSample{.name = id, .tasks = {}, .quantities = {}};
}

const RdmlTarget* RdmlDeclared::target(const std::string& id) const {
  const auto found = targets_.find(id);
  return found == targets_.end() ? nullptr : &found->second;
}

void RdmlDeclared::read_samples(const RdmlDocument& document) {
  for (const pugi::xml_node& node : rdml_children(document.root(), "sample")) {
    const std::string id = rdml_id(node);
    RdmlSample sample{
        .name = is_uuid(id) && rdml_child(node, "description") ? rdml_text(node, "description") : id,
        .tasks = {},
        .quantities = {}};
    for (const pugi::xml_node& annotation : rdml_children(node, "annotation"))
      if (rdml_text(annotation, "property") == rdml_sample_name)
        sample.name = rdml_text(annotation, "value");
    for (const pugi::xml_node& type : rdml_children(node, "type")) {
      const std::string word = rdml_folded(type.child_value());
      const std::string known = word.empty() ? "unkn" : word;  // the schema's default
      if (rdml_type_of_task(task_of(known)).empty())
        throw document.error(type,
                             "expected a type of sample (unkn, ntc, nac, std, ntp, nrt, pos, opt), found '" +
                                 std::string(type.child_value()) + "'");
      sample.tasks.add(type, task_of(known));
    }
    for (const pugi::xml_node& quantity : rdml_children(node, "quantity"))
      if (const std::optional<double> value = document.number_if_there(quantity, "value"))
        sample.quantities.add(quantity, *value);
    if (!samples_.emplace(id, std::move(sample)).second)
      throw document.error(node, "the sample '" + id + "' stands there twice");
  }
}

void RdmlDeclared::read_targets(const RdmlDocument& document) {
  for (const pugi::xml_node& node : rdml_children(document.root(), "dye"))
    dyes_.insert(rdml_id(node));
  for (const pugi::xml_node& node : rdml_children(document.root(), "target")) {
    const std::string id = rdml_id(node);
    const std::string dye = rdml_id(rdml_child(node, "dyeId"));
    RdmlTarget target{.name = id, .dye = dye == rdml_no_dye ? std::string() : dye};
    for (const pugi::xml_node& reference : rdml_children(node, "xRef"))
      if (rdml_text(reference, "name") == rdml_target_name)
        target.name = rdml_text(reference, "id");
    if (!targets_.emplace(id, std::move(target)).second)
      throw document.error(node, "the target '" + id + "' stands there twice");
  }
}

std::string rdml_type_of_task(std::string_view task) {
  const std::string word = rdml_folded(task);
  if (word == "unknown")
    return "unkn";
  if (word == "standard")
    return "std";
  for (const std::string_view type : {"ntc", "nac", "ntp", "nrt", "pos", "opt"})
    if (word == type)
      return word;
  return {};
}

}  // namespace crossbreak
