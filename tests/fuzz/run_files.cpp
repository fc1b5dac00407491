// Run files: whatever a person gives to the program, each layout by itself, and the halves of a run beside
// whole ones.
#include <algorithm>
#include <span>

#include "formats/formats.hpp"
#include "formats/v2_export.hpp"
#include "formats/zip_archive.hpp"
#include "harness.hpp"
#include "material.hpp"
#include "pipeline/own_output.hpp"

namespace crossbreak::fuzz {
namespace {

const std::string file_name = "plate.run";

const ReadOptions& options() {
  static const ReadOptions shipped = {.vocabulary = shipped_vocabulary(), .encoding = {}};
  return shipped;
}

/// Every run of the file, as --format has it read.
void read_as(const Format& format, std::vector<Source> sources) {
  for (const std::string& run : runs_of(format, sources.front(), options()))
    reads_or_refuses<FormatError>([&] {
      const Run read = read_run({.format = &format, .sources = sources, .run = run}, options());
      if (read.cycles < 0 || read.inputs.size() != sources.size())
        broken("a run that cannot be");
      for (const Reaction& reaction : read.reactions)
        if (reaction.rn.size() > static_cast<std::size_t>(read.cycles) ||
            reaction.delta_rn.size() > static_cast<std::size_t>(read.cycles))
          broken("a curve that is longer than its run");
    });
}

/// As a command reads it that is given one file.
void read_unknown(const std::string& bytes) {
  const Source source = {.name = file_name, .bytes = bytes};
  reads_or_refuses<FormatError>([&] {
    refuse_own_output(source);
    read_as(detect_format(source), {source});
  });
}

std::vector<std::string> seeds_of(const Format& format) {
  std::vector<std::string> seeds = small_run_files();
  std::erase_if(seeds, [&](const std::string& bytes) {
    return !format.recognises({.name = file_name, .bytes = bytes});
  });
  return seeds;
}

const std::string sds2_seed =
    "SDS 2.3 RQ Results\t1.2\nFilename\tStudy.sdm\nAssay Type\tRQ Study\nEmbeddedFile\tFileA\n"
    "Run DateTime\tFri May 15 17:10:28 BST 2009\nOperator\tLi\n\n"
    "#\tPlate\tPos\tFlag\tSample\tDetector\tTask\tCt\tOmit\tHSD\n"
    "1\tX1\tA1\tPassed\tP1\tALB\tTarget\t24.5\tFALSE\t\n"
    "2\tX1\tP24\tFlagged\tP2\tALB\tTarget\tUndetermined\tTRUE\t\n"
    "3\tX2\tA1\tPassed\tP3\tALB\tTarget\t25.5\tFALSE\t\n\nPlateID\tNAP\tLPL\nX1\n";
const std::string sds2_absolute_seed =
    "SDS 2.2.2\tAQ Results\t1.0\nFilename\tPlate 1\nPlateID\t\nAssay Type\tAbsolute Quantification\n"
    "Run DateTime\t8/23/11 12:10:33 PM\nOperator\t\nThermalCycleParams\t\n\nSample Information\n\n"
    "Well\tSample Name\tDetector Name\tReporter\tTask\tCt\tQuantity\tQty Mean\tQty StdDev\tCt Mean\t"
    "Ct StdDev\tBaseline Type\tBaseline Start\tBaseline Stop\tThreshold Type\tThreshold\t\n"
    "268\tP1\tALB\tVIC\tUnknown\t28.283926\t\t\t\t28.5\t0.1\tManual\t3\t15\tAutomatic\t0.1\t\n";
const std::string curves_seed = "Cycle,A1,A2\n1,0.1,0.2\n2,0.1,\n3,0.4,0.2\n4,1e0,0.25\n";

/// A file that completes a run of the format: the other one stays as it is.
void add_half(std::vector<Harness>& list, const Format& format, const std::string& name,
              const std::string& whole, const std::string& half) {
  list.push_back(
      {.name = name,
       .run =
           [&format, whole](const std::string& bytes) {
             reads_or_refuses<FormatError>([&] {
               read_as(format, {{.name = file_name, .bytes = whole}, {.name = "half.run", .bytes = bytes}});
             });
           },
       .seeds = [half] { return std::vector<std::string>{half}; }});
}

}  // namespace

void add_run_files(std::vector<Harness>& list) {
  list.push_back({.name = "run-file", .run = read_unknown, .seeds = small_run_files, .is_zip = true});
  for (const Format& format : formats()) {
    Harness harness = {.name = std::string(format.name),
                       .run =
                           [&format](const std::string& bytes) {
                             const Source source = {.name = file_name, .bytes = bytes};
                             (void)format.recognises(source);
                             (void)part_of(format, source);
                             reads_or_refuses<FormatError>([&] { read_as(format, {source}); });
                           },
                       .seeds = [&format] { return seeds_of(format); }};
    if (format.name == "sds-v2")
      harness.seeds = [] { return std::vector<std::string>{sds2_seed, sds2_absolute_seed}; };
    if (format.name == "curve-table")
      harness.seeds = [] { return std::vector<std::string>{curves_seed}; };
    if (format.name == "v2-xls")  // what makes a workbook of Excel 97 is read apart
      harness.seeds = [] { return harness_named("xls").seeds(); };
    if (format.name == "v2-text")
      harness.seeds = [&format] {
        std::vector<std::string> seeds = seeds_of(format);
        for (const SimulatedFile& file : small_files(*simulated_layout("text")))
          for (const char* section : {"Sample Setup", "Results", "Amplification Data", "Multicomponent Data"})
            seeds.push_back(with_sections(file.bytes, {section}));
        return seeds;
      };
    const std::vector<std::string> seeds = seeds_of(format);
    harness.is_zip = !seeds.empty() && looks_like_zip(seeds.front());
    list.push_back(std::move(harness));
  }
  const std::vector<SimulatedFile> sds1 = small_files(*simulated_layout("sds1"));
  add_half(list, format_named("sds-v1"), "sds-v1-delta-rn", sds1[0].bytes, sds1[1].bytes);
  add_half(list, format_named("sds-v1"), "sds-v1-results", sds1[1].bytes, sds1[0].bytes);
  const std::string text = small_files(*simulated_layout("quantstudio-text")).front().bytes;
  const std::string results = with_sections(text, {"Sample Setup", "Results"});
  add_half(list, v2_text, "v2-text-amplification", results, with_sections(text, {"Amplification Data"}));
  add_half(list, v2_text, "v2-text-multicomponent", results, with_sections(text, {"Multicomponent Data"}));
  add_half(list, v2_text, "v2-text-results", with_sections(text, {"Amplification Data"}), results);
}

}  // namespace crossbreak::fuzz
