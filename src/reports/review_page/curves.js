// Curves for drawing, derived from what the file gives: Rn = reporter / passive reference,
// delta Rn = Rn - (intercept + slope * cycle). Arrays start with cycle 1; NaN: no value.
const trace_starts = [0];
for (const length of report.traces.lengths) trace_starts.push(trace_starts.at(-1) + length);

// base64 of little-endian float32, which is what every machine with a browser uses. Newer browsers decode
// by themselves, far faster.
function decoded(base64) {
  if (Uint8Array.fromBase64) return new Float32Array(Uint8Array.fromBase64(base64).buffer);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return new Float32Array(bytes.buffer);
}
const trace_values = decoded(report.traces.values);

const trace = (place) => trace_values.subarray(trace_starts[place], trace_starts[place + 1]);

// {intercept, slope} of the subtracted baseline; null without.
function baseline_of(well) {
  const at = trace_starts[well.lines];
  const [intercept, slope] = [trace_values[at + layout.lines.intercept], trace_values[at + layout.lines.slope]];
  return Number.isNaN(intercept) ? null : { intercept, slope };
}

// The logistic on a drift, on Rn, with `value(cycle)`; null where none converged.
function fit_of(well) {
  const stored = trace(well.lines);
  const at = (name) => stored[layout.lines[name]];
  const [lower, drift, upper, midpoint, width, residual_sd] =
    [at("lower"), at("drift"), at("upper"), at("midpoint"), at("width"), at("residual_sd")];
  if (Number.isNaN(lower)) return null;
  const value = (c) => lower + drift * c + (upper - lower) / (1 + Math.exp(-(c - midpoint) / width));
  return { value, midpoint, residual_sd };
}

const cycles = wells.reduce((most, well) => Math.max(most,
  ...[well.reporter_trace, well.rn_trace, well.delta_rn_trace].map((place) => report.traces.lengths[place] ?? 0)), layout.axis.fewest_cycles);

// What each signal of a well is: a trace, divided by another or not, minus intercept + slope * cycle.
const derivations = {
  reporter: (well) => ({ trace: well.reporter_trace }),
  passive: (well) => ({ trace: well.passive_trace }),
  rn: (well) => (well.rn_trace !== null || well.passive_trace === null
    ? { trace: well.rn_trace ?? well.reporter_trace }
    : { trace: well.reporter_trace, divisor: well.passive_trace }),
  delta_rn(well) {
    const line = baseline_of(well);
    return well.delta_rn_trace !== null || line === null ? { trace: well.delta_rn_trace }
      : { ...derivations.rn(well), ...line };
  },
};

// By signal, the values of all wells, how far each reaches and how many it has; made when it is first drawn.
const signal_tables = {};
function signal_table(kind) {
  if (signal_tables[kind]) return signal_tables[kind];
  const table = {
    values: new Float32Array(wells.length * cycles).fill(NaN),
    low: new Float32Array(wells.length).fill(Infinity), high: new Float32Array(wells.length).fill(-Infinity),
    counts: new Uint16Array(wells.length) };
  const derive = derivations[kind];
  for (const well of wells) {
    const from = derive(well);
    if (from.trace !== null) fill_row(table, well.index, from);
  }
  return (signal_tables[kind] = table);
}

// Called often and short: the browser compiles it early.
function fill_row(table, index, from) {
  const { divisor = null, intercept = 0, slope = 0 } = from;
  const start = trace_starts[from.trace];
  const divisors = divisor === null ? -1 : trace_starts[divisor];
  const { lengths } = report.traces;
  const length = divisor === null ? lengths[from.trace] : Math.min(lengths[from.trace], lengths[divisor]);
  const row = index * cycles;
  let low = Infinity;
  let high = -Infinity;
  let count = 0;
  for (let i = 0; i < length; ++i) {
    const signal = trace_values[start + i];
    const value = (divisors < 0 ? signal : signal / trace_values[divisors + i]) - (intercept + slope * (i + 1));
    if (value - value !== 0) continue;  // NaN, or divided by nothing
    table.values[row + i] = value;
    if (value < low) low = value;
    if (value > high) high = value;
    ++count;
  }
  table.low[index] = low;
  table.high[index] = high;
  table.counts[index] = count;
}
const row_of = (kind, { index }) => signal_table(kind).values.subarray(index * cycles, (index + 1) * cycles);

// kind: "delta_rn", "rn", "reporter" or "passive"; null where there is none.
const signal_of = (well, kind) => (signal_table(kind).low[well.index] === Infinity ? null : row_of(kind, well));
