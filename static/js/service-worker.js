// The worker of the installed application; the server puts RELEASE on the line before this one.
//
// Pages come from the network whenever there is one, so nothing old is shown online. Offline, the
// pages that a person keeps open as they were saved; any other gives the page that says so. What
// is kept is one person's: it goes when they sign out, or when somebody else signs in.

const SHELL = `shell-${RELEASE.version}`;
const KEPT = "kept-";
const STATE = "state";
const NOTES = "/state";
const INDEX = "/index";
// A copy is looked after at most so often, unless something was just saved.
const PAUSE = 60_000;
// Copies are told apart by person and stamp, not by the headers that caches between us look at.
const ANYHOW = { ignoreVary: true };

let generation = 0;
let busy = null;

addEventListener("install", (event) => {
  event.waitUntil(install());
});

addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

addEventListener("message", (event) => {
  const told = event.data || {};
  if (told.type === "signed-in") event.waitUntil(keep(told));
  if (told.type === "signed-out") event.waitUntil(forget());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname === RELEASE.signOut) event.waitUntil(forget());
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method !== "GET") return;
  else if (url.pathname.startsWith(RELEASE.static)) event.respondWith(file(request));
  else if (request.destination === "image") event.respondWith(image(request));
});

async function install() {
  const cache = await caches.open(SHELL);
  const pages = Object.values(RELEASE.offline);
  // Without cookies: what everybody sees offline says nothing of anybody.
  const asked = [...RELEASE.shell, ...pages].map(
    (url) => new Request(url, { credentials: "omit", cache: "reload" }),
  );
  await cache.addAll(asked);
  // Safe at once: pages name their own files, and come from the network.
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event) {
  try {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    await forgetOthers(answer.headers.get(RELEASE.pageOf));
    return answer;
  } catch {
    const copy = event.request.method === "GET" && (await keptCopy(event.request.url));
    return copy || offlinePage();
  }
}

async function offlinePage() {
  const { language } = await notes();
  const cache = await caches.open(SHELL);
  const url = RELEASE.offline[language] || RELEASE.offline[RELEASE.language];
  return (await cache.match(url, ANYHOW)) || Response.error();
}

// A kept page, marked as the copy that it is. Another query is another page: a list that is filtered
// is never shown as the whole one, nor the whole one as filtered.
async function keptCopy(url) {
  const { person } = await notes();
  if (!person) return null;
  const cache = await caches.open(KEPT + person);
  const { pathname, search } = new URL(url);
  const asked = pathname + search;
  const found = await cache.match(asked, ANYHOW);
  if (!found) return null;
  const { pages } = await indexOf(cache);
  const saved = pages[asked]?.saved || "";
  const text = await found.text();
  const headers = new Headers(found.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(text.replace("<html ", `<html data-copy-of="${saved}" `), { headers });
}

// A name with a hash in it never changes its content; others are asked for while there is a network.
async function file(request) {
  const cache = await caches.open(SHELL);
  const known = await cache.match(request, ANYHOW);
  if (known && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return known;
  try {
    return await fetch(request);
  } catch (error) {
    if (known) return known;
    throw error;
  }
}

async function image(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const { person } = await notes();
    const known = person && (await (await caches.open(KEPT + person)).match(request.url, ANYHOW));
    if (known) return known;
    throw error;
  }
}

// One at a time: who comes while it runs asks for nothing new.
async function keep(told) {
  const known = await notes();
  if (known.person !== told.person) await forget();
  else if (!told.changed && Date.now() - (known.last || 0) < PAUSE) {
    if (known.language !== told.language) await note({ ...known, language: told.language });
    return;
  }
  await note({ person: told.person, language: told.language, last: Date.now() });
  busy ||= refresh(told.person, generation).finally(() => {
    busy = null;
  });
  await busy;
}

async function refresh(person, mine) {
  const answer = await fetch(RELEASE.kept, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const wanted = await answer.json();
  if (wanted.person !== person || mine !== generation) return;
  const cache = await caches.open(KEPT + person);
  const { pages } = await indexOf(cache);
  const now = {};
  for (const { url, title, stamp } of wanted.pages) {
    const known = pages[url];
    const isFresh = known?.stamp === stamp && (await cache.match(url, ANYHOW));
    const saved = isFresh ? known.saved : await save(cache, url);
    if (mine !== generation) {
      await caches.delete(KEPT + person);
      return;
    }
    if (saved) now[url] = { title, stamp, saved };
  }
  for (const url of Object.keys(pages)) if (!(url in now)) await cache.delete(url);
  await cache.put(INDEX, Response.json({ pages: now }));
}

async function save(cache, url) {
  try {
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) return "";
    await cache.put(url, answer.clone());
    await savePictures(cache, await answer.text());
    return new Date().toISOString();
  } catch {
    return "";
  }
}

// The person's photo on a resume; static pictures are in the shell.
async function savePictures(cache, text) {
  for (const [, source] of text.matchAll(/<img[^>]* src="(\/[^"]+)"/g)) {
    if (source.startsWith(RELEASE.static)) continue;
    const answer = await fetch(source).catch(() => null);
    if (answer?.ok) await cache.put(source, answer);
  }
}

async function forget() {
  generation += 1;
  const { language } = await notes();
  await note({ language });
  for (const name of await caches.keys()) if (name.startsWith(KEPT)) await caches.delete(name);
}

// Before a page of somebody else is shown, nothing is left of the one before.
async function forgetOthers(person) {
  if (person === null) return;
  const known = await notes();
  if (known.person && known.person !== person) await forget();
}

async function indexOf(cache) {
  const found = await cache.match(INDEX);
  return found ? found.json() : { pages: {} };
}

async function notes() {
  const found = await (await caches.open(STATE)).match(NOTES);
  return found ? found.json() : {};
}

async function note(value) {
  await (await caches.open(STATE)).put(NOTES, Response.json(value));
}
