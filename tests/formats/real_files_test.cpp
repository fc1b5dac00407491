// What becomes of every file that was measured or collected elsewhere: read as what, or refused with which
// line.
#include <algorithm>
#include <filesystem>
#include <set>

#include <doctest/doctest.h>

#include "assay/profile_reader.hpp"
#include "assay/shipped_files.hpp"
#include "formats/formats.hpp"
#include "shared_data.hpp"
#include "shipped_panel.hpp"

using namespace crossbreak;

namespace {

struct ReadFile {
  const char* place;
  const char* format;
  int cycles;
  std::size_t reactions;
  long ct;            ///< with a Ct of the instrument
  long undetermined;  ///< the instrument says so
};

const ReadFile read_files[] = {
    {"real_runs/7500_sds_v1.3.1.xls", "sds-v1", 40, 84, 84, 0},
    {"real_runs/7500fast_v2.0.xls", "v2-xls", 50, 60, 56, 4},
    {"real_runs/7500fast_v2.3_standard_curve.eds", "eds-7500", 40, 24, 0, 0},
    {"real_runs/7500fast_v2.3_taqman_results.eds", "eds-7500", 40, 10, 10, 0},
    {"real_runs/7500fast_v2_curves.xls", "v2-xls", 40, 96, 96, 0},
    {"real_runs/quantstudio3_taqman.xls", "v2-xls", 40, 72, 56, 16},
    {"real_runs/quantstudio6pro_results.txt", "v2-text", 0, 63, 24, 39},
    {"real_runs/quantstudio_example01.txt", "v2-text", 3, 16, 16, 0},
    {"real_runs/quantstudio_example05.txt", "v2-text", 3, 16, 10, 6},
    {"real_runs/quantstudio_example08.xlsx", "v2-xlsx", 50, 36, 0, 0},
    {"real_runs/quantstudio_gapdh.csv", "v2-text", 0, 94, 94, 0},
    {"real_runs/quantstudio_layout_b.eds", "eds-quantstudio", 4, 96, 0, 96},
    {"real_runs/quantstudio_layout_c.eds", "eds-json", 5, 336, 0, 0},
    {"real_runs/sds2_sample.txt", "sds-v2", 0, 384, 353, 31},
    {"real_runs/stepone_damaged_titles.csv", "v2-text", 0, 138, 94, 44},
    {"real_runs/stepone_manual_threshold.txt", "v2-text", 0, 25, 19, 6},
    {"real_runs/stepone_other_writer.xls", "v2-xls", 0, 96, 96, 0},
    {"real_runs/viia7_reduced.txt", "v2-text", 0, 190, 185, 5},
    {"cases/files/01_omitted_wells.txt", "v2-text", 45, 32, 15, 13},
    {"cases/files/02_results_without_curves.txt", "v2-text", 45, 30, 15, 15},
    {"cases/files/03_thousands_separator.txt", "v2-text", 45, 32, 17, 15},
    {"cases/files/04_crt_method.txt", "v2-text", 0, 32, 0, 0},
    {"cases/files/07_zero_padded_wells.txt", "v2-text", 45, 32, 17, 15},
    {"cases/files/08_stop_time.txt", "v2-text", 45, 32, 17, 15},
    {"cases/files/09_results_section_only.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/09b_table_only.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/10_no_run_time.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/11_ntc_reference_at_39.8.txt", "v2-text", 45, 32, 21, 11},
    {"cases/files/11b_ntc_reference_at_42.txt", "v2-text", 45, 32, 21, 11},
    {"cases/files/11c_ntc_target_at_42.txt", "v2-text", 45, 32, 18, 14},
    {"cases/files/12_decimal_comma_tab.txt", "v2-text", 45, 32, 17, 15},
    {"cases/files/12b_decimal_comma_semicolon.csv", "v2-text", 45, 32, 17, 15},
    {"cases/files/16_same_curve_plate1.txt", "v2-text", 45, 2, 2, 0},
    {"cases/files/16_same_curve_plate2_late_window.txt", "v2-text", 45, 2, 2, 0},
    {"cases/files/19_triplicate_one_off.txt", "v2-text", 45, 3, 3, 0},
    {"cases/files/20_unequal_replicates.txt", "v2-text", 45, 6, 5, 1},
    {"cases/files/23_ct_41_of_45.txt", "v2-text", 45, 4, 3, 1},
    {"cases/files/24_spreadsheet_dates.csv", "v2-text", 0, 32, 17, 15},
    {"cases/files/24c_spreadsheet_serial_numbers.csv", "v2-text", 0, 32, 17, 15},
    {"cases/files/25_rerun_with_and_without_tube.txt", "v2-text", 45, 36, 20, 16},
    {"cases/files/26_controls_by_name_only.txt", "v2-text", 45, 32, 17, 15},
    {"cases/files/29_header_question_mark.csv", "v2-text", 0, 32, 17, 15},
    {"cases/files/29b_header_utf8_read_as_cp1252.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/29d_utf16le_bom.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/29e_cr_only_line_ends.txt", "v2-text", 0, 32, 17, 15},
    {"cases/files/29f_header_without_colon_csv_bom.csv", "v2-text", 0, 32, 17, 15},
    {"cases/files/32_threshold_in_the_noise.txt", "v2-text", 45, 3, 2, 1},
    {"cases/files/33_sds14_results.csv", "sds-v1", 0, 32, 17, 15},
    {"cases/files/37_sample_setup_only.txt", "v2-text", 0, 32, 0, 0},
    {"cases/files/38_cloud_export_of_sds.txt", "v2-text", 0, 32, 17, 15},
};

struct RefusedFile {
  const char* place;
  const char* rest;  ///< of the line, behind the name of the file
};

const RefusedFile refused_files[] = {
    {"real_runs/analysis_result_example.txt", ":3: expected a well of the plate, found '0'"},
    {"real_runs/empty_mock.eds",
     ": apldbio/sds/multicomponent_data.txt: no such member: the file holds no amplification data"},
    {"real_runs/mock_cdc_3.eds",
     ": apldbio/sds/multicomponent_data.txt: no such member: the file holds no amplification data"},
    {"real_runs/quantstudio_ddct.txt",
     ": an OpenArray run, whose through-holes (A1a1) are no wells of a plate: not read"},
    {"real_runs/quantstudio_example03.txt",
     ": a genotyping run, whose wells have alleles instead of targets: not read"},
    {"real_runs/readqpcr_example.txt",
     ": expected which plate is meant of 'john dawes card 1', 'john dawes card 2': each is a run"},
    {"cases/files/06_cycles_begin_again.txt", ":90: cycle 1 of 'IKZF1_D4-7' in A1 stands there twice"},
    {"cases/files/12d_decimal_sign_lost.txt",
     ":10: no run has a Ct of 2536: a decimal sign was lost; export the file again"},
    {"cases/files/13_two_ct_in_one_cell.txt", ":10: expected one Ct, found '25.31/33.02'"},
    {"cases/files/34_two_exports_in_one_file.txt", ":49: section [Results] stands twice, first in line 8"},
    {"cases/files/39_eds_setup_never_run.eds",
     ": apldbio/sds/multicomponent_data.txt: no such member: the run has not been started (RunState is "
     "INIT)"},
};

ReadOptions read_options() {
  return {.vocabulary = vocabulary_of(shipped_profiles()), .encoding = {}};
}

Source source_of(const std::filesystem::path& path) {
  return {.name = path.filename().string(), .bytes = bytes_of_file(path)};
}

}  // namespace

TEST_CASE("every measured file is read as what the table says") {
  for (const ReadFile& file : read_files) {
    CAPTURE(file.place);
    const auto path = shared_data(file.place);
    if (!path)
      continue;
    const Run run = read_run(sources_of_run({source_of(*path)}), read_options());
    CHECK(run.format == file.format);
    CHECK(run.cycles == file.cycles);
    CHECK(run.reactions.size() == file.reactions);
    const auto with = [&](CtStatus status) {
      return std::count_if(run.reactions.begin(), run.reactions.end(),
                           [&](const Reaction& reaction) { return reaction.instrument.ct_status == status; });
    };
    CHECK(with(CtStatus::Value) == file.ct);
    CHECK(with(CtStatus::Undetermined) == file.undetermined);
  }
}

TEST_CASE("every other measured file is refused with the line that the table says") {
  for (const RefusedFile& file : refused_files) {
    CAPTURE(file.place);
    const auto path = shared_data(file.place);
    if (!path)
      continue;
    std::string line = "read";
    try {
      (void)read_run(sources_of_run({source_of(*path)}), read_options());
    } catch (const FormatError& error) {
      line = error.what();
    }
    CHECK(line.starts_with(path->filename().string() + file.rest));
  }
}

TEST_CASE("no measured file is left out of the tables, but those of RDML, which have their own") {
  const auto folder = shared_data();
  if (!folder)
    return;
  std::set<std::string> listed = {"real_runs/PROVENANCE.tsv"};
  for (const ReadFile& file : read_files)
    listed.insert(file.place);
  for (const RefusedFile& file : refused_files)
    listed.insert(file.place);
  for (const char* place : {"real_runs", "cases/files"})
    for (const auto& entry : std::filesystem::directory_iterator(*folder / place))
      if (entry.path().extension() != ".rdml")
        CHECK_MESSAGE(listed.contains(place + ('/' + entry.path().filename().string())), entry.path());
}
