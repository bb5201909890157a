// The views of a channel closely seen. Work is drawn anew at each step: Stop acts when it is touched.
const EVENTS = ['field', 'search', 'stop_search', 'make', 'stop_make', 'save_exemplars', 'save_made', 'save_field', 'save_field_png'];
function act(event) {
  const one = event.target.closest('[data-do]'), name = one?.dataset.do;
  if (name === 'own' && event.type === 'click') document.querySelector('#closeup-files')?.click();
  if (!EVENTS.includes(name)) return;
  const isKeyboard = event.type === 'click' && !event.detail, isStop = name.startsWith('stop');
  if (isKeyboard || (event.type === 'pointerdown') === isStop) trigger(name, {what: one.dataset.what ?? ''});
}
element.addEventListener('pointerdown', act);
element.addEventListener('click', act);
