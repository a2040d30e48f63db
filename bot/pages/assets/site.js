'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch (refused) { /* for this page only */ } };

  // Size: standard, elder, larger.
  const size = document.querySelector('#size button');
  const names = ['标准字', '大字', '特大字'];
  const step = () => Number(root.dataset.elder || 0);
  const nameSize = () => {
    size.value = (step() + 1) % 3;
    size.textContent = names[size.value];
  };
  size.form.addEventListener('submit', event => {
    event.preventDefault();
    remember('elder', size.value);
    if (size.value === '0') delete root.dataset.elder; else root.dataset.elder = size.value;
    nameSize();
  });

  // Darkness: the phone's, until a tap says otherwise.
  const dark = document.getElementById('dark');
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const nameDark = () => dark.setAttribute('aria-pressed', isDark());
  dark.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    nameDark();
  });

  // Some browsers drop what stands behind # on the way here.
  const marked = document.querySelector('mark[id]');
  if (marked && !location.hash) marked.scrollIntoView({ block: 'center' });

  // Where one lands so near the head that half of it would cover the title that stays, it goes altogether.
  const head = document.querySelector('.head');
  if (head && location.hash) addEventListener('load', () => requestAnimationFrame(() => {
    const { top, bottom } = head.getBoundingClientRect();
    if (top < 0 && bottom > 0) scrollBy(0, Math.ceil(bottom));
  }));

  all('.share').forEach(button => button.addEventListener('click', () => {
    const { title, text, link } = button.dataset;
    navigator.share({ title, text, url: link }).catch(() => { /* thought better of it */ });
  }));
  all('.print').forEach(button => button.addEventListener('click', () => print()));

  // 复制引文: the marked words, or the whole practice, with who said them and where they stand.
  const copied = async text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(document.createElement('textarea'));
    area.value = text;
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('refused');
  };
  all('.copy').forEach(button => {
    button.addEventListener('click', async () => {
      const citation = document.querySelector('.citation');
      const passage = button.closest('.passage');
      const words = all('mark', passage).length ? all('mark', passage) : all('.words p', passage);
      const quote = words.map(part => part.textContent).join('\n');
      const text = citation ? citation.textContent : `${quote}\n${button.dataset.signature}\n${button.dataset.link}`;
      const told = await copied(text)
        .then(() => '已复制', () => '没能复制，请长按文字复制');
      button.textContent = told;
      setTimeout(() => { button.textContent = '复制引文'; }, 3000);
    });
  });

  // A conversation that was left goes on wherever one asks again within half an hour.
  try {
    const talk = JSON.parse(sessionStorage.getItem('talk'));
    if (talk && Date.now() - talk.at < 1800000) all('form[method=post]:not(#size)').forEach(form => { form.action = talk.action; });
  } catch (refused) { /* it begins anew */ }

  const refresh = () => { nameSize(); nameDark(); };
  refresh();
  addEventListener('pageshow', event => { if (event.persisted) refresh(); });
})();
