// The questionnaire by keys and by swipes; each press is that of a button, so all is saved as usual.

const card = document.querySelector(".step-card");
const press = (to) => card.querySelector(`button[name=to][value=${to}]`)?.click();
const writes = (target) =>
  target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

document.querySelector("[data-keys]").hidden = false;

const answer = (number) => {
  const fields = card.querySelectorAll(".choices input");
  // Digits speak for a card with one question; with two nobody knows which is meant.
  if (new Set([...fields].map((field) => field.name)).size === 1) fields[number - 1]?.click();
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
  const onRadio = event.target.matches("[type=radio]");
  if (event.key === "ArrowRight" && !onRadio) press("next");
  else if (event.key === "ArrowLeft" && !onRadio) press("back");
  else if (/^[1-9]$/.test(event.key)) answer(Number(event.key));
});

const FAR = 90;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let from = null;

const move = (distance) => {
  card.style.transform = distance && !calm ? `translateX(${distance}px) rotate(${distance / 60}deg)` : "";
};

card.addEventListener(
  "touchstart",
  (event) => {
    const [touch] = event.touches;
    from = event.touches.length === 1 && !writes(event.target) ? touch : null;
  },
  { passive: true },
);
card.addEventListener(
  "touchmove",
  (event) => {
    if (!from) return;
    const [touch] = event.touches;
    const across = touch.clientX - from.clientX;
    const down = touch.clientY - from.clientY;
    if (Math.abs(down) > 30 && Math.abs(down) > Math.abs(across)) from = null;
    move(from && Math.abs(across) > 12 ? across / 2 : 0);
  },
  { passive: true },
);
card.addEventListener("touchend", (event) => {
  if (!from) return;
  const across = event.changedTouches[0].clientX - from.clientX;
  from = null;
  if (Math.abs(across) < FAR) move(0);
  else if (across < 0) press("next");
  else if (card.querySelector("button[value=back]")) press("back");
  else move(0);
});
card.addEventListener("touchcancel", () => {
  from = null;
  move(0);
});
