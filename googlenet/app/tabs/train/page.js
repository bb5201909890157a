// The Train tab's live part. The server draws; this extends the drawing's lines as records arrive,
// paints it in the page's colours, and asks for news once a second while a run is live and the tab is in sight.
const PLOTLY = '__PLOTLY__', TOKENS = __TOKENS__;
const FAST_MS = 1000, SLOW_MS = 3000;
const BULKY = new Set(['x', 'y', 'z', 'text']); // hold no colours
const view = {smooth: 0, log: false, notes: true, drag: null}; // how the curves are drawn: nothing that the server knows
const zoomed = {}; // chart -> the part of it that the visitor looks at, which outlives a new choice of runs
let request = null, since = 0, beside = '', figures = {}, version = '', isLive = false, turn = 0, timer = 0;
const open = new Set(); // folds, by their classes

const root = () => element.querySelector('[data-live]');
const find = (kind, name) => element.querySelector(`[data-${kind}="${name}"]`);

function library() { // 4.6 MB: fetched when the tab is first looked at
  window.gnPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = PLOTLY;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { window.gnPlotly = undefined; reject(new Error('the chart library did not load')); };
    document.head.append(script);
  });
  return window.gnPlotly;
}

function painted(value, key) {
  if (typeof value === 'string') return TOKENS[value] ? getComputedStyle(document.body).getPropertyValue(TOKENS[value]).trim() : value;
  if (!value || typeof value !== 'object' || BULKY.has(key)) return value;
  if (Array.isArray(value)) return value.map(one => painted(one));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, painted(one, name)]));
}

function smoothed(values, weight) { // running mean, corrected for its start; gaps stay gaps
  let mean = 0, known = 0;
  return values.map(value => {
    if (value === null) return null;
    mean = weight * mean + (1 - weight) * value;
    known = weight * known + 1 - weight;
    return mean / known;
  });
}

function prepared(name) { // the server's drawing as the visitor wants it
  const figure = figures[name], isShown = uid => view.notes || uid !== 'other-0';
  let lines = figure.data.filter(line => isShown(line.uid)), layout = painted(figure.layout);
  if (name === 'confusion') return {lines: painted(lines), layout};
  if (view.smooth) lines = lines.map(line => line.uid === 'train' ? {...line, y: smoothed(line.y, view.smooth)} : line);
  layout.annotations = (layout.annotations ?? []).filter(label => isShown(label.name));
  if (name === 'loss' && view.log) {
    const {range, dtick, tick0, ...axis} = layout.yaxis;
    layout.yaxis = {...axis, type: 'log', autorange: true};
    layout.annotations = layout.annotations.map(label => ({...label, y: Math.log10(label.y), yshift: 0}));
  }
  const near = zoomed[name];
  if (near?.run === request.run) layout.xaxis = {...layout.xaxis, range: near.x, autorange: false};
  if (near?.run === request.run && near.log === view.log) layout.yaxis = {...layout.yaxis, range: near.y, autorange: false};
  layout.yaxis.uirevision = `${request.run} ${view.log}`; // a zoom on the other scale means nothing on this one
  return {lines: painted(lines), layout};
}

async function draw(name) {
  const plot = find('plot', name);
  if (!figures[name] || !plot) return;
  find('chart', name).querySelector('[data-title]').textContent = figures[name].layout.title.text;
  const Plotly = await library();
  if (!figures[name] || plot.closest('details:not([open])')) return; // folded away: drawn when it is opened
  const {lines, layout: {title, ...layout}} = prepared(name);
  layout.font.family = getComputedStyle(element).fontFamily;
  const isTouch = matchMedia('(pointer: coarse)').matches; // a finger scrolls the page instead of zooming the chart
  plot.classList.remove('skeleton');
  if (name === 'confusion') plot.setAttribute('aria-label', title.text);
  await Plotly.react(plot, lines, {...layout, dragmode: view.drag ?? (isTouch ? false : 'zoom'), uirevision: request.run},
    {responsive: true, displayModeBar: false, doubleClick: false});
  if (plot.armed) return;
  plot.armed = true;
  if (name !== 'confusion') {
    plot.on('plotly_relayout', event => {
      if (!('xaxis.range[0]' in event || 'yaxis.range[0]' in event)) return;
      const [x, y] = ['xaxis', 'yaxis'].map(axis => [...plot.layout[axis].range]);
      zoomed[name] = {run: request.run, log: view.log, x, y};
    });
    plot.on('plotly_doubleclick', () => { whole(name); return false; });
  } else {
    plot.on('plotly_click', event => {
      const [row, column] = event.points[0].pointIndex ?? event.points[0].pointNumber;
      if (row === column || !event.points[0].z || 'embed' in document.documentElement.dataset) return;
      trigger('confused', {row, column});
      document.querySelector('#train-mistakes')?.scrollIntoView({block: 'start', behavior: 'smooth'});
    });
  }
}

function whole(name) {
  const plot = find('plot', name);
  delete zoomed[name];
  window.Plotly?.purge(plot);
  plot.armed = false;
  draw(name).catch(console.error);
}

function redraw() {
  element.querySelectorAll('[data-of-notes]').forEach(one => { one.hidden = !view.notes; });
  ['accuracy', 'loss'].forEach(name => draw(name).catch(console.error));
}

function controls() { // as the visitor left them
  const smooth = element.querySelector('[data-smooth]'), log = element.querySelector('[data-log]'), notes = element.querySelector('[data-notes]');
  if (!smooth) return;
  smooth.value = view.smooth;
  smooth.parentElement.querySelector('output').textContent = view.smooth;
  log.checked = view.log;
  notes.checked = view.notes;
  if (view.drag) element.querySelectorAll('[data-drag]').forEach(one => one.setAttribute('aria-checked', one.dataset.drag === view.drag));
}

function extend(name, news) {
  const held = figures[name];
  if (!held || news.data.some(line => line.from === undefined)) { figures[name] = news; return; }
  const lines = held.data.map(line => {
    const more = news.data.find(one => one.uid === line.uid);
    return more ? {...line, mode: more.mode, x: line.x.slice(0, more.from).concat(more.x), y: line.y.slice(0, more.from).concat(more.y)} : line;
  });
  figures[name] = {data: lines, layout: news.layout};
}

function put(part, html) { // only what differs, so that neither focus nor a screen reader is disturbed
  if (part.held === html) return;
  const hadFocus = part.contains(document.activeElement);
  part.held = html;
  part.innerHTML = html;
  if (hadFocus) part.querySelector('button')?.focus();
}

function show(reply) {
  beside = reply.beside;
  since = isLive === reply.live ? reply.count : 0; // a run that has just ended is drawn anew: its titles say so
  isLive = reply.live;
  for (const [name, html] of Object.entries(reply.parts)) put(find('part', name), html);
  const bar = element.querySelector('[data-progress]');
  bar.hidden = reply.progress === null;
  bar.firstElementChild.style.width = `${100 * reply.progress}%`;
  bar.setAttribute('aria-valuenow', Math.round(100 * reply.progress));
  for (const [name, news] of Object.entries(reply.figures)) { extend(name, news); draw(name).catch(console.error); }
  for (const [name, label] of Object.entries(reply.labels)) find('plot', name).setAttribute('aria-label', label);
  element.querySelector('[data-confusion]').hidden = !figures.confusion;
  element.querySelectorAll('[data-of-notes]').forEach(one => { one.hidden = !view.notes; });
  if (version && version !== reply.version) trigger('runs_change', {});
  version = reply.version;
}

async function poll() {
  clearTimeout(timer);
  if (!element.isConnected) return;
  const mine = turn;
  if (root()?.offsetParent && !document.hidden) {
    const reply = await Promise.resolve(server.poll({...request, since, beside, owner: window.gnOwner?.()})).catch(() => null); // undefined: the server is away
    if (mine !== turn) return;
    element.querySelector('[data-away]').hidden = Boolean(reply);
    if (reply && reply.run !== request.run) { request.run = reply.run; since = 0; figures = {}; timer = setTimeout(poll, 0); return; }
    if (reply) show(reply);
  }
  timer = setTimeout(poll, isLive ? FAST_MS : SLOW_MS);
}

function follow() { // a new choice of runs, or a first one
  if (!root()) return;
  const {run, others, lang} = root().dataset;
  request = {run, others: JSON.parse(others), lang};
  turn += 1; since = 0; figures = {}; version = '';
  element.querySelectorAll('[data-part]').forEach(part => { part.held = undefined; });
  element.querySelectorAll('[data-plot]').forEach(plot => { window.Plotly?.purge(plot); plot.armed = false; });
  controls();
  element.querySelectorAll('.more').forEach(fold => { fold.open = open.has(fold.className); }); // another choice of runs closes nothing
  poll();
}

async function save(name, format) {
  const file = `${(request.run || 'run').replace(/[^\w.-]+/g, '-')}-${name}`;
  if (format === 'csv') {
    const text = await server.table({owner: window.gnOwner?.(), run: request.run, chart: name, lang: request.lang});
    return text && gnSave(file, format, text);
  }
  const Plotly = await library(), {lines: data, layout} = prepared(name);
  const ground = getComputedStyle(document.body).getPropertyValue('--gn-paper').trim();
  const height = Math.max(480, layout.height + 60), margin = {...layout.margin, t: 64, b: layout.margin.b + 16, r: layout.margin.r + 40};
  const ink = getComputedStyle(element).color, title = {...layout.title, font: {size: 18, color: ink}, x: .02, xanchor: 'left'};
  layout.font.family = getComputedStyle(element).fontFamily;
  await Plotly.downloadImage({data, layout: {...layout, title, margin, height, paper_bgcolor: ground}},
    {format, filename: file, width: 900, height, scale: format === 'png' ? 2 : 1});
}

element.addEventListener('click', event => {
  const press = event.target.closest('[data-act]'), chosen = event.target.closest('[data-save]');
  if (press && gnHold(press)) {
    const {act, run} = press.dataset;
    trigger({use: 'run_use', resume: 'run_resume'}[act] ?? 'run_act', {act, run});
    setTimeout(poll, 400);
  }
  const drag = event.target.closest('[data-drag]');
  if (drag) { view.drag = drag.dataset.drag; controls(); redraw(); }
  if (event.target.closest('[data-reset]')) ['accuracy', 'loss'].forEach(whole);
  if (chosen) { gnFold(chosen); save(chosen.dataset.save, chosen.dataset.format).catch(console.error); }
});
element.addEventListener('input', event => {
  if (event.target.matches('[data-smooth]')) view.smooth = +event.target.value;
  else if (event.target.matches('[data-log]')) view.log = event.target.checked;
  else if (event.target.matches('[data-notes]')) view.notes = event.target.checked;
  else return;
  controls();
  redraw();
});
element.addEventListener('toggle', event => {
  if (!event.target.matches('.more')) return;
  open[event.target.open ? 'add' : 'delete'](event.target.className);
  draw('confusion').catch(console.error);
}, true);
new MutationObserver(() => Object.keys(figures).forEach(name => draw(name).catch(console.error)))
  .observe(document.body, {attributes: true, attributeFilter: ['class']});
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting) && request) poll(); }).observe(element);
watch('value', follow);
follow();
