// Inspection for people.
#include <algorithm>
#include <map>
#include <set>

#include "curves/signal/issues.hpp"
#include "reports/inspection.hpp"
#include "reports/well_list.hpp"
#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "words/issues.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t label_columns = 20;

/// "  label    text"; nothing where the text is empty.
std::string line(std::string_view label, std::string_view text) {
  return text.empty() ? std::string() : "  " + padded(label, label_columns) + printable(text) + '\n';
}

std::string stated(std::string_view text) {
  return text.empty() ? "not stated" : std::string(text);
}

std::string in_brackets(std::string_view text) {
  return text.empty() ? "" : " (" + std::string(text) + ')';
}

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string file_section(const Inspection& inspection) {
  const Run& run = *inspection.run;
  std::string text = printable(source_name(run)) + '\n';
  for (const InputFile& input : run.inputs) {
    text += line("SHA-256", input.sha256 + (run.inputs.size() > 1 ? "  " + input.name : ""));
  }
  text += line("format", run.format);
  text += line("encoding", run.encoding);
  return text;
}

std::string instrument_section(const Inspection& inspection) {
  const Run& run = *inspection.run;
  const Instrument& instrument = run.instrument;
  std::string text = "\nInstrument\n";
  text += line("type",
               stated(instrument.type_name.empty() ? instrument.type_id
                                                   : instrument.type_name + in_brackets(instrument.type_id)));
  text += line("profile", inspection.profile.empty() ? "none describes this instrument" : inspection.profile);
  text += line("block", instrument.block_type);
  text += line("serial number", instrument.serial_number);
  text += line("software", stated(instrument.software));
  text += line("rules", "Ct " + std::string(code_of(inspection.rules.ct)) + ", automatic " +
                            std::string(code_of(inspection.rules.automatic)) +
                            in_brackets(inspection.rules.versions));
  return text;
}

std::string program_text(const CyclingStage& stage) {
  std::string text = std::to_string(stage.repetitions) + " x";
  for (const CyclingStep& step : stage.steps) {
    text += (&step == stage.steps.data() ? " " : ", ") + shortest_text(step.temperature_c) + " °C " +
            shortest_text(step.hold_s) + " s" + (step.collects ? " (read)" : "");
  }
  return text;
}

std::string run_section(const Run& run) {
  std::string text = "\nRun\n";
  text += line("experiment", run.experiment_name);
  text += line("type", run.experiment_type);
  text += line("chemistry", run.chemistry);
  text += line("started", stated(run.run_started));
  text += line("ended", run.run_ended);
  text += line("state", run.run_state);
  text += line("operator", run.operator_name);
  text += line("barcode", run.barcode);
  text += line("cycles", std::to_string(run.cycles));
  for (const CyclingStage& stage : run.program) {
    text += line(stage.kind, program_text(stage));
  }
  return text;
}

std::string passive_reference_text(const Run& run) {
  switch (run.passive_reference_status) {
    case PassiveReferenceStatus::Dye:
      return run.passive_reference;
    case PassiveReferenceStatus::None:
      return "none";
    case PassiveReferenceStatus::NotStated:
      break;
  }
  return "not stated";
}

std::string plate_section(const Run& run) {
  std::set<Well> assigned;
  std::vector<Well> omitted;
  for (const Reaction& reaction : run.reactions) {
    if (reaction.well) {
      assigned.insert(*reaction.well);
      if (reaction.omitted) {
        omitted.push_back(*reaction.well);
      }
    }
  }
  std::string text = "\nPlate\n";
  text += line("wells", std::to_string(run.plate.rows) + " x " + std::to_string(run.plate.columns) + ", " +
                            std::to_string(assigned.size()) + " with a target");
  text += line("omitted", well_list(omitted));
  text += line("passive reference", passive_reference_text(run));
  return text;
}

std::string number_or_none(const std::optional<double>& number) {
  return number ? shortest_text(*number) : "-";
}

std::string window_or_none(const std::optional<BaselineWindow>& window) {
  return window ? text_of(*window) : "-";
}

/// What the wells of one target, task and dye have in common, on one line.
struct TargetLine {
  std::vector<Well> wells;
  std::size_t curves = 0;
  std::set<std::string> thresholds;
  std::set<std::string> windows;
};

std::string targets_section(const Run& run) {
  std::vector<std::vector<std::string>> order;
  std::map<std::vector<std::string>, TargetLine> lines;
  for (const Reaction& reaction : run.reactions) {
    const std::vector key = {reaction.target, reaction.task, reaction.reporter, reaction.quencher};
    if (!lines.contains(key)) {
      order.push_back(key);
    }
    TargetLine& target = lines[key];
    ++target.curves;
    if (reaction.well) {
      target.wells.push_back(*reaction.well);
    }
    target.thresholds.insert(number_or_none(reaction.settings.threshold));
    target.windows.insert(window_or_none(reaction.settings.baseline));
  }
  std::string text = "\nTargets\n";
  for (const auto& key : order) {
    const TargetLine& target = lines[key];
    const std::string& reporter = key[2];
    const std::string dyes = stated(reporter) + (key[3].empty() ? "" : " / " + key[3]);
    text += line(key[0].empty() ? "(unnamed)" : printable(key[0]),
                 (key[1].empty() ? "" : key[1] + ", ") + "dyes " + dyes + ", threshold " +
                     joined(target.thresholds) + ", window " + joined(target.windows) + ", " +
                     (target.wells.empty() ? plural(target.curves, "curve") : well_list(target.wells)));
  }
  return text;
}

/// Why a sample has its role.
std::string why(const InspectedSample& sample) {
  switch (sample.role.source) {
    case RoleSource::CommandLine:
      return "by --role";
    case RoleSource::PlateMap:
      return "by the plate map";
    case RoleSource::Settings:
      return "by the laboratory's settings";
    case RoleSource::Task:
      return "by its task " + sample.task;
    case RoleSource::PanelName:
      return "by its name, which the panel lists";
    case RoleSource::NamePattern:
      return "by its name, a usual one of controls";
    case RoleSource::Nothing:
      break;
  }
  return sample.role.task_standard ? "with the task STANDARD, but no standard curve"
                                   : "nothing says otherwise";
}

std::string samples_section(const Inspection& inspection) {
  if (inspection.panel.empty()) {
    return {};
  }
  constexpr std::size_t widest = 40;  // arbitrary: longer names are cut
  std::size_t columns = label_columns - 2;
  for (const InspectedSample& sample : inspection.samples) {
    columns = std::min(std::max(columns, display_width(printable(sample.sample))), widest);
  }
  std::string text = "\nSamples, by panel " + printable(inspection.panel) + '\n';
  for (const InspectedSample& sample : inspection.samples) {
    const std::string judged = sample.role.control.empty() ? "" : " (judged as " + sample.role.control + ')';
    text += "  " + padded(printable(sample.sample), columns) + "  " +
            printable(words_of(sample.role.role).en + judged + ": " + why(sample) +
                      (sample.wells.empty() ? "" : "; " + well_list(sample.wells))) +
            '\n';
  }
  return text;
}

std::string signals_section(const Run& run) {
  std::vector<std::string> order;
  std::map<std::string, std::size_t> wells_of_dye;
  for (const DyeTrace& trace : run.dyes) {
    if (++wells_of_dye[trace.dye] == 1) {
      order.push_back(trace.dye);
    }
  }
  const auto reactions_with = [&](auto has) {
    return std::to_string(std::count_if(run.reactions.begin(), run.reactions.end(), has)) + " of " +
           plural(run.reactions.size(), "curve");
  };
  std::string text = "\nSignals\n";
  for (const std::string& dye : order) {
    text += line("dye " + dye, plural(wells_of_dye[dye], "well"));
  }
  text += line("Rn", reactions_with([](const Reaction& r) { return !r.rn.empty(); }));
  text += line("ΔRn", reactions_with([](const Reaction& r) { return !r.delta_rn.empty(); }));
  text += line("filters", run.filters.empty() ? "" : plural(run.filters.size(), "trace"));
  text += line("melt", run.melts.empty() ? "" : plural(run.melts.size(), "trace") + ", kept apart");
  text += line("instrument's Ct",
               reactions_with([](const Reaction& r) { return r.instrument.ct_status == CtStatus::Value; }));
  text += line("Undetermined", reactions_with([](const Reaction& r) {
                 return r.instrument.ct_status == CtStatus::Undetermined;
               }));
  const auto has_crt = [](CtStatus status) {
    return [status](const Reaction& r) { return r.instrument.crt_status == status; };
  };
  if (std::any_of(run.reactions.begin(), run.reactions.end(),
                  [](const Reaction& r) { return r.instrument.crt_status != CtStatus::Absent; })) {
    text += line("instrument's Crt", reactions_with(has_crt(CtStatus::Value)));
    text += line("without Crt", reactions_with(has_crt(CtStatus::Undetermined)));
  }
  return text;
}

std::string flags_section(const Run& run) {
  std::map<std::string, std::map<std::string, std::vector<Well>>> wells;  // by flag, then value
  for (const Reaction& reaction : run.reactions) {
    for (const QcFlag& flag : reaction.flags) {
      if (reaction.well) {
        wells[flag.name][flag.value].push_back(*reaction.well);
      }
    }
  }
  std::string text;
  for (const auto& [flag, values] : wells) {
    text += line(flag, joined(values, "; ", [](const auto& value_and_wells) {
                   return stated(value_and_wells.first) + ": " + well_list(value_and_wells.second);
                 }));
  }
  return text.empty() ? text : "\nQuality flags of the instrument\n" + text;
}

std::string call_section(const Inspection& inspection) {
  std::string text = "\nFor a call\n";
  for (const std::string& sentence : inspection.missing) {
    text += "  missing: " + printable(sentence) + '\n';
  }
  return inspection.missing.empty() ? text + "  nothing is missing\n" : text;
}

std::string issues_section(const std::vector<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    text += std::string(issue.severity == Severity::Warning ? "  warning: " : "  note: ") +
            printable(issue.place) + ": " + printable(issue.words.en) + '\n';
  }
  return text.empty() ? text : "\nIssues\n" + text;
}

}  // namespace

std::string write_inspection_text(const Inspection& inspection) {
  const Run& run = *inspection.run;
  return file_section(inspection) + instrument_section(inspection) + run_section(run) + plate_section(run) +
         targets_section(run) + samples_section(inspection) + signals_section(run) + flags_section(run) +
         call_section(inspection) + issues_section(inspection.issues);
}

}  // namespace crossbreak
