// Review files of the first layout: a decision a patient, with a remark and no code. They become the events that the
// program makes of them, as src/release/review_file.cpp does it, with its ids: a file that is opened here and given to
// `crossbreak review apply` beside an export is the same events twice, not others.
const first_review_schema = "crossbreak/review/1";

// Fields by name and nothing between them, as the program writes a value that it has read.
function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${written(value[name])}`).join()}}`;
}

async function first_id(decision) {
  const text = new TextEncoder().encode(report.called_sha256 + written(decision));
  return hex_of(new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, 16));
}

// {at, zone} of a time with fractions of a second, in any zone; null for what is none.
function first_time(text) {
  const [, there, zone] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const utc = (time) => new Date(time).toISOString().slice(0, 19);
  const time = Date.parse(`${there}Z`);
  if (Number.isNaN(time) || utc(time) !== there) return null;
  if (zone === "Z") return { at: `${there}Z`, zone: "+00:00" };
  const [hours, minutes] = zone.slice(1).split(":").map(Number);
  return { at: utc(time + (zone[0] === "-" ? 1 : -1) * (60 * hours + minutes) * 60000) + "Z", zone };
}

// The first of each name and repeat.
const patient_items = new Map(items.filter(({ kind }) => kind === "patient").toReversed()
  .map((item) => [JSON.stringify([item.about.sample, item.about.repeat]), item]));

// Null for what decides on no patient of this record, or on another call.
async function first_event(decision) {
  const { sample, repeat, call, decision: action, reviewer: by, remark, time } = decision;
  const item = patient_items.get(JSON.stringify([sample, repeat]));
  const when = first_time(time);
  if (!item || item.about.repeat !== repeat || call !== called(item.subject) || !["accept", "reject", "repeat"].includes(action) || !when) return null;
  return event_of({ id: await first_id(decision), ...when, by, subject: item.about, action,
                    code: needs_code(action) ? "other" : null, words: remark || (needs_code(action) ? "-" : null),
                    sets: action === "repeat" ? report.sets.map((set) => ({ set })) : null, old: null, new: null, replaces: [] });
}

// What is not decided is no event.
async function first_events(file, decisions) {
  if (!crypto.subtle) throw t("older_review_file", { file, schema: first_review_schema });
  const events = [];
  for (const decision of decisions.filter((one) => one?.decision !== null)) {
    const event = await first_event(decision ?? {});
    if (!event) throw t("impossible_decision", { file, sample: String(decision?.sample) });
    events.push(event);
  }
  return events;
}
