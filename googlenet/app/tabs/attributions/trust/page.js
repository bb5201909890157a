// Can it be trusted: a press on Check or Stop, and charts as files.
element.addEventListener('pointerdown', event => { if (event.target.closest('[data-act=stop]')) trigger('stop_work', {}); });
element.addEventListener('click', event => {
  const act = event.target.closest('[data-act]')?.dataset.act, save = event.target.closest('[data-save]');
  if (act === 'check') trigger('check', {method: element.querySelector('select').value});
  if (act === 'stop') trigger('stop_work', {});
  if (!save) return;
  const figure = save.closest('figure'), kind = save.dataset.save;
  gnSave(figure.dataset.name, kind, kind === 'csv' ? figure.dataset.csv + '\n' : gnDrawing(figure.querySelector(':scope > svg')));
});
