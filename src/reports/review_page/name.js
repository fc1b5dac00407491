// Who decides: the name is typed once, and kept for the tab.
const reviewer = () => by_id("reviewer").value.trim();

// A tab is one person's: loaded again it has its own name, whatever another tab was told since; a new tab has the last.
const name_key = "crossbreak reviewer";
function keep_name() {
  put(name_key, reviewer(), true);
  try {
    sessionStorage.setItem(name_key, reviewer());
  } catch {
    // as with the store, which the page tells of
  }
}
function kept_name() {
  try {
    return sessionStorage.getItem(name_key) ?? stored(name_key) ?? "";
  } catch {
    return "";
  }
}

// The name is typed once; what asked for it is done then, and the focus goes back.
let after_name = null;
function ask_name(then) {
  after_name = { then, back: focus_now() };
  tell(t(reviewer() ? "no_name" : "name_first"));
  by_id("reviewer").focus();
}
function name_given() {
  if (reviewer() && !is_person_name(reviewer())) return tell(t("no_name"));
  keep_name();
  const waiting = after_name;
  after_name = null;
  if (waiting) focus_back(waiting.back);
  else by_id("reviewer").blur();
  if (waiting && reviewer()) waiting.then();
  follow_form(new Set(["events"]));
}
