#include "batch/journal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "record/json_text.hpp"
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
                        {"flags", codes_of(patient.flags)},
                        {"next", {patient.next.en, patient.next.zh}}});
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
    BatchPatient patient;
    patient.sample = entry.at("sample").get<std::string>();
    patient.call = value_in<PatientCallState>(entry, "call");
    patient.deletions = entry.at("deletions").get<std::vector<std::string>>();
    patient.next.en = entry.at("next").at(0).get<std::string>();
    patient.next.zh = entry.at("next").at(1).get<std::string>();
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

JournalHead head_in(const Json& json) {
  const std::optional<Shard> shard = shard_of(json.at("shard").get<std::string>());
  if (!shard)
    throw std::invalid_argument("shard");
  return {
      .batch = json.at("batch"), .shard = *shard, .runs = json.at("runs"), .language = json.at("language")};
}

JournalEntry entry_in(const Json& json) {
  // Not in one expression: where a part of it throws, GCC 12 destroys the inner aggregate's members twice.
  JournalEntry entry;
  entry.plate.name = json.at("plate").get<std::string>();
  entry.plate.files = json.at("files").get<std::vector<std::string>>();
  entry.plate.second = json.at("second").get<std::vector<std::string>>();
  entry.plate.problem = json.at("problem").get<std::string>();
  entry.content = json.at("content").get<std::string>();
  entry.fingerprint = json.at("fingerprint").get<std::string>();
  if (json.contains("pseudonyms"))
    json.at("pseudonyms").get_to(entry.pseudonyms);
  entry.outputs = json.at("outputs").get<std::map<std::string, std::string>>();
  if (!json.at("place").is_null())
    entry.place = json.at("place").get<std::size_t>();
  if (!json.at("result").is_null())
    entry.plate.result = result_in(json.at("result"));
  return entry;
}

void take_line(std::string_view line, Journal& journal) {
  try {
    const Json json = Json::parse(line);
    if (json.at("schema") != schema)
      return;
    if (json.contains("batch")) {
      journal.head = head_in(json);
      return;
    }
    JournalEntry entry = entry_in(json);
    std::string name = entry.plate.name;
    journal.entries.insert_or_assign(std::move(name), std::move(entry));
  } catch (const nlohmann::json::exception&) {
    return;
  } catch (const std::invalid_argument&) {  // a code of another version
    return;
  }
}

/// A path whose bytes are no UTF-8 is shown so in reports; its plate is called again by each batch.
std::string line_of(const Json& json) {
  return json_for_terminals(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace

std::string journal_line(const JournalHead& head) {
  return line_of({{"schema", schema},
                  {"batch", head.batch},
                  {"shard", shard_text(head.shard)},
                  {"runs", head.runs},
                  {"language", head.language}});
}

std::string journal_line(const JournalEntry& entry) {
  Json json = {{"schema", schema},
               {"plate", entry.plate.name},
               {"place", entry.place ? Json(*entry.place) : Json(nullptr)},
               {"files", entry.plate.files},
               {"second", entry.plate.second},
               {"content", entry.content},
               {"fingerprint", entry.fingerprint},
               {"outputs", entry.outputs},
               {"problem", entry.plate.problem},
               {"result", entry.plate.result ? json_of(*entry.plate.result) : Json(nullptr)}};
  if (!entry.pseudonyms.empty())
    json["pseudonyms"] = entry.pseudonyms;
  return line_of(json);
}

Journal read_journal(std::string_view text) {
  Journal journal;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      break;
    take_line(text.substr(0, end), journal);
    text.remove_prefix(end + 1);
  }
  return journal;
}

}  // namespace crossbreak
