// What was decided here as a review file, crossbreak/review/2, as `crossbreak review apply` takes it.
const review_schema = "crossbreak/review/2";

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
  const is_framed = window.top !== window;  // where no file may arrive, and nothing says so
  if (!is_framed) unsaved.clear();
  tell([t("exported", { file: link.download, time: local_time(new Date().toISOString()), done: decided_count(), all: items.length }),
        conflict_count() && t("conflicts", { count: conflict_count() }), is_framed && t("framed")].filter(Boolean).join(" "));
}
