/* For every page: folding of text, the "/" key, what a search box proposes, and the words of a search marked where
   a hit leads to (?hl=). The boxes work without this file. */
(function () {
  "use strict";

  /* ---------- folding: the same as generator/render/search/folding.py ---------- */

  const SIGNS = new Map();
  for (const [signs, to] of [
    ["[{〔【〖", "("],
    ["]}〕】〗", ")"],
    ["“”„‟「」『』", '"'],
    ["‘’‚‛", "'"],
    ["—–―‒‐‑−", "-"],
    ["•・", "·"],
  ]) {
    for (const sign of signs) SIGNS.set(sign, to);
  }
  const BLANK = /[\0\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;
  const TRADITIONAL = new Map();
  const known = new Map();

  function foldedChar(char) {
    let made = known.get(char);
    if (made === undefined) {
      made = [];
      if (!BLANK.test(char)) {
        for (const part of char.normalize("NFKC").toLowerCase()) {
          const sign = SIGNS.get(part) ?? part;
          const form = TRADITIONAL.get(sign) ?? sign;
          if (!BLANK.test(form)) made.push(form);
        }
      }
      known.set(char, made);
    }
    return made;
  }

  /* Folded code points, and for each where its character begins and ends in the text (UTF-16). */
  function fold(text) {
    const chars = [];
    const starts = [];
    const ends = [];
    let at = 0;
    for (const char of text) {
      const end = at + char.length;
      for (const part of foldedChar(char)) {
        chars.push(part);
        starts.push(at);
        ends.push(end);
      }
      at = end;
    }
    return { chars, starts, ends };
  }

  /* Places of folded characters in a folded text, as [start, end) of the text itself. */
  function places(folded, wanted) {
    const found = [];
    const last = folded.chars.length - wanted.length;
    for (let at = 0; wanted.length && at <= last; at += 1) {
      let same = 0;
      while (same < wanted.length && folded.chars[at + same] === wanted[same]) same += 1;
      if (same === wanted.length) {
        found.push([folded.starts[at], folded.ends[at + same - 1]]);
        at += same - 1;
      }
    }
    return found;
  }

  /* Pairs of a traditional character and its simplified form, one after the other. */
  function addTraditional(pairs) {
    const chars = [...pairs];
    for (let at = 0; at + 1 < chars.length; at += 2) TRADITIONAL.set(chars[at], chars[at + 1]);
    known.clear();
  }

  window.pkText = { fold, places, addTraditional, joined: (text) => fold(text).chars.join("") };

  /* ---------- keys ---------- */

  const typing = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.getElementById("pk-q") ?? document.querySelector('input[type="search"][name="q"]');
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* ---------- the words of a search, marked where a hit leads to ---------- */

  const UNMARKED = ".pk-actions, .pk-counterparts, .pk-homes, .pk-notes, script, style, button, select, textarea";

  function textNodes(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => (node.parentElement.closest(UNMARKED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  function markIn(root, words) {
    const nodes = textNodes(root);
    const folded = fold(nodes.map((node) => node.data).join(""));
    const ranges = words.flatMap((word) => places(folded, fold(word).chars));
    let offset = 0;
    for (const node of nodes) {
      const length = node.data.length;
      const own = ranges
        .map(([start, end]) => [Math.max(0, start - offset), Math.min(length, end - offset)])
        .filter(([start, end]) => start < end)
        .sort((a, b) => b[0] - a[0]);
      offset += length;
      let limit = length;
      /* From the back, so that what stands before keeps its place. */
      for (const [start, end] of own) {
        if (end > limit) continue;
        const mark = document.createElement("mark");
        mark.className = "pk-found-word";
        const part = node.splitText(start);
        part.splitText(end - start);
        part.replaceWith(mark);
        mark.append(part);
        limit = start;
      }
    }
  }

  function clearMarks() {
    for (const mark of document.querySelectorAll("mark.pk-found-word")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  const asked = new URLSearchParams(location.search).getAll("hl").filter((word) => word.trim()).slice(0, 20);
  if (asked.length) {
    let anchor = "";
    try {
      anchor = decodeURIComponent(location.hash.slice(1));
    } catch {
      /* A fragment that is no valid encoding points nowhere. */
    }
    const target = (anchor && document.getElementById(anchor)) || document.querySelector(".pk-page");
    if (target) markIn(target, asked);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !typing(event.target)) clearMarks();
    });
  }

  /* ---------- what a search box proposes ---------- */

  const EACH = 4;
  const proposals = { promise: null, value: null };
  window.pkSearch = Object.assign(window.pkSearch ?? {}, { suggest: (value) => void (proposals.value = prepared(value)) });

  function prepared({ units, domains, documents }) {
    const key = (...texts) => texts.map((text) => pkText.joined(text));
    return [
      ...units.map(([name, count, full]) => ({ kind: "单位", name, note: full.join("、"), count, keys: key(name, ...full), word: name })),
      ...domains.map(([id, name, count]) => ({ kind: "领域", name, note: "", count, keys: key(name), page: `domains/${id}.html` })),
      ...documents.map(([id, number, title]) => ({ kind: "文件", name: number || title, note: number ? title : "", count: 0, keys: key(number, title), page: `policies/${id}.html` })),
    ];
  }

  function loadProposals() {
    proposals.promise ??= window.policykbScript("data/search/suggest.js").catch(() => {
      proposals.promise = null; // The next word tries again.
    });
    return proposals.promise;
  }

  /* The last word being typed; nothing is proposed inside a phrase that goes on. */
  function lastWord(text) {
    const start = Math.max(...[" ", "\u3000", '"', "“"].map((sign) => text.lastIndexOf(sign))) + 1;
    const minus = /^[-－—–−]/.test(text.slice(start)) ? 1 : 0;
    return { before: text.slice(0, start + minus), word: text.slice(start + minus) };
  }

  function matching(word) {
    const wanted = pkText.joined(word);
    if (!wanted || !proposals.value) return [];
    const rank = ({ keys }) => Math.min(...keys.map((key) => (key.startsWith(wanted) ? 0 : key.includes(wanted) ? 1 : 2)));
    return ["单位", "领域", "文件"].flatMap((kind) =>
      proposals.value
        .filter((entry) => entry.kind === kind)
        .map((entry) => [rank(entry), entry])
        .filter(([order]) => order < 2)
        .sort((a, b) => a[0] - b[0] || b[1].count - a[1].count)
        .slice(0, EACH)
        .map(([, entry]) => entry),
    );
  }

  let boxes = 0;

  function equip(box) {
    const form = box.form;
    boxes += 1;
    const list = document.createElement("ul");
    list.id = `pk-suggest-${boxes}`;
    list.className = "pk-suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "提示");
    list.hidden = true;
    form.classList.add("pk-suggesting");
    form.append(list);
    const own = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(own)) box.setAttribute(name, value);
    let shown = [];
    let active = -1;

    function close() {
      list.hidden = true;
      active = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function choose(entry) {
      close();
      if (entry.page) {
        location.assign(new URL(entry.page, form.action).href);
        return;
      }
      box.value = lastWord(box.value).before + entry.word;
      form.requestSubmit();
    }

    function activate(number) {
      active = number;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      const option = list.children[active];
      if (option) {
        box.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else box.removeAttribute("aria-activedescendant");
    }

    function optionOf(entry, number) {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const kind = document.createElement("span");
      kind.className = "pk-suggest-kind";
      kind.textContent = entry.kind;
      const note = document.createElement("span");
      note.className = "pk-suggest-note";
      note.textContent = [entry.note, entry.count ? `${entry.count} 条` : ""].filter(Boolean).join("　");
      option.append(kind, " ", entry.name, " ", note);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(entry));
      return option;
    }

    async function propose() {
      await loadProposals();
      if (document.activeElement !== box) return;
      shown = matching(lastWord(box.value).word);
      list.replaceChildren(...shown.map(optionOf));
      active = -1;
      list.hidden = !shown.length;
      box.setAttribute("aria-expanded", String(shown.length > 0));
      box.removeAttribute("aria-activedescendant");
    }

    box.addEventListener("focus", () => void loadProposals());
    box.addEventListener("input", () => void propose());
    box.addEventListener("blur", close);
    form.addEventListener("submit", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const open = !list.hidden;
      if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        choose(shown[active]);
      } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        /* One place more than there are options: the box itself. */
        const turn = shown.length + 1;
        const next = (active + 1 + (event.key === "ArrowDown" ? 1 : -1) + turn) % turn;
        activate(next - 1);
      }
    });
  }

  for (const box of document.querySelectorAll('form[role="search"] input[type="search"][name="q"]')) equip(box);
})();
