// Where the lines of a text end.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace crossbreak {

/// LF, CRLF and CR each end a line; the first byte of the end is given. Each kind is sought once, since a
/// text has mostly one of them: places must be asked for in rising order. The text must outlive it.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text) {}

  /// The end of the line that `at` lies in: the size of the text where no more line ends.
  std::size_t from(std::size_t at) {
    return std::min(seek(line_feed_, '\n', at), seek(carriage_return_, '\r', at));
  }

 private:
  std::size_t seek(std::size_t& found, char end, std::size_t at) const {
    if (found == unknown || found < at)
      found = std::min(text_.find(end, at), text_.size());
    return found;
  }

  static constexpr std::size_t unknown = std::string_view::npos;

  std::string_view text_;
  std::size_t line_feed_ = unknown;
  std::size_t carriage_return_ = unknown;
};

}  // namespace crossbreak
