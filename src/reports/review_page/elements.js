// Elements by tag, attributes and children. Text is only ever set as text: a name from the run is never
// read as markup.
const svg_namespace = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}
// A function is a listener: onclick, oninput.
const html = (tag, attributes = {}, ...children) =>
  filled(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) =>
  filled(document.createElementNS(svg_namespace, tag), attributes, children);
const by_id = (id) => document.getElementById(id);

// What assistive technology should say now; also shown for as long as it takes to read.
let told_until;
function tell(text) {
  by_id("told").textContent = text;
  clearTimeout(told_until);
  told_until = setTimeout(() => { by_id("told").textContent = ""; }, 4000 + 60 * text.length);
}
