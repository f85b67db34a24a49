/** How a label breaks into lines, without laying it out, which would be slow for many. */

const WIDE = 0x2e80;
/** A wide mark that ends what stands before it. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}]$/u;
/** A wide sign at the end of a line of several. */
const WIDE_END = /(?<=.)[\u2e80-\u{10ffff}]$/u;
/** The font of the page, so that what is measured is what is drawn. */
const FONT = '"Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
/** Widths of signs in ems, each measured once. @type {Map<string, number>} */
const widths = new Map();
const gauge = document.createElement("canvas").getContext("2d");

/** What a style of the reader's own adds to each sign and each space, in ems. */
const spacing = { letter: 0, word: 0 };

/** The width of a sign in ems, with the space behind it. @param {string} sign */
const measureSign = (sign) => measureBare(sign) + spacing.letter + (sign === " " ? spacing.word : 0);

/** @param {string} sign */
function measureBare(sign) {
  const known = widths.get(sign);
  if (known !== undefined) return known;
  const code = sign.codePointAt(0) || 0;
  let width = 1;
  if (gauge && code < WIDE) {
    gauge.font = `100px ${FONT}`;
    width = gauge.measureText(sign).width / 100;
  }
  widths.set(sign, width);
  return width;
}

/**
 * At most `most` lines of at most `room` ems; what does not fit ends in an ellipsis.
 * @param {string} text
 * @param {number} room
 * @param {number} most
 */
function wrap(text, room, most) {
  const lines = [];
  let line = "";
  let used = 0;
  let word = "";
  let wide = 0;
  const close = () => {
    const bare = word.endsWith(" ") ? wide - measureSign(" ") : wide;
    if (used + bare > room && line) {
      // No line begins with a mark that closes: it takes the wide sign before it along.
      const [held] = CLOSING.test(word) ? WIDE_END.exec(line) || [""] : [""];
      lines.push(line.slice(0, line.length - held.length).trimEnd());
      line = held + word.trimStart();
      used = measureText(held) + wide;
    } else {
      line += word;
      used += wide;
    }
    word = "";
    wide = 0;
  };
  for (const sign of text) {
    const width = measureSign(sign);
    const isWide = (sign.codePointAt(0) || 0) >= WIDE;
    // A word that is longer than a line is cut.
    if (isWide || wide + width > room) close();
    word += sign;
    wide += width;
    if (sign === " " || sign === "-" || isWide) close();
    if (lines.length > most) break;
  }
  close();
  if (line) lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${Array.from(lines[most - 1]).slice(0, -1).join("")}…`];
}

/** The width of a line in ems. @param {string} text */
const measureText = (text) => Array.from(text).reduce((sum, sign) => sum + measureSign(sign), 0);
