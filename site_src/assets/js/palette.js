/* Light or dark as the reader last chose, before the page is painted. */
(function () {
  "use strict";
  var kept = window.__md_get("__palette");
  var color = kept && kept.color;
  if (!color) {
    if (matchMedia("(prefers-color-scheme: dark)").matches) document.body.setAttribute("data-md-color-scheme", "slate");
    return;
  }
  ["scheme", "primary", "accent"].forEach(function (name) {
    if (typeof color[name] === "string") document.body.setAttribute("data-md-color-" + name, color[name]);
  });
})();
