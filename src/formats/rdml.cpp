// A zip with rdml_data.xml, a member of any other name, or the XML on its own; namespace http://www.rdml.org:
//
//   <rdml version="1.1">
//     <dye id="FAM"/>                                  <- may be missing
//     <sample id="P1"><type>unkn</type></sample>       <- unkn ntc nac std ntp nrt pos opt; from 1.2 on by
//     target <target id="D4-7"><type>toi</type><dyeId id="FAM"/></target> <experiment id="Plate 1"><run
//     id="Run001">       <- several: each a run of its own
//       <pcrFormat><rows>8</rows><columns>12</columns>...</pcrFormat>
//       <react id="1"><sample id="P1"/>                <- row-major from 1; StepOne Software: "A1"
//         <data><tar id="D4-7"/><cq>25.36</cq>         <- -1, NaN, the number of cycles and more: no Ct
//           <adp><cyc>1</cyc><fluor>0.6893</fluor></adp> ...
//           <bgFluor>0.68</bgFluor><bgFluorSlp>0.001</bgFluorSlp><quantFluor>0.2</quantFluor></data></react>
//
// Based on real files of StepOne Software v2.3 (1.0), LightCycler 96 and CFX Manager (1.1); 1.2 and 1.3 by
// their schemas, 1.4 by description.
#include "formats/rdml.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <utility>

#include "formats/cycle_method.hpp"
#include "formats/number_style.hpp"
#include "formats/plate_and_signals.hpp"
#include "formats/rdml_declared.hpp"
#include "formats/rdml_document.hpp"
#include "formats/rdml_words.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// What stands in place of numbers.
struct NotNumbers {
  std::string first;
  std::set<Well> wells;

  void add(const std::string& text, Well well) {
    if (wells.empty())
      first = text;
    wells.insert(well);
  }
};

class Reader {
 public:
  Reader(const Source& source, const std::string& wanted) : source_(source.name), document_(source) {
    std::vector<RdmlDocument::Run> runs = document_.runs();
    const auto found =
        std::find_if(runs.begin(), runs.end(), [&](const auto& r) { return r.name == wanted; });
    if (found == runs.end() && (!wanted.empty() || runs.size() > 1))
      throw FormatError(source_, "expected which run is meant of " +
                                     joined(runs, ", ", &RdmlDocument::Run::name) + ", found '" + wanted +
                                     "'");
    chosen_ = found == runs.end() ? runs.front() : *found;
  }

  Run read() {
    declared_ = RdmlDeclared(document_);
    read_head();
    const std::vector<pugi::xml_node> reacts = rdml_children(chosen_.run, "react");
    run_.plate = plate_of(reacts);
    for (const pugi::xml_node& react : reacts)
      read_react(react);
    finish();
    return std::move(run_);
  }

 private:
  void read_head() {
    const pugi::xml_node& node = chosen_.run;
    run_.experiment_name = rdml_id(chosen_.experiment);
    const std::string instrument(rdml_trimmed(rdml_text(node, "instrument")));
    (instrument.find(' ') == std::string::npos ? run_.instrument.type_id : run_.instrument.type_name) =
        instrument;
    const pugi::xml_node software = rdml_child(node, "dataCollectionSoftware");
    const std::string name(rdml_trimmed(rdml_text(software, "name")));
    const std::string version(rdml_trimmed(rdml_text(software, "version")));
    run_.instrument.software = name + (name.empty() || version.empty() ? "" : " ") + version;
    run_.instrument.spec_version = document_.root().attribute("version").value();
    run_.run_started = std::string(rdml_trimmed(rdml_text(node, "runDate")));
    read_operator(rdml_id(rdml_child(node, "experimenter")));
    is_subtracted_ =
        rdml_folded(rdml_text(node, "backgroundDeterminationMethod")).find(rdml_baseline_subtracted) !=
        std::string::npos;
    const std::string method = rdml_folded(rdml_text(node, "cqDetectionMethod"));
    if (method == rdml_automatic || method == rdml_manual)
      automatic_ = method == rdml_automatic;
    is_other_method_ = method == rdml_second_derivative;
    if (is_other_method_)
      run_.issues.push_back(other_cycle_method(method, source_));
  }

  void read_operator(const std::string& id) {
    run_.operator_name = id;
    for (const pugi::xml_node& node : rdml_children(document_.root(), "experimenter"))
      if (!id.empty() && rdml_id(node) == id)
        if (const std::string name(
                rdml_trimmed(rdml_text(node, "firstName") + ' ' + rdml_text(node, "lastName")));
            !name.empty())
          run_.operator_name = name;
  }

  /// As pcrFormat says; where it says nothing of a plate ("free format", -1), as large as the wells need.
  Plate plate_of(const std::vector<pugi::xml_node>& reacts) const {
    const pugi::xml_node format = rdml_child(chosen_.run, "pcrFormat");
    const auto count = [&](const char* name) {
      const std::optional<double> value = document_.number_if_there(format, name);
      if (value && (*value != std::floor(*value) || std::abs(*value) > 10'000))
        throw document_.error(format, fmt::format("expected a whole number in <{}>, found '{}'", name,
                                                  rdml_text(format, name)));
      return static_cast<int>(value.value_or(-1));
    };
    const Plate stated{.rows = count("rows"), .columns = count("columns")};
    if (stated.rows > 16 || stated.columns > 24)
      throw document_.error(format, fmt::format("expected a plate of at most 16 x 24 wells, found {} x {}",
                                                stated.rows, stated.columns));
    if (stated.rows > 0 && stated.columns > 0)
      return stated;
    const bool fits = std::all_of(reacts.begin(), reacts.end(), [](const pugi::xml_node& react) {
      return well_of(rdml_id(react), Plate{}).has_value();
    });
    return fits ? Plate{} : Plate{.rows = 16, .columns = 24};
  }

  /// "1" or "A1".
  static std::optional<Well> well_of(const std::string& id, const Plate& plate) {
    int number = 0;
    const auto [stop, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    const bool is_number = error == std::errc{} && stop == id.data() + id.size();
    const std::optional<Well> well = is_number ? well_at(number - 1, plate) : parse_well(id);
    return well && plate.contains(*well) ? well : std::nullopt;
  }

  void read_react(const pugi::xml_node& react) {
    const std::string id = rdml_id(react);
    const std::optional<Well> well = well_of(id, run_.plate);
    if (!well)
      throw document_.error(react, fmt::format("expected the id of a well of {} x {}, found '{}'",
                                               run_.plate.rows, run_.plate.columns, id));
    if (!wells_.insert(*well).second)
      throw document_.error(react, "well " + to_string(*well) + " stands there twice");
    const RdmlSample sample = declared_.sample(rdml_id(rdml_child(react, "sample")));
    const std::vector<pugi::xml_node> all = rdml_children(react, "data");
    if (all.size() > most_targets_of_well)
      throw document_.error(react, fmt::format("expected at most {} targets in a well, found {}",
                                               most_targets_of_well, all.size()));
    if (all.empty() && !sample.name.empty())
      without_target_.insert(*well);
    std::set<std::string> targets;
    for (const pugi::xml_node& data : all) {
      const std::string target = rdml_id(rdml_child(data, "tar"));
      if (target.empty())
        throw document_.error(data, "no <tar> says whose data these are");
      if (!targets.insert(target).second)
        throw document_.error(data,
                              fmt::format("well {} has the target '{}' twice", to_string(*well), target));
      read_data(data, *well, target, sample);
    }
  }

  void read_data(const pugi::xml_node& data, Well well, const std::string& target_id,
                 const RdmlSample& sample) {
    Reaction reaction;
    reaction.well = well;
    reaction.sample = sample.name;
    if (const RdmlTarget* target = declared_.target(target_id)) {
      reaction.target = target->name;
      reaction.reporter = target->dye;
    } else {
      reaction.target = target_id;
      if (declared_.has_dye(target_id))
        reaction.reporter = target_id;
      else
        undeclared_.insert(target_id);
    }
    if (const std::string* task = sample.tasks.find(target_id))
      reaction.task = *task;
    if (const double* quantity = sample.quantities.find(target_id))
      reaction.quantity = *quantity;
    else if (reaction.task == "STANDARD")  // StepOne Software states results of others here
      reaction.quantity = document_.number_if_there(rdml_child(data, "quantity"), "value");
    read_remarks(data, reaction);
    read_curve(data, reaction);
    read_melt(data, reaction);
    if (automatic_)
      reaction.settings.automatic_threshold = reaction.settings.automatic_baseline = *automatic_;
    reaction.settings.threshold = document_.number_if_there(data, "quantFluor");
    if (rdml_child(data, "cq"))
      cts_.emplace_back(run_.reactions.size(), ct_of(data));
    document_.account()->charge_reaction(reaction, source_);
    run_.reactions.push_back(std::move(reaction));
  }

  /// <excl> means left out by being there, whatever the reason; "false", against the schema, says the
  /// opposite.
  void read_remarks(const pugi::xml_node& data, Reaction& reaction) const {
    reaction.comments = rdml_text(data, "note");
    const pugi::xml_node exclusion = rdml_child(data, "excl");
    const std::string reason(rdml_trimmed(exclusion.child_value()));
    reaction.omitted = exclusion && rdml_folded(reason) != "false";
    if (reaction.omitted && !reason.empty() && rdml_folded(reason) != "true" && reason != rdml_omitted)
      reaction.comments += (reaction.comments.empty() ? "" : "; ") + ("excl: " + reason);
  }

  void read_curve(const pugi::xml_node& data, Reaction& reaction) {
    std::vector<double>& curve = is_subtracted_ ? reaction.delta_rn : reaction.rn;
    std::set<int> seen;
    for (const pugi::xml_node& point : data.children()) {
      if (rdml_name(point) != "adp")
        continue;
      const std::string_view stated = rdml_trimmed(rdml_child(point, "cyc").child_value());
      const double cycle = rdml_float(stated).value_or(missing);
      if (std::isnan(cycle)) {
        not_cycles_.add(std::string(stated), *reaction.well);
        curve.clear();
        return;
      }
      if (!(cycle >= 1 && cycle <= most_cycles) || cycle != std::floor(cycle))
        throw document_.error(point, fmt::format("expected a whole cycle from 1 to {}, found '{}'",
                                                 most_cycles, rdml_text(point, "cyc")));
      if (!seen.insert(static_cast<int>(cycle)).second)
        throw document_.error(point, fmt::format("cycle {} of '{}' in {} stands there twice", cycle,
                                                 reaction.target, to_string(*reaction.well)));
      const double fluorescence = reading_of(point, "fluor", *reaction.well);
      if (std::isfinite(fluorescence))
        note_digits(rdml_trimmed(rdml_text(point, "fluor")));
      const auto place = static_cast<std::size_t>(cycle);
      lengthen(curve, place);
      curve[place - 1] = fluorescence;
    }
    if (std::all_of(curve.begin(), curve.end(), [](double value) { return std::isnan(value); }))
      curve.clear();
    run_.cycles = std::max(run_.cycles, static_cast<int>(curve.size()));
    const std::optional<double> intercept = document_.number_if_there(data, "bgFluor");
    if (!intercept || is_subtracted_)
      return;
    const double slope = document_.number_if_there(data, "bgFluorSlp").value_or(0);
    for (std::size_t i = 0; i < curve.size(); ++i)
      reaction.delta_rn.push_back(curve[i] - (*intercept + slope * static_cast<double>(i + 1)));
  }

  /// NaN where there is none.
  double reading_of(const pugi::xml_node& point, std::string_view child, Well well) {
    const std::string text(rdml_trimmed(rdml_child(point, child).child_value()));
    const std::optional<double> value = rdml_float(text);
    if (!value && !text.empty())
      not_readings_.add(text, well);
    return value.value_or(missing);
  }

  /// With NaN for cycles that were left out.
  void lengthen(std::vector<double>& curve, std::size_t cycles) const {
    if (curve.size() >= cycles)
      return;
    document_.account()->charge(Taken::Readings, cycles - curve.size(), source_);
    curve.resize(cycles, missing);
  }

  /// A fluorescence of few digits is a rounded one, an exponent the mark of one that is not.
  void note_digits(std::string_view number) {
    constexpr int float32_digits = 6;  // what a float32 keeps of any decimal number
    const std::size_t first = number.find_first_of("123456789");
    const std::string_view from_first = number.substr(std::min(first, number.size()));
    const auto digits =
        std::count_if(from_first.begin(), from_first.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > float32_digits || number.find_first_of("eE") != std::string_view::npos)
      is_rounded_ = false;
    else
      decimals_ = std::max(decimals_, decimals_of(number, '.'));
  }

  void read_melt(const pugi::xml_node& data, const Reaction& reaction) {
    MeltTrace melt{.well = *reaction.well, .dye = reaction.target, .temperature_c = {}, .signal = {}};
    for (const pugi::xml_node& point : data.children())
      if (rdml_name(point) == "mdp") {
        melt.temperature_c.push_back(reading_of(point, "tmp", melt.well));
        melt.signal.push_back(reading_of(point, "fluor", melt.well));
      }
    if (!melt.signal.empty())
      run_.melts.push_back(std::move(melt));
  }

  /// NaN where the software found none.
  double ct_of(const pugi::xml_node& data) const {
    const pugi::xml_node node = rdml_child(data, "cq");
    return rdml_trimmed(node.child_value()).empty() ? missing : document_.number(data, "cq");
  }

  /// When the number of cycles is known: no software finds a Ct at the last cycle and behind it.
  void settle_cts() {
    for (const auto& [index, ct] : cts_) {
      if (is_other_method_)
        continue;
      InstrumentResult& result = run_.reactions[index].instrument;
      const bool is_ct = ct > 0 && (run_.cycles == 0 || ct < run_.cycles);
      result.ct_status = is_ct ? CtStatus::Value : CtStatus::Undetermined;
      if (is_ct)
        result.ct = ct;
    }
  }

  void finish() {
    settle_cts();
    std::set<Well> without_curve;
    std::set<Well> incomplete;
    for (Reaction& reaction : run_.reactions) {
      for (std::vector<double>* curve : {&reaction.rn, &reaction.delta_rn})
        if (!curve->empty())
          lengthen(*curve, static_cast<std::size_t>(run_.cycles));
      const std::vector<double>& curve = is_subtracted_ ? reaction.delta_rn : reaction.rn;
      if (curve.empty())
        without_curve.insert(*reaction.well);
      else if (std::any_of(curve.begin(), curve.end(), [](double value) { return std::isnan(value); }))
        incomplete.insert(*reaction.well);
      if (!curve.empty() && is_rounded_)
        reaction.rn_decimals = decimals_;
    }
    std::stable_sort(run_.reactions.begin(), run_.reactions.end(),
                     [](const Reaction& a, const Reaction& b) { return a.well < b.well; });
    const auto add = [&](auto issue) { run_.issues.push_back(std::move(issue)); };
    if (!without_target_.empty())
      add(make_issue(IssueCode::SampleWithoutTarget, source_, field<"wells">(well_list(without_target_))));
    for (const std::string& target : undeclared_)
      add(make_issue({IssueCode::ReporterMissing, "unnamed"}, source_, field<"target">(target)));
    if (!not_cycles_.wells.empty())
      add(make_issue({IssueCode::ReadingNotUnderstood, "cycle"}, source_, field<"found">(not_cycles_.first),
                     field<"wells">(well_list(not_cycles_.wells))));
    if (!not_readings_.wells.empty())
      add(make_issue(IssueCode::ReadingNotUnderstood, source_, field<"found">(not_readings_.first),
                     field<"wells">(well_list(not_readings_.wells))));
    if (run_.cycles == 0) {
      add(make_issue({IssueCode::CurvesMissing, "rdml"}, source_));
      return;
    }
    add(make_issue(IssueCode::PassiveReferenceNotStated, source_));
    if (!without_curve.empty())
      add(make_issue(IssueCode::CurveMissing, source_, field<"wells">(well_list(without_curve))));
    if (!incomplete.empty())
      add(make_issue(IssueCode::CurveIncomplete, source_, field<"cycles">(std::to_string(run_.cycles)),
                     field<"wells">(well_list(incomplete))));
  }

  std::string source_;
  RdmlDocument document_;
  RdmlDeclared declared_;
  RdmlDocument::Run chosen_;
  Run run_;
  std::optional<bool> automatic_;  ///< threshold and baseline
  bool is_subtracted_ = false;     ///< the fluorescence is delta Rn
  bool is_other_method_ = false;   ///< the Ct are another quantity
  bool is_rounded_ = true;         ///< no fluorescence has the digits of a float32
  int decimals_ = 0;               ///< the most that a rounded fluorescence has
  std::set<Well> wells_;
  std::set<Well> without_target_;
  std::set<std::string> undeclared_;
  NotNumbers not_cycles_;
  NotNumbers not_readings_;
  std::vector<std::pair<std::size_t, double>> cts_;  ///< by index of the reaction
};

Run read(std::span<const Source> sources, const ReadOptions& options) {
  if (sources.size() != 1)
    throw FormatError(sources.empty() ? "" : sources[1].name, "an RDML file holds runs of its own");
  return Reader(sources.front(), options.run).read();
}

std::vector<std::string> runs(const Source& source, const ReadOptions&) {
  std::vector<std::string> names;
  for (RdmlDocument::Run& run : RdmlDocument(source).runs())
    names.push_back(std::move(run.name));
  return names;
}

}  // namespace

constinit const Format rdml{.name = "rdml",
                            .description = "RDML 1.0 to 1.4, zipped or as XML; several runs in one file",
                            .recognises = holds_rdml,
                            .read = read,
                            .runs = runs};

}  // namespace crossbreak
