// The Kernel study tab: presses, saving a drawing or the numbers, and the small studies. Deleting one asks once more.
const POLL_MS = 1500;
let timer = 0;

const small = () => element.querySelector('[data-small]');
const parts = () => ['body', 'list'].map(part => [part, element.querySelector(`[data-${part}]`)]);

function put(place, html) { // what the keyboard was on stays under it; in the body, after Stop comes the next action
  if (place.held === html || place.querySelector('.ask:not([hidden])')) return; // nobody is interrupted in answering
  const {do: act, save, ask, name} = place.contains(document.activeElement) ? document.activeElement.dataset : {};
  place.held = html;
  place.innerHTML = html;
  const of = name === undefined ? '' : `[data-name="${CSS.escape(name)}"]`;
  const same = save ? `[data-save="${save}"]${of}` : ask ? `[data-ask]${of}` : act && ('body' in place.dataset ? 'button' : `[data-do="${act}"]${of}`);
  if (same) place.querySelector(same)?.focus({preventScroll: true});
}

async function poll() {
  clearTimeout(timer);
  if (!element.isConnected || small()?.dataset.live !== '1') return;
  if (element.offsetParent && !document.hidden) {
    const {lang, name} = small().dataset;
    const reply = await Promise.resolve(server.poll({lang, name, owner: window.gnOwner?.()})).catch(() => null);
    if (reply && small()?.dataset.name === name) { // else another is shown by now
      parts().forEach(([part, place]) => put(place, reply[part]));
      small().dataset.live = reply.live || element.querySelector('.ask:not([hidden])') ? '1' : '0'; // else the list would stay old
    }
  }
  timer = setTimeout(poll, POLL_MS);
}

function ask(row, is) {
  row.querySelector('.ask').hidden = !is;
  row.querySelector('[data-ask]').hidden = is;
  row.querySelector(is ? '[data-unask]' : '[data-ask]').focus(); // the harmless answer first
}

element.addEventListener('click', event => {
  const press = event.target.closest('button[data-do]'), save = event.target.closest('button[data-save]');
  const {save: kind, csv, name} = save?.dataset ?? {};
  if (save) return gnSave(name, kind, kind === 'csv' ? csv : gnDrawing(save.closest('figure').querySelector(':scope > svg')));
  const question = event.target.closest('[data-ask], [data-unask]');
  if (question) return ask(question.closest('li'), 'ask' in question.dataset);
  if (!press || press.getAttribute('aria-checked') === 'true' || press.getAttribute('aria-pressed') === 'true') return;
  const seeds = element.querySelector('select[data-seeds]');
  if (press.closest('[data-small]') && !gnHold(press)) return;
  trigger('press', {...press.dataset, seeds: seeds?.value});
});
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) poll(); }).observe(element);
watch('value', () => { parts().forEach(([, place]) => { if (place) place.held = undefined; }); poll(); });
