// Writes what rdml.cpp reads; the layout is described there. Elements stand in the order of the schema
// of 1.3.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>
#include <stdexcept>

#include <pugixml.hpp>

#include "formats/rdml.hpp"
#include "formats/rdml_declared.hpp"
#include "formats/rdml_words.hpp"
#include "formats/xml_characters.hpp"
#include "formats/zip_archive.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw std::invalid_argument("cannot be written as RDML: " + message);
}

void check_text(const std::string& text) {
  if (!is_utf8(text))
    refuse("'" + valid_utf8(text) + "' is not UTF-8");
  if (!xml_can_hold(text))
    refuse("'" + printable(text) + "' holds a character that XML cannot");
}

pugi::xml_node add(pugi::xml_node parent, const char* name) {
  return parent.append_child(name);
}

void add_text(pugi::xml_node parent, const char* name, const std::string& text) {
  check_text(text);
  pugi::xml_node node = add(parent, name);
  if (!text.empty())
    node.text().set(text.c_str());
}

void add_number(pugi::xml_node parent, const char* name, double value) {
  add(parent, name).text().set(shortest_text(value).c_str());
}

pugi::xml_node add_with_id(pugi::xml_node parent, const char* name, const std::string& id) {
  check_text(id);
  pugi::xml_node node = add(parent, name);
  node.append_attribute("id") = id.c_str();
  return node;
}

struct TextWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

/// Ids that are never empty and never twice: the name itself where it can be, else "NAME (2)".
class Ids {
 public:
  std::string unique(const std::string& name, const std::string& if_empty) {
    const std::string wanted = name.empty() ? if_empty : name;
    std::string id = wanted;
    for (int i = 2; !taken_.insert(id).second; ++i)
      id = fmt::format("{} ({})", wanted, i);
    return id;
  }

 private:
  std::set<std::string> taken_;
};

struct Target {
  std::string id;
  std::string name;
  std::string dye;
  bool is_reference = false;
};

/// What a sample is in one target.
struct SampleOfTarget {
  std::string type;
  std::optional<double> quantity;
  bool operator==(const SampleOfTarget&) const = default;
};

struct Sample {
  std::string id;
  std::string name;
  std::map<std::string, SampleOfTarget> of;  ///< by id of the target
};

class Writer {
 public:
  Writer(const Run& run, std::span<const RdmlReaction> more) : run_(run), more_(more) {
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      wells_[index_of(run.reactions[i])].push_back(i);
    for (std::size_t i = 0; i < run.reactions.size(); ++i)
      add_target(i);
    for (const auto& [well, reactions] : wells_)
      add_sample(well, reactions);
    has_rn_ = std::any_of(run.reactions.begin(), run.reactions.end(),
                          [](const Reaction& reaction) { return !reaction.rn.empty(); });
  }

  std::string xml() {
    pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = add(document_, "rdml");
    root.append_attribute("xmlns") = "http://www.rdml.org";
    root.append_attribute("version") = "1.3";
    pugi::xml_node id = add(root, "id");
    add_text(id, "publisher", std::string(rdml_publisher));
    add_text(id, "serialNumber", joined(run_.inputs, " ", &InputFile::sha256));
    if (!run_.operator_name.empty()) {
      pugi::xml_node person = add_with_id(root, "experimenter", run_.operator_name);
      add_text(person, "firstName", "");
      add_text(person, "lastName", run_.operator_name);
    }
    write_dyes(root);
    for (const Sample& sample : samples_)
      write_sample(root, sample);
    for (const Target& target : targets_)
      write_target(root, target);
    write_run(
        add_with_id(root, "experiment", run_.experiment_name.empty() ? "experiment" : run_.experiment_name));
    TextWriter writer;
    document_.save(writer, " ", pugi::format_indent, pugi::encoding_utf8);
    return writer.text;
  }

 private:
  RdmlReaction more(std::size_t index) const { return more_.empty() ? RdmlReaction{} : more_[index]; }

  int index_of(const Reaction& reaction) const {
    if (!reaction.well || !run_.plate.contains(*reaction.well))
      refuse("'" + reaction.target + "' of '" + reaction.sample + "' lies in no well of the plate");
    return reaction.well->row * run_.plate.columns + reaction.well->column;
  }

  void add_target(std::size_t index) {
    const Reaction& reaction = run_.reactions[index];
    const auto [known, is_new] =
        target_of_.emplace(std::pair(reaction.target, reaction.reporter), targets_.size());
    if (is_new)
      targets_.push_back({.id = target_ids_.unique(reaction.target, "target"),
                          .name = reaction.target,
                          .dye = reaction.reporter.empty() ? std::string(rdml_no_dye) : reaction.reporter,
                          .is_reference = false});
    Target& target = targets_[known->second];
    target.is_reference = target.is_reference || more(index).is_reference;
  }

  const std::string& target_id(const Reaction& reaction) const {
    return targets_[target_of_.at({reaction.target, reaction.reporter})].id;
  }

  /// A patient's task may be STANDARD: what asks more of standards will find it so again.
  std::string type_of(std::size_t index) const {
    const std::string of_task = rdml_type_of_task(run_.reactions[index].task);
    const std::optional<SampleRole> role = more(index).role;
    if (!role)
      return of_task;
    switch (*role) {
      case SampleRole::Unknown:
        return of_task == "std" ? of_task : "unkn";
      case SampleRole::Standard:
        return "std";
      case SampleRole::PositiveControl:
        return "pos";
      case SampleRole::NegativeControl:
        return "ntp";
      case SampleRole::Ntc:
        return "ntc";
    }
    return {};
  }

  /// One sample for all wells of its name that do not contradict one another.
  void add_sample(int well, const std::vector<std::size_t>& reactions) {
    const std::string& name = run_.reactions[reactions.front()].sample;
    std::map<std::string, SampleOfTarget> of;
    for (const std::size_t index : reactions) {
      const Reaction& reaction = run_.reactions[index];
      if (reaction.sample != name)
        refuse("well " + to_string(*reaction.well) + " has two samples, '" + name + "' and '" +
               reaction.sample + "'");
      if (!of.emplace(target_id(reaction),
                      SampleOfTarget{.type = type_of(index), .quantity = reaction.quantity})
               .second)
        refuse("well " + to_string(*reaction.well) + " has the target '" + reaction.target + "' twice");
    }
    const auto fits = [&](std::size_t i) {
      return std::all_of(of.begin(), of.end(), [&](const auto& entry) {
        const auto other = samples_[i].of.find(entry.first);
        return other == samples_[i].of.end() || other->second == entry.second;
      });
    };
    std::vector<std::size_t>& named = samples_named_[name];
    auto found = std::find_if(named.begin(), named.end(), fits);
    if (found == named.end()) {
      named.push_back(samples_.size());
      samples_.push_back({.id = sample_ids_.unique(name, "sample"), .name = name, .of = {}});
      found = named.end() - 1;
    }
    samples_[*found].of.insert(of.begin(), of.end());
    sample_of_[well] = *found;
  }

  void write_dyes(pugi::xml_node root) const {
    std::set<std::string> written;
    for (const Target& target : targets_)
      if (written.insert(target.dye).second)
        add_with_id(root, "dye", target.dye);
  }

  void write_sample(pugi::xml_node root, const Sample& sample) const {
    pugi::xml_node node = add_with_id(root, "sample", sample.id);
    if (sample.id != sample.name) {
      pugi::xml_node annotation = add(node, "annotation");
      add_text(annotation, "property", std::string(rdml_sample_name));
      add_text(annotation, "value", sample.name);
    }
    const SampleOfTarget& first = sample.of.begin()->second;
    const bool is_one = std::all_of(sample.of.begin(), sample.of.end(),
                                    [&](const auto& entry) { return entry.second == first; });
    for (const auto& [target, of] : sample.of)
      if (!of.type.empty()) {
        add_text(node, "type", of.type);
        if (is_one)
          break;
        node.last_child().append_attribute("targetId") = target.c_str();
      }
    for (const auto& [target, of] : sample.of)
      if (of.quantity && std::isfinite(*of.quantity)) {
        pugi::xml_node quantity = add(node, "quantity");
        add_number(quantity, "value", *of.quantity);
        add_text(quantity, "unit", "other");
        if (is_one)
          break;
        quantity.append_attribute("targetId") = target.c_str();
      }
  }

  static void write_target(pugi::xml_node root, const Target& target) {
    pugi::xml_node node = add_with_id(root, "target", target.id);
    if (target.id != target.name) {
      pugi::xml_node reference = add(node, "xRef");
      add_text(reference, "name", std::string(rdml_target_name));
      add_text(reference, "id", target.name);
    }
    add_text(node, "type", target.is_reference ? "ref" : "toi");
    add_with_id(node, "dyeId", target.dye);
  }

  void write_run(pugi::xml_node experiment) const {
    pugi::xml_node node = add_with_id(experiment, "run", run_.inputs.empty() ? "run" : source_name(run_));
    if (!run_.operator_name.empty())
      add_with_id(node, "experimenter", run_.operator_name);
    const std::string& type =
        run_.instrument.type_id.empty() ? run_.instrument.type_name : run_.instrument.type_id;
    if (!type.empty())
      add_text(node, "instrument", type);
    write_software(node);
    if (!has_rn_ && run_.cycles > 0)
      add_text(node, "backgroundDeterminationMethod", std::string(rdml_baseline_subtracted));
    if (const std::optional<bool> automatic = is_automatic())
      add_text(node, "cqDetectionMethod", std::string(*automatic ? rdml_automatic : rdml_manual));
    pugi::xml_node format = add(node, "pcrFormat");
    add_text(format, "rows", std::to_string(run_.plate.rows));
    add_text(format, "columns", std::to_string(run_.plate.columns));
    add_text(format, "rowLabel", "ABC");
    add_text(format, "columnLabel", "123");
    if (is_rdml_time(run_.run_started))
      add_text(node, "runDate", run_.run_started);
    for (const auto& [well, reactions] : wells_) {
      pugi::xml_node react = add_with_id(node, "react", std::to_string(well + 1));
      add_with_id(react, "sample", samples_[sample_of_.at(well)].id);
      for (const std::size_t index : reactions)
        write_data(add(react, "data"), index);
    }
  }

  void write_software(pugi::xml_node run) const {
    const std::string& software = run_.instrument.software;
    if (software.empty())
      return;
    const std::size_t blank = software.rfind(' ');
    pugi::xml_node node = add(run, "dataCollectionSoftware");
    add_text(node, "name", software.substr(0, blank));
    add_text(node, "version", blank == std::string::npos ? "" : software.substr(blank + 1));
  }

  /// Absent: not stated, or not the same of all.
  std::optional<bool> is_automatic() const {
    for (const bool wanted : {true, false})
      if (!run_.reactions.empty() &&
          std::all_of(run_.reactions.begin(), run_.reactions.end(), [&](const Reaction& reaction) {
            return reaction.settings.automatic_threshold == wanted &&
                   reaction.settings.automatic_baseline == wanted;
          }))
        return wanted;
    return std::nullopt;
  }

  void write_data(pugi::xml_node node, std::size_t index) const {
    const Reaction& reaction = run_.reactions[index];
    add_with_id(node, "tar", target_id(reaction));
    if (reaction.instrument.ct_status == CtStatus::Undetermined)
      add_text(node, "cq", "-1");
    else if (reaction.instrument.ct)
      add_number(node, "cq", *reaction.instrument.ct);
    if (reaction.omitted)
      add_text(node, "excl", std::string(rdml_omitted));
    if (!reaction.comments.empty())
      add_text(node, "note", reaction.comments);
    const std::vector<double>& curve = has_rn_ ? reaction.rn : reaction.delta_rn;
    for (std::size_t i = 0; i < curve.size(); ++i) {
      if (!std::isfinite(curve[i]))
        continue;
      pugi::xml_node point = add(node, "adp");
      add_text(point, "cyc", std::to_string(i + 1));
      add_number(point, "fluor", curve[i]);
    }
    if (const std::optional<RdmlLine> line = more(index).baseline;
        line && has_rn_ && std::isfinite(line->intercept) && std::isfinite(line->slope)) {
      add_number(node, "bgFluor", line->intercept);
      if (line->slope != 0)
        add_number(node, "bgFluorSlp", line->slope);
    }
    if (reaction.settings.threshold && std::isfinite(*reaction.settings.threshold))
      add_number(node, "quantFluor", *reaction.settings.threshold);
  }

  const Run& run_;
  std::span<const RdmlReaction> more_;
  bool has_rn_ = false;
  std::map<int, std::vector<std::size_t>> wells_;  ///< reactions by index of the well
  Ids target_ids_;
  Ids sample_ids_;
  std::vector<Target> targets_;
  std::map<std::pair<std::string, std::string>, std::size_t> target_of_;  ///< by name and dye
  std::vector<Sample> samples_;
  std::map<std::string, std::vector<std::size_t>> samples_named_;
  std::map<int, std::size_t> sample_of_;  ///< by index of the well
  pugi::xml_document document_;
};

bool fits_pattern(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '#' ? c >= '0' && c <= '9' : c == p; });
}

}  // namespace

bool is_rdml_time(std::string_view text) {
  constexpr std::string_view seconds = "####-##-##T##:##:##";
  if (!fits_pattern(text.substr(0, seconds.size()), seconds))
    return false;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = number(5);
  const bool is_leap = number(2) % 4 == 0 && (number(2) != 0 || number(0) % 4 == 0);
  if (month < 1 || month > 12 || number(8) < 1 || number(8) > days[month - 1] ||
      (month == 2 && number(8) == 29 && !is_leap) || number(11) > 23 || number(14) > 59 || number(17) > 59 ||
      text.starts_with("0000"))
    return false;
  std::string_view rest = text.substr(seconds.size());
  if (rest.starts_with('.')) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end == 1)
      return false;
    rest.remove_prefix(end);
  }
  if (rest.empty() || rest == "Z")
    return true;
  const auto zone = [&](std::size_t at) { return (rest[at] - '0') * 10 + (rest[at + 1] - '0'); };
  return (fits_pattern(rest, "+##:##") || fits_pattern(rest, "-##:##")) && zone(1) <= 13 && zone(4) <= 59;
}

std::string write_rdml(const Run& run, std::span<const RdmlReaction> more) {
  const ZipMember member{.name = "rdml_data.xml", .bytes = Writer(run, more).xml()};
  return write_zip({&member, 1});
}

}  // namespace crossbreak
