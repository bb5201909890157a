// What the Train tab looks back with: presses, sliders that switch between what is already there, drawings to save.
// Long work is drawn anew at each step: Stop acts when it is touched.
const EVENTS = ['pair', 'worst', 'stop_mistakes', 'pick', 'save_mistakes', 'lapse', 'stop_lapse', 'save_lapse', 'labels', 'stop_labels',
  'try_rates', 'stop_rates', 'use_rate', 'stop_pictures', 'delete_pictures', 'save_left_out'];
let open = new Map(), playing = 0, at = null, measure = null;

function act(event) {
  const one = event.target.closest('[data-do]'), name = one?.dataset.do;
  if (!EVENTS.includes(name) || one.disabled) return;
  const isKeyboard = event.type === 'click' && !event.detail, isStop = name.startsWith('stop');
  if (!isKeyboard && (event.type === 'pointerdown') !== isStop) return;
  if (!isStop && name !== 'pick' && !gnHold(one)) return;
  const {do: _, ...said} = one.dataset;
  trigger(name, said);
  if (said.then) gnArrive('classify', said.then);
}

function slide(index) {
  const slider = element.querySelector('[data-slide]');
  if (!slider) return;
  const epochs = slider.dataset.epochs.split(' '), to = Math.max(0, Math.min(epochs.length - 1, index));
  at = to === epochs.length - 1 ? null : to; // the end stays the end when another epoch comes
  slider.value = to;
  slider.setAttribute('aria-valuetext', epochs[to]);
  slider.parentElement.querySelector('output').textContent = epochs[to];
  element.querySelectorAll('[data-frame]').forEach(frame => { frame.hidden = +frame.dataset.frame !== to; });
  element.querySelectorAll('.spark').forEach(spark => {
    const drawing = spark.querySelector('svg'), [x, y] = drawing.dataset.points.split(' ')[to].split(',');
    const dot = drawing.querySelector('[data-dot]');
    dot.setAttribute('cx', x);
    dot.setAttribute('cy', y);
    spark.querySelector('.num').textContent = spark.dataset.labels.split('|')[to];
  });
}

function show(name) {
  if (!element.querySelector(`[data-panel="${name}"]`)) return;
  measure = name;
  element.querySelectorAll('[data-panel]').forEach(panel => { panel.hidden = panel.dataset.panel !== name; });
  element.querySelectorAll('[data-measure]').forEach(one => one.setAttribute('aria-checked', one.dataset.measure === name));
}

function play(press) {
  const [start, pause] = press.dataset.words.split('|');
  if (playing) { clearInterval(playing); playing = 0; press.textContent = start; return; }
  press.textContent = pause;
  const step = () => {
    const slider = element.querySelector('[data-slide]');
    if (!slider || !press.isConnected) { clearInterval(playing); playing = 0; return; }
    slide((+slider.value + 1) % (+slider.max + 1));
  };
  step();
  playing = setInterval(step, 900);
}

function multiples() { // all small drawings of the panel in one file, at their places on the page
  const grid = element.querySelector('[data-panel]:not([hidden]) .history'), looks = getComputedStyle(element);
  const box = grid.getBoundingClientRect(), ink = looks.color, parts = [];
  const words = (text, x, y) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="system-ui, sans-serif" font-size="12" fill="${ink}">${text.replace(/[<&]/g, '')}</text>`;
  grid.querySelectorAll('.block-name, .path > span, .num').forEach(one => {
    const place = one.getBoundingClientRect();
    parts.push(words(one.textContent, place.left - box.left, place.bottom - box.top - 3));
  });
  grid.querySelectorAll('.spark svg').forEach(one => {
    const place = one.getBoundingClientRect(), copy = one.cloneNode(true);
    for (const [name, value] of Object.entries({x: place.left - box.left, y: place.top - box.top, width: place.width, height: place.height})) copy.setAttribute(name, value.toFixed(1));
    copy.querySelector('[data-dot]').setAttribute('fill', ink);
    parts.push(new XMLSerializer().serializeToString(copy));
  });
  const ground = looks.getPropertyValue('--gn-paper').trim() || '#FFFFFF', size = `width="${box.width.toFixed(0)}" height="${box.height.toFixed(0)}"`;
  return gnPlain(`<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${box.width.toFixed(0)} ${box.height.toFixed(0)}"><rect ${size} fill="${ground}"/>${parts.join('')}</svg>`, element);
}

element.addEventListener('pointerdown', act);
element.addEventListener('click', event => {
  const save = event.target.closest('[data-save]'), chosen = event.target.closest('[data-measure]'), press = event.target.closest('[data-play]');
  const {save: kind, name} = save?.dataset ?? {}, drawn = () => gnDrawing(element.querySelector('figure svg.rates, figure svg.balance'));
  if (kind === 'csv') gnSave(name, kind, element.querySelector('[data-csv]').dataset.csv);
  else if (kind) gnSave(name, kind, element.querySelector('.history') ? multiples() : drawn());
  if (chosen) show(chosen.dataset.measure);
  if (press) play(press);
  act(event);
});
element.addEventListener('input', event => { if (event.target.matches('[data-slide]')) slide(+event.target.value); });
element.addEventListener('change', event => {
  const {true: true_, answer} = event.target.matches('[data-pairs]') ? event.target.selectedOptions[0].dataset : {};
  if (true_) trigger('pair', {true: true_, answer});
});
element.addEventListener('toggle', event => { if (event.target.matches('details.more')) open.set('more', event.target.open); }, true);
watch('value', () => requestAnimationFrame(() => { // as the visitor left it
  const more = element.querySelector('details.more');
  if (more && open.has('more') && (open.get('more') || !more.hasAttribute('open'))) more.open = open.get('more');
  if (measure) show(measure);
  if (at !== null) slide(at);
}));
