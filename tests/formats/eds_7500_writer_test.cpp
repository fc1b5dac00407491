#include <limits>
#include <random>
#include <rapidcheck.h>
#include <stdexcept>

#include <doctest/doctest.h>

#include "flipped_bits.hpp"
#include "formats/eds_7500.hpp"
#include "formats/eds_json.hpp"
#include "formats/eds_quantstudio.hpp"
#include "formats/format_error.hpp"
#include "formats/formats.hpp"
#include "formats/random_run.hpp"
#include "formats/zip_archive.hpp"

using namespace crossbreak;

namespace {

Run read_back(const Run& run) {
  const Source source{.name = "plate.eds", .bytes = write_eds(run)};
  return eds_7500.read({&source, 1}, {});
}

Run read_back(const Format& format, std::string bytes) {
  const Source source{.name = "plate.eds", .bytes = std::move(bytes)};
  CHECK(detect_format(source).name == format.name);
  return format.read({&source, 1}, {});
}

/// One well of two targets, one of one, three cycles and two melt reads.
Run small_run() {
  Run run;
  run.plate = {.rows = 2, .columns = 3};
  run.instrument = {.type_id = "sds7500",
                    .type_name = {},
                    .block_type = {},
                    .serial_number = {},
                    .software = "7500 Software v2.3",
                    .spec_version = "1.1.1"};
  run.experiment_name = "Plate 1";
  run.run_state = "COMPLETE";
  run.run_started = "2007-11-10T01:46:54Z";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.cycles = 3;
  run.program = {
      {.kind = "PRE_CYCLING",
       .repetitions = 1,
       .steps = {{.temperature_c = 95, .hold_s = 600, .collects = false}}},
      {.kind = "CYCLING", .repetitions = 3, .steps = {{.temperature_c = 60, .hold_s = 60, .collects = true}}},
      {.kind = "MELT", .repetitions = 1, .steps = {{.temperature_c = 95, .hold_s = 15, .collects = true}}}};
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.sample = "P1";
  reaction.target = "D4-7";
  reaction.task = "STANDARD";
  reaction.quantity = 0.1;
  reaction.reporter = "FAM";
  reaction.settings = {.threshold = 0.2,
                       .automatic_threshold = true,
                       .baseline = BaselineWindow{1, 2},
                       .automatic_baseline = true};
  reaction.rn = {1.5, 1.25, 0.1};
  reaction.instrument = {.ct_status = CtStatus::Value,
                         .ct = 2.1,
                         .ct_mean = 2.2,
                         .ct_sd = 0.3,
                         .ct_decimals = {},
                         .crt_status = CtStatus::Absent,
                         .crt = {},
                         .amp_status = "Amp"};
  run.reactions.push_back(reaction);
  reaction.target = "ALB";
  reaction.reporter = "VIC";
  reaction.task = "UNKNOWN";
  reaction.quantity.reset();
  reaction.settings = {};
  reaction.rn.clear();
  reaction.instrument = {.ct_status = CtStatus::Undetermined,
                         .ct = {},
                         .ct_mean = {},
                         .ct_sd = {},
                         .ct_decimals = {},
                         .crt_status = CtStatus::Absent,
                         .crt = {},
                         .amp_status = {}};
  run.reactions.push_back(reaction);
  for (const char* dye : {"FAM", "VIC", "ROX"}) {
    run.dyes.push_back({.well = {0, 0}, .dye = dye, .signal = {1.0 / 3, 2e-9, 3e7}});
    run.melts.push_back({.well = {0, 0}, .dye = dye, .temperature_c = {}, .signal = {4, 5}});
  }
  return run;
}

void check_same(const Run& wrote, const Run& read) {
  RC_ASSERT(read.issues.empty());
  RC_ASSERT(read.plate == wrote.plate);
  RC_ASSERT(read.cycles == wrote.cycles);
  RC_ASSERT(read.experiment_name == wrote.experiment_name);
  RC_ASSERT(read.operator_name == wrote.operator_name);
  RC_ASSERT(read.barcode == wrote.barcode);
  RC_ASSERT(read.run_started == wrote.run_started);
  RC_ASSERT(read.instrument.type_id == wrote.instrument.type_id);
  RC_ASSERT(read.instrument.software == wrote.instrument.software);
  RC_ASSERT(read.passive_reference == wrote.passive_reference);
  RC_ASSERT(read.program.size() == wrote.program.size());
  RC_ASSERT(read.reactions.size() == wrote.reactions.size());
  for (std::size_t i = 0; i < wrote.reactions.size(); ++i) {
    const Reaction& a = wrote.reactions[i];
    const Reaction& b = read.reactions[i];
    RC_ASSERT(b.well == a.well);
    RC_ASSERT(b.sample == a.sample);
    RC_ASSERT(b.target == a.target);
    RC_ASSERT(b.task == a.task);
    RC_ASSERT(b.reporter == a.reporter);
    RC_ASSERT(b.quencher == a.quencher);
    RC_ASSERT(b.quantity == a.quantity);
    RC_ASSERT(b.omitted == a.omitted);
    RC_ASSERT(b.settings == a.settings);
    RC_ASSERT(b.instrument == a.instrument);
    RC_ASSERT(same_signal(b.rn, a.rn));
    RC_ASSERT(same_signal(b.delta_rn, a.delta_rn));
  }
  RC_ASSERT(read.dyes.size() == wrote.dyes.size());
  for (std::size_t i = 0; i < wrote.dyes.size(); ++i) {
    RC_ASSERT(read.dyes[i].well == wrote.dyes[i].well);
    RC_ASSERT(read.dyes[i].dye == wrote.dyes[i].dye);
    RC_ASSERT(same_signal(read.dyes[i].signal, wrote.dyes[i].signal));
  }
  RC_ASSERT(read.melts.size() == wrote.melts.size());
  for (std::size_t i = 0; i < wrote.melts.size(); ++i) {
    RC_ASSERT(read.melts[i].well == wrote.melts[i].well);
    RC_ASSERT(same_signal(read.melts[i].signal, wrote.melts[i].signal));
  }
}

/// A run within what the layout can hold.
Run random_run() {
  using rc::gen::inRange;
  Run run = small_run();
  run.plate = *rc::gen::element(Plate{}, Plate{.rows = 2, .columns = 3}, Plate{.rows = 6, .columns = 8});
  run.instrument.type_id = *rc::gen::element<std::string>("sds7500", "sds7500fast", "steponeplus");
  run.experiment_name = *names();
  run.operator_name = *names();
  run.barcode = *names();
  run.cycles = *inRange(1, 60);
  run.program[1].repetitions = run.cycles;
  run.reactions.clear();
  run.dyes.clear();
  run.melts.clear();
  const int melt_reads = *inRange(0, 3);
  if (melt_reads == 0)
    run.program.pop_back();
  const FileSettings target_settings[] = {
      {.threshold = 0.2, .automatic_threshold = true, .baseline = {}, .automatic_baseline = true},
      {.threshold = *rc::gen::map(signals(), [](double value) { return std::abs(value); }),
       .automatic_threshold = false,
       .baseline = {},
       .automatic_baseline = false}};
  const auto curve = [&](int length) {
    return *rc::gen::container<std::vector<double>>(static_cast<std::size_t>(length), signals());
  };
  const std::string target_names[] = {"D4-7", *rc::gen::element<std::string>("ALB", "=ALB <&>", "白蛋白")};
  const std::string reporters[] = {"FAM", "VIC"};
  for (int index = 0; index < run.plate.size(); index += *inRange(1, 4)) {
    const int targets = *inRange(1, 3);
    const std::string sample = *names();
    const bool omitted = *rc::gen::arbitrary<bool>();
    for (int k = 0; k < targets; ++k) {
      Reaction reaction;
      reaction.well = well_at(index, run.plate);
      reaction.sample = sample;
      reaction.omitted = omitted;
      reaction.target = target_names[k];
      reaction.reporter = reporters[k];
      reaction.quencher = *rc::gen::element<std::string>("", "TAMRA", "None");
      reaction.task = *rc::gen::element<std::string>("UNKNOWN", "NTC", "STANDARD");
      if (reaction.task == "STANDARD")
        reaction.quantity = *signals();
      reaction.settings = target_settings[k];
      const int start = *inRange(1, run.cycles + 1);
      reaction.settings.baseline = BaselineWindow{.start = start, .end = *inRange(start, run.cycles + 1)};
      if (*rc::gen::arbitrary<bool>()) {
        reaction.rn = curve(run.cycles);
        reaction.delta_rn = curve(run.cycles);
        reaction.instrument.ct_status = CtStatus::Undetermined;
        if (*rc::gen::arbitrary<bool>()) {
          reaction.instrument.ct_status = CtStatus::Value;
          reaction.instrument.ct = *inRange(0, 1000 * run.cycles) / 1000.0;  // below the number of cycles
        }
      }
      run.reactions.push_back(reaction);
      run.dyes.push_back({.well = *reaction.well, .dye = reporters[k], .signal = curve(run.cycles)});
    }
    run.dyes.push_back({.well = *well_at(index, run.plate), .dye = "ROX", .signal = curve(run.cycles)});
  }
  if (melt_reads > 0)
    for (const DyeTrace& trace : run.dyes)
      run.melts.push_back(
          {.well = trace.well, .dye = trace.dye, .temperature_c = {}, .signal = curve(melt_reads)});
  return run;
}

void check_refused(const Run& run, const char* message) {
  CHECK_THROWS_WITH_AS(write_eds(run), message, std::invalid_argument);
}

}  // namespace

TEST_CASE("an .eds that was written reads back the same") {
  CHECK(rc::check([] {
    const Run run = random_run();
    check_same(run, read_back(run));
  }));
}

TEST_CASE("an .eds of QuantStudio that was written reads back the same") {
  CHECK(rc::check([] {
    const Run run = random_run();
    check_same(run, read_back(eds_quantstudio, write_eds_quantstudio(run)));
  }));
}

TEST_CASE("an .eds in JSON that was written reads back the same") {
  CHECK(rc::check([] {
    Run run = random_run();
    run.plate = *rc::gen::element(Plate{}, Plate{.rows = 16, .columns = 24});
    for (Reaction& reaction : run.reactions) {
      reaction.quencher = "NFQ-MGB";
      if (reaction.instrument.ct == 0.0)  // no instrument finds that
        reaction.instrument.ct = 0.5;
    }
    check_same(run, read_back(eds_json, write_eds_json(run)));
  }));
}

TEST_CASE("the same run gives the same .eds, dated 1980") {
  CHECK(write_eds(small_run()) == write_eds(small_run()));
  CHECK(write_eds_quantstudio(small_run()) == write_eds_quantstudio(small_run()));
}

TEST_CASE("a missing read is written and comes back as missing") {
  Run run = small_run();
  run.dyes[0].signal[1] = std::numeric_limits<double>::quiet_NaN();
  const Run back = read_back(run);
  CHECK(same_signal(back.dyes[0].signal, run.dyes[0].signal));
  CHECK(back.issues.size() == 1);
}

TEST_CASE("a run without passive reference is written as such") {
  Run run = small_run();
  run.passive_reference_status = PassiveReferenceStatus::None;
  run.passive_reference.clear();
  CHECK(read_back(run).passive_reference_status == PassiveReferenceStatus::None);
}

TEST_CASE("a run that an .eds cannot hold is refused") {
  const auto changed = [](auto change) {
    Run run = small_run();
    change(run);
    return run;
  };
  check_refused(changed([](Run& run) { run.program.clear(); }),
                "cannot be written as .eds: the run has no cycling program");
  check_refused(changed([](Run& run) { run.reactions[1].well.reset(); }),
                "cannot be written as .eds: 'ALB' lies in no well of the plate");
  check_refused(changed([](Run& run) { run.reactions[1].sample = "P2"; }),
                "cannot be written as .eds: the targets of well A1 differ in sample or omission");
  check_refused(changed([](Run& run) { run.dyes[2].signal.pop_back(); }),
                "cannot be written as .eds: ROX in A1 has 2 values for 3 cycles");
  check_refused(changed([](Run& run) { run.melts.pop_back(); }),
                "cannot be written as .eds: ROX in A1 has 3 reads, others 5");
  check_refused(changed([](Run& run) { run.reactions[0].quantity.reset(); }),
                "cannot be written as .eds: the standard in A1 has no quantity");
  check_refused(changed([](Run& run) { run.run_started = "2007-02-30T00:00:00Z"; }),
                "cannot be written as .eds: '2007-02-30T00:00:00Z' is no date such as 2007-11-10T01:46:54Z");
  check_refused(changed([](Run& run) { run.reactions[1].target = "D4-7\t"; }),
                "cannot be written as .eds: 'D4-7\t' holds a tab or a line end");
  check_refused(changed([](Run& run) { run.reactions[1].target = "D4-7\xEF\xBF\xBE"; }),
                "cannot be written as .eds: 'D4-7\xEF\xBF\xBE' holds a character that XML cannot");
  check_refused(changed([](Run& run) { run.operator_name = "A\x01"; }),
                "cannot be written as .eds: 'A\xEF\xBF\xBD' holds a character that XML cannot");
  check_refused(changed([](Run& run) { run.dyes[2].dye = "ROX\xFF"; }),
                "cannot be written as .eds: 'ROX\xEF\xBF\xBD' holds a character that XML cannot");
}

Run small_json_run() {
  Run run = small_run();
  run.plate = {};
  return run;
}

TEST_CASE("a plate that an .eds in JSON does not know, and several reading steps, are refused") {
  CHECK_THROWS_WITH_AS(write_eds_json(small_run()), "cannot be written as .eds: a plate of 2 x 3 wells",
                       std::invalid_argument);
  Run run = small_json_run();
  run.program[1].steps.push_back(run.program[1].steps[0]);
  for (std::string (*write)(const Run&) : {write_eds_json, write_eds_quantstudio})
    CHECK_THROWS_WITH_AS(
        write(run),
        "cannot be written as .eds: fluorescence is read in 2 steps of CYCLING stages, expected one",
        std::invalid_argument);
}

/// Never another exception, and each message names the file.
void check_read_or_refused(const Format& format, const Source& source) {
  try {
    (void)format.recognises(source);
    (void)format.read({&source, 1}, {});
  } catch (const FormatError& error) {
    CHECK(std::string(error.what()).starts_with("plate.eds: "));
  }
}

struct Written {
  const Format& format;
  std::string bytes;
};

std::vector<Written> other_layouts() {
  return {{eds_quantstudio, write_eds_quantstudio(small_run())},
          {eds_json, write_eds_json(small_json_run())}};
}

TEST_CASE(
    "an .eds of the other layouts that is cut off or has flipped bytes is refused or read, never worse") {
  for (const Written& written : other_layouts()) {
    CAPTURE(written.format.name);
    for (std::size_t length = 0; length < written.bytes.size(); length += 3) {
      CAPTURE(length);
      const Source source{.name = "plate.eds", .bytes = written.bytes.substr(0, length)};
      CHECK_THROWS_AS(written.format.read({&source, 1}, {}), FormatError);
    }
    std::mt19937 random(20261129);
    for (int round = 0; round < 1000; ++round) {
      CAPTURE(round);
      Source source{.name = "plate.eds", .bytes = written.bytes};
      for (std::size_t flip = 0; flip < 1 + static_cast<std::size_t>(round % 4); ++flip)
        tests::flip_a_bit(source.bytes, random);
      check_read_or_refused(written.format, source);
    }
  }
}

/// The bytes of a zip hide most changes behind its checksums: here the texts inside are changed.
TEST_CASE("members of an .eds with pieces changed, doubled or left out are refused or read, never worse") {
  for (const Written& written : other_layouts()) {
    CAPTURE(written.format.name);
    const Source whole{.name = "plate.eds", .bytes = written.bytes};
    const ZipArchive archive(whole);
    std::mt19937 random(20261129);
    for (int round = 0; round < 2000; ++round) {
      CAPTURE(round);
      std::vector<ZipMember> members;
      for (const std::string& name : archive.members())
        members.push_back({.name = name, .bytes = archive.read(name)});
      std::string& text = members[random() % members.size()].bytes;
      const std::size_t from = random() % text.size();
      const std::size_t length = random() % 12;
      switch (random() % 4) {
        case 0:
          text.erase(from, length);
          break;
        case 1:
          text.insert(from, text.substr(random() % text.size(), length));
          break;
        case 2:
          text.insert(from, 1, "0-,.[]{}\":<>/NI"[random() % 15]);
          break;
        default:
          tests::flip_a_bit(text[from], random);
      }
      check_read_or_refused(written.format, {.name = "plate.eds", .bytes = write_zip(members)});
    }
  }
}

TEST_CASE("an .eds cut off anywhere is refused or read, never worse") {
  const std::string whole = write_eds(small_run());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    const Source source{.name = "plate.eds", .bytes = whole.substr(0, length)};
    (void)eds_7500.recognises(source);
    CHECK_THROWS_AS(eds_7500.read({&source, 1}, {}), FormatError);
  }
}

TEST_CASE("an .eds with flipped bytes is refused or read, never worse") {
  const std::string whole = write_eds(small_run());
  std::mt19937 random(20261121);
  for (int round = 0; round < 3000; ++round) {
    Source source{.name = "plate.eds", .bytes = whole};
    const int flips = 1 + static_cast<int>(random() % 4);
    for (int flip = 0; flip < flips; ++flip)
      tests::flip_a_bit(source.bytes, random);
    CAPTURE(round);
    try {
      (void)eds_7500.recognises(source);
      (void)eds_7500.read({&source, 1}, {});
    } catch (const FormatError& error) {
      CHECK(std::string(error.what()).starts_with("plate.eds: "));
    }
  }
}
