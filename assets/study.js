// The Kernel study tab: presses, saving a drawing or the numbers, and the progress of the small study.
const POLL_MS = 1500;
let timer = 0;

const small = () => element.querySelector('[data-small]');

async function poll() {
  clearTimeout(timer);
  if (!element.isConnected || small()?.dataset.live !== '1') return;
  if (element.offsetParent && !document.hidden) {
    const reply = await Promise.resolve(server.poll({lang: small().dataset.lang, owner: window.gnOwner?.()})).catch(() => null);
    const body = element.querySelector('[data-body]');
    if (reply && body) {
      if (body.held !== reply.body) {
        const {do: act, save, name} = body.contains(document.activeElement) ? document.activeElement.dataset : {};
        body.held = reply.body;
        body.innerHTML = reply.body; // what the keyboard was on stays under it; after Stop comes the next action
        const same = act ? 'button' : save ? `[data-save="${save}"][data-name="${name}"]` : null;
        if (same) body.querySelector(same)?.focus({preventScroll: true});
      }
      small().dataset.live = reply.live ? '1' : '0';
    }
  }
  timer = setTimeout(poll, POLL_MS);
}

element.addEventListener('click', event => {
  const press = event.target.closest('button[data-do]'), save = event.target.closest('button[data-save]');
  const {save: kind, csv, name} = save?.dataset ?? {};
  if (save) return gnSave(name, kind, kind === 'csv' ? csv : gnDrawing(save.closest('figure').querySelector(':scope > svg')));
  if (!press || press.getAttribute('aria-checked') === 'true') return;
  const seeds = element.querySelector('select[data-seeds]');
  if (press.closest('[data-small]') && !gnHold(press)) return;
  trigger('press', {...press.dataset, seeds: seeds?.value});
});
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) poll(); }).observe(element);
watch('value', () => { const body = element.querySelector('[data-body]'); if (body) body.held = undefined; poll(); });
