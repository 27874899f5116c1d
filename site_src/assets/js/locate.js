/* On the page for wrong addresses only: where the site begins. The script stands at assets/js/ of the site, so its own
   address tells; from then on every relative address of the page starts there. */
(function () {
  "use strict";
  if (document.querySelector("base")) return;
  var base = document.createElement("base");
  base.href = new URL("../../", document.currentScript.src).href;
  document.head.insertBefore(base, document.head.firstChild);
  // Links to places on this very page would otherwise lead to the site's first page.
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll('a[href^="#"]').forEach(function (link) {
      link.href = location.href.split("#")[0] + link.getAttribute("href");
    });
  });
})();
