// What is said of the opened branch and the tables of all share this script. While the section on a branch's input is
// open, ribbons run on the map, from the tiles of the block before to the opened one, as wide as their shares.
const map = () => document.querySelector('#branch-map .map');
const NS = 'http://www.w3.org/2000/svg';

function tileOf(block, branch) {
  const cell = [...map().querySelectorAll('.cell[data-block]')].find(one => one.dataset.block === block && one.dataset.branch === branch);
  return cell?.querySelector('.pic');
}

function ribbons() {
  const board = map(), flows = document.querySelector('#section-branches-input[data-open] .flows');
  if (!board) return;
  let drawing = board.querySelector('svg.ribbons');
  const target = flows && tileOf(flows.dataset.block, flows.dataset.branch);
  const isOpen = target?.closest('.cell').getAttribute('aria-pressed') === 'true';
  if (!target || !isOpen || !target.offsetWidth) { drawing?.remove(); return; }
  const ground = board.getBoundingClientRect(), end = target.getBoundingClientRect();
  const isTurned = getComputedStyle(board).flexDirection === 'column'; // phones: blocks run downwards
  let shapes = '';
  const spread = board.classList.contains('dense') ? .4 : .8; // of the tile: steep ribbons would hide what they cross
  const most = isTurned ? end.width : end.height, rows = [...flows.querySelectorAll('.flow-row')];
  const total = rows.reduce((sum, one) => sum + Math.abs(+one.dataset.share), 0) || 1;
  let at = 0;
  for (const row of rows) {
    const source = tileOf(row.dataset.block, row.dataset.branch);
    if (!source) continue;
    const box = source.getBoundingClientRect(), share = +row.dataset.share;
    const width = Math.max(1.5, spread * most * Math.abs(share) / total), colour = getComputedStyle(row).getPropertyValue('--gn-c');
    const along = .1 * most + at + width / 2;
    at += spread * most * Math.abs(share) / total;
    const [x, y, u, v] = isTurned
      ? [box.left + box.width / 2, box.top + .7 * box.height, end.left + along, end.top + 3]
      : [box.left + .7 * box.width, box.top + box.height / 2, end.left + 3, end.top + along];
    const [a, b, c, d] = [x - ground.left, y - ground.top, u - ground.left, v - ground.top].map(one => one.toFixed(1));
    const middle = isTurned ? `${a} ${(+b + +d) / 2}, ${c} ${(+b + +d) / 2}` : `${(+a + +c) / 2} ${b}, ${(+a + +c) / 2} ${d}`;
    const path = `M${a} ${b}C${middle}, ${c} ${d}`, dashes = share < 0 ? ' stroke-dasharray="4 3"' : '';
    shapes += `<path d="${path}" stroke="var(--gn-paper)" stroke-width="${(width + 3).toFixed(1)}" opacity=".7"/>`
      + `<path d="${path}" stroke="${colour}" stroke-width="${width.toFixed(1)}" opacity=".85"${dashes}/>`;
  }
  if (!drawing) {
    drawing = document.createElementNS(NS, 'svg');
    drawing.setAttribute('class', 'ribbons');
    drawing.setAttribute('aria-hidden', 'true');
    board.append(drawing);
  }
  drawing.setAttribute('viewBox', `0 0 ${ground.width} ${ground.height}`);
  if (drawing.dataset.drawn !== shapes) { drawing.dataset.drawn = shapes; drawing.innerHTML = `<g fill="none" stroke-linecap="butt">${shapes}</g>`; }
}

let waiting = 0;
const soon = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(ribbons); };
watch('value', soon);
if (element.id === 'branch-flow' || element.closest('#branch-flow')) { // one of them draws
  new MutationObserver(soon).observe(element.closest('.section'), {attributeFilter: ['data-open']});
  const board = document.querySelector('#branch-map');
  new MutationObserver(soon).observe(board, {childList: true, subtree: true, attributes: true, attributeFilter: ['aria-pressed']});
  new ResizeObserver(soon).observe(board);
}

const mark = (name, to) => element.querySelectorAll(`[data-${name}]`).forEach(one => one.setAttribute('aria-checked', one.getAttribute(`data-${name}`) === to));
element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const worthFill = at('[data-worth-fill]'), channel = at('[data-channel-switch]'), act = at('[data-act]');
  if (worthFill) { mark('worth-fill', worthFill.dataset.worthFill); trigger('worth_fill', {to: worthFill.dataset.worthFill}); }
  if (channel) {
    const off = channel.getAttribute('aria-checked') === 'true';
    gnPress({do: 'channel_off', index: +channel.dataset.channelSwitch, off}, () => element.querySelector('[data-channel-switch]')?.setAttribute('aria-checked', !off));
  }
  if (at('[data-save]')) trigger('save', {what: at('[data-save]').dataset.save});
  if (act?.dataset.act === 'measure') trigger('measure', {images: +element.querySelector('[data-images]').value});
  if (act?.dataset.act === 'probe') trigger('probe', {});
});
// What goes on is drawn anew at each step: Stop acts when it is touched.
const stop = event => {
  const act = event.target.closest('[data-act]')?.dataset.act;
  if (act === 'stop') trigger('stop_work', {});
  if (act === 'stop-fill') document.querySelector('#branch-map [data-fill=zero]').click();
};
element.addEventListener('pointerdown', stop);
element.addEventListener('click', event => { if (!event.detail) stop(event); }); // by voice or a screen reader
element.addEventListener('keydown', event => { if (['Enter', ' '].includes(event.key)) stop(event); });
