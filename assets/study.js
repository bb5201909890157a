// The Kernel study tab: presses, saving a drawing or the numbers, and the progress of the small study.
const POLL_MS = 1500;
let timer = 0;

const small = () => element.querySelector('[data-small]');

async function poll() {
  clearTimeout(timer);
  if (!element.isConnected || small()?.dataset.live !== '1') return;
  if (element.offsetParent && !document.hidden) {
    const reply = await Promise.resolve(server.poll({lang: small().dataset.lang})).catch(() => null);
    const body = element.querySelector('[data-body]');
    if (reply && body) {
      if (body.held !== reply.body) { body.held = reply.body; body.innerHTML = reply.body; }
      small().dataset.live = reply.live ? '1' : '0';
    }
  }
  timer = setTimeout(poll, POLL_MS);
}

function filed(content, type, name) {
  const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(new Blob([content], {type})), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function drawing(figure) { // the page's colours and letters go into the file with it
  const svg = figure.querySelector('svg').cloneNode(true), looks = getComputedStyle(element);
  const value = (_, name, other) => (name === '--gn-font' ? 'system-ui, sans-serif' : looks.getPropertyValue(name).trim() || other);
  const ground = looks.getPropertyValue('--gn-paper').trim() || '#FFFFFF', [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  svg.setAttribute('viewBox', `-16 -16 ${width + 32} ${height + 32}`);
  svg.setAttribute('width', width + 32);
  svg.setAttribute('height', height + 32);
  svg.insertAdjacentHTML('afterbegin', `<rect x="-16" y="-16" width="${width + 32}" height="${height + 32}" fill="${ground}"/>`);
  return new XMLSerializer().serializeToString(svg).replace(/var\((--[\w-]+),([^()]*)\)/g, value);
}

element.addEventListener('click', event => {
  const press = event.target.closest('button[data-do]'), save = event.target.closest('button[data-save]');
  if (save?.dataset.save === 'csv') return filed(save.dataset.csv, 'text/csv', `${save.dataset.name}.csv`);
  if (save) return filed(drawing(save.closest('figure')), 'image/svg+xml', `${save.dataset.name}.svg`);
  if (!press || press.getAttribute('aria-checked') === 'true') return;
  const seeds = element.querySelector('select[data-seeds]');
  if (press.closest('[data-small]')) { press.disabled = true; setTimeout(() => { press.disabled = false; }, 3000); } // refused: try again
  trigger('press', {...press.dataset, seeds: seeds?.value});
});
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) poll(); }).observe(element);
watch('value', () => { const body = element.querySelector('[data-body]'); if (body) body.held = undefined; poll(); });
