#include "pipeline/halves_proof.hpp"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

#include "file_content.hpp"
#include "formats/sds1_export.hpp"
#include "simulate/plate_design.hpp"
#include "simulate/simulated_run.hpp"

using namespace crossbreak;

namespace {

/// Nine patients and three controls in four sets, ALB in every well, as the two exports of SDS v1 give it.
Run simulated(std::uint64_t seed) {
  const PlateDesign design =
      read_plate_design("PLATE.toml", tests::project_file("sample_runs/deletions/PLATE.toml"));
  const SimulatedFiles made = simulated_files(design, seed, *simulated_layout("sds1"));
  const std::vector<Source> sources = {{"run.csv", made.files.at(0).bytes},
                                       {"run.delta_rn.csv", made.files.at(1).bytes}};
  return sds1_export.read(sources, {});
}

/// The results of one run beside the curves of another.
Run crossed(Run results, const Run& curves) {
  for (std::size_t i = 0; i < results.reactions.size(); ++i)
    results.reactions[i].delta_rn = curves.reactions.at(i).delta_rn;
  return results;
}

/// Keeps that many Ct of every target, the first ones.
Run with_ct(Run run, std::size_t most) {
  std::map<std::string, std::size_t> kept;
  for (Reaction& reaction : run.reactions)
    if (reaction.instrument.ct && ++kept[reaction.target] > most)
      reaction.instrument = {};
  return run;
}

/// Moves so many of ALB's Ct by half a cycle; the other targets lose theirs.
Run with_moved(Run run, std::size_t count) {
  for (Reaction& reaction : run.reactions) {
    if (reaction.target != "ALB")
      reaction.instrument = {};
    else if (reaction.instrument.ct && count > 0) {
      *reaction.instrument.ct += 0.5;
      --count;
    }
  }
  return run;
}

std::size_t count_of(const Run& run, const std::string& target) {
  return static_cast<std::size_t>(std::count_if(
      run.reactions.begin(), run.reactions.end(),
      [&](const Reaction& reaction) { return reaction.target == target && reaction.instrument.ct; }));
}

}  // namespace

TEST_CASE("a run's own curves prove it, by every Ct of the target that most speak for") {
  const Run run = simulated(1);
  const HalvesProof proof = prove_halves(run);
  CHECK(proof.kinship == Kinship::Proven);
  CHECK(proof.target == "ALB");
  CHECK(proof.all == count_of(run, "ALB"));
  CHECK(proof.given == proof.all);
}

TEST_CASE("another run's curves on the same plate refute it") {
  for (std::uint64_t seed = 2; seed < 6; ++seed) {
    CAPTURE(seed);
    const HalvesProof proof = prove_halves(crossed(simulated(1), simulated(seed)));
    CHECK(proof.kinship == Kinship::Refuted);
    CHECK(proof.target == "ALB");
    CHECK(proof.given == 0);
  }
}

TEST_CASE("three Ct of a target prove, two or fewer do not, and none say nothing") {
  const Run run = simulated(1);
  CHECK(prove_halves(with_ct(run, 3)).kinship == Kinship::Proven);
  CHECK(prove_halves(with_ct(run, 2)).kinship == Kinship::Possible);
  CHECK(prove_halves(with_ct(run, 1)).kinship == Kinship::Possible);
  const HalvesProof none = prove_halves(with_ct(run, 0));
  CHECK(none.kinship == Kinship::Possible);
  CHECK(none.target.empty());
}

TEST_CASE("two Ct a target are enough to refute other curves") {
  CHECK(prove_halves(with_ct(crossed(simulated(1), simulated(2)), 2)).kinship == Kinship::Refuted);
}

TEST_CASE("nine in ten prove, fewer are possible, scattered ones refute") {
  const Run run = simulated(1);
  const std::size_t all = count_of(run, "ALB");
  REQUIRE(all > 60);
  CHECK(prove_halves(with_moved(run, all / 10)).kinship == Kinship::Proven);
  const HalvesProof some = prove_halves(with_moved(run, all / 10 + 1));
  CHECK(some.kinship == Kinship::Possible);
  CHECK(some.given == all - all / 10 - 1);
  Run scattered = run;  // by another amount each, so that no threshold gives many of them
  double step = 0;
  for (Reaction& reaction : scattered.reactions)
    if (reaction.instrument.ct)
      *reaction.instrument.ct += step += 0.03;
  CHECK(prove_halves(scattered).kinship == Kinship::Refuted);
}
