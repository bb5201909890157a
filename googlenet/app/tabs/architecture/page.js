// The three views of the Architecture tab share this script: each press is sent, the answer draws the page anew.
const all = selector => [...element.querySelectorAll(selector)];
const DIRECTIONS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
const PARTS = 'svg.arch g[role=button]';
let typing = 0, typed = null; // the field whose number is not sent yet

const ask = message => trigger('press', message);

// A field that was typed in keeps its own value when Gradio changes its attributes: the answer's goes into it again.
watch('value', () => requestAnimationFrame(() => {
  all('input[data-now], select[data-now]').forEach(field => { if (field !== document.activeElement) field.value = field.dataset.now; });
  all('input[data-on]').forEach(box => { box.checked = box.dataset.on === '1'; });
}));

function open(part) {
  if (part.getAttribute('aria-pressed') === 'true') return;
  document.querySelectorAll(PARTS).forEach(other => other.setAttribute('aria-pressed', other === part));
  reach(part);
  ask({do: 'open', net: +part.dataset.net, block: part.dataset.block, branch: part.dataset.branch});
}
function reach(part) {
  part.ownerSVGElement.querySelectorAll('g[role=button]').forEach(other => other.setAttribute('tabindex', other === part ? 0 : -1));
}

element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const part = at(PARTS), table = at('button[data-table]');
  if (part) return open(part);
  if (at('button[data-save]')) return trigger('save', {what: at('button[data-save]').dataset.save});
  if (at('button[data-train]')) return trigger('train', {});
  if (at('button[data-reset]')) return ask({do: 'reset'});
  if (table && table.getAttribute('aria-checked') !== 'true') {
    all('button[data-table]').forEach(one => one.setAttribute('aria-checked', one === table));
    ask({do: 'table', to: table.dataset.table});
  }
});

function send() {
  const field = typed;
  clearTimeout(typing);
  typed = null;
  if (field && field.dataset.now !== field.value) changed(field);
}
function changed(field) {
  const number = field.value.trim() === '' ? null : Number(field.value);
  if (field.dataset.number) ask({do: 'number', field: field.dataset.number, value: number});
  if (field.dataset.width) ask({do: 'width', way: field.dataset.width.split('|'), value: number});
}
element.addEventListener('input', event => {
  const field = event.target;
  if (field.type !== 'number' || field.value === '') return; // half typed
  typed = field;
  clearTimeout(typing);
  typing = setTimeout(send, 400);
});
element.addEventListener('focusout', event => { if (event.target === typed) send(); }); // left before it was sent
element.addEventListener('change', event => {
  const field = event.target;
  if (field.dataset.choose) ask({do: 'choose', field: field.dataset.choose, value: field.value});
  else if ('path' in field.dataset) ask({do: 'path', block: field.dataset.block, branch: field.dataset.branch, on: field.checked});
  else if ('name' in field.dataset) ask({do: 'name', value: field.value});
  else if (field.type === 'number' && field.value === '') field.value = field.dataset.now;
});

function neighbour(from, [dx, dy]) { // by where things stand
  const middle = one => { const box = one.querySelector('.hit').getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
  const [x, y] = middle(from);
  let best = null, least = Infinity;
  for (const one of from.ownerSVGElement.querySelectorAll('g[role=button]')) {
    const [a, b] = middle(one), along = (a - x) * dx + (b - y) * dy, across = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    if (along > 1 && along + 3 * across < least) { best = one; least = along + 3 * across; }
  }
  return best;
}
element.addEventListener('keydown', event => {
  const part = event.target.closest(PARTS);
  if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(part); }
  if (!DIRECTIONS[event.key]) return;
  event.preventDefault();
  const next = neighbour(part, DIRECTIONS[event.key]);
  if (next) { reach(next); next.focus(); }
});
