
// Terms: pointed at, reached or pressed, one is explained beside it. The glossary is fetched when it is first opened.
const says = Object.assign(document.createElement('div'), {className: 'gn-says', role: 'tooltip', popover: 'manual'});
document.body.append(says); // a popover: above the side panel and its edges
let term = null;
function explain(to) {
  if (to === term) return;
  term = to;
  says.togglePopover(Boolean(to));
  if (to) says.textContent = to.dataset.says;
  place();
}
function place() { // beside its word, also when something scrolls
  if (!term) return;
  const {left, bottom, top} = term.getBoundingClientRect(), room = innerWidth - says.offsetWidth - 16;
  const below = bottom + says.offsetHeight + 12 < innerHeight;
  says.style.left = `${Math.max(16, Math.min(left, room))}px`;
  says.style.top = `${below ? bottom + 6 : top - says.offsetHeight - 6}px`;
}
for (const kind of ['pointerover', 'focusin', 'click']) document.addEventListener(kind, event => explain(event.target.closest?.('.term') ?? null));
document.addEventListener('keydown', event => { if (event.key === 'Escape') explain(null); });
document.addEventListener('scroll', place, {capture: true, passive: true});

let drawer = null, drawn = '';
async function openGlossary() {
  const lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  drawer ??= document.body.appendChild(Object.assign(document.createElement('dialog'), {className: 'gn glossary'}));
  if (drawn !== lang) {
    drawer.innerHTML = await server.glossary({lang});
    drawn = lang;
    drawer.setAttribute('aria-label', drawer.querySelector('h2').textContent);
  }
  drawer.showModal();
  drawer.onclick = event => { if (event.target === drawer || event.target.closest('[data-close]')) drawer.close(); };
  drawer.oninput = event => {
    const words = event.target.value.trim().toLowerCase().split(/\s+/), terms = [...drawer.querySelectorAll('[data-term]')];
    terms.forEach(one => { const text = one.textContent.toLowerCase(); one.hidden = !words.every(word => text.includes(word)); });
    const shown = terms.filter(one => !one.hidden).length, count = drawer.querySelector('[data-found]');
    count.textContent = shown ? count.dataset.found.replace('{shown}', shown) : count.dataset.none;
    drawer.querySelector('[data-empty]').hidden = shown > 0;
  };
}
element.addEventListener('click', event => { if (event.target.closest('[data-glossary]')) openGlossary(); });
document.addEventListener('gn-glossary', openGlossary); // from a tab
