'use strict';
// Only where the account may set share cards, and only inside WeChat: the card that others see.
(async () => {
  if (!/MicroMessenger/i.test(navigator.userAgent)) return;
  const url = location.href.split('#')[0];
  const own = document.querySelector('script[data-sign]').dataset.sign;
  const response = await fetch(own + '?url=' + encodeURIComponent(url));
  if (!response.ok) return;
  const signed = await response.json();
  const script = document.createElement('script');
  script.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';
  script.onload = () => {
    const told = name => document.querySelector('meta[property="og:' + name + '"]').content;
    const card = { title: told('title'), desc: told('description'), link: url, imgUrl: told('image') };
    wx.config(Object.assign(signed, { jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'] }));
    wx.ready(() => {
      wx.updateAppMessageShareData(card);
      wx.updateTimelineShareData(card);
    });
  };
  document.head.append(script);
})();
