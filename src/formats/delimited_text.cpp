#include "formats/delimited_text.hpp"

#include <algorithm>
#include <array>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

constexpr std::array<char, 3> delimiters = {'\t', ';', ','};

// Walks over text and counts lines; LF, CRLF and CR each end one.
class Reader {
 public:
  Reader(std::string_view source_name, std::string_view text, char delimiter)
      : source_name_(source_name), text_(text), delimiter_(delimiter) {}

  bool at_end() const { return at_ == text_.size(); }

  SheetRow row(InputAccount& account) {
    SheetRow row{.line = line_, .cells = {}};
    const std::size_t most = most_cells();
    account.charge(Taken::Cells, most + account.limits().cells_of_a_row, source_name_);
    row.cells.reserve(most);
    while (true) {
      std::string cell = next_is('"') ? quoted_cell() : plain_cell();
      if (row.cells.size() >= most && !row.cells.empty())  // behind a line end in quotes
        account.charge(Taken::Cells, 1, source_name_);
      row.cells.emplace_back();
      if (!cell.empty())
        row.cells.back() = std::move(cell);
      if (!next_is(delimiter_))
        break;
      ++at_;
    }
    if (row.cells.size() == 1 && std::holds_alternative<std::monostate>(row.cells[0]))
      row.cells.clear();
    skip_line_end();
    return row;
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

  /// Of the row that begins here: those of its line, unless a line end stands in quotes.
  std::size_t most_cells() const {
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    return line.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), delimiter_));
  }

  std::string plain_cell() {
    const std::size_t start = at_;
    while (!at_line_end() && text_[at_] != delimiter_)
      ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string quoted_cell() {
    const int opened = line_;
    std::string cell;
    for (++at_; !at_end();) {
      if (next_is('"')) {
        ++at_;
        if (!next_is('"')) {
          if (!at_line_end() && text_[at_] != delimiter_)
            throw FormatError(source_name_, line_, "expected the end of the cell after its closing quote");
          return cell;
        }
      }
      if (at_line_end()) {
        cell += '\n';
        skip_line_end();
      } else {
        cell += text_[at_++];
      }
    }
    throw FormatError(source_name_, opened, "a quote opens a cell here and is never closed");
  }

  std::string_view source_name_;
  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  int line_ = 1;
};

// The delimiter after a first cell "Well", quoted or not.
std::optional<char> delimiter_after_well(std::string_view line) {
  for (const char delimiter : delimiters) {
    std::string_view first = line.substr(0, line.find(delimiter));
    if (first.size() == line.size())
      continue;
    if (first.size() > 2 && first.front() == '"' && first.back() == '"')
      first = first.substr(1, first.size() - 2);
    if (folded_title(first) == "well")
      return delimiter;
  }
  return std::nullopt;
}

}  // namespace

char detect_delimiter(std::string_view utf8) {
  for (std::size_t start = 0; start < utf8.size();) {
    const std::size_t end = std::min(utf8.find_first_of("\r\n", start), utf8.size());
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
  for (Reader reader(source_name, utf8, delimiter); !reader.at_end();)
    rows.push_back(reader.row(account));
  return rows;
}

bool is_blank(const SheetRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
      return trimmed(*text).empty();
    return std::holds_alternative<std::monostate>(cell);
  });
}

std::string_view text_at(const SheetRow& row, std::size_t column) {
  const auto* text = column < row.cells.size() ? std::get_if<std::string>(&row.cells[column]) : nullptr;
  return text ? std::string_view(*text) : std::string_view();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t");
  return text.substr(start, end == std::string_view::npos ? 0 : end + 1 - start);
}

}  // namespace crossbreak
