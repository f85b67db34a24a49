/** Outline, legend and search: the same statements as the canvas, as text, for every kind of reader. */

const lines = [...document.querySelectorAll("#outline a")];

/** Fold a text for searching: case and width of letters make no difference. */
const fold = (text) => text.normalize("NFKC").toLowerCase();

const searchable = nodes.map((node) => fold([
  ...Object.values(texts[node.label]), ...node.evidence.map((span) => span.quote || ""),
].join("\n")));

/** Wire the outline; `choose` is called with the number of the line that was chosen. */
function startOutline(choose) {
  lines.forEach((line, number) => {
    line.tabIndex = number ? -1 : 0;
    line.addEventListener("click", (event) => {
      event.preventDefault();
      choose(Number(line.id.slice(1)), true);
    });
    line.addEventListener("focus", () => {
      for (const other of lines) other.tabIndex = other === line ? 0 : -1;
    });
  });
  document.getElementById("outline").addEventListener("keydown", walkOutline);
}

/** Arrow keys walk the lines that are shown; left goes to the line above in rank. */
function walkOutline(event) {
  const shown = lines.filter((line) => !line.parentElement.hidden);
  const at = shown.indexOf(document.activeElement);
  const rank = (line) => Number(line.parentElement.className.slice("level-".length));
  const moves = {
    ArrowDown: () => shown[at + 1],
    ArrowUp: () => shown[at - 1],
    ArrowRight: () => (shown[at + 1] && rank(shown[at + 1]) > rank(shown[at]) ? shown[at + 1] : null),
    ArrowLeft: () => shown.slice(0, at).reverse().find((line) => rank(line) < rank(shown[at])),
    Home: () => shown[0],
    End: () => shown[shown.length - 1],
  };
  if (at < 0 || !(event.key in moves)) return;
  event.preventDefault();
  const next = moves[event.key]();
  if (next) next.focus();
}

/** Boxes of the legend hide and show kinds. */
function startLegend(change) {
  const boxes = document.querySelectorAll("#legend input");
  for (const box of boxes) {
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) state.hidden.delete(box.value);
      else state.hidden.add(box.value);
      change();
    });
  }
}

/** The field finds statements by label in either language and by quote. */
function startSearch(change, choose) {
  const field = document.getElementById("search");
  field.value = "";
  field.addEventListener("input", () => {
    const wanted = fold(field.value.trim());
    state.found = wanted
      ? new Set(nodes.filter((node) => searchable[node.id].includes(wanted)).map((node) => node.id))
      : null;
    change();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || state.found === null) return;
    const first = nodes.find((node) => state.found.has(node.id) && isShown(node));
    if (first) choose(first.id, true);
  });
}

/** Show in the outline what filter and search leave, and say how much that is. */
function refreshOutline() {
  let shown = 0;
  for (const line of lines) {
    const node = nodes[Number(line.id.slice(1))];
    const visible = isShown(node) && (state.found === null || state.found.has(node.id));
    line.parentElement.hidden = !visible;
    shown += visible ? 1 : 0;
    if (node.id === state.selected) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  }
  for (const heading of document.querySelectorAll("#outline h2")) {
    heading.hidden = [...heading.nextElementSibling.children].every((item) => item.hidden);
  }
  const whole = state.found === null && !state.hidden.size;
  const count = state.found === null ? say("page.shown", { shown, all: nodes.length }) : say("page.found", { found: shown });
  document.getElementById("status").textContent = whole ? "" : count;
}
