// The views of the Architecture tab share this script: each press is sent, the answer draws the page anew.
const all = selector => [...element.querySelectorAll(selector)];
const PARTS = 'svg.arch g[role=button]';
let typing = 0, typed = null; // the field whose number is not sent yet

// A field keeps the latest value that was chosen in it until that is answered.
function keep(message, field) {
  const key = ['number', 'width', 'choose', 'name', 'block'].find(one => one in field.dataset), mark = field.dataset[key], {value, checked} = field;
  gnPress(message, () => {
    const isSame = one => one.dataset[key] === mark && one.dataset.branch === field.dataset.branch && 'reduce' in one.dataset === 'reduce' in field.dataset;
    const same = all('input, select').find(isSame) ?? field;
    if (same.type === 'checkbox') same.checked = checked; else same.value = value;
  });
}

// A field that was typed in keeps its own value when Gradio changes its attributes: the answer's goes into it again.
watch('value', () => requestAnimationFrame(() => {
  all('input[data-now], select[data-now]').forEach(field => { if (field !== document.activeElement) field.value = field.dataset.now; });
  all('input[data-on]').forEach(box => { box.checked = box.dataset.on === '1'; });
}));

function open(part) {
  if (part.getAttribute('aria-pressed') === 'true') return;
  const {net, block, branch} = part.dataset, parts = () => [...document.querySelectorAll(PARTS)];
  const isIt = ({dataset}) => dataset.net === net && dataset.block === block && dataset.branch === branch;
  gnPress({do: 'open', net: +net, block, branch}, () => {
    parts().forEach(one => one.setAttribute('aria-pressed', isIt(one)));
    parts().filter(isIt).forEach(reach);
  });
}
function reach(part) {
  part.ownerSVGElement.querySelectorAll('g[role=button]').forEach(other => other.setAttribute('tabindex', other === part ? 0 : -1));
}

element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const part = at(PARTS), table = at('button[data-table]');
  if (part) return open(part);
  if (at('button[data-options]')) {
    const isShown = at('button[data-options]').getAttribute('aria-expanded') !== 'true';
    all('.ctl.opt').forEach(one => one.classList.toggle('shown', isShown));
    return at('button[data-options]').setAttribute('aria-expanded', isShown);
  }
  if (at('button[data-save]')) return trigger('save', {what: at('button[data-save]').dataset.save});
  if (at('button[data-train]')) {
    trigger('train', {});
    return gnArrive('train', 'new'); // where the design and Start stand; above them are another run's curves
  }
  if (at('button[data-reset]')) return gnPress({do: 'reset'});
  if (table && table.getAttribute('aria-checked') !== 'true') {
    const to = table.dataset.table;
    gnPress({do: 'table', to}, () => all('button[data-table]').forEach(one => one.setAttribute('aria-checked', one.dataset.table === to)));
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
  if (field.dataset.number) keep({do: 'number', field: field.dataset.number, value: number}, field);
  if (field.dataset.width) keep({do: 'width', way: field.dataset.width.split('|'), value: number}, field);
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
  if (field.dataset.choose) keep({do: 'choose', field: field.dataset.choose, value: field.value}, field);
  else if ('reduce' in field.dataset) keep({do: 'reduce', block: field.dataset.block, branch: field.dataset.branch, on: field.checked}, field);
  else if ('path' in field.dataset) keep({do: 'path', block: field.dataset.block, branch: field.dataset.branch, on: field.checked}, field);
  else if ('name' in field.dataset) keep({do: 'name', value: field.value}, field);
  else if (field.type === 'number' && field.value === '') field.value = field.dataset.now;
});

element.addEventListener('keydown', event => {
  const part = event.target.closest(PARTS);
  if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(part); }
  if (!gnDirections[event.key]) return;
  event.preventDefault();
  const next = gnNeighbour(part, gnDirections[event.key], part.ownerSVGElement.querySelectorAll('g[role=button]'), '.hit');
  if (next) { reach(next); next.focus(); }
});
