#include "reports/wrapped_text.hpp"

#include <vector>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t line_columns = 100;

/// What stays on one line.
struct Piece {
  std::string text;
  bool blank_before = false;
};

bool is_among(std::string_view symbol, std::string_view marks) {
  return marks.find(symbol) != std::string_view::npos;
}

/// Between two Chinese characters, or one and another script; GB/T 15834-2011, 5.1: a line begins with no
/// closing mark and ends with no opening one.
bool may_break(std::string_view left, std::string_view right) {
  const bool chinese = display_width(left) == 2 || display_width(right) == 2;
  return chinese && !is_among(right, "，。；：、！？）”》～%") && !is_among(left, "（“《～");
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces(1);
  std::string_view before;
  while (!text.empty()) {
    const std::string_view symbol = text.substr(0, first_code_point(text).bytes);
    text.remove_prefix(symbol.size());
    if (symbol == " ") {
      pieces.push_back({.text = "", .blank_before = true});
    } else {
      if (!pieces.back().text.empty() && may_break(before, symbol)) {
        pieces.emplace_back();
      }
      pieces.back().text += symbol;
    }
    before = symbol;
  }
  return pieces;
}

}  // namespace

std::string wrapped(std::string_view text, std::string_view indent, std::string_view further) {
  std::string out;
  std::string line(indent);
  bool first = true;
  for (const Piece& piece : pieces_of(text)) {
    const std::string more = (piece.blank_before ? " " : "") + piece.text;
    if (!first && display_width(line) + display_width(more) > line_columns) {
      out += line + '\n';
      line = std::string(indent).append(further) + piece.text;
    } else {
      line += more;
    }
    first = false;
  }
  return out + line + '\n';
}

}  // namespace crossbreak
