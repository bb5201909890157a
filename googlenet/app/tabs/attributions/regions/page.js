// Regions are drawn here and kept by the page; the server gets their outlines when they are to be calculated.
const kept = (window.gnRegions ??= {outlines: [], baseline: 'black'}), MOST = 10, STEP = .02;
let drawing = null;
const sheet = () => element.querySelector('.draw'), clamp = value => Math.max(0, Math.min(1, value));

function shape(points, number) {
  const closed = points.map(point => point.join(',')).join(' '), [xs, ys] = [0, 1].map(axis => points.map(point => point[axis]));
  const x = (Math.min(...xs) + Math.max(...xs)) / 2, y = (Math.min(...ys) + Math.max(...ys)) / 2;
  const label = number ? `<text x="${x}" y="${y}" font-size=".07" text-anchor="middle" dominant-baseline="central">${number}</text>` : '';
  return `<polygon class="edge" points="${closed}"/><polygon points="${closed}"/>${label}`;
}
function show() {
  const svg = sheet()?.querySelector('svg');
  if (!svg) return;
  svg.innerHTML = kept.outlines.map((points, place) => shape(points, place + 1)).join('') + (drawing ? shape(drawing, 0) : '');
  const count = element.querySelector('[data-count]');
  count.textContent = count.dataset.count.replace('{count}', kept.outlines.length);
  element.querySelectorAll('[data-baseline]').forEach(one => one.setAttribute('aria-checked', one.dataset.baseline === kept.baseline));
}
watch('value', () => requestAnimationFrame(show));
requestAnimationFrame(show);

const place = event => gnPlace(event, sheet()).map(value => Number(clamp(value).toFixed(4)));
element.addEventListener('pointerdown', event => {
  if (event.target.closest('[data-do=stop]')) trigger('stop_work', {});
  if (!event.target.closest('.draw') || kept.outlines.length >= MOST) return;
  drawing = [place(event)];
  event.target.setPointerCapture?.(event.pointerId);
});
element.addEventListener('pointermove', event => {
  const last = drawing?.at(-1), [x, y] = drawing ? place(event) : [];
  if (!last || Math.hypot(x - last[0], y - last[1]) < .008 || drawing.length > 190) return;
  drawing.push([x, y]);
  show();
});
function finish() {
  if (!drawing) return;
  const size = axis => Math.max(...drawing.map(point => point[axis])) - Math.min(...drawing.map(point => point[axis]));
  if (drawing.length > 2 && Math.min(size(0), size(1)) > .02) kept.outlines.push(drawing);
  drawing = null;
  show();
}
element.addEventListener('pointerup', finish);
element.addEventListener('pointercancel', finish);

element.addEventListener('click', event => {
  const name = event.target.closest('[data-do]')?.dataset.do, baseline = event.target.closest('[data-baseline]')?.dataset.baseline;
  if (baseline) kept.baseline = baseline;
  if (name === 'add' && kept.outlines.length < MOST) { kept.outlines.push([[.35, .35], [.65, .35], [.65, .65], [.35, .65]]); sheet().focus(); }
  if (name === 'remove') kept.outlines.pop();
  if (name === 'clear') kept.outlines.length = 0;
  if (name === 'start') trigger('start', kept);
  if (name === 'stop' && !event.detail) trigger('stop_work', {});
  if (name || baseline) show();
});
element.addEventListener('keydown', event => { // the latest region
  const by = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]}[event.key], latest = kept.outlines.at(-1);
  if (!by || !latest || !event.target.closest('.draw')) return;
  event.preventDefault();
  const [left, top] = [0, 1].map(axis => Math.min(...latest.map(point => point[axis]))), [right, bottom] = [0, 1].map(axis => Math.max(...latest.map(point => point[axis])));
  const [x, y] = by, [width, height] = [right - left, bottom - top];
  const moved = event.shiftKey
    ? latest.map(point => [left + (point[0] - left) * (width + x) / width, top + (point[1] - top) * (height + y) / height])
    : latest.map(point => [point[0] + x, point[1] + y]);
  if (moved.flat().some(value => value < 0 || value > 1) || (event.shiftKey && Math.min(width + x, height + y) < 2 * STEP)) return;
  kept.outlines[kept.outlines.length - 1] = moved.map(point => point.map(value => Number(value.toFixed(4))));
  show();
});
