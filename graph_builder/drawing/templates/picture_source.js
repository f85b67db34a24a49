/** The source as a picture: the text in lines with its evidence marked, or the quotes. */

const SOURCE_WIDTH = 760;
const SOURCE_SIZE = 16;
const SOURCE_LINE = 30;

/** @param {Colours} colours @param {number} room height in pixels @returns {Promise<Picture>} */
async function drawSource(colours, room) {
  const row = graph.documents[shownSource];
  if (!row) return { width: SOURCE_WIDTH, height: 40, parts: [writeLine(sayNothing(), 0, 26, 14, colours.soft)], legend: [] };
  const all = await loadMarks(shownSource);
  const marks = all.filter(({ node }) => result.shown[node]);
  const text = await loadSource(shownSource);
  const title = [pick(row.label).text, row.issued].filter(Boolean).join(say("cite.separator"));
  const clauses = marks.filter(({ role }) => role === "clause");
  const note = text || !clauses.length ? title : joinSentences([say("export.counted", { matches: title }), countClauses(clauses)]);
  const picture = text ? drawText(text, marks, room, colours) : drawQuotes(clauses, room, colours);
  const roles = ["clause", "value", "deadline", "citation"].filter((role) => marks.some((mark) => mark.role === role));
  const legend = roles.map((role) => ({
    name: say(`page.role.${role}`),
    draw: (/** @type {number} */ x, /** @type {number} */ y) => [
      draw("rect", { x, y: y - 8, width: 20, height: 14, fill: colours[ROLE_FILL[role]] || "none" }),
      draw("path", { d: `M${x} ${y + 7}h20`, stroke: colours.rule, "stroke-width": 2 })],
  }));
  return { width: SOURCE_WIDTH, note, legend: text ? legend : explainKinds(clauses.map(({ node }) => node), colours), ...picture };
}

/** @type {Record<string, string>} */
const ROLE_FILL = { value: "value", deadline: "deadline", citation: "cited" };

/** @typedef {{signs: string[], start: number}} TextLine a line and the offset of its first code point */

/** The text in lines no wider than the picture; each paragraph ends with an empty one. @param {string} text @param {number} most width of a line in ems @returns {TextLine[]} */
function breakText(text, most) {
  /** @type {TextLine[]} */
  const lines = [];
  let start = 0;
  for (const paragraph of text.split("\n")) {
    const signs = Array.from(paragraph);
    if (signs.some((sign) => sign.trim())) lines.push(...breakParagraph(signs, start, most), { signs: [], start: start + signs.length });
    start += signs.length + 1;
  }
  return lines;
}

/** @param {string[]} signs @param {number} start @param {number} most width of a line in ems @returns {TextLine[]} */
function breakParagraph(signs, start, most) {
  const lines = [];
  let from = 0;
  let used = 0;
  /** After which sign the line may break. */
  let gap = 0;
  for (let at = 0; at < signs.length; at += 1) {
    used += measureSign(signs[at]);
    const isWide = (signs[at].codePointAt(0) || 0) >= WIDE;
    if (isWide && at > from && !/[\p{Pe}\p{Pf}\p{Po}]/u.test(signs[at])) gap = at;
    if (used > most && at > from) {
      const end = gap > from ? gap : at;
      lines.push({ signs: signs.slice(from, end), start: start + from });
      from = end;
      used = signs.slice(from, at + 1).reduce((sum, sign) => sum + measureSign(sign), 0);
    }
    if (signs[at] === " ") gap = at + 1;
  }
  lines.push({ signs: signs.slice(from), start: start + from });
  return lines;
}

/** @param {string} text @param {Mark[]} marks @param {number} room @param {Colours} colours */
function drawText(text, marks, room, colours) {
  const all = breakText(text, SOURCE_WIDTH / SOURCE_SIZE / 1.02);
  const most = Math.max(1, Math.floor(room / SOURCE_LINE));
  const chosen = marks.find(({ node, role }) => node === state.selected && role === "clause");
  // Too long a text begins where the chosen statement is proved.
  const found = all.length > most && chosen ? all.findIndex(({ signs, start }) => start + signs.length > chosen.start) : 0;
  const first = Math.max(0, Math.min(found - 4, all.length - most));
  const lines = all.slice(first, first + most);
  const parts = [];
  let y = 0;
  for (const line of lines) {
    if (line.signs.length) parts.push(...drawTextLine(line, marks, y, colours));
    y += line.signs.length ? SOURCE_LINE : SOURCE_LINE / 2;
  }
  const left = all.length - lines.length;
  return { height: y, parts, ...(left ? { note: say("source.part", { from: lines[0].start, to: lines[lines.length - 1].start }) } : {}) };
}

/** A line with what is marked in it behind the letters. @param {TextLine} line @param {Mark[]} marks @param {number} top @param {Colours} colours */
function drawTextLine({ signs, start }, marks, top, colours) {
  const end = start + signs.length;
  const reach = [0];
  for (const sign of signs) reach.push(reach[reach.length - 1] + measureSign(sign) * SOURCE_SIZE);
  const width = reach[signs.length];
  const under = marks.filter((mark) => mark.start < end && mark.end > start).flatMap((mark) => {
    const [left, right] = [reach[Math.max(0, mark.start - start)], reach[Math.min(signs.length, mark.end - start)]];
    const isChosen = mark.node === state.selected;
    return [
      ROLE_FILL[mark.role] && draw("rect", { x: left, y: top, width: right - left, height: 24, fill: colours[ROLE_FILL[mark.role]] }),
      draw("path", { d: `M${left} ${top + 25}H${right}`, stroke: isChosen ? colours.accent : colours.rule, "stroke-width": isChosen ? 4 : 2 }),
    ];
  });
  // As wide as it was measured, so that marks fit in a viewer with another font.
  const text = draw("text", { x: 0, y: top + 18, "font-size": SOURCE_SIZE, fill: colours.ink, textLength: width > 0 ? width : null }, clean(signs.join("")));
  return /** @type {SVGElement[]} */ ([...under.filter(Boolean), text]);
}

/** @param {Mark[]} clauses @param {number} room @param {Colours} colours */
function drawQuotes(clauses, room, colours) {
  const parts = [];
  const language = graph.documents[shownSource].language || undefined;
  let y = 0;
  let drawn = 0;
  for (const mark of clauses) {
    const name = pick(nameFor(mark.node));
    const written = mark.quote ? say("page.quoted", mark) : name.text;
    const lines = breakText(written, (SOURCE_WIDTH - 60) / 14.6).map(({ signs }) => signs.join("")).filter(Boolean);
    const place = mark.quote ? `${name.text} · ${placeClause(mark)}` : placeClause(mark);
    const height = lines.length * 21 + 38;
    if (y + height > room) break;
    parts.push(
      draw("rect", { class: "card", y, width: SOURCE_WIDTH, height, rx: 5, fill: colours.card, stroke: mark.node === state.selected ? colours.accent : colours.edge }),
      drawSign(graph.kind[mark.node], 12, y + 12, colours),
      writeLines(lines, 38, y + 25, { size: 14, step: 21, fill: mark.quote ? colours.ink : colours.soft, lang: mark.quote ? language : name.lang }),
      writeLine(wrap(place, (SOURCE_WIDTH - 60) / 12.6, 1)[0], 38, y + height - 12, 12, colours.soft));
    y += height + 8;
    drawn += 1;
  }
  if (!clauses.length) parts.push(writeLine(say("source.no_quotes"), 0, (y += 40) - 14, 14, colours.soft));
  return { height: y, parts, left: clauses.length - drawn };
}
