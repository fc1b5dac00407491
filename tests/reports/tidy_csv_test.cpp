#include "reports/tidy_csv.hpp"

#include <algorithm>
#include <rapidcheck.h>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "file_content.hpp"
#include "formats/formats.hpp"
#include "formats/random_run.hpp"
#include "formats/tidy_table.hpp"
#include "issue_lines.hpp"
#include "record/record.hpp"
#include "reports/conversion_losses.hpp"
#include "run/make_issue.hpp"
#include "simulate/simulated_run.hpp"
#include "small_run.hpp"

using namespace crossbreak;

namespace {

/// With curves that say nothing: what was measured is all that is read back.
AnalysedRun unanalysed(Run run) {
  AnalysedRun analysed;
  analysed.run = std::move(run);
  for (std::size_t i = 0; i < analysed.run.reactions.size(); ++i)
    analysed.curves.emplace_back().reaction = i;
  return analysed;
}

Run read_back(const AnalysedRun& analysed) {
  const Source source{.name = "out.csv", .bytes = write_tidy_csv(analysed)};
  const RunSources sources = sources_of_run({source});
  RC_ASSERT(sources.format->name == "tidy-table");
  return read_run(sources, {});
}

/// Everything of the run but its file and what losses_of_tidy_csv() names.
void check_same(const Run& a, const Run& b) {
  RC_ASSERT(a.plate == b.plate);
  RC_ASSERT(a.instrument.type_id == b.instrument.type_id);
  RC_ASSERT(a.instrument.type_name == b.instrument.type_name);
  RC_ASSERT(a.instrument.block_type == b.instrument.block_type);
  RC_ASSERT(a.instrument.serial_number == b.instrument.serial_number);
  RC_ASSERT(a.instrument.software == b.instrument.software);
  RC_ASSERT(a.instrument.spec_version == b.instrument.spec_version);
  RC_ASSERT(a.experiment_name == b.experiment_name);
  RC_ASSERT(a.experiment_type == b.experiment_type);
  RC_ASSERT(a.chemistry == b.chemistry);
  RC_ASSERT(a.operator_name == b.operator_name);
  RC_ASSERT(a.barcode == b.barcode);
  RC_ASSERT(a.run_state == b.run_state);
  RC_ASSERT(a.run_started == b.run_started);
  RC_ASSERT(a.run_ended == b.run_ended);
  RC_ASSERT(a.passive_reference_status == b.passive_reference_status);
  RC_ASSERT(a.passive_reference == b.passive_reference);
  RC_ASSERT(a.cycles == b.cycles);
  RC_ASSERT(a.reactions.size() == b.reactions.size());
  for (std::size_t i = 0; i < a.reactions.size(); ++i) {
    const Reaction& x = a.reactions[i];
    const Reaction& y = b.reactions[i];
    RC_ASSERT(x.well == y.well);
    RC_ASSERT(x.sample == y.sample);
    RC_ASSERT(x.target == y.target);
    RC_ASSERT(x.task == y.task);
    RC_ASSERT(x.reporter == y.reporter);
    RC_ASSERT(x.quencher == y.quencher);
    RC_ASSERT(x.quantity == y.quantity);
    RC_ASSERT(x.comments == y.comments);
    RC_ASSERT(x.omitted == y.omitted);
    RC_ASSERT(same_signal(x.rn, y.rn));
    RC_ASSERT(same_signal(x.delta_rn, y.delta_rn));
    RC_ASSERT(x.rn_decimals == y.rn_decimals);
    RC_ASSERT(x.settings == y.settings);
    RC_ASSERT(x.instrument == y.instrument);
    RC_ASSERT(x.flags == y.flags);
  }
  for (const DyeTrace& trace : a.dyes) {
    const DyeTrace* other = find_dye(b, trace.well, trace.dye);
    const bool is_used = std::any_of(a.reactions.begin(), a.reactions.end(), [&](const Reaction& reaction) {
      return reaction.well == trace.well &&
             (reaction.reporter == trace.dye || a.passive_reference == trace.dye);
    });
    RC_ASSERT((other != nullptr) == is_used);
    const bool is_same = other == nullptr || same_signal(trace.signal, other->signal);
    RC_ASSERT(is_same);
  }
}

/// A signal of this many cycles with some missing, the first never; or none at all.
std::vector<double> random_signal(int cycles, bool may_lack) {
  if (may_lack && *rc::gen::inRange(0, 3) == 0)
    return {};
  std::vector<double> signal;
  for (int cycle = 0; cycle < cycles; ++cycle)
    signal.push_back(cycle > 0 && *rc::gen::inRange(0, 9) == 0 ? std::nan("") : *signals());
  return signal;
}

template <class Value>
std::optional<Value> maybe(const rc::Gen<Value>& gen) {
  return *rc::gen::inRange(0, 2) == 0 ? std::optional(*gen) : std::nullopt;
}

Reaction random_reaction(Well well, const std::string& target, const std::string& reporter, int cycles) {
  Reaction reaction;
  reaction.well = well;
  reaction.sample = *names();
  reaction.target = target;
  reaction.task = *rc::gen::element<std::string>("", "UNKNOWN", "NTC");
  reaction.reporter = reporter;
  reaction.quencher = *rc::gen::element<std::string>("", "TAMRA", "None");
  reaction.quantity = maybe(signals());
  reaction.comments = *rc::gen::element<std::string>("", "'=x", "two\nlines", "-");
  reaction.omitted = *rc::gen::arbitrary<bool>();
  reaction.rn = random_signal(cycles, true);
  reaction.delta_rn = random_signal(cycles, true);
  reaction.rn_decimals = maybe(rc::gen::inRange(0, 7));
  reaction.settings.threshold = maybe(signals());
  reaction.settings.automatic_threshold = maybe(rc::gen::arbitrary<bool>());
  reaction.settings.automatic_baseline = maybe(rc::gen::arbitrary<bool>());
  if (*rc::gen::arbitrary<bool>())
    reaction.settings.baseline = BaselineWindow{*rc::gen::inRange(1, 9), *rc::gen::inRange(9, 40)};
  reaction.instrument.ct_status =
      *rc::gen::element(CtStatus::Absent, CtStatus::Undetermined, CtStatus::Value);
  if (reaction.instrument.ct_status == CtStatus::Value)
    reaction.instrument.ct = *signals();
  reaction.instrument.ct_mean = maybe(signals());
  reaction.instrument.ct_sd = maybe(signals());
  reaction.instrument.ct_decimals = maybe(rc::gen::inRange(0, 4));
  reaction.instrument.amp_status = *rc::gen::element<std::string>("", "Amp", "No Amp");
  for (const char* flag : {"BADROX", "A;B=C\\D"})
    if (*rc::gen::arbitrary<bool>())
      reaction.flags.push_back({flag, *rc::gen::element<std::string>("Y", "N", "", "1;2=\\3")});
  return reaction;
}

Run random_run() {
  Run run;
  run.plate = *rc::gen::element(Plate{}, Plate{.rows = 16, .columns = 24});
  run.instrument = {.type_id = *rc::gen::element<std::string>("", "sds7500fast"),
                    .type_name = *names(),
                    .block_type = "96fast",
                    .serial_number = *names(),
                    .software = "7500 Software v2.3",
                    .spec_version = "1.1.1"};
  run.experiment_name = *names();
  run.experiment_type = *names();
  run.chemistry = "TAQMAN";
  run.operator_name = *names();
  run.barcode = *names();
  run.run_state = *rc::gen::element<std::string>("", "COMPLETE");
  run.run_started = "2014-03-05T08:30:00Z";
  run.passive_reference_status = *rc::gen::element(PassiveReferenceStatus::NotStated,
                                                   PassiveReferenceStatus::None, PassiveReferenceStatus::Dye);
  const bool has_passive = run.passive_reference_status == PassiveReferenceStatus::Dye;
  run.passive_reference = has_passive ? "ROX" : "";
  const int cycles = *rc::gen::inRange(1, 6);
  const int wells = *rc::gen::inRange(1, 5);
  for (int number = 0; number < wells; ++number) {
    const Well well = *well_at(number * 17, run.plate);
    const bool is_duplex = *rc::gen::arbitrary<bool>();
    run.reactions.push_back(random_reaction(well, *names(), "FAM", cycles));
    run.dyes.push_back({.well = well, .dye = "FAM", .signal = random_signal(cycles, false)});
    run.dyes.push_back({.well = well, .dye = "VIC", .signal = random_signal(cycles, false)});
    if (is_duplex)
      run.reactions.push_back(random_reaction(well, "ALB", "VIC", cycles));
    if (has_passive)
      run.dyes.push_back({.well = well, .dye = "ROX", .signal = random_signal(cycles, false)});
  }
  run.cycles = cycles;
  return run;
}

}  // namespace

TEST_CASE("a run that was written as a tidy table reads back the same, to the last digit") {
  CHECK(rc::check([] {
    const Run run = random_run();
    const Run back = read_back(unanalysed(run));
    check_same(run, back);
    RC_ASSERT(back.issues.empty());
  }));
}

TEST_CASE("curves that no wells and no dyes are known of read back the same") {
  Run run;
  run.passive_reference_status = PassiveReferenceStatus::NotStated;
  run.cycles = 2;
  for (const char* title : {"F1.1", "=F1"}) {
    Reaction& reaction = run.reactions.emplace_back();
    reaction.sample = title;
    reaction.rn = {0.1, 1.0 / 3};
  }
  check_same(run, read_back(unanalysed(run)));
}

TEST_CASE("a simulated run gives the same Ct and verdicts after it was a tidy table") {
  const PlateDesign design =
      read_plate_design("PLATE.toml", tests::project_file("sample_runs/deletions/PLATE.toml"));
  AnalysedRun analysed;
  analysed.run = simulate_run(design, 1).run;
  analysed.curves = analyse_curves(analysed.run, {});
  const Run run = read_back(analysed);
  check_same(analysed.run, run);
  const std::vector<Curve> curves = analyse_curves(run, {});
  REQUIRE(curves.size() == analysed.curves.size());
  std::size_t with_ct = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    CAPTURE(i);
    CHECK(curves[i].ct == analysed.curves[i].ct);
    CHECK(curves[i].verdict.amplified == analysed.curves[i].verdict.amplified);
    with_ct += curves[i].ct ? 1U : 0U;
  }
  CHECK(with_ct > 20);
}

TEST_CASE("what crossbreak computed stands beside what the run file says") {
  AnalysedRun analysed = small_run();
  analysed.curves[0].rn = {1, 1.1, 1.9};
  analysed.curves[0].delta_rn = {0, 0.25, 0.5};
  const std::string csv = write_tidy_csv(analysed);
  CHECK(csv.starts_with(
      "schema,source,well,sample,target,task,reporter_dye,passive_dye,quencher,cycle,reporter,"
      "passive,rn,baseline,delta_rn,rn_instrument,delta_rn_instrument,ct,ct_status,threshold,"
      "amplified,"));
  CHECK(
      csv.find("\ncrossbreak/tidy/1,plate.eds,A1,'=1+1,2-7,UNKNOWN,FAM,ROX,TAMRA,3,1.9,1,1.9,1.0015,0.5,1.9,,"
               "24.123456789012344,value,0.2,yes,3,15,24.1,value,,,,,BADROX=Y,0.2,,3,15,,,,,false,8,12,"
               "sds7500fast,") != std::string::npos);
  // A well without curve has one row, without cycle.
  CHECK(csv.find("\ncrossbreak/tidy/1,plate.eds,A3,\"NTC, \"\"clean\"\"\",2-7,NTC,FAM,ROX,TAMRA,,,,,,,,,,"
                 "not_computed,,") != std::string::npos);
}

TEST_CASE("what reading the run file gave is an issue of the table too, word for word") {
  AnalysedRun analysed = small_run();
  std::vector<Issue>& issues = analysed.run.issues;
  Issue odd = {
      IssueCode::SignalNotFinite, Severity::Warning, "plate;1.eds: B3", {"a|b; c\\d, \"e\"", "坏|值"}, true};
  odd.wells = {{0, 0}, {7, 11}};
  odd.target = "2-7";
  issues.push_back(odd);
  issues.push_back(make_issue({IssueCode::RunState, "not_complete"}, "plate.eds", field<"state">("ABORTED")));
  const std::vector<Issue> lasting = issues;
  issues.push_back({IssueCode::SoftwareUnknown, Severity::Warning, "plate.eds", {"found again", "重新判断"}});
  CHECK(read_back(analysed).issues == lasting);
  CHECK(lasting.back().asks_review);
}

TEST_CASE("a table that was cut at the end of a well asks for a look") {
  const std::string csv = write_tidy_csv(small_run());
  const std::string cut = csv.substr(0, csv.find("\ncrossbreak/tidy/1,plate.eds,A2,") + 1);
  const Run run = read_run(sources_of_run({Source{.name = "cut.csv", .bytes = cut}}), {});
  REQUIRE(run.issues.size() == 2);
  CHECK(issue_line(run.issues.back()) ==
        "warning table_rows_differ | cut.csv | The table was written with 7 rows and has 3: it was cut or "
        "changed.");
  CHECK(run.issues.back().asks_review);
}

TEST_CASE("two curves that rows cannot tell apart are refused") {
  AnalysedRun analysed = small_run();
  analysed.run.reactions[1] = analysed.run.reactions[0];
  CHECK_THROWS_WITH_AS(
      write_tidy_csv(analysed),
      "plate.eds: well A1 has target '2-7' twice in one dye, which rows of a table cannot tell apart",
      ReportError);
}

TEST_CASE("what a tidy table has no place for is named") {
  Run run = small_run().run;
  run.filters.resize(4);
  run.melts.resize(2);
  run.dyes.push_back({.well = {0, 0}, .dye = "TAMRA", .signal = {1}});
  run.dyes.push_back({.well = {7, 0}, .dye = "ROX", .signal = {1}});
  CHECK(
      losses_in_words("out.csv", losses_of_tidy_csv(run), Language::En) ==
      "out.csv has no place for: raw readings of the filters (traces: 4); readings that no target uses (ROX, "
      "TAMRA; traces: 2); melt curves (traces: 2); the cycling program.");
  CHECK(losses_in_words("out.csv", losses_of_tidy_csv(Run{}), Language::En).empty());
  CHECK(losses_in_words("out.csv", losses_of_tidy_csv(run), Language::Zh).starts_with("out.csv未能包含："));
}
