// Review files that are opened, one's own and other reviewers': whole or not at all.
// The events of a review file's text; throws what is wrong with it, in words.
async function events_in(file, text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw t("no_review_file", { file });
  }
  const list = { [review_schema]: content?.events, [first_review_schema]: content?.decisions }[content?.schema];
  if (!Array.isArray(list)) throw t("no_review_file", { file });
  if (content.record_sha256 !== report.called_sha256) {
    throw t("other_record", { file, theirs: String(content.record_sha256).slice(0, 12), ours: report.called_sha256.slice(0, 12) });
  }
  const events = content.schema === review_schema ? list.map((value) => whole_event(file, value)) : await first_events(file, list);
  for (const event of events) {
    if (known.has(event.id) && JSON.stringify(known.get(event.id)) !== JSON.stringify(event)) throw t("changed_event", { file, id: event.id.slice(0, 8) });
  }
  return events;
}

function whole_event(file, value) {
  const event = event_of(value);
  if (!event) throw t("impossible_event", { file, id: String(value?.id).slice(0, 8) });
  return event;
}

// Every event that others replace or take back must be there, and be one that they can.
function check_references(file, events) {
  const by_event = new Map([...known.values(), ...events].map((event) => [event.id, event]));
  for (const { id, by, action, subject, replaces } of events) {
    const earlier = replaces.map((one) => by_event.get(one));
    const key = key_of(subject);
    // Where two differ, each of them differs from one.
    const differ = earlier.every(Boolean) && earlier.some((other) => !agree(other, earlier[0]));
    const is_sound = earlier.every((other) => other && other.id !== id && other.action !== "withdraw" && key_of(other.subject) === key
      && (action === "withdraw" ? is_same_person(by, other.by)
        : other.action !== "comment" && (is_same_person(by, other.by) || differ)));
    if (!is_sound) throw t("impossible_event", { file, id: id.slice(0, 8) });
  }
}

async function open_review(file) {
  if (!takes_decisions) return tell(why_not("accept", items[0].about));
  try {
    const events = await events_in(file.name, await file.text());
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
