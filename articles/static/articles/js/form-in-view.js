// @ts-check
/** How high may the form beside the text be, so that its save button is always in view? */

/** Keeps `--above`, the height that is taken above a sticky element. @param {HTMLElement} form */
export function keepInView(form) {
  let waiting = false;
  let pressed = false;
  const measure = () => {
    waiting = false;
    // A button that moves between the press and the release is not clicked.
    if (pressed) return;
    const above = Math.max(form.getBoundingClientRect().top, 0);
    form.style.setProperty("--above", `${Math.round(above)}px`);
  };
  const soon = () => {
    if (!waiting) window.requestAnimationFrame(measure);
    waiting = true;
  };
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon, { passive: true });
  window.addEventListener("pointerdown", () => (pressed = true), { capture: true });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(
      end,
      () => {
        pressed = false;
        soon();
      },
      { capture: true },
    );
  }
  measure();
}
