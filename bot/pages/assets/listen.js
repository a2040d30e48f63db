'use strict';
// 听: a practice read aloud by the phone's own voice, a sentence after the other, each marked while it is read.
(() => {
  const player = document.querySelector('.player');
  if (!('speechSynthesis' in window) || !player) return;
  const [pause, rate, stop] = player.querySelectorAll('button');
  const status = player.querySelector('[role=status]');
  const rates = JSON.parse(player.dataset.rates), PATIENCE = 5000;
  const SENTENCE = /[^。！？!?；;…]+[。！？!?；;…]*[”’」』）)》]*/g;

  const remembered = () => { try { return Number(localStorage.getItem('rate')) % rates.length; } catch (refused) { return 0; } };
  let step = remembered(), sentences = [], at = 0, spoken = null, patience = 0;

  // A sentence is the characters from one offset of a paragraph to another.
  const sentencesOf = passage => {
    const found = [];
    passage.querySelectorAll('.words p').forEach(paragraph => {
      for (let part; (part = SENTENCE.exec(paragraph.textContent));) {
        found.push({ paragraph, text: part[0], start: part.index, end: part.index + part[0].length });
      }
    });
    return found;
  };
  const unmark = () => document.querySelectorAll('.reading').forEach(span => {
    const parent = span.parentNode;
    span.replaceWith(...span.childNodes);
    parent.normalize();
  });
  const mark = ({ paragraph, start, end }) => {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), pieces = [];
    for (let before = 0, text; (text = texts.nextNode()); before += text.length) {
      const from = Math.max(start - before, 0), to = Math.min(end - before, text.length);
      if (from < to) pieces.push([text, from, to]);
    }
    pieces.forEach(([text, from, to]) => {
      const range = document.createRange(), span = document.createElement('span');
      range.setStart(text, from);
      range.setEnd(text, to);
      span.className = 'reading';
      range.surroundContents(span);
    });
    const shown = document.querySelector('.reading'), place = shown.getBoundingClientRect();
    if (place.top < 120 || place.bottom > innerHeight - 120) shown.scrollIntoView({ block: 'center' });
  };

  const hush = () => {
    spoken = null;
    clearTimeout(patience);
    speechSynthesis.cancel();
  };
  const name = () => {
    pause.textContent = pause.dataset[spoken ? 'going' : 'still'];
    rate.textContent = rate.dataset.says + rates[step].name;
  };
  const end = () => {
    hush();
    unmark();
    player.hidden = true;
  };
  const fail = () => {
    hush();
    unmark();
    status.textContent = player.dataset.silent;
    name();
  };
  const say = () => {
    hush();
    unmark();
    if (at >= sentences.length) return end();
    mark(sentences[at]);
    const own = spoken = new SpeechSynthesisUtterance(sentences[at].text);
    own.lang = 'zh-CN';
    own.rate = rates[step].rate;
    own.voice = speechSynthesis.getVoices().find(voice => /^(zh|cmn)/i.test(voice.lang)) || null;
    own.onstart = () => clearTimeout(patience);
    own.onend = () => { if (spoken === own) { at += 1; say(); } };
    own.onerror = () => { if (spoken === own) fail(); };
    patience = setTimeout(fail, PATIENCE);
    speechSynthesis.speak(own);
    name();
  };

  document.querySelectorAll('.listen').forEach(button => button.addEventListener('click', () => {
    sentences = sentencesOf(button.closest('.passage'));
    at = 0;
    status.textContent = '';
    player.hidden = false;
    say();
  }));
  // Not the interface's own pause, after which many phones never go on.
  pause.addEventListener('click', () => { if (spoken) { hush(); name(); } else { status.textContent = ''; say(); } });
  rate.addEventListener('click', () => {
    step = (step + 1) % rates.length;
    try { localStorage.setItem('rate', step); } catch (refused) { /* for this page only */ }
    if (spoken) say(); else name();
  });
  stop.addEventListener('click', end);
  addEventListener('pagehide', hush);
})();
