// One row a well, target and cycle, comma separated (RFC 4180), decimal points, an empty cell for no value:
//
//   schema,source,well,sample,target,task,reporter_dye,passive_dye,quencher,cycle,reporter,passive,rn,...
//   crossbreak/tidy/1,plate.eds,A1,24-0101,D4-7,UNKNOWN,FAM,ROX,TAMRA,1,1034210.5,448732.25,2.3047...,...
//   crossbreak/tidy/1,plate.eds,A1,24-0101,D4-7,UNKNOWN,FAM,ROX,TAMRA,2,...
//   crossbreak/tidy/1,plate.eds,H12,NTC,D4-7,NTC,FAM,none,TAMRA,,,,...   <- no cycle: a well without a curve
//
// Text that a spreadsheet would run as a formula has an apostrophe in front (run/csv_cell.hpp). The passive
// dye is "none" where the run has none, and empty where its file does not say. Our own layout: no instrument
// writes it.
#include "formats/tidy_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/text_encoding.hpp"
#include "formats/tidy_issues.hpp"
#include "run/csv_cell.hpp"
#include "run/make_issue.hpp"
#include "words/code.hpp"
#include "words/issues.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view no_passive = "none";

std::vector<std::string_view> titles_in(std::string_view list) {
  std::vector<std::string_view> titles;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    titles.push_back(list.substr(start, comma - start));
    start = comma + 1;
  }
  return titles;
}

/// By the titles of wells, in any order and with quotes around them.
bool recognises(const Source& source) {
  constexpr std::size_t most_bytes_of_titles = 4096;  // ours have about 900; others may stand beside them
  std::string beginning = text_beginning(source, most_bytes_of_titles);
  if (beginning.starts_with("\xEF\xBB\xBF"))
    beginning.erase(0, 3);
  beginning.resize(std::min(beginning.find_first_of("\r\n"), beginning.size()));
  std::erase(beginning, '"');
  const std::vector<std::string_view> found = titles_in(beginning);
  const std::vector<std::string_view> wanted = titles_in(tidy_titles_of_well);
  return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view title) {
    return std::find(found.begin(), found.end(), title) != found.end();
  });
}

/// "BADROX=Y;NOISE=N"; a backslash stands before ; = and \ that belong to a text.
std::vector<QcFlag> flags_of(const std::string& text) {
  std::vector<QcFlag> flags;
  if (text.empty())
    return flags;
  QcFlag flag;
  std::string* part = &flag.name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      *part += text[++i];
    } else if (text[i] == '=' && part == &flag.name) {
      part = &flag.value;
    } else if (text[i] == ';') {
      flags.push_back(std::exchange(flag, {}));
      part = &flag.name;
    } else {
      *part += text[i];
    }
  }
  flags.push_back(std::move(flag));
  return flags;
}

/// A column that the table has.
struct TitledColumn {
  std::string_view title;
  std::size_t place = 0;
};

/// The rows of the table, and their cells by title.
class Table {
 public:
  Table(const Source& source, std::string_view text)
      : source_(source.name), text_(split_text(source.name, text, ',')) {
    std::vector<TextRow>& rows = text_.rows;
    if (rows.empty())
      throw FormatError(source_, "the file is empty");
    const TextRow& titles = rows.front();
    for (std::size_t column = 0; column < titles.cells.size(); ++column)
      if (!columns_.emplace(text_at(titles, column), column).second)
        throw FormatError(source_, titles.line,
                          "the title '" + std::string(text_at(titles, column)) + "' stands there twice");
    for (const std::string_view list :
         {tidy_titles_of_well, tidy_titles_of_cycle, tidy_titles_of_result, tidy_titles_of_run})
      for (const std::string_view title : titles_in(list))
        if (!columns_.contains(title))
          throw FormatError(source_, titles.line, "no column '" + std::string(title) + "'");
    rows.erase(
        std::remove_if(rows.begin() + 1, rows.end(), [](const TextRow& row) { return !has_text(row); }),
        rows.end());
    for (const TextRow& row : rows)
      if (row.cells.size() > columns_.size())
        throw FormatError(source_, row.line, "the row has more cells than there are titles");
    if (rows.size() == 1)
      throw FormatError(source_, titles.line, "no rows below the titles");
  }

  bool has(std::string_view title) const { return columns_.contains(title); }
  TitledColumn column(std::string_view title) const {
    return {.title = title, .place = columns_.find(title)->second};
  }
  std::vector<TitledColumn> columns(std::string_view titles) const {
    std::vector<TitledColumn> out;
    for (const std::string_view title : titles_in(titles))
      out.push_back(column(title));
    return out;
  }

  /// Below the titles; never empty.
  std::span<const TextRow> rows() const { return std::span(text_.rows).subspan(1); }

  [[noreturn]] void fail(const TextRow& row, const std::string& message) const {
    throw FormatError(source_, row.line, message);
  }
  [[noreturn]] void fail(const TextRow& row, std::string_view title, const std::string& expected) const {
    fail(row,
         std::string(title) + ": expected " + expected + ", found '" + std::string(cell(row, title)) + "'");
  }

  /// Of many rows, by a column that was sought once. Empty where the row ends before it.
  static std::string_view cell(const TextRow& row, const TitledColumn& column) {
    return text_at(row, column.place);
  }
  std::string_view cell(const TextRow& row, std::string_view title) const { return cell(row, column(title)); }
  std::string text(const TextRow& row, std::string_view title) const {
    return text_of_csv_cell(cell(row, title));
  }
  template <class Number>
  std::optional<Number> number(const TextRow& row, std::string_view title) const {
    return number<Number>(row, column(title));
  }
  template <class Number>
  std::optional<Number> number(const TextRow& row, const TitledColumn& column) const {
    const std::string_view text = cell(row, column);
    if (text.empty())
      return std::nullopt;
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() ||
        !std::isfinite(static_cast<double>(value)))
      fail(row, column.title,
           std::is_integral_v<Number> ? "a whole number" : "a number with a decimal point");
    return value;
  }
  std::optional<bool> truth(const TextRow& row, std::string_view title) const {
    const std::string_view text = cell(row, title);
    if (text.empty())
      return std::nullopt;
    // R writes TRUE, pandas True.
    for (const std::string_view yes : {"true", "TRUE", "True"})
      if (text == yes)
        return true;
    for (const std::string_view no : {"false", "FALSE", "False"})
      if (text == no)
        return false;
    fail(row, title, "true or false");
  }

  /// Throws where two rows that say the same thing say it differently.
  void check_same(const TextRow& first, const TextRow& row, std::span<const TitledColumn> columns,
                  std::string_view of) const {
    if (&first == &row)
      return;
    for (const TitledColumn& column : columns)
      if (const std::string_view a = cell(first, column), b = cell(row, column);
          a.size() != b.size() || !std::equal(a.begin(), a.end(), b.begin()))
        fail(row, std::string(column.title) + " is '" + std::string(b) + "', but '" + std::string(a) +
                      "' in line " + std::to_string(first.line) + " of the same " + std::string(of));
  }

 private:
  std::string source_;
  TextRows text_;
  std::map<std::string_view, std::size_t> columns_;
};

/// What a cycle of a curve may have.
constexpr std::string_view signal_titles[] = {"reporter", "passive", "rn_instrument", "delta_rn_instrument"};
enum Signal { Reporter, Passive, Rn, DeltaRn };
using Signals = std::array<std::vector<double>, std::size(signal_titles)>;

/// The rows of one well and target.
struct Curve {
  const TextRow* first = nullptr;
  std::map<int, const TextRow*> cycles;
};

std::vector<Curve> curves_of(const Table& table) {
  std::vector<Curve> curves;
  std::map<std::array<std::string_view, 4>, std::size_t> known;
  const TitledColumn schema = table.column("schema");
  const std::vector<TitledColumn> of_run = table.columns(tidy_titles_of_run);
  const std::vector<TitledColumn> beside_run = table.columns("source,passive_dye");
  const std::vector<TitledColumn> of_well = table.columns(tidy_titles_of_well);
  const std::vector<TitledColumn> of_result = table.columns(tidy_titles_of_result);
  const std::array key = {table.column("well"), table.column("sample"), table.column("target"),
                          table.column("reporter_dye")};
  const TitledColumn cycle_column = table.column("cycle");
  for (const TextRow& row : table.rows()) {
    if (Table::cell(row, schema) != tidy_schema)
      table.fail(row, "schema", std::string(tidy_schema));
    table.check_same(table.rows().front(), row, of_run, "run");
    table.check_same(table.rows().front(), row, beside_run, "run");
    const auto [entry, is_new] = known.emplace(std::array{Table::cell(row, key[0]), Table::cell(row, key[1]),
                                                          Table::cell(row, key[2]), Table::cell(row, key[3])},
                                               curves.size());
    if (is_new)
      curves.push_back({.first = &row, .cycles = {}});
    Curve& curve = curves[entry->second];
    table.check_same(*curve.first, row, of_well, "well and target");
    table.check_same(*curve.first, row, of_result, "well and target");
    const std::optional<int> cycle = table.number<int>(row, cycle_column);
    if (cycle && *cycle < 1)
      table.fail(row, "cycle", "1 or more");
    if (cycle && !curve.cycles.emplace(*cycle, &row).second)
      table.fail(row, "cycle " + std::to_string(*cycle) + " of this well and target stands in line " +
                          std::to_string(curve.cycles.at(*cycle)->line) + " already");
    if (!is_new && cycle.has_value() == curve.cycles.empty())
      table.fail(row, "cycle", "a number in every row of a well and target, or one row without");
  }
  for (const Curve& curve : curves) {
    int expected = 1;
    for (const auto& [cycle, row] : curve.cycles)
      if (cycle != expected++)
        table.fail(*row, "cycle", std::to_string(expected - 1));
  }
  return curves;
}

/// Empty where no cycle has a value.
Signals signals_of(const Table& table, const Curve& curve) {
  Signals signals;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    bool is_given = false;
    const TitledColumn column = table.column(signal_titles[i]);
    signals[i].reserve(curve.cycles.size());
    for (const auto& [cycle, row] : curve.cycles) {
      const std::optional<double> value = table.number<double>(*row, column);
      is_given = is_given || value;
      signals[i].push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    if (!is_given)
      signals[i].clear();
  }
  return signals;
}

bool same_signal(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// By well and name to their place in the run.
using KnownDyes = std::map<std::pair<Well, std::string>, std::size_t>;

/// A dye that two targets of a well share is one trace.
void add_dye(const Table& table, const TextRow& row, const std::optional<Well>& well, const std::string& dye,
             const std::vector<double>& signal, KnownDyes& known, Run& run) {
  if (signal.empty())
    return;
  if (!well)
    table.fail(row, "well", "the well in which the dyes were read");
  if (dye.empty())
    table.fail(row, "readings of a dye that has no name");
  const auto [trace, is_new] = known.emplace(std::pair(*well, dye), run.dyes.size());
  if (!is_new) {
    if (!same_signal(run.dyes[trace->second].signal, signal))
      table.fail(row,
                 "dye " + dye + " of well " + to_string(*well) + " has other readings in another target");
    return;
  }
  run.dyes.push_back({.well = *well, .dye = dye, .signal = signal});
}

InstrumentResult instrument_result(const Table& table, const TextRow& row) {
  InstrumentResult result;
  const std::string_view status = table.cell(row, "ct_instrument_status");
  bool is_known = false;
  for (const CtStatus each : {CtStatus::Absent, CtStatus::Undetermined, CtStatus::Value})
    if (instrument_code_of(each) == status) {
      result.ct_status = each;
      is_known = true;
    }
  if (!is_known)
    table.fail(row, "ct_instrument_status", "absent, undetermined or value");
  result.ct = table.number<double>(row, "ct_instrument");
  if (result.ct.has_value() != (result.ct_status == CtStatus::Value))
    table.fail(row, "ct_instrument", result.ct ? "nothing beside this status" : "a number");
  result.ct_decimals = table.number<int>(row, "ct_instrument_decimals");
  result.ct_mean = table.number<double>(row, "ct_mean_instrument");
  result.ct_sd = table.number<double>(row, "ct_sd_instrument");
  result.amp_status = table.text(row, "amp_status_instrument");
  return result;
}

FileSettings file_settings(const Table& table, const TextRow& row) {
  FileSettings settings;
  settings.threshold = table.number<double>(row, "threshold_instrument");
  settings.automatic_threshold = table.truth(row, "automatic_threshold_instrument");
  settings.automatic_baseline = table.truth(row, "automatic_baseline_instrument");
  const auto start = table.number<int>(row, "baseline_start_instrument");
  const auto end = table.number<int>(row, "baseline_end_instrument");
  if (start.has_value() != end.has_value())
    table.fail(row, "baseline_end_instrument", "both ends of the baseline window or neither");
  if (start)
    settings.baseline = BaselineWindow{.start = *start, .end = *end};
  return settings;
}

Reaction reaction_of(const Table& table, const TextRow& row, Signals& signals) {
  Reaction reaction;
  if (const std::string_view name = table.cell(row, "well"); !name.empty()) {
    reaction.well = parse_well(name);
    if (!reaction.well)
      table.fail(row, "well", "a well such as A1");
  }
  reaction.sample = table.text(row, "sample");
  reaction.target = table.text(row, "target");
  reaction.task = table.text(row, "task");
  reaction.reporter = table.text(row, "reporter_dye");
  reaction.quencher = table.text(row, "quencher");
  reaction.quantity = table.number<double>(row, "quantity");
  reaction.comments = table.text(row, "comments");
  const std::optional<bool> omitted = table.truth(row, "omitted");
  if (!omitted)
    table.fail(row, "omitted", "true or false");
  reaction.omitted = *omitted;
  reaction.rn = std::move(signals[Rn]);
  reaction.delta_rn = std::move(signals[DeltaRn]);
  reaction.rn_decimals = table.number<int>(row, "rn_instrument_decimals");
  reaction.settings = file_settings(table, row);
  reaction.instrument = instrument_result(table, row);
  reaction.flags = flags_of(table.text(row, "flags_instrument"));
  return reaction;
}

void read_of_run(const Table& table, const TextRow& row, Run& run) {
  run.plate = {.rows = table.number<int>(row, "plate_rows").value_or(0),
               .columns = table.number<int>(row, "plate_columns").value_or(0)};
  if (run.plate != Plate{.rows = 8, .columns = 12} && run.plate != Plate{.rows = 16, .columns = 24})
    table.fail(row, "plate_rows", "a plate of 8 x 12 or 16 x 24 wells");
  run.instrument.type_id = table.text(row, "instrument_type");
  run.instrument.type_name = table.text(row, "instrument_name");
  run.instrument.block_type = table.text(row, "block_type");
  run.instrument.serial_number = table.text(row, "serial_number");
  run.instrument.software = table.text(row, "software");
  run.instrument.spec_version = table.text(row, "spec_version");
  run.experiment_name = table.text(row, "experiment");
  run.experiment_type = table.text(row, "experiment_type");
  run.chemistry = table.text(row, "chemistry");
  run.operator_name = table.text(row, "operator");
  run.barcode = table.text(row, "barcode");
  run.run_state = table.text(row, "run_state");
  run.run_started = table.text(row, "run_started");
  run.run_ended = table.text(row, "run_ended");
  const std::string passive = table.text(row, "passive_dye");
  run.passive_reference_status = passive.empty()         ? PassiveReferenceStatus::NotStated
                                 : passive == no_passive ? PassiveReferenceStatus::None
                                                         : PassiveReferenceStatus::Dye;
  if (run.passive_reference_status == PassiveReferenceStatus::Dye)
    run.passive_reference = passive;
}

constexpr std::string_view issues_title = "reading_issues";

void read_issues(const Table& table, const Source& source, InputAccount& account, Run& run) {
  const TextRow& first = table.rows().front();
  const std::vector<std::string_view> titles = titles_in(tidy_titles_of_reading);
  const bool is_stated =
      std::all_of(titles.begin(), titles.end(), [&](std::string_view title) { return table.has(title); });
  const std::optional<int> written = is_stated ? table.number<int>(first, "table_rows") : std::nullopt;
  if (!written) {
    run.issues.push_back(make_issue(IssueCode::TableReadingNotStated, source.name));
    return;
  }
  const std::array table_rows = {table.column("table_rows")};
  const TitledColumn reading_issues = table.column(issues_title);
  std::set<std::string_view> known;
  for (const TextRow& row : table.rows()) {
    table.check_same(first, row, table_rows, "run");
    if (!known.insert(Table::cell(row, reading_issues)).second)
      continue;
    const auto issues = issues_of_tidy_text(table.text(row, issues_title));
    if (!issues)
      table.fail(row, issues_title, "what crossbreak wrote there");
    account.charge(Taken::Issues, issues->size(), source.name, issues_title);
    run.issues.insert(run.issues.end(), issues->begin(), issues->end());
  }
  if (static_cast<std::size_t>(*written) != table.rows().size())
    run.issues.push_back(make_issue(IssueCode::TableRowsDiffer, source.name,
                                    field<"written">(std::to_string(*written)),
                                    field<"found">(std::to_string(table.rows().size()))));
}

/// Whatever patient an issue reaches has a copy of its words. A plate map may name each well a patient.
void charge_issues(const Run& run, const std::string& file, InputAccount& account) {
  std::set<std::pair<std::optional<Well>, std::string_view>> samples;
  for (const Reaction& reaction : run.reactions)
    samples.emplace(reaction.well, reaction.sample);
  for (const Issue& issue : run.issues) {
    const bool is_of_wells = !issue.wells.empty() && reach_of(issue.code) != Reach::Target;
    const std::uint64_t reached = !issue.asks_review ? 1 : is_of_wells ? issue.wells.size() : samples.size();
    account.charge(
        Taken::TextBytes,
        reached * (account.limits().text_bytes_of_issue + issue.words.en.size() + issue.words.zh.size()),
        file, issues_title);
  }
}

Run read(std::span<const Source> sources, const ReadOptions& options) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "a tidy table is a run of its own");
  const Source& source = sources.front();
  DecodedText decoded = decode_text(source, options.encoding);
  const Table table(source, decoded.text);
  Run run;
  run.encoding = std::move(decoded.encoding);
  run.issues = std::move(decoded.issues);
  read_of_run(table, table.rows().front(), run);
  InputAccount account;
  read_issues(table, source, account, run);
  KnownDyes dyes;
  for (const Curve& curve : curves_of(table)) {
    const TextRow& row = *curve.first;
    Signals signals = signals_of(table, curve);
    const std::vector<double> reporter = std::move(signals[Reporter]);
    const std::vector<double> passive = std::move(signals[Passive]);
    Reaction& reaction = run.reactions.emplace_back(reaction_of(table, row, signals));
    if (reaction.well && !run.plate.contains(*reaction.well))
      table.fail(row, "well", "a well of the plate");
    account.charge_reaction(reaction, source.name);
    add_dye(table, row, reaction.well, reaction.reporter, reporter, dyes, run);
    add_dye(table, row, reaction.well, run.passive_reference, passive, dyes, run);
    run.cycles = std::max(run.cycles, static_cast<int>(curve.cycles.size()));
  }
  charge_issues(run, source.name, account);
  std::stable_sort(run.reactions.begin(), run.reactions.end(),
                   [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
  std::stable_sort(run.dyes.begin(), run.dyes.end(),
                   [](const DyeTrace& a, const DyeTrace& b) { return a.well < b.well; });
  return run;
}

}  // namespace

constinit const Format tidy_table{
    "tidy-table", "what `crossbreak convert` wrote: one row a well, target and cycle", recognises, read};

}  // namespace crossbreak
