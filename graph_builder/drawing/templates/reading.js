/** Reading the source: the place where the reader is, and the keyboard among its marks. */

let waitingForPlace = 0;
/** How far the page itself has scrolled last: no place that the reader has gone to. */
let settledAt = -1;

/** Show another choice in the text that is open already; false when another text is wanted. @param {HTMLElement} stage */
function markSource(stage) {
  const { selected } = state;
  if (selected >= 0 && graph.document[selected] !== shownSource) return false;
  for (const mark of stage.querySelectorAll("mark[data-nodes]")) {
    mark.classList.toggle("chosen", (mark.getAttribute("data-nodes") || "").split(" ").includes(String(selected)));
  }
  markChosen(stage);
  const chosen = listChosen(stage);
  if (chosen.length && !chosen.some((mark) => isInView(stage, mark))) chosen[0].scrollIntoView({ block: "center" });
  return true;
}

/** @param {HTMLElement} stage @returns {HTMLElement[]} */
const listChosen = (stage) => [...stage.querySelectorAll("mark.chosen, .item[aria-current]")].filter((mark) => mark instanceof HTMLElement);

/** Bring the evidence of the chosen statement into view. @param {HTMLElement} stage */
function showMark(stage) {
  const [chosen] = listChosen(stage);
  if (chosen) settle(stage, () => chosen.scrollIntoView({ block: "center" }));
}

/** Scroll, and again when what has come near is laid out: paragraphs out of view have a guessed height. @param {HTMLElement} stage @param {() => void} scroll */
function settle(stage, scroll) {
  const act = () => {
    scroll();
    settledAt = stage.scrollTop;
  };
  act();
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** The parts of the source that a place can be named by. @param {HTMLElement} stage @returns {HTMLElement[]} */
const listPlaces = (stage) => [...stage.querySelectorAll("[data-start]")].filter((place) => place instanceof HTMLElement);

/** Lead to the place that the address names; false when it names none. @param {HTMLElement} stage */
function showPlace(stage) {
  const place = state.place < 0 ? undefined : listPlaces(stage).findLast(({ dataset }) => Number(dataset.start) <= state.place);
  if (!place) return false;
  settle(stage, () => {
    stage.scrollTop += place.getBoundingClientRect().top - stage.getBoundingClientRect().top - heightOfBar(stage);
  });
  return true;
}

/** @param {HTMLElement} stage */
const heightOfBar = (stage) => stage.querySelector(".bar")?.clientHeight || 0;

/** Let the address name the place that is read, when the reader has come to rest. @param {HTMLElement} stage */
function keepReading(stage) {
  clearTimeout(waitingForPlace);
  waitingForPlace = window.setTimeout(() => {
    if (state.view !== "source" || stage.scrollTop === settledAt) return;
    const top = stage.getBoundingClientRect().top + heightOfBar(stage);
    const place = listPlaces(stage).find((one) => one.getBoundingClientRect().bottom > top + 4);
    state.place = place && stage.scrollTop > 0 ? Number(place.dataset.start) : -1;
    writeAddress();
  }, 200);
}

/** Tab leads to one mark of the text, up and down from mark to mark. @param {HTMLElement} stage @param {HTMLElement} body */
function startReading(stage, body) {
  const marks = [...body.querySelectorAll("mark")];
  const first = listChosen(stage)[0] || marks[0];
  if (first) first.tabIndex = 0;
  body.addEventListener("keydown", (event) => {
    const held = event.target;
    if (!(held instanceof HTMLElement) || held.localName !== "mark") return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(Number(held.dataset.node), true);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && marks[marks.indexOf(held) + step];
    if (!next) return;
    event.preventDefault();
    held.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
