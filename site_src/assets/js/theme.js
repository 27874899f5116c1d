/* What the theme expects before its own script runs: where the site begins, and a store kept apart by site.
   Stands in the head so that it needs no inline script. */
(function () {
  "use strict";
  var base = document.currentScript.dataset.base || ".";
  window.__md_scope = new URL(base, document.baseURI);
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, sign) { return (sum << 5) - sum + sign.charCodeAt(0); }, 0);
  };
  window.__md_get = function (key, store, scope) {
    try {
      return JSON.parse((store || localStorage).getItem((scope || window.__md_scope).pathname + "." + key));
    } catch (error) {
      return null; // Storage may be switched off; the page then takes its defaults.
    }
  };
  window.__md_set = function (key, value, store, scope) {
    try {
      (store || localStorage).setItem((scope || window.__md_scope).pathname + "." + key, JSON.stringify(value));
    } catch (error) {
      // Nothing is remembered then.
    }
  };
})();
