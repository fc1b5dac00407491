// Events of the review: what one may say, and of what, as src/release/standing.cpp has it. An event is made once and
// never changed; a later one replaces it or takes it back.
const event_fields = ["id", "at", "zone", "by", "subject", "action", "code", "words", "sets", "old", "new", "replaces"];
const actions = ["accept", "reject", "repeat", "override", "exclude", "comment", "withdraw"];
const codes = Object.keys(words).filter((key) => key.startsWith("code_")).map((key) => key.slice(5));
const needs_code = (action) => ["reject", "repeat", "override", "exclude"].includes(action);
const names_sets = (action) => action === "repeat" || action === "override";

// A text in which there is something to see.
const says_something = (text) => /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u.test(text ?? "");

// What looks like one name is one. Finer than the program, which also knows letters of other scripts that look alike.
const folded_name = (name) => name.normalize("NFKC").toLowerCase()
  .replace(/[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/gu, "").replace(/\p{Dash}/gu, "-");
const folded_names = new Map();  // each is folded once, however many events it stands in
function person_of(name) {
  if (!folded_names.has(name)) folded_names.set(name, folded_name(name));
  return folded_names.get(name);
}
const is_same_person = (a, b) => person_of(a) === person_of(b);

const scripts = ["Latin", "Cyrillic", "Greek", "Armenian", "Hebrew", "Arabic", "Devanagari", "Thai"]
  .map((name) => new RegExp(`\\p{Script=${name}}`, "u"));
const east_asian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u;
function is_person_name(name) {
  const found = scripts.map((script) => script.test(name.normalize("NFKC")));
  const count = found.filter(Boolean).length;
  return says_something(name) && !/[;\p{Cc}\p{Zl}\p{Zp}]/u.test(name) && count < 2 && !(east_asian.test(name) && count && !found[0]);
}

const may = {
  run: ["accept", "reject", "repeat", "comment", "withdraw"],
  control: ["accept", "reject", "repeat", "comment", "withdraw"],
  sample: ["accept", "reject", "repeat", "override", "comment", "withdraw"],
  well: ["exclude", "comment", "withdraw"],
};

function are_sets_possible(event, item) {
  const { action, sets = [] } = event;
  if (names_sets(action) !== sets.length > 0) return false;
  const known = [...report.sets, ...(action === "repeat" && report.reference ? [report.reference] : [])];
  return new Set(sets.map(({ set }) => set)).size === sets.length && sets.every((set) => known.includes(set.set)
    && (action === "override") === (set.new !== undefined) && (set.old === undefined) === (set.new === undefined)
    && (item?.kind !== "control" || set.set === item.about.set));
}

const results_with = (item, sets) => panel_sets(item.subject).map((set) =>
  sets.find((one) => one.set === set.set)?.new ?? called(set));

function is_override_possible(event, item) {
  return event.old === called(item.subject) && event.new === ruled(results_with(item, event.sets)) && event.sets.every((one) => {
    const set = item.subject.sets.find(({ set: name }) => name === one.set);
    return one.old === called(set) && one.new !== one.old && !is_invalidated(set, item);
  });
}

// Whether an event can be one of this record.
function is_possible(event) {
  const { subject, action } = event;
  const item = item_by_key.get(key_of(subject));
  const of_well = subject.well === undefined ? [] : wells_of(subject);
  if (!item && !of_well.length) return false;
  if (!may[kind_of(subject)].includes(action)) return false;
  if (item?.invalid && action === "reject") return false;
  if (action === "exclude" && !report.exclude_controls && of_well.some(is_of_control)) return false;
  if (needs_code(action) && !codes.includes(event.code)) return false;
  if (event.code === "other" && !says_something(event.words)) return false;
  if (action === "withdraw" ? !event.replaces.length : action === "comment" && event.replaces.length) return false;
  if (!are_sets_possible(event, item)) return false;
  return action === "override" ? is_override_possible(event, item) : event.old === null && event.new === null;
}

// An event as a review file has it, its fields in their order; null for what is none.
function event_of(value) {
  try {
    const { subject, sets, code = null, words = null, old = null, replaces } = value;
    const event = { ...fields_of(event_fields, { ...value, sets: sets?.length ? sets.map((set) => fields_of(["set", "old", "new"], set)) : null }),
                    subject: fields_of(subject_fields, subject) };
    const whole = { id: event.id, at: event.at, zone: event.zone, by: event.by, subject: event.subject, action: event.action, code,
                    words: words || null, ...(event.sets && { sets: event.sets }), old, new: value.new ?? null, replaces: [...replaces] };
    const is_whole = /^[0-9a-f]{32}$/.test(whole.id) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(whole.at)
      && /^[+-]\d\d:\d\d$/.test(whole.zone) && is_person_name(whole.by) && actions.includes(whole.action) && is_possible(whole);
    return is_whole ? whole : null;
  } catch {
    return null;  // not even an object of that form
  }
}

// Of one second, what others replace or take back before these.
function oldest_first(events) {
  const by_event = new Map(events.map((event) => [event.id, event]));
  const before = ({ at, replaces }) => replaces.map((one) => by_event.get(one)).filter((other) => other?.at === at);
  const depth = new Map();
  for (const event of events) {
    // Each once, and on a stack of its own: a chain of them may be long.
    for (const open = [event]; open.length;) {
      const last = open.at(-1);
      if (!depth.has(last)) {
        depth.set(last, 0);  // until those before it are known; in a circle it stays the first
        for (const other of before(last)) if (!depth.has(other)) open.push(other);
        continue;
      }
      if (depth.get(last) === 0) depth.set(last, before(last).reduce((most, other) => Math.max(most, depth.get(other)), 0) + 1);
      open.pop();
    }
  }
  const place = new Map(events.map((event) => [event, event.at + String(depth.get(event)).padStart(6, "0") + event.id]));
  return events.toSorted((a, b) => (place.get(a) < place.get(b) ? -1 : 1));
}

const hex_of = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
function new_event(by, about, action, { code = null, words = "", sets, old = null, new: becomes = null } = {}) {
  const now = new Date();
  return { id: hex_of(crypto.getRandomValues(new Uint8Array(16))), at: now.toISOString().slice(0, 19) + "Z", zone: zone_at(now), by, subject: fields_of(subject_fields, about), action, code,
           words: words || null, ...(sets && { sets }), old, new: becomes, replaces: [] };
}
