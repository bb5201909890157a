// The arithmetic of a cell. The window slides here, with the layer's own numbers and without the server, which hears where it rests.
let data = null, at = null, timer = 0, resting = 0, isFilling = false, start = null;
const open = {}; // part -> whether its numbers are shown
const find = selector => element.querySelector(selector), all = selector => [...element.querySelectorAll(selector)];
const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const floats = text => new Float32Array(Uint8Array.from(atob(text), one => one.charCodeAt(0)).buffer);

function read() {
  all('details[data-part]').forEach(one => { if (one.dataset.part in open) one.open = open[one.dataset.part]; });
  const text = find('.sum')?.dataset.slides, before = data;
  if (!text) { pause(); data = null; return; }
  if (text === before?.text) return at[0] === data.row && at[1] === data.column && !isFilling ? paint() : move(...at); // drawn anew, not other numbers
  if (!before) arrive();
  data = {...JSON.parse(text), text};
  for (const name of 'inputs kernels rest values after'.split(' ')) // Gradio takes a word in quotes for an event
    data[name] = data[name] && floats(data[name]);
  const isMoving = (timer || resting) && before && String(before.step) === String(data.step);
  if (!isMoving) { pause(); isFilling = false; at = [data.row, data.column]; }
  isMoving ? show() : paint();
}
const readNow = () => { if (find('.sum')?.dataset.slides !== data?.text) read(); }; // pressed before the frame in which it would be read
watch('value', () => requestAnimationFrame(read));
requestAnimationFrame(read);

function arrive() { // follows it while the views above are drawn, until somebody moves
  const fold = element.closest('.section.folds:not([data-open])'), to = () => gnScroll(document.querySelector('#branch-cell'), 'auto');
  if (fold) gnSection(fold.id.split('-').slice(2).join('-'));
  const grown = new ResizeObserver(to), leave = () => grown.disconnect();
  for (const kind of ['wheel', 'pointerdown', 'touchstart', 'keydown']) addEventListener(kind, leave, {once: true, passive: true});
  grown.observe(document.querySelector('#tab-branches') ?? document.body);
  setTimeout(leave, 5000);
  to();
}

function work([row, column]) { // the cell's sum, part by part
  const {kind, kernel: [high, wide], stride, padding, input_cells: [rows, columns]} = data, place = row * data.cells[1] + column, parts = [];
  const top = row * stride[0] - padding[0], left = column * stride[1] - padding[1];
  for (let k = 0; k < data.kernels.length / (high * wide); k++) {
    const part = {values: [], products: [], kernel: [], sum: 0, most: -1, pads: []};
    for (let i = 0; i < high * wide; i++) {
      const y = top + Math.floor(i / wide), x = left + i % wide, isInside = y >= 0 && y < rows && x >= 0 && x < columns;
      const value = isInside ? data.inputs[(k * rows + y) * columns + x] : 0, weight = data.kernels[k * high * wide + i];
      part.values.push(value); part.pads.push(!isInside); part.kernel.push(weight); part.products.push(value * weight);
      part.sum += value * weight;
      if (kind === 'max' && isInside && (part.most < 0 || value > part.values[part.most])) part.most = i;
    }
    if (kind === 'max') part.sum = part.values[part.most];
    parts.push(part);
  }
  const rest = data.rest[place], total = parts.reduce((sum, part) => sum + part.sum, rest), biased = total + data.bias;
  const normalized = data.scale * biased + data.shift, rectified = data.relu ? Math.max(0, normalized) : normalized;
  const shortcut = data.after ? data.after[place] : 0;
  return {parts, rest, total, biased, normalized, rectified, shortcut, value: data.after ? Math.max(0, rectified + shortcut) : rectified};
}

const minus = text => text.replace('-', '−');
function number(value) {
  const size = Math.abs(value);
  return minus(!value ? '0' : size >= 1000 ? Math.round(value).toLocaleString('en-US') : size < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3))));
}
const signed = value => (value > 0 ? '+' : '') + number(value);
const short = value => !value ? '0' : Math.abs(value) < .005 ? '≈0' : minus(Math.abs(value) < 100 ? value.toFixed(2) : value.toFixed(0));

function show() { // the numbers of the cell where the window is
  const found = work(at), named = {...found};
  found.parts.forEach((part, k) => { named[`part${k}`] = part.sum; });
  const most = Math.max(...found.parts.map(part => Math.abs(part.sum)), Math.abs(found.rest)) || 1;
  all('[data-out]').forEach(one => {
    const name = one.dataset.out, value = named[name], bar = one.parentElement.querySelector('.bar i');
    if (value === undefined) return;
    one.textContent = one.parentElement.matches('.total') ? number(value) : signed(value);
    if (bar) { bar.style.width = `${100 * Math.min(1, Math.abs(value) / most)}%`; bar.className = value < 0 ? 'neg' : 'pos'; }
  });
  found.parts.forEach((part, k) => {
    all(`[data-part="${k}"] [data-grid]`).forEach(grid => {
      const numbers = part[grid.dataset.grid], peak = Math.max(...numbers.map(Math.abs)) || 1;
      grid.querySelectorAll('td').forEach((cell, i) => {
        const isPad = part.pads[i] && grid.dataset.grid === 'values';
        cell.textContent = isPad ? '·' : short(numbers[i]); cell.title = String(numbers[i]);
        cell.className = (numbers[i] < 0 ? 'neg' : 'pos') + (i === part.most ? ' most' : '') + (isPad ? ' pad' : '');
        cell.style.setProperty('--gn-x', `${Math.round(45 * Math.abs(numbers[i]) / peak)}%`);
      });
    });
    const one = find(`[data-one="${k}"]`);
    if (one) one.textContent = number(part.values[0]);
  });
  const where = find('[data-where]');
  if (where) where.textContent = where.dataset.text.replace('{row}', at[0] + 1).replace('{column}', at[1] + 1).replace('{value}', number(found.value));
  paint();
}

function paint() { // both maps, and the squares on them
  const [rows, columns] = data.cells, [height, width] = data.input_cells, count = isFilling ? at[0] * columns + at[1] + 1 : rows * columns;
  fill('input', height * width, width, i => Math.abs(data.inputs[i]));
  fill('output', count, columns, i => Math.abs(data.after ? Math.max(0, data.values[i] + data.after[i]) : data.values[i]), rows * columns);
  box('input', at[1] * data.stride[1] - data.padding[1], at[0] * data.stride[0] - data.padding[0], data.kernel[1], data.kernel[0]);
  box('output', at[1], at[0], 1, 1);
}
function fill(name, count, columns, value, total = count) {
  const pen = find(`[data-map="${name}"]`)?.getContext('2d');
  if (!pen) return;
  let peak = 0;
  for (let i = 0; i < total; i++) peak = Math.max(peak, value(i));
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.fillStyle = getComputedStyle(find('.sum')).getPropertyValue('--gn-c');
  for (let i = 0; i < count; i++) {
    pen.globalAlpha = peak ? value(i) / peak : 0;
    pen.fillRect(i % columns, Math.floor(i / columns), 1, 1);
  }
}
function box(name, x, y, width, height) {
  find(`[data-map="${name}"]`)?.parentElement.querySelectorAll('rect').forEach(one => Object.entries({x, y, width, height}).forEach(pair => one.setAttribute(...pair)));
}

function move(row, column) {
  const clamp = (value, most) => Math.max(0, Math.min(most - 1, value));
  at = [clamp(row, data.cells[0]), clamp(column, data.cells[1])];
  find('.worked')?.classList.add('moving'); // what the server has said is of the cell before
  show();
}
function rest() { // where it rests, the strongest channels may be others
  clearTimeout(resting);
  resting = setTimeout(() => {
    resting = 0;
    const [row, column] = at;
    gnPress(data.own ? {do: 'cell', row, column} : {do: 'step', to: [...data.step, row, column]});
  }, 250);
}
function next() { // false: all cells are filled
  const place = isFilling ? at[0] * data.cells[1] + at[1] + 1 : 0;
  if (place >= data.cells[0] * data.cells[1]) return false;
  if (!isFilling) start = at;
  isFilling = true;
  move(Math.floor(place / data.cells[1]), place % data.cells[1]);
  return true;
}
function finish() {
  pause();
  isFilling = false;
  move(...start);
  find('.worked')?.classList.remove('moving');
}
function play() {
  const wait = Math.max(40, Math.min(300, 20000 / (data.cells[0] * data.cells[1])));
  timer = setTimeout(() => element.offsetParent && next() ? play() : finish(), wait);
  find('[data-do=play]')?.setAttribute('aria-pressed', 'true');
}
function pause() {
  clearTimeout(timer);
  timer = 0;
  find('[data-do=play]')?.setAttribute('aria-pressed', 'false');
}

element.addEventListener('click', event => {
  readNow();
  const at_ = selector => event.target.closest(selector), step = at_('[data-step]'), slide = at_('[data-slide]'), act = at_('[data-do]')?.dataset.do;
  const details = at_('summary')?.parentElement;
  if (details?.dataset.part) open[details.dataset.part] = !details.open;
  if (step) gnPress({do: 'step', to: JSON.parse(step.dataset.step)}, () => all('[data-step]').forEach(one => one.setAttribute('aria-pressed', one.dataset.step === step.dataset.step)));
  else if (act === 'worked') gnPress({do: 'step', to: at_('[data-do]').dataset.to});
  else if (act === 'next' || (act === 'play' && isStill())) { pause(); clearTimeout(resting); resting = 0; if (!next()) finish(); }
  else if (act === 'play' && timer) { pause(); isFilling = false; paint(); rest(); }
  else if (act === 'play') play();
  else if (slide && event.detail) {
    const place = slide.getBoundingClientRect();
    pause();
    isFilling = false;
    move(Math.floor((event.clientY - place.top) / place.height * data.cells[0]), Math.floor((event.clientX - place.left) / place.width * data.cells[1]));
    rest();
  }
});
element.addEventListener('keydown', event => {
  const by = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
  if (!by || !event.target.closest('[data-slide]') || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  readNow();
  pause();
  isFilling = false;
  move(at[0] + by[0], at[1] + by[1]);
  rest();
});
