// Puts the page to work: what the reviewer does, and what follows.
const filter_fields = [["filter-set", "set"], ["filter-state", "state"], ["filter-flag", "flag"], ["search", "search"]];

// Whether a button that stands for this is pressed.
const pressed = {
  call: (call) => choice.state === "call:" + call,
  filter: (name) => choice[name],
  signal: (signal) => choice.signal === signal,
  scale: (scale) => choice.scale === scale,
  overlay: () => choice.overlay,
};

function follow_filters() {
  for (const [id, name] of filter_fields) {
    if (by_id(id).value !== choice[name]) by_id(id).value = choice[name];
  }
  for (const [name, is_pressed] of Object.entries(pressed)) {
    for (const button of document.querySelectorAll(`[data-${name}]`)) {
      button.setAttribute("aria-pressed", String(is_pressed(button.dataset[name])));
    }
  }
}

// What the page's own buttons and rows stand for.
const clicks = {
  subject: (index) => choose_subject(Number(index)),
  item: (index) => choose_item(Number(index)),
  at: (index) => choose_well(Number(index)),
  filter: (name) => choose({ [name]: !choice[name], subject: null, well: null, item: null }),
  action: (action) => form_actions[action](),
  call: (call) => choose({ state: choice.state === "call:" + call ? "" : "call:" + call, subject: null, well: null, item: null }),
  signal: (signal) => choose({ signal }),
  scale: (scale) => choose({ scale }),
  zoom: (factor) => zoom(Number(factor)),
  overlay: () => choose({ overlay: !choice.overlay }),
};

function listen() {
  for (const [id, name] of filter_fields) {
    by_id(id).addEventListener("input", (event) => choose({ [name]: event.target.value, subject: null, well: null, item: null }));
  }
  by_id("filters").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    for (const [name, act] of Object.entries(clicks)) {
      const asked = event.target.closest(`[data-${name}]`);
      if (asked) act(asked.dataset[name]);
    }
  });
  document.addEventListener("keydown", on_key);
  by_id("clear").addEventListener("click", choose_all);
  by_id("print").addEventListener("click", () => window.print());
  by_id("export").addEventListener("click", export_decisions);
  by_id("open-help").addEventListener("click", open_help);
  by_id("asked").addEventListener("submit", (event) => {
    event.preventDefault();
    save_asked();
  });
  by_id("asked").addEventListener("keydown", (event) => {  // which would open the list
    if (event.key !== "Enter" || !event.target.matches("select")) return;
    event.preventDefault();
    save_asked();
  });
  by_id("who").addEventListener("submit", (event) => {
    event.preventDefault();
    name_given();
  });
  by_id("reviewer").addEventListener("change", () => draw_form());
  by_id("go-on").addEventListener("change", ({ target }) => put("crossbreak go on", String(target.checked), true));
  listen_for_files();
  window.addEventListener("beforeprint", draw_paper);
  window.addEventListener("storage", look_again);
  window.addEventListener("focus", look_again);
  window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
}

draw_cells();
draw_chosen();
read_store();
by_id("reviewer").value ||= kept_name();
by_id("go-on").checked = stored("crossbreak go on") !== "false";
followers.push(follow_filters, follow_lists, follow_progress, follow_plate, follow_chart, follow_detail, follow_form);
say_standing_matters();
events_changed();
listen();
document.body.dataset.ready = "";
document.removeEventListener("keydown", keep_early);
early_keys.forEach(on_key);
