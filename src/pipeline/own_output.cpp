#include "pipeline/own_output.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/text_encoding.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/cohort.hpp"
#include "words/labels/common.hpp"
#include "words/labels/workbook.hpp"

namespace crossbreak {
namespace {

[[noreturn]] void refuse(const Source& source, const std::string& what, const std::string& made_from,
                         const std::string& instead = "") {
  throw FormatError(source.name, what + (made_from.empty() ? "" : ", made from " + made_from) +
                                     ": give the run file" + instead);
}

/// Texts behind a key of a JSON that was cut off or edited are of no use: then nothing is told.
std::string inputs_of_record(const nlohmann::json& record) {
  std::string files;
  const auto inputs = record.find("inputs");
  if (inputs == record.end() || !inputs->is_array())
    return files;
  for (const nlohmann::json& input : *inputs)
    if (input.is_object() && input.contains("file") && input["file"].is_string())
      files += (files.empty() ? "" : " + ") + input["file"].get<std::string>();
  return files;
}

void refuse_json(const Source& source, std::string_view beginning) {
  constexpr std::string_view ours = "\"crossbreak/";
  const std::size_t schema = beginning.find("\"schema\"");
  if (!beginning.starts_with('{') || schema == std::string_view::npos)
    return;
  const std::size_t found = beginning.find('"', schema + std::string_view("\"schema\"").size());
  if (found == std::string_view::npos || !beginning.substr(found).starts_with(ours))
    return;
  if (!beginning.substr(found + ours.size()).starts_with("calls/"))
    refuse(source, "a JSON that crossbreak wrote", "");
  const InputLimits limits;
  const bool is_large =
      source.bytes.size() > limits.part_bytes || size_of_json(source.bytes).values > limits.part_elements;
  const nlohmann::json record =
      is_large ? nlohmann::json() : nlohmann::json::parse(source.bytes, nullptr, false);
  refuse(source, "a record of crossbreak", record.is_object() ? inputs_of_record(record) : "",
         ", or render the record's outputs again with 'crossbreak report " + source.name + "'");
}

/// A table by its first titles: so many tell it from any other and stand in all its versions.
struct OwnTable {
  std::array<std::string_view, 5> titles;
  std::string_view what;
  std::optional<std::size_t> source_column;
};

constexpr OwnTable own_tables[] = {
    {{"schema", "source", "sha256", "program_version", "panel"}, "the calls as crossbreak wrote them", 1},
    {{"schema", "sample", "repeat", "sets", "reason"}, "a worklist of repeats that crossbreak wrote", 8},
    {{"schema", "row", "plate", "files", "also"}, "the table of a batch that crossbreak wrote", {}},
    {{"source", "well", "sample", "target", "task"}, "the curves as crossbreak wrote them", 0},
    {{"row", "name", "patients", "of", "share"}, "a summary that crossbreak wrote", {}},
    {{"table", "endpoint", "item", "group", "count"}, "a study's tables as crossbreak wrote them", {}},
    {{"well", "sample", "target", "role", "copies"}, "the truth of a run that crossbreak simulated", {}},
};

bool has_titles(const SheetRow& row, const OwnTable& table) {
  for (std::size_t i = 0; i < table.titles.size(); ++i)
    if (text_at(row, i) != table.titles[i])
      return false;
  return true;
}

void refuse_csv(const Source& source, const std::string& beginning) {
  // The last line may be cut where the beginning ends: only the first two count.
  std::size_t end = beginning.find('\n');
  end =
      end == std::string::npos ? beginning.size() : std::min(beginning.find('\n', end + 1), beginning.size());
  std::vector<SheetRow> rows;
  try {
    const std::string lines = beginning.substr(0, end);
    rows = split_rows(source.name, lines, detect_delimiter(lines));
  } catch (const FormatError&) {
    return;  // an open quote: none of ours
  }
  if (rows.empty())
    return;
  for (const OwnTable& table : own_tables)
    if (has_titles(rows.front(), table))
      refuse(
          source, std::string(table.what),
          std::string(table.source_column && rows.size() > 1 ? text_at(rows[1], *table.source_column) : ""));
}

void refuse_workbook(const Source& source) {
  if (!looks_like_xlsx(source))
    return;
  std::string sheets;
  try {
    sheets = ZipArchive(source).read("xl/workbook.xml");
  } catch (const FormatError&) {
    return;  // whichever layout it is of says what is wrong with it
  }
  const auto has = [&](std::string_view name) {
    return sheets.find("name=\"" + std::string(name) + "\"") != std::string::npos;
  };
  for (const Language language : {Language::En, Language::Zh}) {
    const auto in = [&](const Label& label) { return language == Language::En ? label.en : label.zh; };
    if (has(in(calls_sheet_labels.sheet)) && has(in(methods_sheet_labels.sheet)) &&
        has(in(common_labels.controls)))
      refuse(source, "a workbook of calls that crossbreak wrote", "");
    if (has(in(cohort_labels.cohort_sheet)) &&
        has(crossbreak::in(language, filled(cohort_labels.table_sheet, field<"number">("1")))))
      refuse(source, "a study's workbook that crossbreak wrote", "");
    if (has(in(batch_labels.plates_sheet)) && has(in(batch_labels.patients_sheet)))
      refuse(source, "a workbook of a batch that crossbreak wrote", "");
  }
}

}  // namespace

void refuse_own_output(const Source& source) {
  std::string beginning = text_beginning(source);
  if (beginning.starts_with("\xEF\xBB\xBF"))
    beginning.erase(0, 3);
  beginning.erase(0, std::min(beginning.find_first_not_of(" \t\r\n"), beginning.size()));
  if (beginning.empty())
    return refuse_workbook(source);
  refuse_json(source, beginning);
  if (beginning.starts_with("<!doctype html>") &&
      source.bytes.find(R"(<script type="application/json" id="report">)") != std::string::npos)
    refuse(source, "a review page that crossbreak wrote", "");
  if (beginning.starts_with("<!doctype html>") &&
      source.bytes.find(R"(<script type="application/json" id="batch">)") != std::string::npos)
    refuse(source, "the page of a batch that crossbreak wrote", "");
  if (beginning.starts_with("<!DOCTYPE html>") && source.bytes.find("crossbreak") != std::string::npos)
    refuse(source, "a page that crossbreak wrote", "");
  refuse_csv(source, beginning);
}

}  // namespace crossbreak
