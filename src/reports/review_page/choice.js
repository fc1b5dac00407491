// What the reviewer has chosen. Every view draws from it and changes it only through choose().
const choice = {
  subject: null,  // index into subjects
  well: null,     // index into wells
  item: null,     // index into items: what is decided on
  search: "", set: "", state: "", flag: "", look: false, open: false,  // filters; empty: all
  signal: "delta_rn", scale: "linear", overlay: false,
};
const followers = [];

// followers get the names of what changed.
function choose(change) {
  const changed = Object.keys(change).filter((name) => choice[name] !== change[name]);
  Object.assign(choice, change);
  if (changed.length) followers.forEach((follow) => follow(new Set(changed)));
}
const filters = ["search", "set", "state", "flag", "look", "open"];
const no_filters = { search: "", set: "", state: "", flag: "", look: false, open: false };

// The first that is not decided, else the first.
function first_item(subject) {
  const of_subject = items_of(subject);
  return (of_subject.find(({ index }) => is_open(review.stands[index])) ?? of_subject[0])?.index ?? null;
}
function choose_well(index) {
  const well = wells[index];
  const subject = subject_of(well);
  const item = subject && (items_of(subject).find(({ set }) => set?.set === well.set)?.index ?? first_item(subject));
  choose({ well: index, subject: well.subject ?? null, item });
}
function choose_subject(index) {
  choose({ subject: index, well: null, item: first_item(subjects[index]) });
}
function choose_item(index) {
  choose({ item: index, subject: items[index].subject?.index ?? null, well: null });
}
function choose_all() {
  choose({ subject: null, well: null, item: null, ...no_filters });
}

const chosen_well = () => (choice.well === null ? null : wells[choice.well]);
const chosen_subject = () => (choice.subject === null ? null : subjects[choice.subject]);
const subject_of = (well) => (well.subject === undefined ? null : subjects[well.subject]);
const subject_flags = (subject) => [...subject.flags, ...subject.sets.flatMap((set) => set.flags)];

const asks_for_look = (subject) => Boolean(subject.review) || ["failed", "warning", "missing"].includes(subject.state);
const is_subject_open = (subject) => items_of(subject).some(({ index }) => is_open(review.stands[index]));
const stands_in_filters = (subject) => (!choice.look || (subject !== null && asks_for_look(subject)))
  && (!choice.open || (subject !== null && is_subject_open(subject)));

// Flags are the well's and its patient's. state is "call:mixed" or "well:late"; a reference gene, which is positive in
// every patient, is meant by it only where its set is asked for.
function matches(well) {
  const subject = subject_of(well);
  const [of, state] = choice.state.split(":");
  const is_state = of === "well" ? well.state === state && (well.set !== report.reference || choice.set === report.reference)
    : subject?.state === state;
  return (!choice.set || well.set === choice.set)
    && (!choice.state || is_state)
    && (!choice.flag || well.flags.includes(choice.flag)
        || (subject !== null && subject_flags(subject).includes(choice.flag)))
    && stands_in_filters(subject)
    && (!choice.search || well.sample.toLowerCase().includes(choice.search.toLowerCase()));
}

// A patient without wells can still be found by name, call and flag.
function subject_matches(subject) {
  if (subject.wells.length) return subject.wells.some((index) => matches(wells[index]));
  const [of, state] = choice.state.split(":");
  return !choice.set && (!choice.state || (of === "call" && subject.state === state))
    && (!choice.flag || subject_flags(subject).includes(choice.flag))
    && stands_in_filters(subject)
    && subject.sample.toLowerCase().includes(choice.search.toLowerCase());
}

// The wells in question: of the chosen well or subject, else of the filters; null when nothing is chosen.
function chosen_wells() {
  if (choice.subject !== null) return new Set(subjects[choice.subject].wells);
  if (choice.well !== null) return new Set([choice.well]);
  if (filters.every((name) => !choice[name])) return null;
  return new Set(wells.filter(matches).map((well) => well.index));
}
