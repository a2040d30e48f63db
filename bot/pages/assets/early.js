// Before anything is painted: size and darkness as this phone remembers them.
(function () {
  var root = document.documentElement, asked = root.getAttribute('data-elder');
  function set(name, value) {
    if (value && value !== '0') root.setAttribute(name, value);
    else root.removeAttribute(name);
  }
  function apply() {
    try {
      var elder = localStorage.getItem('elder');
      if (elder === null && asked) localStorage.setItem('elder', elder = asked);
      set('data-elder', elder || asked);
      set('data-theme', localStorage.getItem('theme'));
    } catch (refused) { /* storage is switched off: the page stays as it came */ }
  }
  apply();
  root.setAttribute('data-scripts', '');
  if ('speechSynthesis' in window) root.setAttribute('data-speaks', '');
  if (navigator.share) root.setAttribute('data-shares', '');
  // A page that comes back from the back-forward cache has missed what was changed meanwhile.
  addEventListener('pageshow', function (event) { if (event.persisted) apply(); });
})();
