#include "formats/text_sections.hpp"

#include <algorithm>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/export_sections.hpp"
#include "formats/line_ends.hpp"
#include "formats/number_style.hpp"
#include "formats/text_encoding.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {

Sheets text_sections_of(const Source& source, const ReadOptions& options) {
  DecodedText decoded = decode_text(source, options.encoding);
  Sheets out;
  out.source = source.name;
  out.encoding = decoded.encoding;
  out.is_text = true;
  out.issues = std::move(decoded.issues);

  const char delimiter = detect_delimiter(decoded.text);
  ExportSections sections(out, delimiter);
  for (SheetRow& row : split_rows(source.name, decoded.text, delimiter, *out.account))
    sections.take(std::move(row));
  return out;
}

Sheets read_text_sections(const Source& source, const ReadOptions& options) {
  Sheets out = text_sections_of(source, options);
  settle_number_style(out);
  return out;
}

bool looks_like_text_sections(const Source& source) {
  const std::string text = text_beginning(source);
  LineEnds ends(text);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = ends.from(start);
    std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    if (line.starts_with('"'))
      line.remove_prefix(1);
    if (line.starts_with("* ") && line.find('=') != std::string_view::npos)
      return true;
    if (line.starts_with('[')) {
      const std::string_view first = line.substr(0, line.find_first_of("\t,;\""));
      if (first.size() > 2 && first.back() == ']')
        return true;
    }
    if (line.starts_with("# ") && line.find(": ") != std::string_view::npos &&
        text.find("Well") != std::string::npos)
      return true;
    if (first_folded(line) != 'w')
      continue;
    const std::string folded = folded_title(line);
    if (folded.starts_with("well") &&
        (folded.find("targetname") != std::string::npos || folded.find("\"target\"") != std::string::npos))
      return true;
  }
  return false;
}

}  // namespace crossbreak
