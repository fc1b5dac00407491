// What the reviewer has chosen. Every view draws from it and changes it only through choose().
const choice = {
  subject: null,  // index into subjects
  well: null,     // index into wells
  search: "", set: "", state: "", flag: "",  // filters; empty: all
  signal: "delta_rn", scale: "linear",
};
const followers = [];

// followers get the names of what changed.
function choose(change) {
  const changed = Object.keys(change).filter((name) => choice[name] !== change[name]);
  Object.assign(choice, change);
  if (changed.length) followers.forEach((follow) => follow(new Set(changed)));
}
const filters = ["search", "set", "state", "flag"];

function choose_well(index) {
  choose({ well: index, subject: wells[index].subject ?? null });
}
function choose_subject(index) {
  choose({ subject: index, well: null });
}
function choose_all() {
  choose({ subject: null, well: null, search: "", set: "", state: "", flag: "" });
}

const chosen_well = () => (choice.well === null ? null : wells[choice.well]);
const subject_of = (well) => (well.subject === undefined ? null : subjects[well.subject]);
const subject_flags = (subject) => [...subject.flags, ...subject.sets.flatMap((set) => set.flags)];

// Flags are the well's and its patient's. state is "call:mixed" or "well:late".
function matches(well) {
  const subject = subject_of(well);
  const [of, state] = choice.state.split(":");
  return (!choice.set || well.set === choice.set)
    && (!choice.state || (of === "well" ? well.state === state : subject?.state === state))
    && (!choice.flag || well.flags.includes(choice.flag)
        || (subject !== null && subject_flags(subject).includes(choice.flag)))
    && (!choice.search || well.sample.toLowerCase().includes(choice.search.toLowerCase()));
}

// A patient without wells can still be found by name, call and flag.
function subject_matches(subject) {
  if (subject.wells.length) return subject.wells.some((index) => matches(wells[index]));
  const [of, state] = choice.state.split(":");
  return !choice.set && (!choice.state || (of === "call" && subject.state === state))
    && (!choice.flag || subject_flags(subject).includes(choice.flag))
    && subject.sample.toLowerCase().includes(choice.search.toLowerCase());
}

// The wells in question: of the chosen well or subject, else of the filters; null when nothing is chosen.
function chosen_wells() {
  if (choice.subject !== null) return new Set(subjects[choice.subject].wells);
  if (choice.well !== null) return new Set([choice.well]);
  if (filters.every((name) => !choice[name])) return null;
  return new Set(wells.filter(matches).map((well) => well.index));
}
