// The first view stands over the page that Gradio builds, which is unseen meanwhile, until that shows the same.
(() => {
  const host = document.getElementById('gn-first'), root = host.attachShadow({mode: 'closed'}), presses = [];
  const theme = new URL(location.href).searchParams.get('__theme'), isChinese = /^zh/i.test(navigator.language);
  const begin = () => document.querySelectorAll('link[data-later]').forEach(link => {
    document.head.append(Object.assign(document.createElement('script'), {type: 'module', crossOrigin: '', src: link.href}));
  });
  if (isChinese !== (host.lang === 'zh')) { // the server could not know what this browser keeps
    host.remove();
    return begin();
  }
  root.append(host.querySelector('template').content);
  const hidden = Object.assign(document.createElement('style'), {textContent: 'gradio-app { visibility: hidden; } .sidebar, .sidebar-parent { transition: none !important; }'});
  host.append(hidden);
  root.querySelector('.page').classList.toggle('dark', theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  // What is pressed in it is pressed in the page, as soon as there is one.
  root.addEventListener('click', event => {
    const button = event.target.closest('button');
    const [name, value] = Object.entries(button?.dataset ?? {})[0] ?? [];
    if (!name) return;
    button.classList.add('busy');
    presses.push(`.gradio-container button[data-${name.replace(/[A-Z]/g, one => '-' + one.toLowerCase())}="${CSS.escape(value)}"]`);
  });
  const place = heading => heading.getBoundingClientRect(), heading = root.querySelector('h1'), since = performance.now();
  let still = 0, before = '';
  const look = now => {
    const live = [...document.querySelectorAll('.gradio-container .view h1')].find(one => one.offsetParent);
    const places = live && [...document.images].every(one => one.complete) ? ['x', 'y', 'width'].map(one => place(live)[one]) : [];
    // On a wide page the side panel opens, on a busy machine seconds after the rest.
    const isOpening = innerWidth > 900 && now - since < 8000 && !document.querySelector('.sidebar.open');
    if (isOpening || before !== String(places)) [before, still] = [String(places), now];
    const isSame = live && ['x', 'y', 'width'].every((one, i) => Math.abs(places[i] - place(heading)[one]) < 1);
    // A sentence about something that went wrong must be seen.
    if (!isSame && !(before && now - still > 1000) && now - since < 15000 && !document.querySelector('.toast-body')) return requestAnimationFrame(look);
    host.remove();
    presses.forEach(one => document.querySelector(one)?.click());
  };
  requestAnimationFrame(look);
  if (document.hidden) begin();
  else requestAnimationFrame(() => setTimeout(begin)); // after the first frame
})();
