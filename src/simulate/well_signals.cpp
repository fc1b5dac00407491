#include "simulate/well_signals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

// Of a real plate of a 7500 Fast: the passive reference loses some 3 % over a run and flickers by 0.1 %, and
// every dye with it; free TAMRA reads about 1.3 times the passive reference.
constexpr double passive_loss = 0.03;
constexpr double flicker = 0.001;
constexpr double tamra_level = 1.3;
constexpr double fallen_to = 0.002;  // of its signal: what a dropped-out well still shows

struct OddityPlace {
  int cycle;
  double size;
};

/// Where and how large an oddity is unless the design says otherwise; sample_runs/README.md lists these.
OddityPlace usual_place(Oddity oddity, int cycles) {
  switch (oddity) {
    case Oddity::Spike:
      return {cycles * 2 / 3, 1.0};
    case Oddity::Step:
      return {cycles / 2, 0.5};
    case Oddity::Drift:
      return {1, 0.02};
    case Oddity::FallingBaseline:
      return {1, -0.02};
    case Oddity::Hook:
      return {cycles * 3 / 4, 0.05};
    case Oddity::Late:
      return {1, 4.0};
    case Oddity::NoPlateau:
      return {1, 0.5};
    case Oddity::Dropout:
      return {cycles / 4, 0};
    case Oddity::Evaporation:
      return {cycles / 2, 0.02};
    case Oddity::RoxDip:
      return {cycles / 2, 0.4};
    case Oddity::NoRox:
      return {1, fallen_to};
    case Oddity::Saturated:
      return {1, 3.5};
    case Oddity::Stuck:
      return {1, 0};
    case Oddity::MissingReads:
      return {cycles / 2, 3};
    case Oddity::None:
      break;
  }
  return {1, 0};
}

double rounded(double signal) {
  return std::round(signal * 10) / 10;
}

/// The same curve so many cycles later.
CurveModel delayed(CurveModel model, double cycles) {
  model.one_copy_ct += cycles * ieee::log1p(model.efficiency) / ieee::log(2.0);
  return model;
}

struct ReporterCurve {
  std::vector<double> values;
  CurveModel model;    ///< after what is odd about it
  double plateau = 0;  ///< as drawn
};

/// The reporter of one target in units of Rn, with noise and what is odd about it.
ReporterCurve reporter_curve(CurveModel model, std::int64_t molecules, int cycles, Oddity oddity,
                             OddityPlace place, RandomNumbers& random) {
  if (oddity == Oddity::Late)
    model = delayed(model, place.size);
  if (oddity == Oddity::NoPlateau)
    model.width /= place.size;  // the approach to the plateau, not the growth below it
  const double plateau = model.plateau * (1 + model.plateau_cv * random.normal());
  const double background = model.background * (1 + model.background_cv * random.normal());
  double drift = model.drift + model.drift_sd * random.normal();
  if (oddity == Oddity::Drift || oddity == Oddity::FallingBaseline)
    drift += place.size;
  const double creep = std::max(std::min(model.creep, 0.0), model.creep + model.creep_sd * random.normal());
  const std::vector<double> rise = noiseless_rise(model, plateau, static_cast<double>(molecules), cycles);

  std::vector<double> curve;
  for (int c = 1; c <= cycles; ++c) {
    const double along = static_cast<double>(c) / cycles;
    double value =
        background + drift * (c - 1) + creep * along * along + rise[static_cast<std::size_t>(c - 1)];
    if ((oddity == Oddity::Spike && c == place.cycle) || (oddity == Oddity::Step && c >= place.cycle))
      value += place.size;
    if (oddity == Oddity::Hook && c > place.cycle)
      value -= place.size * plateau * (c - place.cycle);
    value += random.normal() *
             std::sqrt(ieee::square(model.noise_sd) + ieee::square(model.noise_relative * value));
    if (oddity == Oddity::Saturated)
      value = std::min(value, place.size);
    curve.push_back(std::max(value, 0.0));
  }
  return {.values = std::move(curve), .model = model, .plateau = plateau};
}

void add_crosstalk(const DesignWell& well, const std::vector<std::int64_t>& molecules,
                   std::vector<ReporterCurve>& curves) {
  const auto place_of = [&](std::size_t target) {
    return static_cast<std::size_t>(std::find(well.targets.begin(), well.targets.end(), target) -
                                    well.targets.begin());
  };
  const std::size_t from = place_of(well.crosstalk->from);
  const std::size_t into = place_of(well.crosstalk->into);
  if (from == curves.size() || into == curves.size())
    return;
  std::vector<double>& values = curves[into].values;
  const std::vector<double> rise =
      noiseless_rise(delayed(curves[from].model, well.crosstalk->lag), curves[from].plateau,
                     static_cast<double>(molecules[from]), static_cast<int>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] += well.crosstalk->share * rise[i];
}

/// What goes wrong with the reads themselves, whatever the well held.
void spoil_reads(std::vector<double>& signal, Oddity oddity, OddityPlace place) {
  const auto first = signal.begin() + (place.cycle - 1);
  if (oddity == Oddity::Stuck)
    std::fill(first, signal.end(), *first);
  if (oddity == Oddity::MissingReads) {
    const auto count = std::clamp<std::ptrdiff_t>(std::lround(place.size), 0, signal.end() - first);
    std::fill_n(first, count, std::numeric_limits<double>::quiet_NaN());
  }
}

}  // namespace

std::vector<DyeTrace> well_signals(const PlateDesign& design, const DesignWell& well,
                                   const std::vector<std::int64_t>& molecules, RandomNumbers& random) {
  const Oddity oddity = well.oddity;
  OddityPlace place = usual_place(oddity, design.cycles);
  place.cycle = well.oddity_cycle.value_or(place.cycle);
  place.size = well.oddity_size.value_or(place.size);

  // What all dyes of the well share: volume, lamp, evaporation, loss.
  const double level = design.passive_level * std::max(0.2, 1 + design.passive_cv * random.normal());
  std::vector<double> shared;
  std::vector<double> passive;
  for (int c = 1; c <= design.cycles; ++c) {
    double light = level * (1 - passive_loss * c / design.cycles) * (1 + flicker * random.normal());
    if (oddity == Oddity::Evaporation && c > place.cycle)
      light *= 1 + place.size * (c - place.cycle);
    if (oddity == Oddity::Dropout && c >= place.cycle)
      light *= fallen_to;
    shared.push_back(light);
    const bool is_dip = oddity == Oddity::RoxDip && c >= place.cycle && c < place.cycle + 3;
    passive.push_back(light * (is_dip ? 1 - place.size : oddity == Oddity::NoRox ? place.size : 1));
  }

  std::vector<ReporterCurve> curves;
  for (std::size_t i = 0; i < well.targets.size(); ++i)
    curves.push_back(reporter_curve(design.targets.at(well.targets[i]).model, molecules[i], design.cycles,
                                    oddity, place, random));
  if (well.crosstalk)
    add_crosstalk(well, molecules, curves);

  std::vector<DyeTrace> traces;
  bool has_tamra = false;
  for (std::size_t i = 0; i < well.targets.size(); ++i) {
    const DesignTarget& target = design.targets.at(well.targets[i]);
    const std::vector<double>& curve = curves[i].values;
    DyeTrace trace{.well = well.well, .dye = target.reporter, .signal = {}};
    for (std::size_t read = 0; read < curve.size(); ++read) {
      // Evaporation concentrates the reporter a little more than the reference.
      const int evaporated =
          oddity == Oddity::Evaporation ? std::max(0, static_cast<int>(read) + 1 - place.cycle) : 0;
      trace.signal.push_back(rounded(curve[read] * shared[read] * (1 + place.size / 4 * evaporated)));
    }
    traces.push_back(std::move(trace));
    has_tamra = has_tamra || target.quencher == "TAMRA";
  }
  if (has_tamra) {
    DyeTrace trace{.well = well.well, .dye = "TAMRA", .signal = {}};
    for (const double light : shared)
      trace.signal.push_back(rounded(tamra_level * light * (1 + flicker * random.normal())));
    traces.push_back(std::move(trace));
  }
  if (!design.passive_reference.empty()) {
    DyeTrace trace{.well = well.well, .dye = design.passive_reference, .signal = {}};
    for (const double light : passive)
      trace.signal.push_back(rounded(light));
    traces.push_back(std::move(trace));
  }
  for (DyeTrace& trace : traces)
    spoil_reads(trace.signal, oddity, place);
  return traces;
}

}  // namespace crossbreak
