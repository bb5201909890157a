// Can it be trusted: a press on Check or Stop, and charts as files.
element.addEventListener('pointerdown', event => { if (event.target.closest('[data-act=stop]')) trigger('stop_work', {}); });
element.addEventListener('click', event => {
  const act = event.target.closest('[data-act]')?.dataset.act, save = event.target.closest('[data-save]');
  if (act === 'check') trigger('check', {method: element.querySelector('select').value});
  if (act === 'stop') trigger('stop_work', {});
  if (!save) return;
  const figure = save.closest('figure'), token = name => getComputedStyle(element.querySelector('.gn')).getPropertyValue(name).trim();
  // The page's colours become plain ones, on the page's ground: the file stands alone.
  const svg = () => figure.querySelector(':scope > svg').outerHTML
    .replace(/var\((--[\w-]+),\s*(#\w+)\)/g, (_, name, light) => token(name) || light)
    .replace(/>/, `><rect width="100%" height="100%" fill="${token('--gn-paper') || '#fff'}"></rect>`);
  const kind = save.dataset.save, text = kind === 'svg' ? svg() : figure.dataset.csv + '\n';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: kind === 'svg' ? 'image/svg+xml' : 'text/csv'}));
  link.download = `${figure.dataset.name}.${kind}`; link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
