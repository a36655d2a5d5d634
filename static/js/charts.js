// Draws the charts of a page from their Vega-Lite specifications. The tables beside them have the same numbers.
import { expressionInterpreter } from "vega-interpreter";

const words = { PNG_ACTION: "Lagre som PNG", SVG_ACTION: "Lagre som SVG", CLICK_TO_VIEW_ACTIONS: "Lagre diagrammet" };
// What is pointed at, in a box of the page's own: Vega's sets its place in a way that the policy forbids.
const box = document.createElement("div");
box.className = "chart-tip";
box.hidden = true;
document.body.append(box);
const tell = (event, value) => {
  box.hidden = !value;
  if (!value) return;
  const lines = typeof value === "object" ? Object.entries(value) : [["", value]];
  box.replaceChildren(
    ...lines.map(([name, text]) => {
      const line = document.createElement("p");
      const said = String(text).replaceAll("|", " "); // where a label on the axis is broken
      line.textContent = name.trim() ? `${name}: ${said}` : said;
      return line;
    }),
  );
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(4, Math.min(event.clientY + 14, innerHeight - height - 8))}px`;
};

const options = {
  ast: true, // no code is made from text, so the page's security policy holds
  expr: expressionInterpreter,
  renderer: "canvas",
  defaultStyle: false,
  logLevel: window.vega.Error,
  tooltip: (_handler, event, _item, value) => tell(event, value),
  actions: { export: true, source: false, compiled: false, editor: false },
  i18n: words,
};

// Where there is room, names on few lines and larger letters; the specification is as for a telephone.
const ROOM = 700;
const widen = (part) => {
  if (Array.isArray(part)) return part.forEach(widen);
  if (!part || typeof part !== "object") return;
  if (part.mark?.type === "text") part.mark.fontSize = 13;
  if (part.labelLimit) part.labelLimit = 340;
  if (part.height?.step) part.height.step *= 1.25;
  Object.values(part).forEach(widen);
};
const fitted = (specification, place) => {
  if (place.clientWidth < ROOM) return specification;
  for (const row of specification.data.values)
    for (const name of ["label", "task"]) row[name] = row[`${name}_wide`] ?? row[name];
  widen(specification);
  for (const part of ["axis", "legend"]) Object.assign(specification.config[part], { labelFontSize: 14, titleFontSize: 14 });
  return specification;
};

const draw = () => {
  const found = document.getElementById("diagrammer");
  if (!found) return;
  const specifications = JSON.parse(found.textContent);
  for (const place of document.querySelectorAll("[data-chart]:not([data-drawn])")) {
    const specification = specifications[place.dataset.chart];
    if (!specification) continue;
    place.dataset.drawn = "yes";
    window.vegaEmbed(place, fitted(specification, place), { ...options, downloadFileName: place.dataset.chart });
  }
};

draw();
document.addEventListener("htmx:afterSwap", draw);
