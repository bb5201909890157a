// Influential training images: looked for once the section is open; the ranking is the page's own.
let ranking = 'cosine';
const section = element.closest('.section');
const look = () => { if (section.hasAttribute('data-open') && !element.textContent.trim()) trigger('look', {}); };
function show() {
  element.querySelectorAll('[data-panel]').forEach(panel => { panel.hidden = panel.dataset.panel !== ranking; });
  element.querySelectorAll('[data-ranking]').forEach(one => one.setAttribute('aria-checked', one.dataset.ranking === ranking));
}
new MutationObserver(look).observe(section, {attributeFilter: ['data-open']});
watch('value', () => requestAnimationFrame(() => { show(); look(); }));
requestAnimationFrame(look);

element.addEventListener('pointerdown', event => { if (event.target.closest('[data-do=stop]')) trigger('stop_work', {}); });
element.addEventListener('click', event => {
  const name = event.target.closest('[data-do]')?.dataset.do;
  ranking = event.target.closest('[data-ranking]')?.dataset.ranking ?? ranking;
  show();
  const save = event.target.closest('[data-save]');
  if (save) gnSave(save.dataset.save, 'csv', element.querySelector('[data-csv]').dataset.csv);
  if (name === 'start') trigger('start', {});
  if (name === 'stop' && !event.detail) trigger('stop_work', {});
});
