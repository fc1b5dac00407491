// The parts of a workbook that carry cells, linked by relationships.
//
//   xl/workbook.xml               <sheet name="Results" r:id="rId2"/>
//   xl/_rels/workbook.xml.rels    rId2 -> worksheets/sheet2.xml; also the shared strings
//   xl/worksheets/sheet2.xml      <row r="1"><c r="B1" t="s"><v>0</v></c>
//   xl/sharedStrings.xml          <si><t>Block Type</t></si>
//   xl/styles.xml                 <numFmts>, <cellXfs><xf numFmtId="14"/>: the formats that s="3" of a cell
//   counts
//
// After ECMA-376 part 1, sections 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles) and 18.18.11 (cell
// types). A prefix of the namespace, which some writers put on every element, is passed over.
#include "formats/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <pugixml.hpp>

#include "formats/cell_number_format.hpp"
#include "formats/format_error.hpp"
#include "formats/sheet_builder.hpp"
#include "formats/xml_text.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view workbook_part = "xl/workbook.xml";
constexpr std::size_t most_rows = 1'048'576;
constexpr std::size_t most_columns = 16'384;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_named(const pugi::xml_node& node, std::string_view name) {
  return local_name(node.name()) == name;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return is_named(node, name); });
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  const pugi::xml_attribute found =
      node.find_attribute([&](const pugi::xml_attribute& a) { return local_name(a.name()) == name; });
  return found.value();
}

// "_x000D_" stands for a character XML cannot hold; Excel writes line ends inside cells so
// (ECMA-376 22.9.2.19).
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    unsigned code = 0;
    const bool shaped = text.size() >= 7 && text.starts_with("_x") && text[6] == '_';
    const char* end = text.data() + (shaped ? 6 : 0);
    if (shaped && std::from_chars(text.data() + 2, end, code, 16).ptr == end && code > 0 && code < 128) {
      out += static_cast<char>(code);
      text.remove_prefix(7);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

// <t> alone or <r> runs of rich text; phonetic <rPh> is passed over.
std::string rich_text(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& part : item.children()) {
    if (is_named(part, "t"))
      text += part.text().get();
    else if (is_named(part, "r"))
      text += child(part, "t").text().get();
  }
  return unescaped(text);
}

struct CellPosition {
  std::size_t row = 0;
  std::size_t column = 0;
};

std::optional<CellPosition> parse_reference(std::string_view text) {
  CellPosition at;
  std::size_t letters = 0;
  while (letters < text.size() && letters < 3 && text[letters] >= 'A' && text[letters] <= 'Z')
    at.column = at.column * 26 + static_cast<std::size_t>(text[letters++] - 'A') + 1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + letters, end, at.row);
  if (letters == 0 || error != std::errc{} || stop != end || at.row < 1 || at.row > most_rows ||
      at.column > most_columns)
    return std::nullopt;
  return CellPosition{at.row - 1, at.column - 1};
}

std::string resolve(std::string_view target) {
  if (target.starts_with('/'))
    return std::string(target.substr(1));
  std::string folder = "xl/";
  while (target.starts_with("../")) {
    folder.clear();
    target.remove_prefix(3);
  }
  return folder + std::string(target);
}

/// A part of the file, parsed in its own text.
class Part {
 public:
  Part(const ZipArchive& archive, const std::string& file, std::string_view name)
      : text_(archive.read(name)) {
    const std::string wrong = load_xml_in_place(document_, text_, pugi::encoding_auto, *archive.account(),
                                                {.file = file, .member = name});
    if (!wrong.empty())
      throw FormatError(file, name, fmt::format("not valid XML: {}", wrong));
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  const pugi::xml_document& document() const { return document_; }

 private:
  std::string text_;
  pugi::xml_document document_;
};

class Workbook {
 public:
  explicit Workbook(const Source& source) : source_(source), archive_(source) {}

  Sheets read() {
    Sheets out;
    out.source = source_.name;
    out.account = archive_.account();
    const Part book(archive_, source_.name, workbook_part);
    const pugi::xml_node root = child(book.document(), "workbook");
    const std::string_view date1904 = attribute(child(root, "workbookPr"), "date1904");
    out.dates_from_1904 = date1904 == "1" || date1904 == "true";
    dates_from_1904_ = out.dates_from_1904;
    read_relationships();
    std::map<std::string, std::string> seen;  // part to the sheet that it is
    for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
      archive_.account()->charge(Taken::Parts, 1, source_.name, workbook_part);
      const std::string name(attribute(sheet, "name"));
      const auto linked = worksheets_.find(std::string(attribute(sheet, "id")));
      if (linked != worksheets_.end()) {
        if (const auto [first, is_new] = seen.emplace(linked->second, name); !is_new)
          throw FormatError(source_.name, workbook_part,
                            fmt::format("the sheets '{}' and '{}' are the same part, {}", first->second, name,
                                        linked->second));
        out.sheets.push_back(read_sheet(name, linked->second));
      } else if (!others_.contains(std::string(attribute(sheet, "id")))) {
        throw FormatError(source_.name, workbook_part,
                          fmt::format("sheet '{}' leads to no part of the file", name));
      }
    }
    return out;
  }

 private:
  void read_relationships() {
    constexpr std::string_view links = "xl/_rels/workbook.xml.rels";
    const Part part(archive_, source_.name, links);
    std::set<std::string> seen;  // the kinds of which a workbook has one part
    for (const pugi::xml_node& link : child(part.document(), "Relationships").children()) {
      archive_.account()->charge(Taken::Parts, 1, source_.name, links);
      const std::string id(attribute(link, "Id"));
      const std::string_view type = attribute(link, "Type");
      const std::string target = resolve(attribute(link, "Target"));
      if (type.ends_with("/worksheet"))
        worksheets_[id] = target;
      else
        others_[id] = target;
      const bool is_strings = type.ends_with("/sharedStrings");
      const bool is_styles = type.ends_with("/styles") && archive_.has(target);
      if ((is_strings || is_styles) && !seen.insert(std::string(type.substr(type.rfind('/') + 1))).second)
        throw FormatError(source_.name, links,
                          fmt::format("expected one part of {}, found a second, {}",
                                      is_strings ? "shared strings" : "styles", target));
      if (is_strings)
        read_shared_strings(target);
      if (is_styles)
        read_formats(target);
    }
  }

  void read_shared_strings(const std::string& name) {
    const Part part(archive_, source_.name, name);
    for (const pugi::xml_node& item : child(part.document(), "sst").children()) {
      if (!is_named(item, "si"))
        continue;
      std::string text = rich_text(item);
      archive_.account()->charge(Taken::Cells, 1, source_.name, name);
      archive_.account()->charge(Taken::TextBytes, text.size(), source_.name, name);
      strings_.push_back(std::move(text));
    }
  }

  void read_formats(const std::string& name) {
    const Part part(archive_, source_.name, name);
    const pugi::xml_node root = child(part.document(), "styleSheet");
    std::map<std::string, std::string, std::less<>> own;
    for (const pugi::xml_node& format : child(root, "numFmts").children())
      if (const std::string_view code = attribute(format, "formatCode"); code.size() <= most_format_bytes)
        own.emplace(attribute(format, "numFmtId"), code);
      else
        throw FormatError(source_.name, name,
                          fmt::format("expected a number format of at most {} bytes, found {}",
                                      most_format_bytes, code.size()));
    for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
      if (!is_named(style, "xf"))
        continue;
      const std::string_view id = attribute(style, "numFmtId");
      const auto known = own.find(id);
      if (known != own.end())
        archive_.account()->charge(Taken::TextBytes, known->second.size(), source_.name, name);
      formats_.push_back(known != own.end()
                             ? known->second
                             : std::string(built_in_format(static_cast<int>(number(id).value_or(0)))));
    }
  }

  /// What people see of the cell, where it is not its value.
  std::optional<OddCell> oddity(const pugi::xml_node& cell, const Cell& value, std::size_t row,
                                std::size_t column) const {
    const int line = static_cast<int>(row) + 1;
    const std::string_view type = attribute(cell, "t");
    if (type == "e")
      return OddCell{.line = line, .column = column, .kind = OddCell::Kind::Error, .shown = cell_text(value)};
    if (std::holds_alternative<std::monostate>(value)) {
      if (type == "str" || !child(cell, "f"))
        return std::nullopt;
      return OddCell{.line = line, .column = column, .kind = OddCell::Kind::NoResult, .shown = {}};
    }
    const double* numeric = std::get_if<double>(&value);
    const auto style = static_cast<std::size_t>(number(attribute(cell, "s")).value_or(0));
    if (numeric == nullptr || style >= formats_.size())
      return std::nullopt;
    return odd_number(line, column, *numeric, formats_[style], dates_from_1904_);
  }

  void read_merged(const pugi::xml_node& worksheet, const std::string& sheet, SheetBuilder& builder) const {
    for (const pugi::xml_node& merged : child(worksheet, "mergeCells").children()) {
      const std::string_view reference = attribute(merged, "ref");
      const std::size_t colon = std::min(reference.find(':'), reference.size());
      const auto first = parse_reference(reference.substr(0, colon));
      const auto last = colon < reference.size() ? parse_reference(reference.substr(colon + 1)) : first;
      if (!first || !last)
        throw FormatError(source_.name, sheet, fmt::format("'{}' are no cells to merge", reference));
      builder.put_merged({.first_line = static_cast<int>(first->row) + 1,
                          .last_line = static_cast<int>(last->row) + 1,
                          .first_column = first->column,
                          .last_column = last->column});
    }
  }

  Sheet read_sheet(const std::string& name, const std::string& member) const {
    const Part part(archive_, source_.name, member);
    SheetBuilder builder(source_.name, name, *archive_.account());
    std::size_t row = 0;  // of the next row that does not tell
    const pugi::xml_node worksheet = child(part.document(), "worksheet");
    for (const pugi::xml_node& row_node : child(worksheet, "sheetData").children()) {
      if (!is_named(row_node, "row"))
        continue;
      if (const std::string_view given = attribute(row_node, "r"); !given.empty())
        row = parse_reference("A" + std::string(given)).value_or(CellPosition{most_rows, 0}).row;
      if (row >= most_rows)
        throw FormatError(source_.name, name, fmt::format("'{}' is no row", attribute(row_node, "r")));
      std::size_t column = 0;  // of the next cell that does not tell
      for (const pugi::xml_node& cell : row_node.children()) {
        if (!is_named(cell, "c"))
          continue;
        if (const std::string_view reference = attribute(cell, "r"); !reference.empty()) {
          const std::optional<CellPosition> at = parse_reference(reference);
          if (!at || at->row != row)
            throw FormatError(source_.name, name,
                              fmt::format("cell '{}' stands in row {}", reference, row + 1));
          column = at->column;
        }
        Cell value = cell_value(cell, name, row, column);
        if (auto odd = oddity(cell, value, row, column))
          builder.put_odd(std::move(*odd));
        if (!std::holds_alternative<std::monostate>(value))
          builder.put(row, column, std::move(value));
        ++column;
      }
      ++row;
    }
    read_merged(worksheet, name, builder);
    return builder.finish();
  }

  Cell cell_value(const pugi::xml_node& cell, const std::string& sheet, std::size_t row,
                  std::size_t column) const {
    const std::string_view type = attribute(cell, "t");
    const std::string_view value = child(cell, "v").text().get();
    std::string text;
    if (type == "inlineStr") {
      text = rich_text(child(cell, "is"));
    } else if (value.empty()) {
      return {};
    } else if (type == "s") {
      const std::optional<double> index = number(value);
      if (!index || *index < 0 || *index >= static_cast<double>(strings_.size()))
        fail(sheet, row, column, fmt::format("asks for shared string '{}' of {}", value, strings_.size()));
      text = strings_[static_cast<std::size_t>(*index)];
    } else if (type == "str" || type == "e" || type == "d") {
      text = type == "str" ? unescaped(value) : std::string(value);
    } else if (type == "b") {
      return value == "1" || value == "true";
    } else {
      const std::optional<double> given = number(value);
      if (!given)
        fail(sheet, row, column, fmt::format("expected a number, found '{}'", value));
      return *given;
    }
    return text.empty() ? Cell() : Cell(std::move(text));
  }

  static std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size() || !std::isfinite(value))
      return std::nullopt;
    return value;
  }

  [[noreturn]] void fail(const std::string& sheet, std::size_t row, std::size_t column,
                         const std::string& message) const {
    throw FormatError(source_.name,
                      fmt::format("{}!{}", sheet, cell_reference(static_cast<int>(row) + 1, column)),
                      message);
  }

  const Source& source_;
  ZipArchive archive_;
  std::map<std::string, std::string> worksheets_;  ///< relationship to part
  std::map<std::string, std::string> others_;      ///< charts and the like, passed over
  std::vector<std::string> strings_;
  std::vector<std::string> formats_;  ///< of numbers, by the style of a cell
  bool dates_from_1904_ = false;
};

}  // namespace

bool looks_like_xlsx(const Source& source) {
  return looks_like_zip(source.bytes) && source.bytes.find(workbook_part) != std::string::npos;
}

Sheets read_xlsx(const Source& source) {
  return Workbook(source).read();
}

}  // namespace crossbreak
