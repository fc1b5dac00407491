// The browser's store: one key an event, written once and never again, so that no tab overwrites another one's. All
// local pages share it, and any of them could have written it; events that this record cannot have are not taken.
const store = {
  prefix: `crossbreak review ${report.called_sha256} `,
  kept: true,  // false: the browser stores nothing for this page
  strange: new Set(),  // keys of ours that hold no event of this record
};
const known = new Map(report.events.map((event) => [event.id, event]));  // all events, by id
const unsaved = new Set();  // ids that stand nowhere but here
let review = standing_of([]);

const all_events = () => oldest_first([...known.values()]);

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    store.kept = false;
    return null;
  }
}

// Whether it could be stored; what stands there stays.
function put(key, value, again = false) {
  try {
    if (again || localStorage.getItem(key) === null) localStorage.setItem(key, value);
    return true;
  } catch {
    store.kept = false;
    return false;
  }
}

function stored_keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    store.kept = false;
    return [];
  }
}

// Takes over what other tabs have written by now.
function read_store() {
  let is_new = false;
  for (const key of stored_keys(store.prefix)) {
    const id = key.slice(store.prefix.length);
    if (known.has(id) || store.strange.has(key)) continue;
    let event = null;
    try {
      event = event_of(JSON.parse(stored(key)));
    } catch {
      // no JSON
    }
    if (event?.id === id) {
      known.set(id, event);
      is_new = true;
    } else store.strange.add(key);
  }
  return is_new;
}

// Of the run, so that a page of another record of it can say that there are decisions.
const run_identity = report.inputs.map(({ sha256 }) => sha256).join(" ");
function keep_event(event) {
  known.set(event.id, event);
  put(`crossbreak record ${report.called_sha256}`, run_identity);
  if (!put(store.prefix + event.id, JSON.stringify(event))) unsaved.add(event.id);
}

// [{sha256, count}] of other records of the same run that there are decisions on.
function older_reviews() {
  return stored_keys("crossbreak record ").filter((key) => stored(key) === run_identity)
    .map((key) => key.split(" ")[2]).filter((sha256) => sha256 !== report.called_sha256)
    .map((sha256) => ({ sha256, count: stored_keys(`crossbreak review ${sha256} `).length })).filter(({ count }) => count > 0);
}

// Whatever shows decisions draws them anew.
function events_changed() {
  review = standing_of(all_events());
  followers.forEach((follow) => follow(new Set(["events"])));
}
const look_again = () => { if (read_store()) events_changed(); };
