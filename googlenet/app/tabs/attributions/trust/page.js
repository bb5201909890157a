// Can it be trusted: a press on Check or Stop, and charts as files.
element.addEventListener('pointerdown', event => { if (event.target.closest('[data-act=stop]')) trigger('stop_work', {}); });
element.addEventListener('click', event => {
  const act = event.target.closest('[data-act]')?.dataset.act, save = event.target.closest('[data-save]');
  if (act === 'check') trigger('check', {method: element.querySelector('select').value});
  if (act === 'stop') trigger('stop_work', {});
  const head = event.target.closest('[data-sort]')?.parentElement;
  if (head) sortBy(head);
  if (!save) return;
  const figure = save.closest('figure'), kind = save.dataset.save;
  gnSave(figure.dataset.name, kind, kind === 'csv' ? figure.dataset.csv + '\n' : gnDrawing(figure.querySelector(':scope > svg')));
});

// A table sorted by a column: numbers from the largest, names from A; then the other way round; then in its own order.
function sortBy(head) {
  const body = head.closest('table').tBodies[0], at = head.cellIndex, first = at ? 'descending' : 'ascending';
  const second = at ? 'ascending' : 'descending', order = {[first]: second, [second]: null}[head.ariaSort] ?? (head.ariaSort ? null : first);
  for (const other of head.parentElement.cells) other.ariaSort = other === head ? order : null;
  const rows = [...body.rows], turn = order === 'ascending' ? 1 : -1;
  rows.forEach((row, number) => row.dataset.place ??= number);
  const by = row => at ? parseFloat(row.cells[at].dataset.by) : row.cells[0].textContent;
  rows.sort((a, b) => {
    const one = by(a), other = by(b), own = a.dataset.place - b.dataset.place;
    if (!order) return own;
    if (!at) return turn * one.localeCompare(other);
    return isNaN(one) - isNaN(other) || (isNaN(one) ? own : turn * (one - other) || own);  // what is missing comes last
  });
  body.append(...rows);
}
