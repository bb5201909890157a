// The Kernel study tab: presses, saving a drawing or the numbers.
element.addEventListener('click', event => {
  const press = event.target.closest('button[data-do]'), save = event.target.closest('button[data-save]');
  const {save: kind, csv, name} = save?.dataset ?? {};
  if (save) return gnSave(name, kind, kind === 'csv' ? csv : gnDrawing(save.closest('figure').querySelector(':scope > svg')));
  if (!press || press.getAttribute('aria-checked') === 'true') return;
  const {do: what, to} = press.dataset, choose = one => one.setAttribute('aria-checked', one.dataset.to === to);
  gnPress({do: what, to}, () => element.querySelectorAll(`button[data-do="${what}"]`).forEach(choose));
});
