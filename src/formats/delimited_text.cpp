#include "formats/delimited_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/line_ends.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

constexpr std::array<char, 3> delimiters = {'\t', ';', ','};

// Walks over text and counts lines; LF, CRLF and CR each end one.
class Reader {
 public:
  Reader(std::string_view source_name, std::string_view text, char delimiter,
         std::deque<std::string>& unquoted)
      : source_name_(source_name), text_(text), ends_(text), delimiter_(delimiter), unquoted_(unquoted) {}

  bool at_end() const { return at_ == text_.size(); }

  /// Fills `cells` with those of the next row, charges them before anyone keeps them, and gives their line.
  int row(std::vector<std::string_view>& cells, InputAccount& account) {
    const int line = line_;
    const std::uint64_t left = account.limits().cells - account.charged(Taken::Cells);
    cells.clear();
    while (true) {
      if (cells.size() > left)
        break;  // more than may be charged
      cells.push_back(next_is('"') ? quoted_cell() : plain_cell());
      if (!next_is(delimiter_))
        break;
      ++at_;
    }
    if (cells.size() == 1 && cells.front().empty())
      cells.clear();
    account.charge(Taken::Cells, cells.size() + account.limits().cells_of_a_row, source_name_);
    skip_line_end();
    return line;
  }

 private:
  bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool at_line_end() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }

  void skip_line_end() {
    if (at_end())
      return;
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    ++line_;
  }

  std::string_view plain_cell() {
    const std::string_view line = text_.substr(at_, ends_.from(at_) - at_);
    const std::string_view cell = line.substr(0, line.find(delimiter_));
    at_ += cell.size();
    return cell;
  }

  /// A piece of the text, but for a cell that holds a doubled quote or a line end that is not a line feed.
  std::string_view quoted_cell() {
    const int opened = line_;
    const std::size_t start = ++at_;
    std::size_t piece = start;  // what of the cell is not in `changed` yet
    std::string* changed = nullptr;
    const auto change = [&](std::string_view instead) {
      if (!changed)
        changed = &unquoted_.emplace_back();
      changed->append(text_.substr(piece, at_ - piece)).append(instead);
    };
    for (std::size_t quote = text_.find('"', at_); quote != std::string_view::npos;) {
      if (const std::size_t end = ends_.from(at_); end < quote) {
        at_ = end;
        const bool is_line_feed = next_is('\n');
        if (!is_line_feed)
          change("\n");
        skip_line_end();
        if (!is_line_feed)
          piece = at_;
        continue;
      }
      at_ = quote;
      if (text_.substr(at_).starts_with("\"\"")) {
        change("\"");
        piece = at_ += 2;
        quote = text_.find('"', at_);
        continue;
      }
      if (changed)
        change("");
      const std::string_view cell = changed ? std::string_view(*changed) : text_.substr(start, at_ - start);
      ++at_;
      if (!at_line_end() && text_[at_] != delimiter_)
        throw FormatError(source_name_, line_, "expected the end of the cell after its closing quote");
      return cell;
    }
    throw FormatError(source_name_, opened, "a quote opens a cell here and is never closed");
  }

  std::string_view source_name_;
  std::string_view text_;
  LineEnds ends_;
  char delimiter_;
  std::deque<std::string>& unquoted_;
  std::size_t at_ = 0;
  int line_ = 1;
};

/// Cell by cell; an empty one holds nothing.
SheetRow sheet_row(int line, const std::vector<std::string_view>& texts) {
  SheetRow row{.line = line, .cells = {}};
  row.cells.reserve(texts.size());
  for (const std::string_view text : texts) {
    Cell& cell = row.cells.emplace_back();
    if (!text.empty())
      cell.emplace<std::string>(text);
  }
  return row;
}

// The delimiter after a first cell "Well", quoted or not.
std::optional<char> delimiter_after_well(std::string_view line) {
  for (const char delimiter : delimiters) {
    std::string_view first = line.substr(0, line.find(delimiter));
    if (first.size() == line.size())
      continue;
    if (first.size() > 2 && first.front() == '"' && first.back() == '"')
      first = first.substr(1, first.size() - 2);
    if (first_folded(first) == 'w' && folded_title(first) == "well")
      return delimiter;
  }
  return std::nullopt;
}

}  // namespace

char detect_delimiter(std::string_view utf8) {
  LineEnds ends(utf8);
  for (std::size_t start = 0; start < utf8.size();) {
    const std::size_t end = ends.from(start);
    if (const std::optional<char> found = delimiter_after_well(utf8.substr(start, end - start)))
      return *found;
    start = end + 1;
  }
  return *std::max_element(delimiters.begin(), delimiters.end(), [&](char a, char b) {
    return std::count(utf8.begin(), utf8.end(), a) < std::count(utf8.begin(), utf8.end(), b);
  });
}

std::vector<SheetRow> split_rows(std::string_view source_name, std::string_view utf8, char delimiter) {
  InputAccount account;
  return split_rows(source_name, utf8, delimiter, account);
}

std::vector<SheetRow> split_rows(std::string_view source_name, std::string_view utf8, char delimiter,
                                 InputAccount& account) {
  std::vector<SheetRow> rows;
  std::deque<std::string> unquoted;
  std::vector<std::string_view> cells;
  for (Reader reader(source_name, utf8, delimiter, unquoted); !reader.at_end();) {
    const int line = reader.row(cells, account);
    rows.push_back(sheet_row(line, cells));
    unquoted.clear();
  }
  return rows;
}

TextRows split_text(std::string_view source_name, std::string_view utf8, char delimiter) {
  InputAccount account;
  TextRows out;
  std::vector<std::string_view> cells;
  for (Reader reader(source_name, utf8, delimiter, out.unquoted); !reader.at_end();) {
    const int line = reader.row(cells, account);
    out.rows.push_back({.line = line, .cells = cells});
  }
  return out;
}

bool is_blank(const SheetRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
      return trimmed(*text).empty();
    return std::holds_alternative<std::monostate>(cell);
  });
}

bool has_text(const TextRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](std::string_view cell) { return !trimmed(cell).empty(); });
}

std::string_view text_at(const SheetRow& row, std::size_t column) {
  const auto* text = column < row.cells.size() ? std::get_if<std::string>(&row.cells[column]) : nullptr;
  return text ? std::string_view(*text) : std::string_view();
}

std::string_view text_at(const TextRow& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string_view();
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

}  // namespace crossbreak
