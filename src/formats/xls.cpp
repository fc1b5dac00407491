// The records of a workbook that carry cells; all others are passed over.
//
//   BOF globals, FORMAT* (number formats), XF* (what a cell's format counts), BOUNDSHEET* (name, offset of
//   the sheet), SST (shared strings), EOF BOF sheet, NUMBER / RK / MULRK / LABELSST / LABEL / RSTRING /
//   FORMULA [STRING] / BOOLERR, MERGEDCELLS, EOF
//
// After Microsoft, [MS-XLS] Excel Binary File Format, section 2.4; tried on files that Excel and Java POI
// wrote, among them exports of the 7500 Fast, QuantStudio 3 and SDS v1 software.
#include "formats/xls.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <stdexcept>

#include "formats/biff_records.hpp"
#include "formats/cell_number_format.hpp"
#include "formats/compound_file.hpp"
#include "formats/format_error.hpp"
#include "formats/sheet_builder.hpp"

namespace crossbreak {
namespace {

// What a record is, by its id.
constexpr std::uint16_t formula = 0x0006;
constexpr std::uint16_t end_of_substream = 0x000A;
constexpr std::uint16_t date_mode = 0x0022;
constexpr std::uint16_t file_pass = 0x002F;
constexpr std::uint16_t bound_sheet = 0x0085;
constexpr std::uint16_t mul_rk = 0x00BD;
constexpr std::uint16_t extended_format = 0x00E0;
constexpr std::uint16_t merged_cells = 0x00E5;
constexpr std::uint16_t rich_string = 0x00D6;
constexpr std::uint16_t shared_strings = 0x00FC;
constexpr std::uint16_t label_sst = 0x00FD;
constexpr std::uint16_t number = 0x0203;
constexpr std::uint16_t label = 0x0204;
constexpr std::uint16_t bool_err = 0x0205;
constexpr std::uint16_t string_result = 0x0207;
constexpr std::uint16_t rk = 0x027E;
constexpr std::uint16_t number_format = 0x041E;
constexpr std::uint16_t beginning = 0x0809;

constexpr std::uint16_t biff8 = 0x0600;
constexpr std::uint8_t worksheet = 0;
constexpr std::size_t columns_of_biff8 = 256;

// [MS-XLS] 2.5.217 RkNumber: an integer or the upper 30 bits of a double, perhaps times 100.
double rk_value(std::uint32_t bits) {
  const double value = bits & 2U ? static_cast<double>(static_cast<std::int32_t>(bits) >> 2)
                                 : std::bit_cast<double>(std::uint64_t{bits & ~3U} << 32U);
  return bits & 1U ? value / 100 : value;
}

// [MS-XLS] 2.5.10 Bes
std::string error_text(std::uint8_t code) {
  switch (code) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    case 0x2A:
      return "#N/A";
    default:
      return fmt::format("#ERROR {}", code);
  }
}

bool is_error_text(std::string_view text) {
  constexpr std::array<std::uint8_t, 7> codes = {0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A};
  return text.starts_with("#ERROR ") ||
         std::any_of(codes.begin(), codes.end(), [&](std::uint8_t code) { return error_text(code) == text; });
}

Cell text_cell(std::string text) {
  return text.empty() ? Cell() : Cell(std::move(text));
}

struct BoundSheet {
  std::string name;
  std::size_t offset = 0;
};

class Workbook {
 public:
  Workbook(const Source& source, std::string_view stream) : source_(source), stream_(stream) {
    out_.source = source.name;
  }

  Sheets read() {
    read_globals();
    for (const BoundSheet& sheet : bound_sheets_)
      if (const auto [first, is_new] = sheet_at_.emplace(sheet.offset, sheet.name); !is_new)
        fail(fmt::format("the sheets '{}' and '{}' begin at the same place: damaged", first->second,
                         sheet.name));
    for (const BoundSheet& sheet : bound_sheets_)
      out_.sheets.push_back(read_sheet(sheet));
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::string_view message) const { throw FormatError(source_.name, message); }

  BiffRecord begin(std::size_t offset) const {
    if (offset >= stream_.size())
      fail("a sheet lies behind the end of the workbook: cut or damaged");
    BiffRecord record = biff_record(stream_, offset);
    if (record.id != beginning)
      fail("a sheet does not begin with a BOF record: damaged");
    if (BiffReader(record).u16() != biff8)
      fail("the workbook is older than Excel 97 (no BIFF8); save it as .xlsx and read that");
    return record;
  }

  void read_globals() {
    for (BiffRecord record = begin(0); record.id != end_of_substream; record = next(record)) {
      BiffReader reader(record);
      if (record.id == file_pass) {
        fail("the workbook is encrypted; save it without a password");
      } else if (record.id == date_mode) {
        out_.dates_from_1904 = reader.u16() == 1;
      } else if (record.id == bound_sheet) {
        const std::uint32_t offset = reader.u32();
        reader.skip(1);  // hidden or not
        const std::uint8_t type = reader.u8();
        const std::size_t characters = reader.u8();
        out_.account->charge(Taken::Parts, 1, source_.name);
        if (type == worksheet)
          bound_sheets_.push_back({.name = reader.unicode_string(characters), .offset = offset});
      } else if (record.id == shared_strings) {
        read_shared_strings(reader);
      } else if (record.id == number_format) {
        const std::uint16_t id = reader.u16();
        const std::size_t characters = reader.u16();
        if (characters > most_format_bytes)
          fail(fmt::format("expected a number format of at most {} characters, found {}", most_format_bytes,
                           characters));
        own_formats_[id] = reader.unicode_string(characters);
      } else if (record.id == extended_format) {
        reader.skip(2);  // the font
        formats_of_cells_.push_back(reader.u16());
      }
    }
  }

  // The announced number of strings is believed only as far as their bytes go.
  void read_shared_strings(BiffReader& reader) {
    reader.skip(4);
    const std::uint32_t count = reader.u32();
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::size_t characters = reader.u16();
      std::string text = reader.unicode_string(characters);
      out_.account->charge(Taken::Cells, 1, source_.name);
      out_.account->charge(Taken::TextBytes, text.size(), source_.name);
      strings_.push_back(std::move(text));
    }
  }

  BiffRecord next(const BiffRecord& record) const {
    if (record.next >= stream_.size())
      fail("the workbook ends inside a sheet: cut or damaged");
    return biff_record(stream_, record.next);
  }

  Sheet read_sheet(const BoundSheet& sheet) const {
    SheetBuilder builder(source_.name, sheet.name, *out_.account);
    int depth = 0;  // a chart inside the sheet brings a BOF and an EOF of its own
    const auto following = sheet_at_.upper_bound(sheet.offset);
    BiffRecord record = begin(sheet.offset);
    while (true) {
      if (following != sheet_at_.end() && record.next >= following->first)
        fail(fmt::format("the sheet '{}' runs into '{}': damaged", sheet.name, following->second));
      record = next(record);
      if (record.id == beginning)
        ++depth;
      else if (record.id == end_of_substream && depth-- == 0)
        return builder.finish();
      else if (depth == 0)
        take_cells(builder, sheet, record);
    }
  }

  void take_cells(SheetBuilder& builder, const BoundSheet& sheet, BiffRecord& record) const {
    switch (record.id) {
      case formula:
      case mul_rk:
      case rich_string:
      case label_sst:
      case number:
      case label:
      case bool_err:
      case rk:
        break;
      case merged_cells:
        take_merged(builder, record);
        return;
      default:
        return;
    }
    BiffReader reader(record);
    const std::size_t row = reader.u16();
    const std::size_t column = reader.u16();
    if (record.id == mul_rk) {
      for (std::size_t i = 0; 6 * i + 12 <= record.data.size(); ++i) {
        const std::uint16_t format = reader.u16();
        put(builder, sheet, {.row = row, .column = column + i, .format = format}, rk_value(reader.u32()));
      }
      return;
    }
    const std::uint16_t format = reader.u16();
    const std::uint16_t kind = record.id;  // a formula takes its STRING record along
    Cell value = cell_value(sheet, record, reader);
    const CellPlace at{.row = row, .column = column, .format = format};
    if (kind == bool_err || kind == formula)
      note_failure(builder, at, value, kind == formula);
    put(builder, sheet, at, std::move(value));
  }

  struct CellPlace {
    std::size_t row = 0;
    std::size_t column = 0;
    std::uint16_t format = 0;  ///< counts the XF records
  };

  /// Error cells, and formulas whose result is empty: one that nothing has computed looks like one that gave
  /// an empty text.
  static void note_failure(SheetBuilder& builder, const CellPlace& at, const Cell& value, bool is_formula) {
    const auto* text = std::get_if<std::string>(&value);
    const bool is_error = text != nullptr && is_error_text(*text);
    const bool is_empty = is_formula && std::holds_alternative<std::monostate>(value);
    if (is_error || is_empty)
      builder.put_odd({.line = static_cast<int>(at.row) + 1,
                       .column = at.column,
                       .kind = is_error ? OddCell::Kind::Error : OddCell::Kind::NoResult,
                       .shown = is_error ? *text : std::string()});
  }

  static void take_merged(SheetBuilder& builder, const BiffRecord& record) {
    BiffReader reader(record);
    const std::size_t count = reader.u16();
    for (std::size_t i = 0; i < count; ++i) {
      const int first_line = reader.u16() + 1;
      const int last_line = reader.u16() + 1;
      const std::size_t first_column = reader.u16();
      const std::size_t last_column = reader.u16();
      builder.put_merged({.first_line = first_line,
                          .last_line = last_line,
                          .first_column = first_column,
                          .last_column = last_column});
    }
  }

  std::string_view format_of(std::uint16_t cell_format) const {
    if (cell_format >= formats_of_cells_.size())
      return {};
    const std::uint16_t id = formats_of_cells_[cell_format];
    const auto own = own_formats_.find(id);
    return own != own_formats_.end() ? std::string_view(own->second) : built_in_format(id);
  }

  void put(SheetBuilder& builder, const BoundSheet& sheet, const CellPlace& at, Cell cell) const {
    if (at.column >= columns_of_biff8)
      throw std::out_of_range(fmt::format("sheet {} has a cell in column {}", sheet.name, at.column + 1));
    if (const double* value = std::get_if<double>(&cell))
      if (auto odd = odd_number(static_cast<int>(at.row) + 1, at.column, *value, format_of(at.format),
                                out_.dates_from_1904))
        builder.put_odd(std::move(*odd));
    builder.put(at.row, at.column, std::move(cell));
  }

  // The value of a record of one cell, its reader behind row, column and format. A formula whose result is
  // text takes the STRING record behind it along.
  Cell cell_value(const BoundSheet& sheet, BiffRecord& record, BiffReader& reader) const {
    switch (record.id) {
      case label_sst: {
        const std::uint32_t index = reader.u32();
        if (index >= strings_.size())
          throw std::out_of_range(fmt::format("sheet {} asks for shared string {} of {}", sheet.name,
                                              std::uint64_t{index} + 1, strings_.size()));
        return text_cell(strings_[index]);
      }
      case label:
      case rich_string: {
        const std::size_t characters = reader.u16();
        return text_cell(reader.unicode_string(characters));
      }
      case number:
        return finite(real(reader));
      case rk:
        return rk_value(reader.u32());
      case bool_err: {
        const std::uint8_t value = reader.u8();
        return reader.u8() == 0 ? Cell(value != 0) : Cell(error_text(value));
      }
      default:
        return formula_result(record, reader);
    }
  }

  static double real(BiffReader& reader) {
    const std::uint64_t low = reader.u32();
    return std::bit_cast<double>(low | (std::uint64_t{reader.u32()} << 32U));
  }

  static double finite(double value) {
    if (!std::isfinite(value))
      throw std::out_of_range("a number cell holds no finite number");
    return value;
  }

  // [MS-XLS] 2.5.133 FormulaValue: a double, unless its two upper bytes are 0xFFFF.
  Cell formula_result(BiffRecord& record, BiffReader& reader) const {
    const double value = real(reader);
    const auto bits = std::bit_cast<std::uint64_t>(value);
    if (bits >> 48U != 0xFFFF)
      return finite(value);
    const auto payload = static_cast<std::uint8_t>(bits >> 16U);
    switch (bits & 0xFFU) {
      case 0:
        return string_after(record);
      case 1:
        return payload != 0;
      case 2:
        return error_text(payload);
      default:
        return {};
    }
  }

  // STRING follows its FORMULA, or the ARRAY, TABLE or SHRFMLA record in between.
  Cell string_after(BiffRecord& record) const {
    for (int i = 0; i < 2; ++i) {
      BiffRecord following = next(record);
      const bool found = following.id == string_result;
      record = std::move(following);
      if (!found)
        continue;
      BiffReader reader(record);
      const std::size_t characters = reader.u16();
      return text_cell(reader.unicode_string(characters));
    }
    fail("a formula with a text result has no STRING record: damaged");
  }

  const Source& source_;
  std::string_view stream_;
  Sheets out_;
  std::vector<BoundSheet> bound_sheets_;
  std::map<std::size_t, std::string> sheet_at_;  ///< where each begins: none is read as part of another
  std::vector<std::string> strings_;
  std::map<std::uint16_t, std::string> own_formats_;
  std::vector<std::uint16_t> formats_of_cells_;  ///< the number format of each XF record
};

}  // namespace

bool looks_like_xls(const Source& source) {
  return looks_like_compound_file(source.bytes);
}

Sheets read_xls(const Source& source) {
  const CompoundFile file(source);
  const std::optional<std::string> stream = file.stream("Workbook");
  if (!stream) {
    if (file.stream("EncryptedPackage"))
      throw FormatError(source.name, "the workbook is encrypted; save it without a password");
    if (file.stream("Book"))
      throw FormatError(source.name,
                        "the workbook is older than Excel 97 (no BIFF8); save it as .xlsx and read that");
    throw FormatError(source.name, "a compound file without a workbook: not an .xls");
  }
  try {
    return Workbook(source, *stream).read();
  } catch (const std::out_of_range& damage) {
    throw FormatError(source.name, fmt::format("damaged workbook: {}", damage.what()));
  }
}

}  // namespace crossbreak
