#include "formats/eds_writer_parts.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <stdexcept>

#include "formats/xml_characters.hpp"
#include "run/utf8.hpp"

namespace crossbreak {

void refuse_eds(const std::string& message) {
  throw std::invalid_argument("cannot be written as .eds: " + message);
}

void check_eds_text(const std::string& text) {
  if (!xml_can_hold(text))
    refuse_eds("'" + printable(text) + "' holds a character that XML cannot");
}

void check_eds_line(const std::string& text) {
  check_eds_text(text);
  if (text.find_first_of("\t\r\n") != std::string::npos)
    refuse_eds("'" + text + "' holds a tab or a line end");
}

void check_eds_run(const Run& run) {
  if (run.program.empty())
    refuse_eds("the run has no cycling program");
  std::map<Well, const Reaction*> first;
  for (const Reaction& reaction : run.reactions) {
    if (!reaction.well || !run.plate.contains(*reaction.well))
      refuse_eds("'" + reaction.target + "' lies in no well of the plate");
    const Reaction& other = *first.emplace(*reaction.well, &reaction).first->second;
    if (other.sample != reaction.sample || other.omitted != reaction.omitted)
      refuse_eds("the targets of well " + to_string(*reaction.well) + " differ in sample or omission");
    check_eds_line(reaction.sample);
    check_eds_line(reaction.target);
  }
  for (const DyeTrace& trace : run.dyes) {
    check_eds_line(trace.dye);
    if (static_cast<int>(trace.signal.size()) != run.cycles)
      refuse_eds(fmt::format("{} in {} has {} values for {} cycles", trace.dye, to_string(trace.well),
                             trace.signal.size(), run.cycles));
  }
}

std::string eds_milliseconds(const std::string& date) {
  int part[6] = {};
  constexpr std::string_view pattern = "####-##-##T##:##:##Z";
  std::size_t current = 0;
  bool valid = date.size() == pattern.size();
  for (std::size_t i = 0; valid && i < pattern.size(); ++i) {
    if (pattern[i] == '#') {
      valid = date[i] >= '0' && date[i] <= '9';
      part[current] = part[current] * 10 + (date[i] - '0');
    } else {
      valid = date[i] == pattern[i];
      ++current;
    }
  }
  using namespace std::chrono;
  const year_month_day day{year{part[0]}, month{static_cast<unsigned>(part[1])},
                           std::chrono::day{static_cast<unsigned>(part[2])}};
  if (!valid || !day.ok() || part[3] > 23 || part[4] > 59 || part[5] > 59)
    refuse_eds("'" + date + "' is no date such as 2007-11-10T01:46:54Z");
  const sys_seconds time = sys_days{day} + hours{part[3]} + minutes{part[4]} + seconds{part[5]};
  return std::to_string(time.time_since_epoch().count() * 1000);
}

std::string eds_manifest(const Run& run) {
  check_eds_line(run.instrument.software);
  check_eds_line(run.instrument.spec_version);
  return fmt::format(
      "Manifest-Version: 1.0\r\nContent-Type: Std\r\nImplementation-Version: {}\r\nSpecification-Vendor: "
      "Applied "
      "Biosystems\r\nSpecification-Title: Experiment Document Specification\r\nSpecification-Version: "
      "{}\r\n\r\n",
      run.instrument.software, run.instrument.spec_version);
}

std::vector<DyeReads> reads_of(const Run& run) {
  std::vector<DyeReads> reads;
  std::size_t count = static_cast<std::size_t>(run.cycles);
  for (const DyeTrace& trace : run.dyes)
    reads.push_back({.well = trace.well, .dye = trace.dye, .signal = trace.signal});
  for (const MeltTrace& melt : run.melts) {
    const auto dye = std::find_if(reads.begin(), reads.end(), [&](const DyeReads& entry) {
      return entry.well == melt.well && entry.dye == melt.dye;
    });
    if (dye == reads.end())
      refuse_eds("a melt curve of " + melt.dye + " in " + to_string(melt.well) +
                 " without amplification reads");
    dye->signal.insert(dye->signal.end(), melt.signal.begin(), melt.signal.end());
    count = std::max(count, dye->signal.size());
  }
  for (const DyeReads& dye : reads) {
    if (dye.signal.size() != count)
      refuse_eds(fmt::format("{} in {} has {} reads, others {}", dye.dye, to_string(dye.well),
                             dye.signal.size(), count));
    check_eds_line(dye.dye);
  }
  std::stable_sort(reads.begin(), reads.end(),
                   [](const DyeReads& a, const DyeReads& b) { return a.well < b.well; });
  return reads;
}

}  // namespace crossbreak
