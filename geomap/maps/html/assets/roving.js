/* Many buttons that stand together are one stop of the keyboard: arrows move among them, Tab goes on. */

/**
 * The keys that lead from one to another: along the line, or down a list.
 * @param {string} key
 * @param {boolean} isDown
 * @param {boolean} isRtl
 */
function step(key, isDown, isRtl) {
  if (isDown) return key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const ahead = isRtl ? "ArrowLeft" : "ArrowRight";
  return key === ahead ? 1 : key === "ArrowLeft" || key === "ArrowRight" ? -1 : 0;
}

/**
 * Buttons in a box: they come with a tabindex of -1, and one of them has 0.
 * @param {HTMLElement} box
 * @param {string} selector
 * @param {boolean} [isDown]
 */
function rove(box, selector, isDown = false) {
  /** @type {HTMLElement | null} */
  let current = null;
  const take = (/** @type {HTMLElement | null} */ node) => {
    if (current && current !== node) current.tabIndex = -1;
    current = node;
    if (node) node.tabIndex = 0;
  };
  const found = (/** @type {Event} */ event) =>
    /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(selector));
  const mend = () => {
    if (!current || !box.contains(current)) take(box.querySelector(selector));
  };
  box.addEventListener("focusin", (event) => {
    const node = found(event);
    if (node) take(node);
  });
  box.addEventListener("keydown", (event) => {
    const by = step(event.key, isDown, getComputedStyle(box).direction === "rtl");
    const node = found(event);
    if (!by || !node || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(selector)]).filter((one) => one.offsetParent);
    const next = all[all.indexOf(node) + by];
    event.preventDefault();
    event.stopPropagation();
    if (next) next.focus();
  });
  new MutationObserver(mend).observe(box, { childList: true, subtree: true });
  mend();
}

export { rove, step };
