/* Small services of every page: panels that open by address, outline, copying, the address on paper.
   Everything on the page can be read without this file. */
(function () {
  "use strict";

  var ROOT = new URL("../../", document.currentScript.src);

  /* A promise that a script of data has run, named by its path from the site's root: file:// allows no fetch. What the
     script calls must be there before. */
  window.policykbScript = function (path) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = new URL(path, ROOT).href;
      /* What a reader waits for: else browsers put scripts that were added later behind everything. */
      script.fetchPriority = "high";
      script.onload = resolve;
      script.onerror = function () { reject(new Error(script.src)); };
      document.head.append(script);
    });
  };

  /* On narrow screens the sections stand in a drawer; the theme opens it for the mouse only. */
  var drawer = document.getElementById("__drawer");
  var opener = document.querySelector(".pk-drawer-button");
  var sections = document.querySelector(".md-sidebar--primary");
  if (drawer && opener && sections) {
    drawer.addEventListener("change", function () { opener.setAttribute("aria-expanded", String(drawer.checked)); });
    opener.addEventListener("click", function () {
      drawer.click();
      var first = sections.querySelector("a[href]");
      if (drawer.checked && first) first.focus();
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      opener.focus();
    });
  }

  var page = document.querySelector(".pk-page");
  if (!page) return;
  document.documentElement.classList.add("pk-js");

  /* Panels (条文 / 任务分工表 / 原文): one is shown, chosen by the address's fragment. */
  var tabs = Array.prototype.slice.call(page.querySelectorAll(".pk-tabs a"));
  var panels = tabs.map(function (tab) { return document.getElementById(tab.hash.slice(1)); });

  function targetOf(hash) {
    if (hash.length < 2) return null;
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch (error) {
      return null; // A fragment that is no valid encoding points nowhere.
    }
  }

  function show(active) {
    panels.forEach(function (panel, number) {
      panel.hidden = panel !== active;
      if (panel === active) tabs[number].setAttribute("aria-current", "true");
      else tabs[number].removeAttribute("aria-current");
    });
  }

  function reveal(target) {
    for (var node = target; node && node !== page; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
  }

  function follow() {
    var target = targetOf(location.hash);
    var panel = target && target.closest(".pk-panel");
    if (panels.length) show(panel && panels.indexOf(panel) >= 0 ? panel : panels[0]);
    if (!target || !page.contains(target)) return;
    reveal(target);
    page.querySelectorAll(".pk-aimed").forEach(function (old) { old.classList.remove("pk-aimed"); });
    if (panels.indexOf(target) >= 0) return page.querySelector(".pk-tabs").scrollIntoView();
    (target.closest(".pk-line") || target).classList.add("pk-aimed");
    target.scrollIntoView();
  }

  if (tabs.length) page.classList.add("pk-has-tabs");
  if (panels.length || location.hash) follow();
  window.addEventListener("hashchange", follow);
  // Other scripts and late styles may move things once more after the first jump.
  window.addEventListener("load", function () { if (location.hash) follow(); });

  /* Outline: open beside the text, closed above it. */
  var wide = window.matchMedia("(min-width: 60em)");
  page.querySelectorAll("[data-open-when-wide]").forEach(function (details) {
    function fit() { details.open = wide.matches; }
    fit();
    wide.addEventListener("change", fit);
    details.addEventListener("click", function (event) {
      if (!wide.matches && event.target.closest("a")) details.open = false;
    });
  });

  /* The outline marks what is being read: the last part that begins above where addresses scroll to, in the source
     text by the line with which it begins. */
  var entries = [];
  page.querySelectorAll(".pk-outline a").forEach(function (link) {
    var target = targetOf(link.hash);
    var source = target && document.getElementById("src-" + target.id);
    if (target) entries.push({ place: target, link: link });
    if (source) entries.push({ place: source.closest(".pk-line") || source, link: link });
  });
  var current = null;
  function markRead() {
    var found = null;
    var aimed = targetOf(location.hash);
    var atEnd = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
    var highest = -Infinity;
    var above = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    var edge = above + parseFloat(getComputedStyle(entries[0].place).scrollMarginTop) + 8;
    entries.forEach(function (entry) {
      if (!entry.place.getClientRects().length) return; // Its panel is hidden.
      var top = entry.place.getBoundingClientRect().top;
      var begins = top <= edge;
      // What stands near the end of the page cannot be scrolled up so far.
      var asked = atEnd && aimed && top < window.innerHeight && (entry.place === aimed || entry.place.contains(aimed));
      if (asked || (begins && top > highest)) found = entry.link;
      if (asked) highest = Infinity;
      else if (begins) highest = Math.max(highest, top);
    });
    if (found === current) return;
    if (current) current.removeAttribute("aria-current");
    current = found;
    if (!current) return;
    current.setAttribute("aria-current", "location");
    var box = current.closest("nav");
    if (!wide.matches || !box) return;
    var at = current.offsetTop - box.offsetTop;
    if (at < box.scrollTop || at > box.scrollTop + box.clientHeight - 40) box.scrollTop = at - 80;
  }
  if (entries.length) {
    var asked = false;
    var soon = function () {
      if (asked) return;
      asked = true;
      requestAnimationFrame(function () {
        asked = false;
        markRead();
      });
    };
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("hashchange", soon);
    window.addEventListener("load", soon);
    soon();
  }

  /* Copying. */
  /* The address of this page, or of another of the site, that anybody can open: by the site's own where it is known;
     "" for a copy that was opened as a file. What the reader searched for is no part of it. */
  function permanent(path) {
    var canonical = document.querySelector('link[rel="canonical"]');
    if (!canonical && location.protocol === "file:") return "";
    var here = (canonical ? canonical.href : location.href).split(/[?#]/)[0];
    return path ? new URL((page.dataset.base || ".") + "/" + path, here).href : here;
  }

  function permalink(anchor, path) {
    var found = permanent(path);
    return found && anchor ? found + "#" + anchor : found;
  }

  /* GB/T 7714: what has no address is no online source; without a number it is a document of another kind (Z). */
  function cited(text, url) {
    if (url) return text + "[" + today() + "]. " + url + ".";
    return text.replace("[A/OL]", "[A]").replace("[EB/OL]", "[Z]").replace(/[\s.]*$/, "") + ".";
  }
  window.policykbCited = function (text, path, anchor) { return cited(text, permalink(anchor, path)); };

  function copy(text, button) {
    function say(word) {
      var before = button.dataset.word || button.textContent;
      button.dataset.word = before;
      button.textContent = word;
      window.setTimeout(function () { button.textContent = before; }, 1600);
    }
    function byHand() {
      var box = document.createElement("textarea");
      box.value = text;
      box.className = "pk-hidden";
      document.body.appendChild(box);
      box.select();
      var done = document.execCommand("copy");
      box.remove();
      say(done ? "已复制" : "未能复制");
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say("已复制"); }, byHand);
    } else {
      byHand();
    }
  }

  function today() {
    var now = new Date();
    function two(number) { return (number < 10 ? "0" : "") + number; }
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* A BibTeX entry as copied: with the address and the day, which only the reader's browser knows. */
  function bibtex(button) {
    if (!permanent()) return button.dataset.copyBibtex;
    var url = permalink(button.dataset.anchor).replace(/\{/g, "%7B").replace(/\}/g, "%7D");
    return button.dataset.copyBibtex.replace(/\}\s*$/, "  url = {" + url + "},\n  urldate = {" + today() + "},\n}\n");
  }

  function save(name, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/x-bibtex;charset=utf-8" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  page.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-citation], [data-copy-bibtex], [data-save-bibtex], [data-copy-link]");
    if (!button) return;
    if (button.hasAttribute("data-copy-bibtex")) {
      copy(bibtex(button), button);
    } else if (button.hasAttribute("data-save-bibtex")) {
      save(button.dataset.saveBibtex, bibtex(button.parentElement.querySelector("[data-copy-bibtex]")));
    } else if (button.hasAttribute("data-copy-citation")) {
      copy(cited(button.dataset.copyCitation, permalink(button.dataset.anchor)), button);
    } else {
      copy(permalink(button.hash.slice(1)) || location.href.split(/[?#]/)[0] + button.hash, button);
    }
  });

  /* Chinese instead of escapes; blanks stay escaped so that the address can be typed. */
  function readable(url) {
    try {
      return decodeURI(url).replace(/ /g, "%20");
    } catch (error) {
      return url; // Not UTF-8: as it is.
    }
  }

  /* Frames in which something stands further right say so by their edge. */
  function edge(frame) {
    frame.classList.toggle("pk-goes-on", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
  }
  function edges() {
    page.querySelectorAll(".pk-scroll").forEach(edge);
  }
  document.addEventListener("scroll", function (event) {
    if (event.target.classList && event.target.classList.contains("pk-scroll")) edge(event.target);
  }, { capture: true, passive: true });
  /* What gets the focus does not stay below a first column that sticks: browsers take it for seen, whatever
     scroll-padding says, where more than some 30 pixels of it are inside the frame. */
  page.addEventListener("focusin", function (event) {
    var cell = event.target.closest(".pk-scroll :is(td, th)");
    if (!cell) return;
    var stuck = Array.prototype.filter.call(cell.parentElement.cells, function (one) { return getComputedStyle(one).position === "sticky"; });
    if (!stuck.length || stuck.indexOf(cell) >= 0) return;
    var hidden = stuck[stuck.length - 1].getBoundingClientRect().right - event.target.getBoundingClientRect().left;
    if (hidden > 0) cell.closest(".pk-scroll").scrollLeft -= hidden + 4;
  });
  window.addEventListener("resize", edges);
  window.addEventListener("load", edges);
  window.addEventListener("pk-frames", edges); // A table was made anew.
  page.addEventListener("toggle", edges, true);

  /* On paper the address is the one the reader has. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("[data-print-address]").forEach(function (place) {
      if (location.protocol !== "file:") place.textContent = readable(location.href.replace(/#$/, ""));
    });
    page.querySelectorAll("details:not([open])").forEach(function (details) {
      details.open = true;
      details.dataset.openedForPaper = "";
    });
  });
  window.addEventListener("afterprint", function () {
    page.querySelectorAll("details[data-opened-for-paper]").forEach(function (details) {
      details.open = false;
      delete details.dataset.openedForPaper;
    });
  });
})();
