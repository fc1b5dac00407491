// Reading plate maps: CSV of what the run file does not say, or says wrongly, of its wells.
//
//   well,sample,target,role
//   A1,00123,D4-7,            <- empty: the file's value stays
//   H12,NTC,,ntc              <- no target: every target of the well
#include "calling/plate_map.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "calling/call_error.hpp"
#include "calling/roles.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::array<std::string_view, 4> header = {"well", "sample", "target", "role"};

struct Record {
  int line = 1;
  std::vector<std::string> cells;
};

[[noreturn]] void fail(std::string_view name, int line, const std::string& message) {
  throw CallError(std::string(name) + ':' + std::to_string(line) + ": " + message);
}

/// Records of RFC 4180: quotes around a cell, doubled within; LF, CRLF or CR ends a record.
std::vector<Record> parse_records(std::string_view name, std::string_view bytes) {
  std::vector<Record> records;
  Record record;
  std::string cell;
  int line = 1;
  bool quoted = false;
  const auto end_cell = [&] { record.cells.push_back(std::exchange(cell, {})); };
  const auto end_record = [&] {
    end_cell();
    if (record.cells.size() > 1 || !record.cells.front().empty())  // blank lines say nothing
      records.push_back(std::move(record));
    record = {.line = ++line, .cells = {}};
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (quoted && c == '"' && i + 1 < bytes.size() && bytes[i + 1] == '"') {
      cell += c;
      ++i;
    } else if (c == '"' && (quoted || cell.empty())) {
      quoted = !quoted;
    } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
      line += c == '\n' ? 1 : 0;
      cell += c;
    } else if (c == ',') {
      end_cell();
    } else {
      if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')
        ++i;
      end_record();
    }
  }
  if (quoted)
    fail(name, record.line, "a quoted cell that is never closed");
  end_record();
  return records;
}

void check_header(std::string_view name, const std::vector<Record>& records) {
  const std::string expected = "expected the header 'well,sample,target,role'";
  if (records.empty())
    fail(name, 1, expected + ", found an empty file");
  const Record& first = records.front();
  if (!std::equal(first.cells.begin(), first.cells.end(), header.begin(), header.end()))
    fail(name, first.line, expected + ", found '" + joined(first.cells, ",") + "'");
}

std::optional<SampleRole> read_role(std::string_view name, const Record& record) {
  const std::string& text = record.cells[3];
  if (text.empty())
    return std::nullopt;
  if (const std::optional<SampleRole> role = role_named(text))
    return role;
  const std::vector<std::string> names = role_names();
  const std::optional<std::string> nearest = nearest_name(text, names);
  fail(name, record.line,
       "unknown role '" + text + "'" + (nearest ? "; did you mean '" + *nearest + "'?" : "") +
           " (roles: " + joined(names) + ")");
}

/// Every row once: one row per well and target, or one for all targets of the well.
void check_rows(const PlateMap& map) {
  std::map<Well, std::map<std::string, int>> seen;  // line by target
  for (const PlateMapRow& row : map.rows) {
    std::map<std::string, int>& targets = seen[row.well];
    const auto clash = std::find_if(targets.begin(), targets.end(), [&](const auto& other) {
      return other.first == row.target || other.first.empty() || row.target.empty();
    });
    if (clash != targets.end())
      fail(map.name, row.line,
           "well " + to_string(row.well) + " is described twice, first in line " +
               std::to_string(clash->second));
    targets.emplace(row.target, row.line);
  }
}

}  // namespace

PlateMap read_plate_map(std::string_view name, std::string_view bytes) {
  PlateMap map;
  map.name = name;
  map.sha256 = sha256_hex(bytes);
  if (valid_utf8(bytes) != bytes)
    throw CallError(std::string(name) + ": is not UTF-8; save it as 'CSV UTF-8'");
  if (bytes.starts_with("\xEF\xBB\xBF"))
    bytes.remove_prefix(3);
  const std::vector<Record> records = parse_records(name, bytes);
  check_header(name, records);
  for (const Record& record : std::span(records).subspan(1)) {
    if (record.cells.size() != header.size())
      fail(name, record.line, "expected 4 cells, found " + std::to_string(record.cells.size()));
    const std::optional<Well> well = parse_well(record.cells[0]);
    if (!well)
      fail(name, record.line, "expected a well such as A1, found '" + record.cells[0] + "'");
    map.rows.push_back({.well = *well,
                        .sample = record.cells[1],
                        .target = record.cells[2],
                        .role = read_role(name, record),
                        .line = record.line});
  }
  check_rows(map);
  return map;
}

}  // namespace crossbreak
