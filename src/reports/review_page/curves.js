// Curves for drawing, derived from what the file gives: Rn = reporter / passive reference,
// delta Rn = Rn - (intercept + slope * cycle). Arrays start with cycle 1; NaN: no value.
const decoded = [];

// Newer browsers decode by themselves, far faster.
const bytes_of = Uint8Array.fromBase64 ? (base64) => Uint8Array.fromBase64(base64) : (base64) => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
};

// base64 of little-endian float32, which is what every machine with a browser uses.
function trace(place) {
  if (place === null) return null;
  return (decoded[place] ??= new Float32Array(bytes_of(report.traces[place]).buffer));
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
    if (given || !reporter || !passive) return given ?? reporter;
    const rn = new Float32Array(reporter.length);
    for (let i = 0; i < rn.length; ++i) rn[i] = reporter[i] / passive[i];
    return rn;
  },
  delta_rn(well) {
    const given = trace(well.delta_rn_trace);
    const line = baseline_of(well);
    const rn = signal_of(well, "rn");
    if (given || !rn || !line) return given;
    const delta_rn = new Float32Array(rn.length);
    for (let i = 0; i < rn.length; ++i) delta_rn[i] = rn[i] - line.intercept - line.slope * (i + 1);
    return delta_rn;
  },
};

// kind: "delta_rn", "rn", "reporter" or "passive"; null where there is none.
function signal_of(well, kind) {
  const key = "drawn_" + kind;
  return (well[key] ??= { values: derivations[kind](well) }).values;
}
