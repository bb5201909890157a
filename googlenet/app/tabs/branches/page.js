// The three views of the Branches tab share this script. What needs no answer changes at once; the rest waits for the server.
const map = () => document.querySelector('#branch-map');
const all = (selector, root = element) => [...root.querySelectorAll(selector)];
const chosen = {press: 'open', scale: 'block'}; // the page's own: a view drawn anew gets them again
let shown = '';

const dim = (...parts) => parts.forEach(part => document.querySelector(`#branch-${part} .gn`)?.classList.add('busy'));

function show(name) {
  all(`[data-${name}]`).forEach(one => one.setAttribute('aria-checked', one.dataset[name] === chosen[name]));
  if (name === 'scale' && element.id !== 'branch-other' && element.querySelector('.map')) document.querySelectorAll('#branch-map .map, #branch-other .map').forEach(one => one.classList.toggle('own', chosen.scale === 'tile'));
}

// Gradio changes the page's nodes in place, so that the keyboard's focus stays where it is.
watch('value', () => requestAnimationFrame(() => {
  show('press'); show('scale');
  const sheet = element.querySelector('.sheet'), order = `${sheet?.dataset.path} ${element.querySelector('[data-sort][aria-checked=true]')?.dataset.sort}`;
  if (sheet && order !== shown) sheet.scrollTop = 0; // another path or another order: from the strongest again
  shown = order;
  if (element.closest('#branch-sheet, #branch-channel')) markOpened();
}));

function markOpened() { // the sheet stays as it is when another of its channels is opened
  const sheet = document.querySelector('#branch-sheet'), index = document.querySelector('#branch-channel .large')?.dataset.ofChannel;
  const one = sheet?.querySelector(`[data-channel="${index}"]`);
  if (one) choose(one, '[data-channel]', sheet);
}

function choose(one, selector, root = element) { // one of several buttons is pressed, and the one that Tab reaches
  all(selector, root).forEach(other => other.setAttribute('aria-pressed', other === one));
  reach(one, selector, root);
}
function reach(one, selector, root = element) {
  all(selector, root).forEach(other => { other.tabIndex = other === one ? 0 : -1; });
}

const cellOf = (block, branch) => all('.cell[data-block]', map()).find(one => one.dataset.block === block && one.dataset.branch === branch);

function toggle(cell) {
  const {block, branch} = cell.dataset, off = !cell.classList.contains('off');
  gnPress({do: 'switch', block, branch, off}, () => {
    cellOf(block, branch)?.classList.toggle('off', off);
    const isOpened = cellOf(block, branch)?.getAttribute('aria-pressed') === 'true';
    if (isOpened) document.querySelector('#branch-sheet [data-switch]')?.setAttribute('aria-checked', !off);
  });
}
function toggleLine(button) { // a row or a block's column, whole
  const {row: branch, column: block} = button.dataset, off = button.getAttribute('aria-pressed') !== 'true';
  const same = branch ? `[data-row="${branch}"]` : `[data-column="${block}"]`;
  gnPress({do: 'switch_all', block, branch, off}, () => {
    all('.cell[data-block]', map()).filter(one => one.dataset.block === block || one.dataset.branch === branch).forEach(one => one.classList.toggle('off', off));
    map().querySelector(same)?.setAttribute('aria-pressed', off);
  });
}
function open(block, branch) {
  const sections = window.gnSectionsOf?.branches;
  if (sections && !sections.isOpen('channels')) sections.set('channels', true); // it stands below: nothing moves here
  if (cellOf(block, branch)?.getAttribute('aria-pressed') === 'true') return;
  gnPress({do: 'open', block, branch}, () => {
    const cell = cellOf(block, branch);
    if (cell) choose(cell, '.cell[data-block]', map());
    dim('title', 'sheet', 'channel');
  });
}

element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const cell = at('.cell[data-block]'), channel = at('[data-channel]'), large = at('.large');
  if (cell) { chosen.press === 'off' ? toggle(cell) : open(cell.dataset.block, cell.dataset.branch); return; }
  if (at('.crumb [data-block]')) { const step = at('[data-block]'); open(step.dataset.block, step.dataset.branch); return; }
  if (channel) {
    const {channel: index} = channel.dataset, one = () => element.querySelector(`[data-channel="${index}"]`);
    gnPress({do: 'channel', index: +index}, () => one() && choose(one(), '[data-channel]'));
    return;
  }
  if (at('.map [data-row], .map [data-column]')) { toggleLine(at('.map [data-row], .map [data-column]')); return; }
  if (at('[data-fill]')) {
    const to = at('[data-fill]').dataset.fill;
    gnPress({do: 'fill', to}, () => all('[data-fill]').forEach(one => one.setAttribute('aria-checked', one.dataset.fill === to)));
    return;
  }
  if (large) { press(large, event); return; }
  if (at('[data-do=worked]')) { // it goes there by itself when it opens
    const worked = document.querySelector('#branch-cell .worked');
    worked ? gnScroll(worked) : gnPress({do: 'step', to: 'cell'});
    return;
  }
  if (at('[data-all-on]')) { gnPress({do: 'all_on'}, () => all('.cell.off', map()).forEach(one => one.classList.remove('off'))); map().querySelector('.cell[tabindex="0"]')?.focus({preventScroll: true}); return; }
  if (at('[data-save]')) { const what = at('[data-save]').dataset.save; trigger(what === 'map_png' ? 'draw' : 'save', {what, scale: chosen.scale}); return; }
  if (at('[data-options]')) {
    const isShown = at('[data-options]').getAttribute('aria-expanded') !== 'true';
    all('.ctl.opt').forEach(one => one.classList.toggle('shown', isShown));
    at('[data-options]').setAttribute('aria-expanded', isShown);
    return;
  }
  if (at('[data-switch]')) {
    const opened = map().querySelector('.cell[aria-pressed="true"]');
    if (opened) toggle(opened);
    return;
  }
  for (const name of ['press', 'scale']) if (at(`[data-${name}]`)) { chosen[name] = at(`[data-${name}]`).dataset[name]; show(name); }
  const sort = at('[data-sort]');
  if (sort && sort.getAttribute('aria-checked') !== 'true') {
    const to = sort.dataset.sort;
    gnPress({do: 'sort', to}, () => { all('[data-sort]').forEach(one => one.setAttribute('aria-checked', one.dataset.sort === to)); dim('sheet'); });
  }
});

function press(large, event) {
  const {rows, columns} = large.dataset, box = large.getBoundingClientRect();
  if (!event.detail) return; // Enter and Space: the arrow keys move the cell
  const row = Math.floor((event.clientY - box.top) / box.height * rows), column = Math.floor((event.clientX - box.left) / box.width * columns);
  moveTo(large, row, column);
}
function moveTo(large, row, column) {
  const clamp = (value, most) => Math.max(0, Math.min(most - 1, value));
  large.dataset.row = clamp(row, +large.dataset.rows);
  large.dataset.column = clamp(column, +large.dataset.columns);
  const {row: y, column: x} = large.dataset;
  gnPress({do: 'cell', row: +y, column: +x}, () => Object.assign(element.querySelector('.large')?.dataset ?? {}, {row: y, column: x}));
}

element.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const large = event.target.closest('.large'), cell = event.target.closest('.cell[data-block]');
  const selector = cell ? '.cell[data-block]' : event.target.closest('[data-channel]') ? '[data-channel]' : null;
  const direction = gnDirections[event.key];
  if (large && direction) {
    event.preventDefault();
    const [dx, dy] = direction;
    moveTo(large, Math.max(0, +large.dataset.row) + dy, Math.max(0, +large.dataset.column) + dx);
  } else if (selector && direction) {
    event.preventDefault();
    const next = gnNeighbour(event.target.closest(selector), direction, all(selector));
    if (next) { reach(next, selector); next.focus(); }
  } else if (cell && event.key === 'Enter') { // whatever a press does
    event.preventDefault();
    open(cell.dataset.block, cell.dataset.branch);
  } else if (cell && event.key.toLowerCase() === 'o') {
    event.preventDefault();
    toggle(cell);
  }
});
if (element.closest('#branch-sheet, #branch-channel')) requestAnimationFrame(markOpened); // what came before this script did
