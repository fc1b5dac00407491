// crossbreak simulate: a run with known truth, or a whole study of them.
#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "arguments.hpp"
#include "command.hpp"
#include "files.hpp"
#include "outputs.hpp"
#include "run/nearest.hpp"
#include "run/utf8.hpp"
#include "simulate/plate_design.hpp"
#include "simulate/sample_study.hpp"
#include "simulate/simulated_run.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak simulate PLATE.toml --seed N -o FILE [options]\n"
      "       crossbreak simulate --cohort --seed N -o DIR [options]",
      "Makes a run with known truth from a plate design: FILE in the layout asked for, and FILE.truth.csv "
      "with the molecules that each well held. The same design and seed give the same bytes. "
      "sample_runs/README.md documents the design.\n"
      "With --cohort, 142 patients of a study: their plates, a clinical table and a study file for "
      "crossbreak cohort, and truth.csv. sample_runs/cohort/README.md says of what they are made.",
      {"# an .eds of a plate design", "crossbreak simulate plate.toml --seed 7 -o plate.eds",
       "# the two exports of a run of SDS 1.x: old.csv and old.delta_rn.csv",
       "crossbreak simulate plate.toml --layout sds1 --seed 7 -o old.csv",
       "# a study of 24 plates, in the folder study/", "crossbreak simulate --cohort --seed 1 -o study"}};
}

std::uint64_t seed_of(const Arguments& parsed) {
  const std::string text = parsed.text("seed").value_or("");
  std::uint64_t seed = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size())
    throw CommandLineError("--seed: expected a whole number from 0 on, found " +
                           (text.empty() ? "none" : "'" + text + "'"));
  return seed;
}

const SimulatedLayout& layout_of(const std::string& name) {
  if (const SimulatedLayout* layout = simulated_layout(name))
    return *layout;
  std::vector<std::string> names;
  for (const SimulatedLayout& layout : simulated_layouts())
    names.emplace_back(layout.name);
  const auto nearest = nearest_name(name, names);
  throw CommandLineError("--layout: expected one of " + joined(names) + ", found '" + name + "'" +
                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

/// FILE with the suffix in front of its extension.
fs::path with_suffix(const fs::path& file, const std::string& suffix) {
  return file.parent_path() / path_of(text_of(file.stem()) + suffix + text_of(file.extension()));
}

/// The file and its truth.
std::vector<Output> outputs_of_run(const Arguments& parsed, std::uint64_t seed, const SimulatedLayout& layout,
                                   const std::string& file) {
  const Source source = read_file(path_of(parsed.files.front()));
  const SimulatedFiles made = [&] {
    const PlateDesign design = read_plate_design(source.name, source.bytes);
    try {
      return simulated_files(design, seed, layout);
    } catch (const std::invalid_argument& error) {  // a design that this layout cannot hold
      throw InputError(source.name + ": " + error.what());
    }
  }();
  std::vector<Output> outputs;
  for (const SimulatedFile& part : made.files)
    outputs.push_back({.path = with_suffix(path_of(file), part.suffix), .bytes = part.bytes});
  outputs.push_back({.path = path_of(file + ".truth.csv"), .bytes = made.truth_csv});
  return outputs;
}

std::vector<Output> outputs_of_cohort(const Arguments& parsed, std::uint64_t seed,
                                      const SimulatedLayout& layout, const std::string& folder) {
  if (!parsed.files.empty())
    throw CommandLineError("--cohort makes plates of its own, expected no PLATE.toml, found '" +
                           parsed.files.front() + "'");
  check_writable(path_of(folder));
  std::vector<Output> outputs;
  for (StudyFile& file : sample_study(seed, layout))
    outputs.push_back({.path = path_of(folder) / path_of(file.path), .bytes = std::move(file.bytes)});
  return outputs;
}

}  // namespace

ExitCode run_simulate(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const std::string layouts = joined(simulated_layouts(), ", ", &SimulatedLayout::name);
  po::options_description options("Options");
  options.add_options()("layout", po::value<std::string>()->value_name("NAME"),
                        ("layout of the file: " + layouts + " (default: eds)").c_str())(
      "seed", po::value<std::string>()->value_name("N"),
      "where the random numbers start; the same N gives the same bytes")(
      "output,o", po::value<std::string>()->value_name("FILE"),
      "the file to write; FILE.truth.csv lies beside it. With --cohort the folder, made where missing")(
      "cohort", "make a study instead of one run");
  const bool is_cohort = std::find(arguments.begin(), arguments.end(), "--cohort") != arguments.end();
  const std::size_t least_files = is_cohort ? 0 : 1;
  add_force_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "PLATE.toml", .at_least = least_files, .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const std::uint64_t seed = seed_of(parsed);
  const SimulatedLayout& layout = layout_of(parsed.text("layout").value_or("eds"));
  const std::optional<std::string> place = parsed.text("output");
  if (!place || place->empty())
    throw CommandLineError(is_cohort ? "expected -o DIR, the folder to write to"
                                     : "expected -o FILE, the file to write");

  const std::vector<Output> outputs = is_cohort ? outputs_of_cohort(parsed, seed, layout, *place)
                                                : outputs_of_run(parsed, seed, layout, *place);
  std::vector<fs::path> planned;
  for (const Output& output : outputs)
    planned.push_back(output.path);
  check_outputs_spare(planned, parsed.files);
  write_set(outputs, read_only_of(parsed));
  for (const Output& output : outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
