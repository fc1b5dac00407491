// The focus outlives what is drawn anew: an element that takes its place has its id or its data-key.
function focus_now() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  return { element, id: element.id, key: element.dataset.key, within: element.parentElement?.closest("[id]")?.id };
}
function focus_back(place) {
  if (!place) return document.activeElement?.blur();
  const { element, id, key, within } = place;
  const now = element.isConnected && element.checkVisibility() ? element
    : id ? by_id(id) : key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  const stand_in = now ?? (within && by_id(within));
  if (stand_in && !now && stand_in.tabIndex < 0) stand_in.tabIndex = -1;
  stand_in?.focus({ preventScroll: true });
}

// Puts other children into a place, and the focus back where it was in it.
function redraw(place, ...children) {
  const focus = place.contains(document.activeElement) && focus_now();
  place.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  if (focus) focus_back({ ...focus, within: place.id || focus.within });
}
