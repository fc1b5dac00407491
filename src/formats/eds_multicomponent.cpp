// The grammar, CRLF and tabs; W well and C read, both from zero; seen in 7500 Fast v2.3 and StepOne v2.x:
//
//   StepOne v2.0 MulticomponentData                                  <- in 7500 files too
//
//   WELL  CYCLE  DYE LIST  MSE  SIGNAL DATA  PURE_DYE_DATA
//   0     0      FAM       6657.1  842270.7  1.0                     <- the SECOND number is the signal
//                                            0.06762092              <- one more line for each further filter
//                                            ...
//   0     0      ROX       6657.1  363171.06 0.01905512
//                                            ...
//   0     0      6657.1    0  0  6657.1  0  1  FAM  6889.8  844747.8 1.0
//
// An array of `filters` entries is printed for each well and read; an entry beyond the well's dyes is the
// triple `W C MSE` without line end, glued in front of whatever follows. Wells without dyes are nothing but
// such triples: one giant last line.
#include "formats/eds_multicomponent.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

#include "formats/format_error.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view columns = "WELL\tCYCLE\tDYE LIST\tMSE\tSIGNAL DATA\tPURE_DYE_DATA";

class Scanner {
 public:
  Scanner(const EdsMember& member, const Plate& plate)
      : member_(member), plate_(plate), at_(member.bytes.data()), end_(at_ + member.bytes.size()) {}

  Multicomponent read() {
    read_preamble();
    std::vector<std::vector<DyeReads>> wells(static_cast<std::size_t>(plate_.size()));
    bool inside_dye = false;  // continuation lines may follow
    while (at_ != end_) {
      if (*at_ == '\r' || *at_ == '\n') {
        line_end();
      } else if (*at_ == '\t') {
        if (!inside_dye)
          throw error("a line of PURE_DYE_DATA that belongs to no dye");
        continuation();
      } else {
        inside_dye = record(wells);
      }
    }
    return {.reads = checked(wells), .whole_plate = last_index_ + 1 == plate_.size()};
  }

 private:
  FormatError error(std::string_view message) const { return eds_error(member_, line_, message); }

  void read_preamble() {
    while (at_ != end_) {
      const std::string_view line(at_, static_cast<std::size_t>(std::find_if(at_, end_, is_line_end) - at_));
      at_ += line.size();
      if (line == columns)
        return;
      if (line.starts_with("WELL"))
        throw error("expected the columns WELL, CYCLE, DYE LIST, MSE, SIGNAL DATA, PURE_DYE_DATA, found '" +
                    std::string(line) + "'");
      if (at_ != end_)
        line_end();
    }
    throw eds_error(member_, "no line of columns WELL, CYCLE, DYE LIST, MSE, SIGNAL DATA, PURE_DYE_DATA");
  }

  static bool is_line_end(char c) { return c == '\r' || c == '\n'; }

  /// CRLF, LF or CR.
  void line_end() {
    if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n')
      ++at_;
    ++at_;
    ++line_;
  }

  /// The text up to the next tab, line end or end; the cursor stays on what ended it.
  std::string_view field() {
    const char* start = at_;
    while (at_ != end_ && *at_ != '\t' && !is_line_end(*at_))
      ++at_;
    return {start, static_cast<std::size_t>(at_ - start)};
  }

  void tab(std::string_view after) {
    if (at_ == end_)
      throw error("the text is cut off after " + std::string(after));
    if (*at_ != '\t')
      throw error("the line is cut off after " + std::string(after));
    ++at_;
  }

  double number(std::string_view what) {
    const std::string_view text = field();
    const std::optional<double> value = eds_number(text);
    if (!value)
      throw error("expected " + std::string(what) + ", found '" + std::string(text) + "'");
    return *value;
  }

  int whole_number(std::string_view what) {
    const std::string_view text = field();
    const std::optional<int> value = eds_integer(text);
    if (!value || *value < 0)
      throw error("expected " + std::string(what) + ", found '" + std::string(text) + "'");
    return *value;
  }

  void end_of_line(std::string_view after) {
    if (at_ == end_)
      throw error("the text is cut off after " + std::string(after));
    if (!is_line_end(*at_))
      throw error("more fields than columns");
    line_end();
  }

  void continuation() {
    for (int i = 0; i < 5; ++i)
      tab("an empty field");
    number("a number under PURE_DYE_DATA");
    end_of_line("a number under PURE_DYE_DATA");
  }

  /// A dye record or a summary triple; true after a dye record.
  bool record(std::vector<std::vector<DyeReads>>& wells) {
    const int index = whole_number("a well index");
    const std::optional<Well> well = well_at(index, plate_);
    if (!well)
      throw error("well index " + std::to_string(index) + " lies outside the plate of " +
                  std::to_string(plate_.size()) + " wells");
    last_index_ = std::max(last_index_, index);
    tab("the well index");
    const int read = whole_number("a cycle index");
    tab("the cycle index");
    const std::string_view dye = field();
    if (dye.empty())
      throw error("expected a dye or a number, found nothing");
    if (eds_number(dye)) {  // MSE of a summary triple
      if (at_ != end_ && *at_ == '\t')
        ++at_;
      return false;
    }
    tab("the dye");
    number("a number under MSE");
    tab("a number under MSE");
    const double signal = number("a number under SIGNAL DATA");
    if (at_ != end_ && *at_ == '\t') {
      ++at_;
      number("a number under PURE_DYE_DATA");
    }
    end_of_line("a number under PURE_DYE_DATA");

    std::vector<DyeReads>& dyes = wells[static_cast<std::size_t>(index)];
    auto trace =
        std::find_if(dyes.begin(), dyes.end(), [&](const DyeReads& reads) { return reads.dye == dye; });
    if (trace == dyes.end() && dyes.size() == most_dyes_of_well)
      throw error("well " + to_string(*well) + " has more than " + std::to_string(most_dyes_of_well) +
                  " dyes");
    if (trace == dyes.end())
      trace = dyes.insert(dyes.end(), {.well = *well, .dye = std::string(dye), .signal = {}});
    const auto expected = static_cast<int>(trace->signal.size());
    if (read != expected) {
      --line_;  // the record ended with its line
      throw error("expected cycle index " + std::to_string(expected) + " of " + std::string(dye) + " in " +
                  to_string(*well) + ", found " + std::to_string(read));
    }
    trace->signal.push_back(std::isfinite(signal) ? signal : std::numeric_limits<double>::quiet_NaN());
    return true;
  }

  std::vector<DyeReads> checked(std::vector<std::vector<DyeReads>>& wells) const {
    std::vector<DyeReads> reads;
    for (std::vector<DyeReads>& well : wells)
      for (DyeReads& dye : well)
        reads.push_back(std::move(dye));
    for (const DyeReads& dye : reads)
      if (dye.signal.size() != reads.front().signal.size())
        throw eds_error(member_, reads.front().dye + " in " + to_string(reads.front().well) + " has " +
                                     std::to_string(reads.front().signal.size()) + " reads, " + dye.dye +
                                     " in " + to_string(dye.well) + " has " +
                                     std::to_string(dye.signal.size()) + ": the text is cut off");
    return reads;
  }

  const EdsMember& member_;
  Plate plate_;
  const char* at_;
  const char* end_;
  int line_ = 1;
  int last_index_ = -1;
};

void append(std::string& text, double value) {
  if (!std::isfinite(value)) {
    text += "NaN";
    return;
  }
  char digits[32];
  const auto [stop, error] = std::to_chars(digits, digits + sizeof digits, value);
  assert(error == std::errc{});
  text.append(digits, stop);
}

}  // namespace

Multicomponent read_multicomponent(const EdsMember& member, const Plate& plate) {
  return Scanner(member, plate).read();
}

std::string write_multicomponent(const std::vector<DyeReads>& reads, const Plate& plate, int read_count,
                                 int filters) {
  std::string text = "StepOne v2.0 MulticomponentData\r\n\r\n" + std::string(columns) + "\r\n";
  auto dye = reads.begin();
  for (int index = 0; index < plate.size(); ++index) {
    const auto first = dye;
    while (dye != reads.end() && dye->well == well_at(index, plate))
      ++dye;
    assert(dye - first <= filters);
    for (int read = 0; read < read_count; ++read) {
      const std::string place = std::to_string(index) + '\t' + std::to_string(read) + '\t';
      for (auto entry = first; entry != dye; ++entry) {
        text += place + entry->dye + "\t0.0\t";
        append(text, entry->signal.at(static_cast<std::size_t>(read)));
        text += "\t0.0\r\n";
        for (int filter = 1; filter < filters; ++filter)
          text += "\t\t\t\t\t0.0\r\n";
      }
      for (auto entry = dye - first; entry < filters; ++entry)
        text += place + "0.0\t";
    }
  }
  assert(dye == reads.end());
  return text;
}

}  // namespace crossbreak
