#include "batch/journal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

// Keys keep the order in which they are written: a line begins with what it is.
using Json = nlohmann::ordered_json;

constexpr const char* schema = "crossbreak/batch-journal/1";

template <class Enum>
Enum value_in(const Json& json, const char* key) {
  const std::optional<Enum> value = value_of<Enum>(json.at(key).get<std::string>());
  if (!value)
    throw std::invalid_argument(key);
  return *value;
}

Json json_of(const BatchResult& result) {
  Json controls = Json::array();
  for (const BatchControl& control : result.controls)
    controls.push_back({{"sample", valid_utf8(control.sample)},
                        {"role", code_of(control.role)},
                        {"set", control.set},
                        {"outcome", code_of(control.outcome)}});
  Json patients = Json::array();
  for (const BatchPatient& patient : result.to_look_at)
    patients.push_back({{"sample", valid_utf8(patient.sample)},
                        {"call", code_of(patient.call)},
                        {"deletions", patient.deletions},
                        {"flags", codes_of(patient.flags)}});
  return {{"run_date", valid_utf8(result.run_date)},
          {"status", code_of(result.status)},
          {"patients", result.patients},
          {"controls", controls},
          {"to_look_at", patients},
          {"page", result.page}};
}

BatchResult result_in(const Json& json) {
  BatchResult result;
  json.at("run_date").get_to(result.run_date);
  result.status = value_in<RunStatus>(json, "status");
  json.at("patients").get_to(result.patients);
  json.at("page").get_to(result.page);
  for (const Json& control : json.at("controls"))
    result.controls.push_back({.sample = control.at("sample"),
                               .role = value_in<SampleRole>(control, "role"),
                               .set = control.at("set"),
                               .outcome = value_in<ControlOutcome>(control, "outcome")});
  for (const Json& entry : json.at("to_look_at")) {
    BatchPatient patient{.sample = entry.at("sample"),
                         .call = value_in<PatientCallState>(entry, "call"),
                         .deletions = entry.at("deletions"),
                         .flags = {}};
    for (const Json& code : entry.at("flags")) {
      const std::optional<Flag> flag = value_of<Flag>(code.get<std::string>());
      if (!flag)
        throw std::invalid_argument("flags");
      patient.flags.push_back(*flag);
    }
    result.to_look_at.push_back(std::move(patient));
  }
  return result;
}

std::optional<JournalEntry> entry_in(std::string_view line) {
  try {
    const Json json = Json::parse(line);
    if (json.at("schema") != schema)
      return std::nullopt;
    return JournalEntry{.plate = {.name = json.at("plate"),
                                  .files = json.at("files"),
                                  .second = json.at("second"),
                                  .problem = {},
                                  .result = result_in(json.at("result"))},
                        .fingerprint = json.at("fingerprint"),
                        .outputs = json.at("outputs")};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  } catch (const std::invalid_argument&) {  // a code of another version
    return std::nullopt;
  }
}

}  // namespace

std::string journal_line(const JournalEntry& entry) {
  const Json json = {{"schema", schema},
                     {"plate", entry.plate.name},
                     {"files", entry.plate.files},
                     {"second", entry.plate.second},
                     {"fingerprint", entry.fingerprint},
                     {"outputs", entry.outputs},
                     {"result", json_of(entry.plate.result)}};
  // A path whose bytes are no UTF-8 is shown so in reports; its plate is called again by each batch.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::map<std::string, JournalEntry> read_journal(std::string_view text) {
  std::map<std::string, JournalEntry> entries;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      break;
    if (std::optional<JournalEntry> entry = entry_in(text.substr(0, end))) {
      std::string name = entry->plate.name;
      entries.insert_or_assign(std::move(name), std::move(*entry));
    }
    text.remove_prefix(end + 1);
  }
  return entries;
}

}  // namespace crossbreak
