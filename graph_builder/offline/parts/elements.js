/** Elements. Every string becomes a text node or a plain attribute, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node|string|null|undefined|false} Child */

/**
 * An element with attributes and children; attributes that are null are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string|number|null|undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...keep(children));
  return element;
}

/**
 * The same in SVG.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string|number|null|undefined>} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  setAll(element, attributes);
  element.append(...keep(children));
  return element;
}

/** @param {Element} element @param {Record<string, string|number|null|undefined>} attributes */
function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
}

/** @param {Child[]} children @returns {(Node|string)[]} */
function keep(children) {
  return /** @type {(Node|string)[]} */ (children.filter((child) => child || child === ""));
}

/**
 * A part of the page by its id.
 * @param {string} id
 * @returns {HTMLElement}
 */
function part(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no part ${id}`);
  return element;
}

/**
 * A button that does something.
 * @param {Record<string, string|number|null>} attributes
 * @param {() => void} act
 * @param {...Child} children
 */
function button(attributes, act, ...children) {
  const made = make("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}

/**
 * Put an element at a place of its container, by the object model: the policy forbids attributes.
 * @param {HTMLElement|SVGElement} element
 * @param {Record<string, number>} box left, top, width or height in pixels
 */
function put(element, box) {
  for (const [name, value] of Object.entries(box)) element.style.setProperty(name, `${value}px`);
}
