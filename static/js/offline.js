// Installs the worker, tells it whose pages to keep, and says when a page is a saved copy.
// Without this, or without a worker, the site is as it always was.

const page = document.documentElement;
const { person, copyOf, offlinePage } = page.dataset;

const show = (template, fill) => {
  const text = document.getElementById(template)?.content.cloneNode(true);
  if (!text) return;
  if (fill) for (const place of text.querySelectorAll("time")) place.textContent = fill;
  document.getElementById("toast").replaceChildren(text);
};

// As it is written here in every language: browsers know no names of months in Uzbek.
function written(when) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(when.getDate())}.${two(when.getMonth() + 1)}.${when.getFullYear()}`;
  return `${day}, ${two(when.getHours())}:${two(when.getMinutes())}`;
}

if (offlinePage !== undefined) listKept();
else if (copyOf !== undefined) {
  const when = copyOf && new Date(copyOf);
  show("copy-note", when && written(when));
} else if ("serviceWorker" in navigator) {
  addEventListener("load", () => setTimeout(install, 500));
}

// A first visit stays light: who comes back, or signs in, gets the worker.
async function install() {
  const been = sessionStorage.getItem("been");
  sessionStorage.setItem("been", "yes");
  if (!person && !been && !navigator.serviceWorker.controller) return;
  try {
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
  } catch {
    return;
  }
  tell(false);
}

async function tell(changed) {
  const { active } = await navigator.serviceWorker.ready;
  const told = person ? { type: "signed-in", person, changed } : { type: "signed-out" };
  active.postMessage({ ...told, language: page.lang.toLowerCase() });
}

addEventListener("htmx:afterRequest", (event) => {
  const isChange = event.detail.requestConfig?.verb === "post" && event.detail.successful;
  if (isChange && person && navigator.serviceWorker?.controller) tell(true);
});

addEventListener("htmx:sendError", () => show("no-network"));

async function listKept() {
  const list = document.getElementById("kept");
  const names = (await caches.keys()).filter((name) => name.startsWith("kept-"));
  const index = names.length && (await (await caches.open(names[0])).match("/index"));
  const { pages } = index ? await index.json() : { pages: {} };
  const named = Object.entries(pages).filter(([, { title }]) => title);
  const items = named.map(([url, { title }]) => {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
    const item = Object.assign(document.createElement("li"), { className: "thing" });
    item.append(link);
    return item;
  });
  list.append(...items);
  document.getElementById(items.length ? "kept-some" : "kept-none").hidden = false;
}
