// The row of a tab's sections. What is open stands in gnOpen, by tab, and in the address.
const links = () => [...element.querySelectorAll('.sections a')], tab = element.closest('[id^="sections-"]')?.id.slice(9) ?? element.id.slice(9);
const place = name => document.getElementById(`section-${tab}-${name}`);
const places = () => [...document.querySelectorAll(`[id^="section-${tab}-"]`)];
const nameOf = section => section.id.slice(`section-${tab}-`.length);
const atFirst = () => (innerWidth > 900 ? places().filter(one => one.classList.contains('opens')).map(nameOf) : []);
const isOpen = name => (gnOpen[tab] ?? atFirst()).includes(name);

function draw(section) { // a view drawn anew says that it is closed
  const name = nameOf(section), fold = section.querySelector('.fold > button');
  section.toggleAttribute('data-open', isOpen(name));
  if (fold && fold.getAttribute('aria-expanded') !== String(isOpen(name))) fold.setAttribute('aria-expanded', isOpen(name));
}
function set(name, open) {
  gnOpen[tab] = [...(gnOpen[tab] ?? atFirst()).filter(one => one !== name), ...(open ? [name] : [])];
  const section = place(name);
  draw(section);
  gnSectionInLink(open);
  if (open) section.dispatchEvent(new CustomEvent('gn-section', {bubbles: true, detail: {tab, name}}));
}
function go(name) {
  if (!place(name)) return;
  if (place(name).classList.contains('folds') && !isOpen(name)) set(name, true);
  gnScroll(place(name));
}

// Where one is, in the row.
function mark() {
  const top = innerHeight / 3, seen = places().filter(one => one.offsetParent && one.getBoundingClientRect().top < top).pop() ?? places()[0];
  for (const link of links()) {
    link.hidden = !place(link.dataset.section)?.offsetParent; // there is nothing in it
    const isIt = seen && link.dataset.section === nameOf(seen);
    if (isIt === (link.getAttribute('aria-current') === 'true')) continue;
    isIt ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current');
  }
  const row = element.querySelector('.sections');
  row?.classList.toggle('more', row.scrollLeft + row.clientWidth < row.scrollWidth - 4);
}
let isMarking = false;
const later = () => { if (!isMarking) { isMarking = true; requestAnimationFrame(() => setTimeout(() => { isMarking = false; if (element.offsetParent) mark(); })); } }; // measured before the frame, the page would be laid out twice
addEventListener('scroll', later, {passive: true});
addEventListener('resize', later);
element.addEventListener('scroll', later, {capture: true, passive: true});

const watched = new Set(), redrawn = new MutationObserver(changes => new Set(changes.map(one => one.target.closest('.section')).filter(Boolean)).forEach(draw) || later());
function begin() {
  for (const section of places().filter(one => !watched.has(one))) {
    watched.add(section);
    draw(section);
    redrawn.observe(section, {subtree: true, childList: true, attributeFilter: ['aria-expanded']});
  }
  later();
}
watch('value', () => requestAnimationFrame(begin));
requestAnimationFrame(begin);
// Until somebody moves, the page stays at a section while the views above it are drawn.
function follow(name) {
  const grown = new ResizeObserver(() => gnScroll(place(name), 'auto')), leave = () => grown.disconnect();
  for (const kind of ['wheel', 'pointerdown', 'touchstart', 'keydown']) addEventListener(kind, leave, {once: true, passive: true});
  grown.observe(document.querySelector(`#tab-${tab}`));
  setTimeout(leave, 20000);
}
(window.gnSectionsOf ??= {})[tab] = {go, set, isOpen, follow, draw: () => places().forEach(draw)};
if (gnOpen[tab]?.length && gnArrived === tab) follow(gnOpen[tab].at(-1)); // a link opens there

if (!window.gnSection) {
  const now = () => Object.keys(gnSectionsOf).find(name => document.querySelector(`#tab-${name}`)?.offsetParent);
  window.gnSection = name => gnSectionsOf[now()]?.go(name);
  window.gnArrive = (tab, name, frames = 1800) => { // once another tab is in sight
    const there = gnSectionsOf[tab]; // a tab may be in sight before its script has run
    if (there && document.querySelector(`#tab-${tab}`)?.offsetParent) { there.go(name); there.follow(name); }
    else if (frames) requestAnimationFrame(() => gnArrive(tab, name, frames - 1));
  };
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-section]'), fold = event.target.closest('.fold > button');
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) { event.preventDefault(); gnSection(link.dataset.section); }
    if (!fold) return;
    const [, tab, ...name] = fold.closest('.section').id.split('-'), section = name.join('-');
    gnSectionsOf[tab]?.set(section, !gnSectionsOf[tab].isOpen(section));
  });
}
