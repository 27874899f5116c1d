/* Light or dark: as the reader last chose on this site, else as the system says; before anything is painted. Stands
   right behind its two switches, of which the one for the other colours is shown. */
(function () {
  "use strict";
  document.documentElement.classList.replace("no-js", "js");
  var options = Array.prototype.slice.call(document.querySelectorAll('input[name="__palette"]'));
  var root = new URL(document.currentScript.dataset.base || ".", document.baseURI);
  var key = root.pathname + ".scheme";

  function kept() {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      return null; // Storage may be switched off.
    }
  }

  function show(chosen) {
    ["scheme", "primary", "accent"].forEach(function (name) {
      document.body.setAttribute("data-md-color-" + name, chosen.getAttribute("data-md-color-" + name));
    });
    options.forEach(function (option) {
      option.checked = option === chosen;
      option.nextElementSibling.hidden = option !== chosen;
    });
  }

  function first(fits) {
    return options.filter(fits)[0];
  }

  options.forEach(function (option) {
    option.addEventListener("change", function () {
      show(option);
      try {
        localStorage.setItem(key, option.getAttribute("data-md-color-scheme"));
      } catch (error) {
        // Then it holds for this page only.
      }
    });
  });
  var last = kept();
  show(
    first(function (option) { return option.getAttribute("data-md-color-scheme") === last; }) ||
    first(function (option) { return matchMedia(option.dataset.mdColorMedia).matches; }) ||
    options[0]
  );
})();
