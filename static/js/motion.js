// Where a page change came from, so that cards move the way one goes; and on a phone the tab where
// one is comes into sight. Pages work without it.

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

for (const here of document.querySelectorAll(".tab[aria-current]")) {
  const tabs = here.closest(".tabs");
  const [room, own] = [tabs.getBoundingClientRect(), here.getBoundingClientRect()];
  tabs.scrollLeft += own.left + own.width / 2 - room.left - room.width / 2;
}
