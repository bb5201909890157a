// The table of runs: presses, ticks, the search, and each run's menu. Deleting asks once more.
let query = '';

function search() {
  const rows = [...element.querySelectorAll('tbody tr')];
  rows.forEach(row => { row.hidden = !query.split(/\s+/).every(word => row.dataset.find.includes(word)); });
  const none = element.querySelector('[data-none]');
  if (none) none.hidden = rows.some(row => !row.hidden);
}

function fire(press) {
  const {act, run} = press.dataset;
  if (act === 'use') trigger('run_use', {run});
  else if (act === 'download') trigger('run_download', {run});
  else trigger('run_act', {act, run, to: press.closest('.rename')?.querySelector('[data-to]').value ?? ''});
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
});
element.addEventListener('change', event => { const box = event.target.closest('input[data-act]'); if (box) fire(box); });
element.addEventListener('input', event => { if (event.target.matches('[data-search]')) { query = event.target.value.trim().toLowerCase(); search(); } });
element.addEventListener('keydown', event => {
  const menu = event.target.closest('details.menu[open]');
  if (event.key === 'Enter' && event.target.matches('[data-to]')) fire(event.target.closest('.rename').querySelector('[data-act]'));
  if (event.key === 'Escape' && menu) { menu.open = false; menu.querySelector('summary').focus(); }
});
document.addEventListener('click', event => {
  element.querySelectorAll('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});
watch('value', () => { const field = element.querySelector('[data-search]'); if (field && query) { field.value = query; search(); } });
