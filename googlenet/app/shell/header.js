// The header: language, link, report, and back to the start.
document.getElementById('gn-blank')?.remove(); // the page has its scripts
const said = text => { const place = element.querySelector('[data-said]'); if (place) place.textContent = text; };
const ASK_SECONDS = 20;
let quiet = 0;
function tell(text, seconds = 6) { // spoken too: the place is a live region
  clearTimeout(quiet);
  said(text);
  if (seconds) quiet = setTimeout(() => said(''), 1000 * seconds);
}

function address() { // with its language, so that it reads the same elsewhere
  const url = new URL(location.href), query = url.search.replace(/^[?]/, '').split('&').filter(part => part && !part.startsWith('lang='));
  const lang = element.querySelector('[data-lang][aria-pressed="true"]').dataset.lang;
  return url.origin + url.pathname + '?' + [`lang=${lang}`, ...query].join('&');
}

function fullAddress() { // of a view alone
  const url = new URL(address());
  for (const word of ['embed', '__theme']) url.searchParams.delete(word);
  return url.href;
}
function frame() { // the HTML that shows the open view in another page, in the light that it is seen in
  const url = new URL(address()), tab = document.querySelector('#tabs [role=tab][aria-selected=true]');
  url.searchParams.set('embed', '1');
  url.searchParams.set('__theme', document.body.classList.contains('dark') ? 'dark' : 'light');
  const safe = text => text.replace(/[&"<>]/g, one => `&#${one.charCodeAt(0)};`);
  return `<iframe src="${safe(url.href)}" title="${safe([document.title, tab?.textContent.trim()].filter(Boolean).join(': '))}" loading="lazy" width="100%" height="720" style="border:0"></iframe>`;
}

// An own image is in a notebook only where its button is pressed once more.
let asks = 0;
const isAsked = notebook => notebook && !!document.body.dataset.gnUpload && Date.now() > asks;
function saveNotebook(button) {
  if (isAsked(button)) {
    asks = Date.now() + 1000 * ASK_SECONDS;
    return tell(button.dataset.agree, ASK_SECONDS);
  }
  tell(button.dataset.wait, 0);
  trigger('notebook', {page: address(), tab: gnSeen(), own: Date.now() < asks});
  asks = 0;
}

function copyBehindThePage(text) { // where the clipboard is closed to frames and to plain http
  const area = Object.assign(document.createElement('textarea'), {value: text});
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

async function copy(button, text) {
  const done = await Promise.resolve(navigator.clipboard?.writeText(text)).then(() => !!navigator.clipboard).catch(() => false) || copyBehindThePage(text);
  (button.offsetParent ? button : more()).focus();
  if (done) tell(document.body.dataset.gnUpload ? button.dataset.own : button.dataset.done);
  else prompt(button.dataset.hand, text);
}

// Another language: Gradio's own labels change by its own function, ours by a press like any other; nothing is lost.
async function speak(lang) {
  element.querySelectorAll('[data-lang]').forEach(one => one.setAttribute('aria-pressed', one.dataset.lang === lang));
  const kept = (() => { try { localStorage.setItem('lang', lang); return true; } catch { return false; } })(); // a browser that keeps nothing
  document.cookie = 'lang=' + lang + ';path=/;max-age=31536000;SameSite=Lax';
  const core = performance.getEntriesByType('resource').map(one => one.name).find(name => /\/core-[\w-]+\.js$/.test(name));
  try {
    await (await import(core)).changeLocale(lang);
    document.documentElement.lang = lang;
    keepFolds();
    window.gnLang = lang.slice(0, 2);
    gnPress(null);
  } catch { // a Gradio without it: the page comes anew
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    if (!kept) url.searchParams.set('lang', lang);
    location.replace(url);
  }
}
// A view that is drawn in the other language has as many folds, in the same order.
function keepFolds() {
  for (const host of new Set([...document.querySelectorAll('.gn')].map(one => one.parentElement))) {
    const open = [...host.querySelectorAll('details')].map(one => one.open);
    if (!open.includes(true)) continue;
    const again = new MutationObserver(() => [...host.querySelectorAll('details')].forEach((one, at) => { if (open[at]) one.open = true; }));
    again.observe(host, {childList: true, subtree: true});
    setTimeout(() => again.disconnect(), 10000);
  }
}
// What is in force: each answer says it.
function showChips() {
  const place = element.querySelector('[data-chips]'), now = window.gnChips ?? '';
  if (!place || place.dataset.held === now) return;
  place.dataset.held = now;
  place.innerHTML = now;
  document.body.toggleAttribute('data-gn-chips', !!now);
  document.body.style.setProperty('--gn-chips', place.offsetHeight + 'px'); // on phones a bar at the bottom
}
document.addEventListener('gn-chips', showChips);
watch('value', () => requestAnimationFrame(showChips));

const more = () => element.querySelector('[data-more]');
function unfold(isOpen) { more()?.setAttribute('aria-expanded', isOpen); }
element.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || more()?.getAttribute('aria-expanded') !== 'true') return;
  unfold(false);
  more().focus();
});
element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const lang = at('[data-lang]')?.dataset.lang, button = at('[data-copy], [data-iframe]'), report = at('[data-report]');
  if (button) copy(button, 'iframe' in button.dataset ? frame() : address());
  if (at('[data-more]')) unfold(at('[data-more]').getAttribute('aria-expanded') !== 'true');
  else if (at('.links button') && !isAsked(at('[data-notebook]'))) {
    unfold(false);
    if (!at('button').offsetParent) more().focus({preventScroll: true}); // it is hidden now
  }
  if (at('.lede [data-try]')) gnTry('guide');
  if (at('[data-reset]')) gnPress({ask: 'reset'});
  if (at('[data-ask]')) { const {ask, of} = at('[data-ask]').dataset; gnPress({ask, of, to: null}); }
  if (report) { tell(report.dataset.wait, 0); trigger('report', {page: address()}); }
  if (at('[data-notebook]')) saveNotebook(at('[data-notebook]'));
  if (lang && at('[data-lang]').getAttribute('aria-pressed') !== 'true') speak(lang);
});
for (const kind of ['pointerdown', 'focusin']) element.addEventListener(kind, event => {
  if (event.target.matches('[data-full]')) event.target.href = fullAddress();
});
// An answer that takes long: why.
let waits = 0, isSaid = false;
document.addEventListener('gn-slow', async () => {
  const mine = ++waits, text = await server.waiting({lang: document.documentElement.lang.slice(0, 2)}).catch(() => ''); // it is away
  if (text && mine === waits) { isSaid = true; tell(text, 0); }
});
document.addEventListener('gn-answered', () => { waits += 1; asks = 0; if (isSaid) tell(''); isSaid = false; });
document.addEventListener('gn-said', event => tell(event.detail));
// Menus, here and in every tab: Escape closes the one with the focus, a press elsewhere all.
document.addEventListener('keydown', event => { if (event.key === 'Escape') gnFold(event.target, 'details.save[open]'); });
document.addEventListener('click', event => {
  if (!element.contains(event.target)) unfold(false);
  document.querySelectorAll('details.save[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});

// For every tab. A button that was pressed waits for its answer, and can be tried again if it was refused; the focus stays.
window.gnHold = button => {
  if (button.getAttribute('aria-disabled') === 'true') return false;
  button.setAttribute('aria-disabled', 'true');
  setTimeout(() => button.removeAttribute('aria-disabled'), 3000);
  return true;
};
// Closes the menu in which something was pressed; the focus goes to what opened it.
window.gnFold = (pressed, which = 'details') => {
  const menu = pressed.closest(which);
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus({preventScroll: true});
};
// Where in `box` the pointer is, as fractions of its sides.
window.gnPlace = (event, box) => {
  const {left, top, width, height} = box.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
};

// Arrow keys: the one of `others` that stands next to `from`, by where things are seen; `box`: the part of each that counts.
window.gnDirections = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
window.gnNeighbour = (from, [dx, dy], others, box) => {
  const middle = one => { const {left, top, width, height} = (box ? one.querySelector(box) : one).getBoundingClientRect(); return [left + width / 2, top + height / 2]; };
  const [x, y] = middle(from);
  let best = null, least = Infinity;
  for (const one of others) {
    const [a, b] = middle(one), along = (a - x) * dx + (b - y) * dy, across = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    if (along > 1 && along + 3 * across < least) { best = one; least = along + 3 * across; }
  }
  return best;
};

// Files for every tab. `kind`: "svg", "csv", or "png": the picture that this browser, which has the fonts, makes of an SVG.
window.gnSave = async (name, kind, text) => {
  const link = document.createElement('a');
  const address = URL.createObjectURL(new Blob([text], {type: kind === 'csv' ? 'text/csv' : 'image/svg+xml'}));
  link.href = address;
  if (kind === 'png') {
    const image = new Image(), canvas = document.createElement('canvas');
    await new Promise((resolve, reject) => { image.onload = resolve; image.onerror = reject; image.src = address; });
    canvas.width = 2 * image.width; canvas.height = 2 * image.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    link.href = canvas.toDataURL('image/png');
  }
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
};
// An SVG's text with the colours and letters that it has within `element`.
window.gnPlain = (text, element) => {
  const looks = getComputedStyle(element);
  const value = (_, name, other) => (name === '--gn-font' ? 'system-ui, sans-serif' : looks.getPropertyValue(name).trim() || other);
  return text.replace(/var\((--[\w-]+)(?:,([^()]*))?\)/g, value);
};
// A drawing of the page as a file's text: it stands alone, on the page's ground and with a margin.
window.gnDrawing = drawing => {
  const copy = drawing.cloneNode(true), [, , width, height] = copy.getAttribute('viewBox').split(' ').map(Number);
  copy.setAttribute('viewBox', `-16 -16 ${width + 32} ${height + 32}`);
  copy.setAttribute('width', width + 32);
  copy.setAttribute('height', height + 32);
  copy.insertAdjacentHTML('afterbegin', `<rect x="-16" y="-16" width="${width + 32}" height="${height + 32}" fill="var(--gn-paper,#FFFFFF)"/>`);
  return window.gnPlain(new XMLSerializer().serializeToString(copy), drawing);
};

// A server that was restarted knows an open page no more: the page comes back as its address says.
const WATCH_MS = 15000, AWAY_MS = 2000, RESTARTED = 'gn-restarted';
let process = '', isAway = false, next = 0;
const words = () => element.querySelector('[data-said]').dataset;
window.gnComeBack = to => {
  try { sessionStorage.setItem(RESTARTED, document.body.dataset.gnUpload || '0'); } catch { /* a browser that keeps nothing */ }
  location.replace(to);
};
async function watchServer() {
  clearTimeout(next);
  if (document.hidden) return; // looks again once somebody sees the page
  const reply = await fetch('gradio_api/app_id', {cache: 'no-store'}).then(one => (one.ok ? one.text() : '')).catch(() => '');
  if (reply && process && reply !== process) return window.gnComeBack(location.href);
  if (!reply) tell(words().away, 0);
  else if (isAway) tell('');
  isAway = !reply;
  process = reply || process;
  clearTimeout(next);
  next = setTimeout(watchServer, isAway ? AWAY_MS : WATCH_MS);
}
// After a sleep, a freeze, or the way back to this page, it looks at once whether the server is another one.
for (const [place, back] of [[document, 'visibilitychange'], [document, 'resume'], [window, 'online'], [window, 'pageshow']]) {
  place.addEventListener(back, watchServer);
}
function tellOfRestart() {
  let had = null;
  try { had = sessionStorage.getItem(RESTARTED); sessionStorage.removeItem(RESTARTED); } catch { /* no storage */ }
  const greet = () => { // once the header has its language
    if (window.gnGreeted) tell(had === '1' ? words().restartedUpload : words().restarted, 20);
    else setTimeout(greet, 200);
  };
  if (had) greet();
}
tellOfRestart();
watchServer();
