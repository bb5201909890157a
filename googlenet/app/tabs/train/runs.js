// The table of runs: presses, ticks, the search, all of many runs, and each run's menu. Deleting asks once more.
let query = '', isAll = false; // older runs are there to be searched, and seen when "Show all" is pressed

function filter() {
  const rows = [...element.querySelectorAll('tbody tr')], isWhole = isAll || query !== '';
  rows.forEach(row => {
    row.hidden = ('older' in row.dataset && !isWhole) || !query.split(/\s+/).every(word => row.dataset.find.includes(word));
  });
  const [none, press, note] = ['none', 'all', 'all-note'].map(name => element.querySelector(`[data-${name}]`));
  if (none) none.hidden = rows.some(row => !row.hidden);
  if (press) { press.hidden = isWhole; note.hidden = !isWhole; }
}

function showAll() {
  isAll = true;
  filter();
  element.querySelector('tr[data-older] [data-act=show]')?.focus(); // what was pressed is gone
}

function fire(press) {
  const {act, run} = press.dataset;
  if (act === 'use') trigger('run_use', {run});
  else if (act === 'show') gnPress({act, run}, () => element.querySelectorAll('[data-act=show]').forEach(one => one.setAttribute('aria-pressed', one.dataset.run === run)));
  else if (act === 'compare') gnPress({act, run, on: press.checked});
  else if (act === 'download') trigger('run_download', {run});
  else trigger(act === 'resume' ? 'run_resume' : 'run_act', {act, run, to: press.closest('.rename')?.querySelector('[data-to]').value ?? ''});
  if (act !== 'compare') gnFold(press);
}

function ask(menu, is) {
  menu.querySelector('.ask').hidden = !is;
  menu.querySelector('[data-ask]').hidden = is;
  menu.querySelector(is ? '[data-unask]' : '[data-ask]').focus(); // the harmless answer first
}

element.addEventListener('click', event => {
  const press = event.target.closest('button[data-act]'), menu = event.target.closest('details.menu');
  if (press) fire(press);
  else if (event.target.closest('[data-ask]')) ask(menu, true);
  else if (event.target.closest('[data-unask]')) ask(menu, false);
  else if (event.target.closest('[data-all]')) showAll();
  else if (event.target.closest('[data-tidy]') && gnHold(event.target.closest('[data-tidy]'))) trigger('run_tidy', {});
});
element.addEventListener('change', event => { const box = event.target.closest('input[data-act]'); if (box) fire(box); });
element.addEventListener('input', event => { if (event.target.matches('[data-search]')) { query = event.target.value.trim().toLowerCase(); filter(); } });
element.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229) return; // Enter that ends an input method's word
  if (event.key === 'Enter' && event.target.matches('[data-to]')) fire(event.target.closest('.rename').querySelector('[data-act]'));
});
watch('value', () => { const field = element.querySelector('[data-search]'); if (field) field.value = query; filter(); });
