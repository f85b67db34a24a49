/** What tests ask of an open page: contrast, languages, sizes of targets. It is put into the page by them alone. */

/** Stock that the functions below share. */
const probe = {
  pen: /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })),
  /** @type {Map<string, number[]>} */ colours: new Map(),
};

/** Red, green, blue from 0 to 255 and opacity from 0 to 1. @param {string} text */
function readColour(text) {
  const known = probe.colours.get(text);
  if (known) return known;
  probe.pen.clearRect(0, 0, 1, 1);
  probe.pen.fillStyle = "#000";
  probe.pen.fillStyle = text;
  probe.pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = probe.pen.getImageData(0, 0, 1, 1).data;
  const colour = [r, g, b, a / 255];
  probe.colours.set(text, colour);
  return colour;
}

/** @param {number[]} colour @param {number[]} ground */
const blend = (colour, ground) => colour.slice(0, 3).map((part, at) => part * colour[3] + ground[at] * (1 - colour[3]));

/** @param {number[]} colour */
function luminance(colour) {
  const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {number[]} one @param {number[]} other */
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** All colours that may lie behind an element: its own, those of a gradient, or those of what holds it. @param {Element|null} element @returns {number[][]} */
function groundsOf(element) {
  if (!element) return [[255, 255, 255]];
  const style = getComputedStyle(element);
  const behind = () => groundsOf(element.parentElement);
  const stops = style.backgroundImage.match(/(?:rgba?|color|oklab|oklch|lab|lch|hsla?)\([^()]*\)/g) || [];
  const own = stops.length ? stops : [style.backgroundColor];
  return own.flatMap((text) => {
    const colour = readColour(text);
    return colour[3] === 1 ? [colour.slice(0, 3)] : behind().map((ground) => blend(colour, ground));
  });
}

/** What lies behind a part of a drawing. @param {Element} element @returns {number[][]} */
function groundsOfDrawing(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const all = document.elementsFromPoint(left + width / 2, top + height / 2);
  for (const other of all.slice(all.indexOf(element) + 1)) {
    if (!(other instanceof SVGElement)) return groundsOf(other);
    const colour = readColour(getComputedStyle(other).fill);
    if (other instanceof SVGRectElement && colour[3] === 1) return [colour.slice(0, 3)];
  }
  return groundsOf(element.closest("svg"));
}

/** How much of an element is seen, given what holds it. @param {Element|null} element @returns {number} */
const opacityOf = (element) => (element ? Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement) : 1);

/** @param {Element} element */
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, noscript, .symbols");

/** @param {Element} element */
const nameElement = (element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""}.${[...element.classList].join(".")} ${(element.textContent || "").trim().slice(0, 40)}`;

/** @param {Element} element @param {string} text @param {number[][]} grounds */
function worst(element, text, grounds) {
  const [r, g, b, a] = readColour(text);
  const colour = [r, g, b, a * opacityOf(element)];
  return Math.min(...grounds.map((ground) => contrast(blend(colour, ground), ground)));
}

/** Texts that stand out too little from what is behind them. @param {Element} [root] */
function findFaintTexts(root = document.body) {
  const bad = [];
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (!isSeen(element)) continue;
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent || "").trim());
    const isDrawn = element instanceof SVGElement;
    if (hasText) {
      const ratio = worst(element, isDrawn ? style.fill : style.color, isDrawn ? groundsOfDrawing(element) : groundsOf(element));
      if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} ${nameElement(element)}`);
    }
    if (element instanceof HTMLInputElement && element.placeholder && !element.value) {
      const ratio = worst(element, getComputedStyle(element, "::placeholder").color, groundsOf(element));
      if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} placeholder of ${nameElement(element)}`);
    }
  }
  return bad;
}

/** Signs, lines, dots and edges of fields that stand out too little. */
function findFaintGraphics() {
  const bad = [];
  const isShape = "path, line, circle, use, .axis .bar";
  for (const element of document.body.querySelectorAll(`svg :is(${isShape}), input, select, textarea`)) {
    if (!isSeen(element) || element.matches(".tick")) continue;
    const style = getComputedStyle(element);
    const isDrawn = element instanceof SVGElement;
    const grounds = isDrawn ? groundsOfDrawing(element) : groundsOf(element.parentElement);
    const paints = isDrawn ? [style.fill, style.stroke].filter((paint) => readColour(paint)[3] && paint !== "none")
      : element.matches("[type=checkbox]") ? [] : [style.borderTopColor];
    if (!paints.length) continue;
    const ratio = Math.max(...paints.map((paint) => worst(element, paint, grounds)));
    if (ratio < 3) bad.push(`${ratio.toFixed(2)} ${nameElement(element)} in ${nameElement(element.parentElement || element)}`);
  }
  return bad;
}

/** Whether the element that has the keyboard shows it, by an outline that stands out. */
function findFaintFocus() {
  const held = document.activeElement;
  if (!held || held === document.body) return ["nothing has the keyboard"];
  const style = getComputedStyle(held);
  const ratio = worst(held, style.outlineColor, groundsOf(held.parentElement));
  const isClear = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && ratio >= 3;
  return isClear ? [] : [`${style.outlineStyle} ${style.outlineWidth} ${ratio.toFixed(2)} ${nameElement(held)}`];
}

/** What is pressed, and is smaller than 24 pixels. Links and marks inside a text may be. */
function findSmallTargets() {
  const bad = [];
  for (const element of document.body.querySelectorAll("button, a[href], input, select, summary, textarea, [role=option], [role=tab]")) {
    if (!isSeen(element) || element.matches("dd a, p a, .skip")) continue;
    const { width, height } = (element.closest("label") || element).getBoundingClientRect();
    if (width < 24 || height < 24) bad.push(`${Math.round(width)}x${Math.round(height)} ${nameElement(element)}`);
  }
  return bad;
}

/** Texts that a screen reader would read by the rules of another language. Chinese may hold a Latin name. */
function findWrongLanguages() {
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    const text = (node.textContent || "").trim();
    if (!holder || !text || holder.closest("script, style, noscript, code, textarea, [aria-hidden=true]") || !holder.checkVisibility()) continue;
    const language = (holder.closest("[lang]")?.getAttribute("lang") || "none").slice(0, 2);
    if (!isReadWell(text, language)) bad.push(`${language}: ${text.slice(0, 50)} in ${nameElement(holder)}`);
  }
  return bad;
}

/** @param {string} text @param {string} language */
function isReadWell(text, language) {
  if (/\p{Script=Han}/u.test(text)) return language === "zh";
  return (text.match(/[A-Za-z]{3,}/g) || []).length < 3 || language === "en";
}

Object.assign(window, { blend, findFaintTexts, findFaintGraphics, findFaintFocus, findSmallTargets, findWrongLanguages });
