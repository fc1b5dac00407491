// Where cycles and signals lie in the drawing of curves, and how far its axis reaches: laid out as the drawing that the
// page comes with, by the numbers of drawing.jsonc.
const { plot } = layout;

// What of the chart is in sight: cycles, and which share of the axis from its foot. zoom() of zoom.js changes it.
const whole_view = { from: 1, to: cycles, foot: 0, head: 1 };
let view = whole_view;
const cycle_x = (cycle) => plot.left + ((cycle - view.from) / (view.to - view.from)) * (plot.right - plot.left);
const is_in_plot = (x, y) => x >= plot.left - 0.5 && x <= plot.right + 0.5 && y >= plot.top - 0.5 && y <= plot.bottom + 0.5;

// {low, high, beyond} of the whole run: one well without passive reference must not flatten all others. The
// wells that amplified set the range, any other may widen it by as much on each side. Wells further out are
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
  const reach = layout.range.widening * (usual.high - usual.low);
  const is_within = ({ index }) => low[index] >= usual.low - reach && high[index] <= usual.high + reach;
  const range = span_of(drawn.filter((well) => well === wanted || is_within(well)));
  if (range.low === range.high) [range.low, range.high] = [range.low - 1, range.high + 1];
  return { ...range, beyond: drawn.filter((well) => !is_within(well)) };
}

function linear_ticks(low, high) {
  const { ticks: count, factors, rounding } = layout.range;
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * factors.find((factor) => factor * power >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)))
    .filter((tick) => tick <= high + step * rounding);
}

// The part of an axis that is in sight.
const in_view = (low, high) => [low + view.foot * (high - low), low + view.head * (high - low)];

// An axis maps values to y; on the log axis, NaN for what it cannot show.
function make_axis(kind, scale, wanted) {
  const range = range_of(kind, wanted);
  if (range === null) return null;
  const { low: least, high: most, beyond } = range;
  const span = plot.bottom - plot.top;
  if (scale === "linear") {
    const margin = layout.range.margin * (most - least);
    const [low, high] = in_view(least - margin, most + margin);
    return { kind, scale, beyond, ticks: linear_ticks(low, high),
             y: (value) => plot.bottom - ((value - low) / (high - low)) * span };
  }
  const thresholds = kind === "delta_rn" ? report.wells.threshold.codes.filter(Boolean) : [];
  const floor = kind === "delta_rn" ? Math.min(most, ...thresholds) / 30 : Math.max(least, most / 1e4);
  const [low, high] = in_view(Math.floor(Math.log10(Math.max(floor, most / 1e6))), Math.log10(most * 1.15));
  const decades = Array.from({ length: Math.floor(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  const ticks = decades.flatMap((power) => (high - low < 1.5 ? [1, 2, 5] : [1]).map((factor) => Number((factor * 10 ** power).toPrecision(1))))
    .filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high);
  return { kind, scale, beyond, ticks, y: (value) => {
    const place = Math.log10(value);
    return place >= low ? plot.bottom - ((place - low) / (high - low)) * span : NaN;
  } };
}

// By name, as the page's buttons have them: delta_rn, rn, reporter and passive.
const signal_names = Object.fromEntries([...by_id("signals").children].map((button) => [button.dataset.signal, button.textContent]));
const signals = Object.keys(signal_names);
const axis_title = ({ kind, scale }) => {
  const dyes = kind === "reporter" ? ` ${[...new Set(wells.map(({ reporter }) => reporter))].filter(Boolean).join(", ")}` : "";
  return signal_names[kind] + dyes + (scale === "log" ? `, ${t("log")}` : "");
};
const tick_text = (value) => (Math.abs(value) >= layout.range.million ? `${value / layout.range.million}M` : String(value));
