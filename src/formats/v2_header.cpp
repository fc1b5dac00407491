#include "formats/v2_header.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <initializer_list>

#include "formats/cycle_method.hpp"
#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/number_style.hpp"
#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

/// 39993.6452 as "2009-06-29T15:29:05": days since 1899-12-30, or 1904-01-01 in old Macintosh workbooks.
std::string date_of_serial(double serial, bool from_1904) {
  using namespace std::chrono;
  const sys_days origin =
      from_1904 ? sys_days{year{1904} / January / 1} : sys_days{year{1899} / December / 30};
  const sys_seconds time = origin + seconds{static_cast<long long>(std::floor(serial * 86400 + 0.5))};
  const sys_days midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

/// The value of the first key that the header has; keys compare folded, blanks around the value do not count.
std::optional<std::string> value_of(const Sheets& sheets, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    for (const auto& [name, value] : sheets.header)
      if (folded_title(name) == folded_title(key))
        return std::string(trimmed(value));
  return std::nullopt;
}

/// "C:\Runs\Plate 1.eds" as "Plate 1": no path of the laboratory goes further.
std::string name_of_file(std::string path) {
  if (const std::size_t slash = path.find_last_of("\\/"); slash != std::string::npos)
    path.erase(0, slash + 1);
  if (path.ends_with(".eds"))
    path.erase(path.size() - 4);
  return path;
}

void read_end_time(const Sheets& sheets, const std::string& text, Run& run) {
  const std::optional<double> serial = parse_number(text, '.');
  if (folded_title(text) == "notstarted") {
    run.run_state = text;
  } else if (serial && *serial > 10'000 && *serial < 80'000) {  // 1927 to 2119 as days
    run.run_ended = date_of_serial(*serial, sheets.dates_from_1904);
    run.issues.push_back(make_issue(IssueCode::DateFromSerial, sheets.source, field<"number">(text),
                                    field<"date">(run.run_ended)));
  } else {
    run.run_ended = text;
  }
}

}  // namespace

void read_v2_header(const Sheets& sheets, Run& run) {
  const auto text = [&](std::initializer_list<std::string_view> keys) {
    return value_of(sheets, keys).value_or("");
  };
  run.instrument.block_type = text({"Block Type"});
  const std::string type = text({"Instrument Type"});
  (type.find(' ') == std::string::npos ? run.instrument.type_id : run.instrument.type_name) = type;
  run.instrument.serial_number = text({"Instrument Serial Number"});
  run.instrument.software = text({"Software Name and Version"});
  run.chemistry = text({"Chemistry"});
  run.experiment_name = text({"Experiment Name"});
  if (run.experiment_name.empty())
    run.experiment_name = name_of_file(text({"Experiment File Name", "Plate File Name", "File Name"}));
  run.experiment_type = text({"Experiment Type"});
  run.operator_name = text({"Experiment User Name", "User Name", "Operator"});
  run.barcode = text({"Experiment Barcode", "Barcode"});
  run.run_started = text({"Plate Run Start Date/Time", "Run Start Date/Time"});
  read_end_time(
      sheets,
      text({"Experiment Run End Time", "Plate Run End Date/Time", "Run End Date/Time", "Run End Data/Time"}),
      run);
  if (const std::optional<std::string> passive = value_of(sheets, {"Passive Reference"})) {
    const bool none = passive->empty() || folded_title(*passive) == "none";
    run.passive_reference_status = none ? PassiveReferenceStatus::None : PassiveReferenceStatus::Dye;
    run.passive_reference = none ? "" : *passive;
  }
  if (const std::string method = v2_cycle_method(sheets); !method.empty())
    run.issues.push_back(other_cycle_method(method, sheets.source));
}

std::string v2_cycle_method(const Sheets& sheets) {
  const std::string method = value_of(sheets, {"Quantification Cycle Method"}).value_or("");
  return folded_title(method) == "ct" ? std::string() : method;
}

std::optional<std::pair<int, int>> v2_pcr_step(const Sheets& sheets) {
  const std::string text =
      folded_title(value_of(sheets, {"PCR Stage/Step Number", "Stage/ Cycle where Ct Analysis is performed",
                                     "Stage/ Cycle where Analysis is performed"})
                       .value_or(""));
  const auto number_after = [&](std::string_view word) {
    const std::size_t at = text.find(word);
    int number = 0;
    if (at != std::string::npos)
      std::from_chars(text.data() + at + word.size(), text.data() + text.size(), number);
    return number;
  };
  const int stage = number_after("stage");
  const int step = number_after("step");
  return stage > 0 && step > 0 ? std::optional(std::pair(stage, step)) : std::nullopt;
}

std::string v2_exporter(const Sheets& sheets, const Run& run) {
  const std::string software = folded_title(run.instrument.software);
  const std::string instrument = folded_title(run.instrument.type_id + ' ' + run.instrument.type_name);
  if (software.find("design") != std::string::npos || value_of(sheets, {"Analysis Date/Time"}))
    return "Design & Analysis";
  if (value_of(sheets, {"Plate Run End Date/Time"}))
    return "Thermo Fisher Connect";
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"quantstudio", "QuantStudio"}, {"viia", "ViiA 7"}, {"stepone", "StepOne"}, {"7500", "7500"}};
  for (const auto& [word, name] : known)
    if (instrument.find(word) != std::string::npos || software.find(word) != std::string::npos)
      return std::string(name);
  return {};
}

void join_v2_header(const Sheets& results, const Sheets& other, Run& run) {
  Run told;
  read_v2_header(other, told);
  const auto join = [&](std::string_view what, std::string& here, const std::string& there) {
    if (!here.empty() && !there.empty() && here != there)
      throw FormatError(results.source, fmt::format("not the results of {}: {} is '{}' here and '{}' there",
                                                    other.source, what, here, there));
    if (here.empty())
      here = there;
  };
  join("the instrument", run.instrument.type_id, told.instrument.type_id);
  join("the instrument", run.instrument.type_name, told.instrument.type_name);
  join("the instrument's serial number", run.instrument.serial_number, told.instrument.serial_number);
  join("the block", run.instrument.block_type, told.instrument.block_type);
  join("the barcode", run.barcode, told.barcode);
  join("the start of the run", run.run_started, told.run_started);
  join("the end of the run", run.run_ended, told.run_ended);
  const auto passive = [](const Run& each) {
    return each.passive_reference_status == PassiveReferenceStatus::None ? std::string("None")
                                                                         : each.passive_reference;
  };
  std::string here = passive(run);
  join("the passive reference", here, passive(told));
  if (run.passive_reference_status == PassiveReferenceStatus::NotStated) {
    run.passive_reference_status = told.passive_reference_status;
    run.passive_reference = told.passive_reference;
  }
  if (run.instrument.software.empty())
    run.instrument.software = told.instrument.software;
  if (run.chemistry.empty())
    run.chemistry = told.chemistry;
}

}  // namespace crossbreak
