// Lines of a list can be dragged into another order; without script or mouse each line has its own buttons.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-order]")) {
    let held = null;
    const lines = () => [...form.querySelectorAll("li[data-code]")];
    const order = () => lines().map((line) => line.dataset.code).join(",");
    let before = order();
    for (const line of lines()) line.draggable = true;
    form.addEventListener("dragstart", (event) => {
      held = event.target.closest("li[data-code]");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", held?.dataset.code ?? ""); // without it some browsers drag nothing
      held?.classList.add("held");
    });
    form.addEventListener("dragover", (event) => {
      const over = event.target.closest("li[data-code]");
      if (!held || !over) return;
      event.preventDefault(); // the line may be let go here
      const box = over.getBoundingClientRect();
      if (over !== held) over[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
    });
    form.addEventListener("drop", (event) => event.preventDefault());
    form.addEventListener("dragend", () => {
      held?.classList.remove("held");
      held = null;
      if (order() === before) return;
      before = order();
      form.elements.rekkefolge.value = before;
      form.submit();
    });
  }
})();
