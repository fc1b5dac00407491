// Curves for drawing, derived from what the file gives: Rn = reporter / passive reference,
// delta Rn = Rn - (intercept + slope * cycle). Arrays start with cycle 1; NaN: no value.
const decoded = new Map();

// base64 of little-endian float32.
function trace(place) {
  if (place === null) return null;
  if (!decoded.has(place)) {
    const bytes = Uint8Array.from(atob(report.traces[place]), (character) => character.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    decoded.set(place, Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true)));
  }
  return decoded.get(place);
}

// {intercept, slope} of the subtracted baseline; null without.
function baseline_of(well) {
  const [intercept, slope] = trace(well.lines);
  return Number.isNaN(intercept) ? null : { intercept, slope };
}

// The five-parameter logistic on Rn, with `value(cycle)`; null where none converged.
function fit_of(well) {
  const [, , lower, drift, upper, midpoint, width, asymmetry, residual_sd] = trace(well.lines);
  if (Number.isNaN(lower)) return null;
  const value = (c) =>
    lower + drift * c + (upper - lower) / (1 + Math.exp(-(c - midpoint) / width)) ** asymmetry;
  return { value, midpoint, residual_sd };
}

const derivations = {
  reporter: (well) => trace(well.reporter_trace),
  passive: (well) => trace(well.passive_trace),
  rn(well) {
    const given = trace(well.rn_trace);
    const reporter = trace(well.reporter_trace);
    const passive = trace(well.passive_trace);
    if (given || !reporter) return given;
    return passive ? reporter.map((value, i) => value / passive[i]) : reporter;
  },
  delta_rn(well) {
    const given = trace(well.delta_rn_trace);
    const line = baseline_of(well);
    const rn = signal_of(well, "rn");
    if (given || !rn || !line) return given;
    return rn.map((value, i) => value - line.intercept - line.slope * (i + 1));
  },
};

// kind: "delta_rn", "rn", "reporter" or "passive"; null where there is none.
function signal_of(well, kind) {
  const key = "drawn_" + kind;
  return (well[key] ??= { values: derivations[kind](well) }).values;
}
