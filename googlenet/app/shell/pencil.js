// The image as the network sees it, to draw on. The browser keeps the drawing and asks for an answer after each change,
// one at a time, the latest state next; after a second of rest the drawing becomes the page's image.
const REST_MS = 1000, PATIENCE_MS = 8000, MOST_UNDO = 40, FEW = 64, CELLS = 28;
let sheet = null, pixels, ground, history = [], version = 0, sent = 0, kept = 0, busy = 0, rest = 0;
let under = null, drops = 0, stroke = null, isHeld = false, cursor = [13, 13], tool = 'draw';
const find = selector => element.querySelector(selector), canvas = () => find('canvas');
const wanted = () => document.querySelector('#seen .seen')?.dataset.sheet;
const isIdle = () => Object.values(gnTabs).every(one => one.isIdle()); // nothing that was pressed waits for its answer
const cell = () => (pixels.width > FEW ? pixels.width / CELLS : 1); // px that an arrow key moves

function look() { // what is drawn on is another, or seen for the first time; what was pressed last has been answered
  if (find('details')?.open && wanted() && sheet?.key !== wanted() && isIdle()) trigger('sheet', {number: drops});
}
function drop() { // what is drawn is given up: nothing of it is sent any more, and the sheet comes anew
  drops += 1;
  clearTimeout(rest);
  canvas()?.getContext('2d').clearRect(0, 0, canvas().width, canvas().height);
  sheet = pixels = stroke = null;
  [isHeld, history] = [false, []];
  version = sent = kept = 0;
}
async function load(source) {
  const image = new Image(), place = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  image.src = source;
  await image.decode();
  Object.assign(place.canvas, {width: image.width, height: image.height});
  place.drawImage(image, 0, 0);
  return place.getImageData(0, 0, image.width, image.height);
}
window.gnPencil = {
  async take(text) {
    const given = JSON.parse(text), [now, image] = [await load(given.src), await load(given.ground)];
    if (given.number !== drops || given.key !== wanted() || !isIdle()) return; // something else came meanwhile
    drop();
    [sheet, pixels, ground] = [given, now, image];
    show();
  },
  next() {
    busy = 0;
    if (under === sheet) send();
    else gnPress(null); // given up meanwhile: the page draws its own answer again
  },
};
function show() {
  if (!pixels || !canvas()) return;
  if (canvas().width !== pixels.width) Object.assign(canvas(), {width: pixels.width, height: pixels.height});
  canvas().getContext('2d').putImageData(pixels, 0, 0);
  find('.draw').classList.toggle('cells', pixels.width <= FEW);
  find('[data-level]').parentElement.hidden = !sheet.grey;
  find('[data-color]').parentElement.hidden = sheet.grey;
  element.querySelectorAll('[data-tool]').forEach(one => one.setAttribute('aria-checked', one.dataset.tool === tool));
  find('[data-act=undo]').setAttribute('aria-disabled', !history.length); // keeps the focus
  const side = 100 * cell() / pixels.width, [column, row] = cursor;
  Object.assign(find('.cursor').style, {width: side + '%', height: side + '%', left: side * column + '%', top: side * row + '%'});
}
watch('value', () => requestAnimationFrame(show)); // another language
document.addEventListener('gn-seen', look);
element.addEventListener('toggle', look, true);

function send() {
  if (version === sent || (busy && Date.now() - busy < PATIENCE_MS)) return;
  [busy, sent, under] = [Date.now(), version, sheet];
  trigger('stroke', {of: sheet.key, picture: canvas().toDataURL()});
}
function settle() {
  if (stroke || !isIdle()) return restLater(200);
  kept = version;
  const isImage = sheet.has_ground && pixels.data.every((value, at) => value === ground.data[at]);
  gnPress({ask: 'drawing', of: sheet.key, to: isImage ? null : canvas().toDataURL()});
}
function restLater(ms) { clearTimeout(rest); rest = setTimeout(settle, ms); }
document.addEventListener('gn-answered', () => {
  if (version !== kept) { sent = -1; send(); } // the answer is older than what is drawn
  look();
});
document.addEventListener('gn-ask', ({detail}) => { if (['picture', 'upload', 'reset', 'restore', 'forget'].includes(detail)) drop(); });
const remember = () => { history = [...history, pixels.data.slice()].slice(-MOST_UNDO); };
function changed() {
  version += 1;
  show();
  send();
  restLater(REST_MS);
}

const paper = () => (sheet.grey ? 0 : 255);
function ink() {
  if (tool === 'erase') return [paper(), paper(), paper()];
  if (sheet.grey) return Array(3).fill(+find('[data-level]').value);
  return find('[data-color]').value.match(/[0-9a-f]{2}/g).map(two => parseInt(two, 16));
}
function line([fromX, fromY], [toX, toY]) { // a round brush
  const {width, data} = pixels, [red, green, blue] = ink(), radius = find('[data-width]').value * cell() / 2;
  const steps = Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)) / Math.max(1, radius / 2)) || 1;
  const middle = value => (cell() === 1 ? Math.floor(value) + .5 : value);
  for (let step = 0; step <= steps; step++) {
    const x = middle(fromX + (toX - fromX) * step / steps), y = middle(fromY + (toY - fromY) * step / steps);
    for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(width, y + radius); row++) {
      for (let column = Math.max(0, Math.floor(x - radius)); column < Math.min(width, x + radius); column++) {
        if (Math.hypot(column + .5 - x, row + .5 - y) <= radius) data.set([red, green, blue, 255], 4 * (row * width + column));
      }
    }
  }
}
function shift(from, right, down) {
  const {width, data} = pixels;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const x = column - right, y = row - down, isInside = x >= 0 && y >= 0 && x < width && y < width;
      const at = 4 * (y * width + x);
      data.set(isInside ? from.subarray(at, at + 4) : [paper(), paper(), paper(), 255], 4 * (row * width + column));
    }
  }
}

const at = event => gnPlace(event, canvas()).map(value => value * pixels.width);
element.addEventListener('pointerdown', event => {
  if (!pixels || !event.isPrimary || event.button || !event.target.closest('.draw')) return;
  remember();
  stroke = {from: at(event), start: at(event), base: pixels.data.slice()};
  event.target.setPointerCapture?.(event.pointerId);
  if (tool !== 'move') { line(stroke.from, stroke.from); changed(); }
});
element.addEventListener('pointermove', event => {
  if (!stroke || !event.isPrimary) return;
  const to = at(event);
  if (tool === 'move') shift(stroke.base, ...to.map((value, axis) => Math.round(value - stroke.start[axis])));
  else line(stroke.from, to);
  stroke.from = to;
  changed();
});
for (const end of ['pointerup', 'pointercancel']) element.addEventListener(end, () => { stroke = null; });

element.addEventListener('click', event => {
  const chosen = event.target.closest('[data-tool]')?.dataset.tool, act = event.target.closest('[data-act]')?.dataset.act;
  if (chosen) { tool = chosen; show(); }
  if (act === 'undo') undo();
  if (event.target.closest('summary') && !find('details').open && version === kept) drop(); // opened again, it comes anew
  if (!pixels || !['back', 'empty'].includes(act)) return;
  remember();
  if (act === 'back') pixels.data.set(ground.data);
  else pixels.data.forEach((_, place) => { pixels.data[place] = place % 4 === 3 ? 255 : paper(); });
  changed();
});
function undo() {
  if (!history.length) return;
  pixels.data.set(history.pop());
  changed();
}
element.addEventListener('keydown', event => {
  const by = gnDirections[event.key], last = pixels ? pixels.width / cell() - 1 : 0;
  const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey);
  if (!pixels || !event.target.closest('.draw') || !(by || isUndo || event.key === ' ')) return;
  event.preventDefault();
  const middle = () => cursor.map(value => (value + .5) * cell());
  if (isUndo) return undo();
  if (event.key === ' ') {
    if (event.repeat) return;
    isHeld = true;
    remember();
    line(middle(), middle());
    changed();
  } else if (event.shiftKey) {
    remember();
    shift(pixels.data.slice(), ...by.map(value => value * cell()));
    changed();
  } else {
    const from = middle();
    cursor = cursor.map((value, axis) => Math.max(0, Math.min(last, value + by[axis])));
    if (isHeld) { line(from, middle()); changed(); } else show();
    const place = find('[data-place]');
    place.textContent = place.dataset.place.replace('{row}', cursor[1] + 1).replace('{column}', cursor[0] + 1);
  }
});
for (const end of ['keyup', 'focusout']) element.addEventListener(end, event => { if (event.key !== 'Shift') isHeld &&= end === 'keyup' && event.key !== ' '; });
