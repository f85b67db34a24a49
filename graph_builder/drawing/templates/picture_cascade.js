/** The cascade as a picture: every card and link, or as many from the top as fit. */

const PICTURE_WIDTH = 1320;

/** @param {Colours} colours @param {number} room height in pixels @returns {Picture} */
function drawCascade(colours, room) {
  const layout = layOut(result.shown, PICTURE_WIDTH);
  const head = 28;
  const { cards, lines, left } = cutCascade(layout, room - head);
  const chain = findChain();
  const height = Math.min(layout.height, room - head);
  const parts = [
    ...layout.columns.flatMap((x, column) => (layout.filled[column] ? [writeLine(say(COLUMN_NAMES[column]), x, 14, SMALL, colours.soft, 700)] : [])),
    draw("g", { transform: `translate(0 ${head})` },
      ...layout.headings.filter(({ y, height: own }) => y + own <= height).flatMap((heading) => drawHeading(heading, layout.width, colours)),
      ...lines.map((line) => drawLink(layout, line, chain, colours)),
      ...cards.flatMap((card) => drawCard(card, chain, colours))),
  ];
  if (!cards.length) parts.push(writeLine(sayNothing(), EDGE, head + 30, 14, colours.soft));
  const legend = [...explainKinds(cards.map(({ node }) => node), colours), ...explainLines(lines.map(({ basis }) => basis), colours)];
  return { width: layout.width, height: Math.max(height, 40) + head, parts, legend, left };
}

/** Cards that end above a height, and the links among them. @param {Layout} layout @param {number} height */
function cutCascade(layout, height) {
  const isWhole = (/** @type {Card} */ card) => card.y + card.height <= height;
  const cards = layout.cards.filter(isWhole);
  const cut = layout.cards.filter((card) => !isWhole(card) && card.y <= height);
  const leadsToCut = (/** @type {number[]} */ points) => {
    const [x, y] = points.slice(-2);
    return cut.some((card) => card.x === x && card.y <= y && y <= card.y + card.height);
  };
  const lines = [...layout.lines, ...layout.spans].filter(({ points }) => (
    points.every((value, at) => at % 2 === 0 || value <= height) && !leadsToCut(points)
  ));
  const drawn = new Set(cards.map(({ node }) => node));
  return { cards, lines, left: new Set(layout.cards.map(({ node }) => node)).size - drawn.size };
}

/** @param {Heading} heading @param {number} width @param {Colours} colours */
function drawHeading({ y, height, text, rank, node }, width, colours) {
  const { text: name, lang } = pick(text);
  const size = rank ? 15 : 17;
  const [line] = wrap(name, (width - 2 * EDGE - 40) / size / 1.06, 1);
  const back = rank ? draw("rect", { x: EDGE, y, width: width - 2 * EDGE, height, rx: 6, fill: colours.lane })
    : draw("path", { d: `M${EDGE} ${y + height}h${width - 2 * EDGE}`, stroke: colours.edge, "stroke-width": 2 });
  const left = EDGE + (rank ? 14 : 2);
  const end = left + measureText(line || "") * size * 1.08 + 16;
  const [sum] = node < 0 ? [] : wrap(sumTargets(node), (width - EDGE - end) / SMALL / 1.02, 1);
  return [back, writeLines([line || ""], left, y + 27, { size, fill: colours.ink, weight: 700, lang }),
    ...(sum ? [writeLine(sum, end, y + 27, SMALL, colours.soft)] : [])];
}

/** @param {Layout} layout @param {Line} line @param {Set<number>|null} chain @param {Colours} colours */
function drawLink(layout, line, chain, colours) {
  const isTied = chain !== null && chain.has(line.from) && chain.has(line.to);
  return draw("path", { class: "link", d: trace(isTied ? followUp(layout, line) : line.points, -1e6, 1e6), fill: "none",
    stroke: isTied ? colours.accent : colours.rule, "stroke-width": isTied ? 2.8 : 1.6, "stroke-dasharray": DASH[line.basis] });
}

/** @param {Card} card @param {Set<number>|null} chain @param {Colours} colours */
function drawCard(card, chain, colours) {
  const { node, x, y, width, height, brief } = card;
  const { lang, text } = pick(nameFor(node));
  const lines = brief ? wrap(text, (width - 49) / EM, 1) : linesOf(node, width);
  const isPlain = brief || result.shown[node] === CONTEXT;
  const isBold = !brief && ["goal", "directive"].includes(graph.kind[node]);
  const isChosen = node === state.selected;
  const edge = isChosen ? colours.accent : chain && chain.has(node) ? colours.rule : colours.edge;
  return [
    draw("rect", { class: "card", x, y, width, height, rx: 5, fill: isPlain ? colours.paper : colours.card, stroke: edge,
      "stroke-width": isChosen ? 2.5 : 1, "stroke-dasharray": brief ? "4 3" : null }),
    draw("path", { d: `M${x + 2} ${y + 1}v${height - 2}`, stroke: colours[`kind-${graph.kind[node]}`], "stroke-width": 4 }),
    drawSign(graph.kind[node], x + 11, y + 10, colours),
    writeLines(lines, x + 33, y + 22, { size: EM, step: LINE_HEIGHT, fill: colours.ink, weight: isBold ? 600 : 400, lang }),
    ...(brief ? [] : drawNotes(card, y + 21 + lines.length * LINE_HEIGHT, colours)),
  ];
}

/** What stands below the label: verdict or giver, then directives. @param {Card} card @param {number} base @param {Colours} colours */
function drawNotes({ node, x, width, tags }, base, colours) {
  const notes = noteLines(node, width);
  const verdict = graph.verdict[node];
  const style = { size: 12, step: NOTE_HEIGHT, fill: verdict ? colours[`verdict-${verdict}`] : colours.soft, weight: verdict ? 600 : 400 };
  const top = base + notes.length * NOTE_HEIGHT;
  const named = tags.slice(0, MOST_TAGS).flatMap((edge, at) => {
    const { text, lang } = pick(labelOf(graph.edges.to[edge]));
    const [line] = wrap(text, (width - 68) / 12 / 1.05, 1);
    const y = top + at * TAG_HEIGHT;
    return [drawSign("directive", x + 33, y - 9, colours, 0.65), writeLines([line || ""], x + 48, y, { size: 12, fill: colours.soft, lang })];
  });
  const rest = tags.length - MOST_TAGS;
  return [
    ...(notes.length ? [writeLines(notes, x + 33, base, style)] : []), ...named,
    ...(rest > 0 ? [writeLine(`+${rest}`, x + 33, top + MOST_TAGS * TAG_HEIGHT, 12, colours.soft)] : []),
  ];
}
