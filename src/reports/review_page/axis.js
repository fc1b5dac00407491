// Where cycles and signals lie in the drawing of curves, and how far its axis reaches; axis.cpp has the same for the
// drawing that the page comes with.
const plot = { width: 560, height: 344, left: 58, right: 474, top: 24, bottom: 304 };

const cycle_x = (cycle) => plot.left + ((cycle - 1) / (cycles - 1)) * (plot.right - plot.left);

// {low, high, beyond} of the whole run: one well without passive reference must not flatten all others. The
// wells that amplified set the range, any other may widen it to three times as much. Wells further out are
// `beyond`, which the page says; only the one that is `wanted` stretches the range.
function range_of(kind, wanted = null) {
  const { low, high } = signal_table(kind);
  const drawn = wells.filter(({ index }) => low[index] !== Infinity);
  if (!drawn.length) return null;
  const span_of = (members) => {
    const span = { low: Infinity, high: -Infinity };
    for (const { index } of members) {
      if (low[index] < span.low) span.low = low[index];
      if (high[index] > span.high) span.high = high[index];
    }
    return span;
  };
  const sound = drawn.filter((well) => well.amplified === "yes" && well.state !== "left_out");
  const usual = span_of(sound.length ? sound : drawn);
  const reach = usual.high - usual.low;
  const is_within = ({ index }) => low[index] >= usual.low - reach && high[index] <= usual.high + reach;
  const range = span_of(drawn.filter((well) => well === wanted || is_within(well)));
  if (range.low === range.high) [range.low, range.high] = [range.low - 1, range.high + 1];
  return { ...range, beyond: drawn.filter((well) => !is_within(well)) };
}

// 1, 2 or 5 times a power of ten, about `count` steps.
function linear_ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)))
    .filter((tick) => tick <= high + step * 1e-6);
}

// An axis maps values to y; on the log axis, NaN for what it cannot show.
function make_axis(kind, scale, wanted) {
  const range = range_of(kind, wanted);
  if (range === null) return null;
  const { low: least, high: most, beyond } = range;
  const span = plot.bottom - plot.top;
  if (scale === "linear") {
    const margin = 0.04 * (most - least);
    const [low, high] = [least - margin, most + margin];
    return { kind, scale, beyond, ticks: linear_ticks(low, high, 6),
             y: (value) => plot.bottom - ((value - low) / (high - low)) * span };
  }
  const thresholds = kind === "delta_rn" ? wells.map((well) => well.threshold).filter(Boolean) : [];
  const floor = kind === "delta_rn" ? Math.min(most, ...thresholds) / 30 : Math.max(least, most / 1e4);
  const low = Math.floor(Math.log10(Math.max(floor, most / 1e6)));
  const high = Math.log10(most * 1.15);
  const ticks = Array.from({ length: Math.floor(high) - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(1)));
  return { kind, scale, beyond, ticks, y: (value) => {
    const place = Math.log10(value);
    return place >= low ? plot.bottom - ((place - low) / (high - low)) * span : NaN;
  } };
}

const signals = ["delta_rn", "rn", "reporter", "passive"];
const passive_name = report.inputs.find((input) => input.passive_reference)?.passive_reference ?? t("passive");
const signal_names = { delta_rn: t("delta_rn"), rn: t("rn"), reporter: t("dye"), passive: passive_name };
const axis_title = ({ kind, scale }) => {
  const dyes = kind === "reporter" ? ` ${[...new Set(wells.map(({ reporter }) => reporter))].filter(Boolean).join(", ")}` : "";
  return signal_names[kind] + dyes + (scale === "log" ? `, ${t("log")}` : "");
};
const tick_text = (value) => (Math.abs(value) >= 1e6 ? `${value / 1e6}M` : String(value));
