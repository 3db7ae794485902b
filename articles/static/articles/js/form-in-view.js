// @ts-check
/** How high may the form beside the text be, so that its save button is always in view? */

/** Keeps `--above`, the height that is taken above a sticky element. @param {HTMLElement} form */
export function keepInView(form) {
  let waiting = false;
  const measure = () => {
    waiting = false;
    const above = Math.max(form.getBoundingClientRect().top, 0);
    form.style.setProperty("--above", `${Math.round(above)}px`);
  };
  const soon = () => {
    if (!waiting) window.requestAnimationFrame(measure);
    waiting = true;
  };
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon, { passive: true });
  measure();
}
