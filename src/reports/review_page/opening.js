// Review files: what was decided here, to be taken away, and others', to be opened. crossbreak/review/2, as `crossbreak
// review apply` takes it.
const review_schema = "crossbreak/review/2";
const older_review_schema = "crossbreak/review/1";

const decided_count = () => review.stands.filter((one) => one.item && !is_open(one)).length;
const conflict_count = () => review.stands.filter(({ standing }) => standing === "conflict").length + review.contradictions.length;

// The run as the page's file is named, else as its first input.
function run_name() {
  const file = decodeURIComponent(location.pathname.split("/").at(-1));
  const own = ".review.html";
  return file.endsWith(own) ? file.slice(0, -own.length) : report.inputs[0].file.replace(/\.[^.]*$/, "");
}
const in_file_names = (name) => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_").replace(/^\.+|\.+$/g, "");

function export_decisions() {
  if (!takes_decisions) return tell(why_not("accept", items[0].about));
  if (!is_person_name(reviewer())) return ask_name(export_decisions);
  look_again();
  const events = all_events();
  if (!events.length) return tell(t("nothing_to_export"));
  const text = JSON.stringify({ schema: review_schema, record_sha256: report.called_sha256, events }, null, 2) + "\n";
  const link = html("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
                           download: `${in_file_names(run_name())}.${in_file_names(reviewer())}.review.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  unsaved.clear();
  tell([t("exported", { file: link.download, time: local_time(new Date().toISOString()), done: decided_count(), all: items.length }),
        conflict_count() && t("conflicts", { count: conflict_count() }), window.top !== window && t("framed")].filter(Boolean).join(" "));
}

// The events of a review file's text; throws what is wrong with it, in words.
function events_in(file, text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw t("no_review_file", { file });
  }
  if (content?.schema === older_review_schema) throw t("older_review_file", { file, schema: older_review_schema });
  if (content?.schema !== review_schema || !Array.isArray(content.events)) throw t("no_review_file", { file });
  if (content.record_sha256 !== report.called_sha256) {
    throw t("other_record", { file, theirs: String(content.record_sha256).slice(0, 12), ours: report.called_sha256.slice(0, 12) });
  }
  return content.events.map((value) => {
    const event = event_of(value);
    if (!event) throw t("impossible_event", { file, id: String(value?.id).slice(0, 8) });
    if (known.has(event.id) && JSON.stringify(known.get(event.id)) !== JSON.stringify(event)) throw t("changed_event", { file, id: event.id.slice(0, 8) });
    return event;
  });
}

// Every event that others replace or take back must be there, and be one that they can.
function check_references(file, events) {
  const by_event = new Map([...known.values(), ...events].map((event) => [event.id, event]));
  for (const { id, by, action, subject, replaces } of events) {
    const earlier = replaces.map((one) => by_event.get(one));
    const is_sound = earlier.every((other) => other && other.id !== id && other.action !== "withdraw" && key_of(other.subject) === key_of(subject)
      && (action === "withdraw" ? is_same_person(by, other.by)
        : other.action !== "comment" && (is_same_person(by, other.by) || earlier.some((third) => !agree(third, other)))));
    if (!is_sound) throw t("impossible_event", { file, id: id.slice(0, 8) });
  }
}

async function open_review(file) {
  if (!takes_decisions) return tell(why_not("accept", items[0].about));
  try {
    const events = events_in(file.name, await file.text());
    check_references(file.name, events);
    const added = events.filter(({ id }) => !known.has(id));
    added.forEach(keep_event);
    events_changed();
    tell([t("opened", { file: file.name, count: added.length, people: people_of(added) || "–" }),
          conflict_count() && t("conflicts", { count: conflict_count() })].filter(Boolean).join(" "));
  } catch (wrong) {
    tell(typeof wrong === "string" ? wrong : t("no_review_file", { file: file.name }));
  }
}

async function open_reviews(files) {
  for (const file of files) await open_review(file);
}

function listen_for_files() {
  by_id("open-review").addEventListener("click", () => by_id("review-files").click());
  by_id("review-files").addEventListener("change", async (event) => {
    await open_reviews(event.target.files);
    event.target.value = "";
  });
  const has_files = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => { if (has_files(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!has_files(event)) return;
    event.preventDefault();
    open_reviews([...event.dataTransfer.files]);
  });
}

// How far the review is: in the head, in the list, and what is in conflict.
function follow_progress(changed) {
  if (!changed.has("events")) return;
  const open = review.stands.filter(({ standing }) => standing === "conflict");
  by_id("progress").textContent = [t("decided", { done: decided_count(), all: items.length }),
    conflict_count() && t("conflicts", { count: conflict_count() })].filter(Boolean).join(" · ");
  by_id("conflicts").hidden = !conflict_count();
  redraw(by_id("conflict-list"),
    open.map((one) => html("li", {}, html("button", { type: "button", "data-item": one.item?.index, "data-key": "conflict " + one.key },
      html("strong", {}, html("bdi", {}, name_of(one.about))), " ", html("span", { class: "why" }, standing_in_words(one))))),
    review.contradictions.map(({ patient, control }) => html("li", {}, html("button", { type: "button", "data-item": item_by_key.get(key_of(patient)).index,
      "data-key": `contradiction ${key_of(patient)} ${key_of(control)}` }, t("contradiction", { patient: name_of(patient), control: name_of(control) })))));
  by_id("not-kept").hidden = store.kept || !takes_decisions;
}

// What the page says once: where no decisions are taken, of older records, and of what it does not know in the store.
function say_standing_matters() {
  const said = [!report.record_kept ? t("closed_no_record") : report.amends ? t("amends") : takes_decisions ? null : t("closed_reviewed"),
    ...(takes_decisions ? older_reviews().map(({ sha256, count }) => t("older_record", { count, sha256: sha256.slice(0, 12) })) : []),
    store.strange.size ? t("strange_entries", { count: store.strange.size }) : null].filter(Boolean);
  by_id("matters").replaceChildren(...said.map((text) => html("p", {}, text)));
  by_id("decision").classList.toggle("closed", !takes_decisions);
  for (const id of ["export", "open-review"]) by_id(id).hidden = !takes_decisions;
}
