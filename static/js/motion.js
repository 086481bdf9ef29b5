// Where a page change came from, so that cards move the way one goes. Pages work without it.

const order = (url) => {
  const found = new URL(url).pathname.match(/^\/questionnaire\/([a-z-]+)\//);
  return found && found[1];
};

addEventListener("pagereveal", (event) => {
  const from = window.navigation?.activation?.from?.url;
  if (!event.viewTransition || !from) return;
  const back = document.querySelector("[data-cards]")?.dataset.cards.split(" ") ?? [];
  const before = back.indexOf(order(from));
  const now = back.indexOf(order(location.href));
  if (before > now && now >= 0) event.viewTransition.types.add("back");
});
