/** The timeline as a picture: the axis, then every commitment under its day. */

const DUE_COLUMNS = 4;
const DUE_WIDTH = 312;
const DUE_GAP = 10;

/** @param {Colours} colours @param {number} room height in pixels @returns {Picture} */
function drawTimeline(colours, room) {
  const nodes = listMatches().filter((node) => graph.kind[node] === "target");
  const dated = nodes.filter((node) => !Number.isNaN(timeOf(node)));
  const undated = nodes.filter((node) => Number.isNaN(timeOf(node)));
  const width = DUE_COLUMNS * DUE_WIDTH + (DUE_COLUMNS - 1) * DUE_GAP;
  const groups = groupByDay(dated);
  const parts = dated.length ? paintAxis(makeAxis(dated, groups, width), colours) : [];
  let y = dated.length ? AXIS_HEIGHT + 8 : 0;
  let drawn = 0;
  for (const [day, group_] of [...groups, ...(undated.length ? [/** @type {[string, number[]]} */ (["", undated])] : [])]) {
    const due = drawDue(day, group_, y, room, colours);
    parts.push(...due.parts);
    drawn += due.drawn;
    y = due.bottom;
    if (due.drawn < group_.length) break;
  }
  if (!nodes.length) parts.push(writeLine(say("timeline.empty"), 0, (y += 40) - 14, 14, colours.soft));
  return { width, height: y, parts, legend: explainVerdicts(dated, colours), left: nodes.length - drawn };
}

/** The looks that the page gives to the parts of the axis, as attributes. @param {Colours} colours @returns {Record<string, Record<string, string|number>>} */
const axisLooks = (colours) => ({
  period: { fill: colours.lane }, "shade-1": { fill: colours.card },
  "period-name": { fill: colours.soft, "font-size": 12, "font-weight": 600 }, year: { fill: colours.soft, "font-size": 12 },
  tick: { stroke: colours.rule }, bar: { fill: colours["kind-target"] },
  today: { stroke: colours.accent, "stroke-width": 2, "stroke-dasharray": "4 3" },
  "today-name": { fill: colours.accent, "font-size": 12, "font-weight": 600 },
});

/** @param {SVGSVGElement} axis @param {Colours} colours @returns {SVGElement[]} */
function paintAxis(axis, colours) {
  const looks = axisLooks(colours);
  const parts = /** @type {SVGElement[]} */ ([...axis.children]);
  for (const element of parts) {
    if (element.classList.contains("dot")) {
      const verdict = [...element.classList].find((name) => name.startsWith("verdict-")) || "verdict-none";
      setAll(element, paintDot(verdict.replace("verdict-", ""), colours));
    }
    for (const name of element.classList) setAll(element, looks[name] || {});
    element.removeAttribute("class");
  }
  const { width, height } = { width: axis.getAttribute("width"), height: axis.getAttribute("height") };
  return [draw("rect", { width, height, rx: 6, fill: colours.card, stroke: colours.edge }), ...parts];
}

/** A day with what falls due, in rows. @param {string} day @param {number[]} nodes @param {number} top @param {number} room @param {Colours} colours */
function drawDue(day, nodes, top, room, colours) {
  /** @type {SVGElement[]} */
  const parts = [writeLine(`${day || say("timeline.undated")} (${nodes.length})`, 0, top + 24, 16, colours.ink, 700)];
  let y = top + 36;
  let drawn = 0;
  while (drawn < nodes.length) {
    const row = nodes.slice(drawn, drawn + DUE_COLUMNS).map((node) => measureItem(node));
    const height = Math.max(...row.map(({ lines, notes }) => lines.length * SMALL_LINE + notes.length * 16)) + 18;
    if (y + height > room) break;
    row.forEach((item, at) => parts.push(...drawItem(item, at * (DUE_WIDTH + DUE_GAP), y, height, colours)));
    y += height + DUE_GAP;
    drawn += row.length;
  }
  return { parts: drawn ? parts : [], drawn, bottom: drawn ? y + 4 : top };
}

/** @param {number} node */
function measureItem(node) {
  const lines = wrap(pick(nameFor(node)).text, (DUE_WIDTH - 50) / 13.8, MOST_LINES);
  const verdict = pick(graph.verdicts.get(graph.verdict[node])).text;
  const place = graph.deadline[node] ? "" : joinTexts(graph.places[node]);
  return { node, lines, notes: wrap(verdict || place, (DUE_WIDTH - 50) / 12.6, 2) };
}

/** @param {ReturnType<typeof measureItem>} item @param {number} x @param {number} y @param {number} height @param {Colours} colours */
function drawItem({ node, lines, notes }, x, y, height, colours) {
  const isChosen = node === state.selected;
  const fill = colours[`verdict-${graph.verdict[node] || "none"}`];
  return [
    draw("rect", { class: "card", x, y, width: DUE_WIDTH, height, rx: 5, fill: colours.card, stroke: isChosen ? colours.accent : colours.edge, "stroke-width": isChosen ? 2.5 : 1 }),
    drawSign("target", x + 10, y + 9, colours),
    writeLines(lines, x + 34, y + 21, { size: SMALL, step: SMALL_LINE, fill: colours.ink, lang: pick(nameFor(node)).lang }),
    ...(notes.length ? [writeLines(notes, x + 34, y + 20 + lines.length * SMALL_LINE, { size: 12, step: 16, fill, weight: graph.verdict[node] ? 600 : 400 })] : []),
  ];
}
