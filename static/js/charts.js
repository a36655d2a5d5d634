// Draws the charts of a page from their Vega-Lite specifications. The tables beside them have the same numbers.
import { expressionInterpreter } from "vega-interpreter";

const words = { PNG_ACTION: "Lagre som PNG", SVG_ACTION: "Lagre som SVG", CLICK_TO_VIEW_ACTIONS: "Lagre diagrammet" };
const options = {
  ast: true, // no code is made from text, so the page's security policy holds
  expr: expressionInterpreter,
  renderer: "svg",
  defaultStyle: false,
  logLevel: window.vega.Error,
  tooltip: { disableDefaultStyle: true },
  actions: { export: true, source: false, compiled: false, editor: false },
  i18n: words,
};

const draw = () => {
  const found = document.getElementById("diagrammer");
  if (!found) return;
  const specifications = JSON.parse(found.textContent);
  for (const place of document.querySelectorAll("[data-chart]:not([data-drawn])")) {
    const specification = specifications[place.dataset.chart];
    if (!specification) continue;
    place.dataset.drawn = "yes";
    window.vegaEmbed(place, specification, { ...options, downloadFileName: place.dataset.chart });
  }
};

draw();
document.addEventListener("htmx:afterSwap", draw);
document.addEventListener("htmx:historyRestore", () => {
  // What the browser remembered has the drawing but not its life: it is drawn again.
  for (const place of document.querySelectorAll("[data-drawn]")) {
    place.replaceChildren();
    delete place.dataset.drawn;
  }
  draw();
});
