// Puts the page to work: what the reviewer does, and what follows.
const filter_fields = [["filter-set", "set"], ["filter-state", "state"], ["filter-flag", "flag"], ["search", "search"]];

function follow_filters() {
  for (const [id, name] of filter_fields) {
    if (by_id(id).value !== choice[name]) by_id(id).value = choice[name];
  }
  for (const button of document.querySelectorAll("#counts [data-call]")) {
    button.setAttribute("aria-pressed", String(choice.state === "call:" + button.dataset.call));
  }
  for (const button of document.querySelectorAll("[data-signal]")) {
    button.setAttribute("aria-pressed", String(choice.signal === button.dataset.signal));
  }
  for (const button of document.querySelectorAll("[data-scale]")) {
    button.setAttribute("aria-pressed", String(choice.scale === button.dataset.scale));
  }
}

// What the page's own buttons and rows stand for.
const clicks = {
  subject: (index) => choose_subject(Number(index)),
  at: (index) => choose_well(Number(index)),
  call: (call) => choose({ state: choice.state === "call:" + call ? "" : "call:" + call, subject: null, well: null }),
  signal: (signal) => choose({ signal }),
  scale: (scale) => choose({ scale }),
};

function listen() {
  for (const [id, name] of filter_fields) {
    by_id(id).addEventListener("input", (event) => choose({ [name]: event.target.value, subject: null, well: null }));
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
  window.addEventListener("beforeprint", draw_paper);
}

draw_cells();
draw_chosen();
recall();
show_decisions();
followers.push(follow_filters, follow_lists, follow_plate, follow_chart, follow_detail);
follow_filters();
listen();
document.body.dataset.ready = "";
