/* Comparison tables: choose, pin and reorder columns, switch the base, show differences only, copy and export.
   Also the tools that desk.js shares (window.policykbCompare): address state, differences, copying. */
(function () {
  "use strict";

  const END = 8; // characters of an unchanged stretch that stay at each end when only differences are shown
  const MIN_RUN = 3; // shorter common runs are chance and would make confetti
  const MOVED = 8; // a deletion that stands elsewhere counts as moved from this many characters on

  const ALIKE = 0.1; // of the shorter text's pairs of characters must stand in both for two provisions to be held side by side
  const REWRITTEN_BELOW = 0.3; // below this share in common, marking every change would hide what is common

  /* ---- address ---- */

  function readState() {
    const state = {};
    for (const part of [location.search.slice(1), location.hash.slice(1)]) {
      if (part.includes("=")) new URLSearchParams(part).forEach((value, key) => { state[key] = value; });
    }
    return state;
  }

  /* The fragment as an id; "" where it is no valid encoding. */
  function fragment() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return "";
    }
  }

  function stateHash(state) {
    const parts = Object.entries(state).filter(([, value]) => value);
    return parts.map(([key, value]) => key + "=" + encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":")).join("&");
  }

  function writeState(state) {
    const hash = stateHash(state);
    // A choice that came before the fragment goes on in it.
    const page = location.href.split(/[?&]columns=/.test(location.search) ? /[?#]/ : "#")[0];
    try {
      history.replaceState(history.state, "", page + (hash ? "#" + hash : ""));
    } catch (error) {
      location.hash = hash; // Some browsers forbid replaceState for local files.
    }
  }

  /* ---- differences ---- */

  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(/\s/g, " ").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  }

  function tokens(text) {
    const words = typeof Intl !== "undefined" && Intl.Segmenter
      ? Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text), (part) => part.segment)
      : text.match(/[A-Za-z0-9]+|[\s\S]/gu) || [];
    return words.map((word) => ({ text: word, key: fold(word) }));
  }

  /* The longest common run of tokens, measured in characters; null if it is too short to mean anything. */
  function longestRun(a, b, from, to, start, end) {
    let best = null;
    let lengths = new Int32Array(end - start + 1);
    let sizes = new Int32Array(end - start + 1);
    for (let i = from; i < to; i += 1) {
      const nextLengths = new Int32Array(end - start + 1);
      const nextSizes = new Int32Array(end - start + 1);
      for (let j = start; j < end; j += 1) {
        if (a[i].key !== b[j].key) continue;
        const length = lengths[j - start] + 1;
        const size = sizes[j - start] + a[i].key.length;
        nextLengths[j - start + 1] = length;
        nextSizes[j - start + 1] = size;
        if (!best || size > best.size) best = { a: i - length + 1, b: j - length + 1, length: length, size: size };
      }
      lengths = nextLengths;
      sizes = nextSizes;
    }
    if (!best) return null;
    const words = a.slice(best.a, best.a + best.length).map((token) => token.key).join("").replace(/[\s\p{P}]/gu, "");
    return words.length >= MIN_RUN ? best : null;
  }

  function runsBetween(a, b, from, to, start, end, found) {
    if (from >= to || start >= end) return found;
    const run = longestRun(a, b, from, to, start, end);
    if (!run) return found;
    runsBetween(a, b, from, run.a, start, run.b, found);
    found.push(run);
    return runsBetween(a, b, run.a + run.length, to, run.b + run.length, end, found);
  }

  function joined(list, from, to) {
    return list.slice(from, to).map((token) => token.text).join("");
  }

  /* Steps from the base text to the other: [{op: "equal"|"insert"|"delete", text, moved}]. */
  function difference(base, other) {
    const a = tokens(base);
    const b = tokens(other);
    let head = 0;
    while (head < a.length && head < b.length && a[head].key === b[head].key) head += 1;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail].key === b[b.length - 1 - tail].key) tail += 1;
    const runs = runsBetween(a, b, head, a.length - tail, head, b.length - tail, []);
    const blocks = [{ a: 0, b: 0, length: head }, ...runs, { a: a.length - tail, b: b.length - tail, length: tail }];
    const steps = [];
    let i = 0;
    let j = 0;
    const add = (op, text) => {
      if (!text) return;
      const last = steps[steps.length - 1];
      if (last && last.op === op) last.text += text;
      else steps.push({ op: op, text: text, moved: false });
    };
    for (const block of blocks) {
      add("delete", joined(a, i, block.a));
      add("insert", joined(b, j, block.b));
      add("equal", joined(b, block.b, block.b + block.length));
      i = block.a + block.length;
      j = block.b + block.length;
    }
    return markMoves(steps);
  }

  /* The share of the shorter text's pairs of characters that stand in the other too. */
  function likeness(one, other) {
    const pairs = (text) => {
      const signs = fold(text).replace(/[^\p{L}\p{N}]/gu, "");
      return new Set(Array.from({ length: Math.max(0, signs.length - 1) }, (_, at) => signs.slice(at, at + 2)));
    };
    const [small, large] = [pairs(one), pairs(other)].sort((a, b) => a.size - b.size);
    return small.size ? Array.from(small).filter((pair) => large.has(pair)).length / small.size : 0;
  }

  /* Split deletions and insertions where a longer stretch of one stands in the other. */
  function markMoves(steps) {
    for (let d = 0; d < steps.length; d += 1) {
      if (steps[d].op !== "delete" || steps[d].moved || steps[d].text.length < MOVED) continue;
      for (let n = 0; n < steps.length; n += 1) {
        if (steps[n].op !== "insert" || steps[n].moved || steps[n].text.length < MOVED) continue;
        const a = tokens(steps[d].text);
        const b = tokens(steps[n].text);
        const run = longestRun(a, b, 0, a.length, 0, b.length);
        if (!run || run.size < MOVED) continue;
        const parts = (list, op, start) => [
          { op: op, text: joined(list, 0, start), moved: false },
          { op: op, text: joined(list, start, start + run.length), moved: true },
          { op: op, text: joined(list, start + run.length, list.length), moved: false },
        ].filter((step) => step.text);
        const pieces = { [d]: parts(a, "delete", run.a), [n]: parts(b, "insert", run.b) };
        return markMoves(steps.flatMap((step, index) => pieces[index] || [step]));
      }
    }
    return steps;
  }

  /* ---- building blocks ---- */

  function make(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  /* All changes; where less than three tenths of the shorter text stand in both, only what is common. */
  function differenceNode(steps) {
    const size = (op) => steps.reduce((sum, step) => sum + (step.op === op ? step.text.length : 0), 0);
    const shorter = size("equal") + Math.min(size("insert"), size("delete"));
    if (shorter && size("equal") / shorter < REWRITTEN_BELOW) {
      const common = make("p", "pk-text pk-common");
      for (const step of steps) {
        if (step.text.length > 2 && (step.op === "equal" || (step.op === "insert" && step.moved))) common.append(make("span", "pk-same", step.text));
        else if (step.op !== "delete") common.append(step.text);
      }
      const said = common.querySelector(".pk-same") ? "与基准文字大多不同，只标相同处" : "与基准没有三字以上相同的文字";
      return make("div", "", make("p", "pk-against", said), common);
    }
    const node = make("p", "pk-text pk-difference");
    for (const step of steps) {
      if (step.op === "equal") node.append(step.text);
      else node.append(make(step.op === "insert" ? "ins" : "del", step.moved ? "moved" : "", step.text));
    }
    return node;
  }

  /* Wrap the middle of long unchanged stretches so that a class on the container can hide it. */
  function foldEqual(container) {
    for (const node of container.querySelectorAll(".pk-difference")) {
      for (const child of Array.from(node.childNodes)) {
        if (child.nodeType !== Node.TEXT_NODE || child.data.length <= 2 * END + 4) continue;
        const signs = Array.from(child.data);
        const first = !child.previousSibling ? 0 : END;
        const last = !child.nextSibling ? 0 : END;
        const middle = make("span", "pk-middle", signs.slice(first, signs.length - last).join(""));
        const gap = make("span", "pk-gap");
        child.replaceWith(signs.slice(0, first).join(""), middle, gap, signs.slice(signs.length - last).join(""));
      }
    }
  }

  function say(container, text) {
    const place = container.querySelector(".pk-said");
    if (place) place.textContent = text;
  }

  /* What "only differences" left out, said: where texts have little in common nothing on the page moves. */
  function sayLeftOut(container) {
    const gaps = Array.from(container.querySelectorAll(".pk-gap")).filter((gap) => gap.getClientRects().length);
    say(container, gaps.length ? "长段相同文字已略去，共 " + gaps.length + " 处。" : "没有可以略去的长段相同文字。");
  }

  /* ---- copying ---- */

  const SAME = "#ffef9e"; // word processors take it for a highlighter
  const MOVED_INK = "#2e6b34"; // as in the files for Word: what is moved is neither added nor gone
  const LEFT_OUT = "template, button, [hidden], .pk-tools, .pk-column-tools, .pk-no-copy, .pk-more:not([open]) > :not(summary)";
  const BLOCKS = "P DIV LI UL OL DL DD DT BLOCKQUOTE DETAILS SECTION".split(" ");

  const isChip = (node) => Boolean(node?.matches?.(".pk-chip, mark:has(> .pk-chip)"));

  /* Whether only blanks stand between this chip and one before: on the page their borders part them. */
  function followsChip(chip) {
    if (!isChip(chip)) return false;
    let before = chip.previousSibling;
    while (before && before.nodeType !== Node.ELEMENT_NODE && !before.textContent.trim()) before = before.previousSibling;
    return isChip(before);
  }

  /* What comes next is one more of a list. */
  function listed(target) {
    const last = target.lastChild;
    if (last?.nodeType === Node.TEXT_NODE && !last.data.trim()) last.remove();
    target.append("、");
  }

  /* The cell's content without controls and hidden parts, marks as plain inline formatting that Word keeps. */
  function plainCell(source, target) {
    for (const child of source.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.data.replace(/\s*\n\s*/g, " ");
        target.append(child.previousSibling?.matches?.(".pk-role-name") ? text.trimStart() : text);
        continue;
      }
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(LEFT_OUT)) continue;
      if (followsChip(child)) listed(target);
      if (child.matches(".pk-role-name")) {
        target.append(child.textContent.trim().replace(/：?$/, "："));
        continue;
      }
      if (child.matches(".pk-chip-mark")) {
        target.append("（" + child.textContent + "）");
        continue;
      }
      if (child.matches(".pk-base-mark")) {
        if (child.closest("th, td").matches(".pk-base")) target.append("（" + child.textContent + "）");
        continue;
      }
      if (child.tagName === "BR" || (BLOCKS.includes(child.tagName) && target.textContent.trim())) target.append(document.createElement("br"));
      const inner = make(child.tagName === "INS" ? "u" : child.tagName === "DEL" ? "s" : child.tagName === "B" ? "b" : "span");
      if (child.matches(".pk-same")) inner.style.backgroundColor = SAME;
      if (child.matches(".moved")) {
        inner.style.color = MOVED_INK;
        inner.style.fontStyle = "italic"; // Not by colour alone, and not every program knows double lines.
        inner.style.textDecoration = child.tagName === "INS" ? "underline double" : "line-through double";
      }
      plainCell(child, inner);
      target.append(inner);
    }
  }

  function plainTable(table) {
    const copy = make("table");
    copy.setAttribute("border", "1");
    copy.setAttribute("cellspacing", "0");
    copy.setAttribute("cellpadding", "4");
    copy.setAttribute("width", "100%");
    const head = make("thead");
    const body = make("tbody");
    for (const row of table.rows) {
      if (getComputedStyle(row).display === "none") continue; // Left out by "only differences".
      const line = make("tr");
      for (const cell of row.cells) {
        if (cell.hidden) continue;
        const target = make(cell.tagName.toLowerCase());
        target.setAttribute("valign", "top");
        for (const span of ["colspan", "rowspan"]) if (cell.hasAttribute(span)) target.setAttribute(span, cell.getAttribute(span));
        plainCell(cell, target);
        line.append(target);
      }
      (row.closest("thead") ? head : body).append(line);
    }
    copy.append(...[head, body].filter((part) => part.rows.length)); // A thead is repeated on every page.
    return copy;
  }

  /* What the marks of a copied table mean, "" where it has none. */
  function legendOf(copy) {
    const told = [];
    const marks = Array.from(copy.querySelectorAll("u, s"));
    if (marks.some((mark) => !mark.style.color)) told.push("下划线为基准没有的文字，删除线为基准有而此处没有的文字");
    if (marks.some((mark) => mark.style.color)) told.push("绿色斜体双线为移动了位置、两边都有的文字：双下划线移到此处，双删除线移往他处");
    if (Array.from(copy.querySelectorAll("span")).some((mark) => mark.style.backgroundColor)) told.push("底色为与基准相同的文字");
    return told.length ? told.join("；") + "。" : "";
  }

  /* Without formatting, words that stand in the base only would read as the document's own. */
  function cellText(cell) {
    const said = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node.tagName === "BR") return "\n";
      return node.tagName === "S" ? "" : Array.from(node.childNodes, said).join("");
    };
    return said(cell).replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n+/g, "\n").trim();
  }

  function tableRows(table) {
    return Array.from(plainTable(table).rows, (row) => Array.from(row.cells, cellText));
  }

  /* RFC 4180; a leading = + - @ is made text, so that no spreadsheet takes it for a formula. */
  function csvOf(rows) {
    const field = (text) => '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
    return "\ufeff" + rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
  }

  function download(name, text, type) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function copySelection(node) {
    const holder = make("div", "pk-hidden", node);
    document.body.append(holder);
    const selection = getSelection();
    selection.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(holder);
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    holder.remove();
    return done;
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      return copySelection(make("pre", "", text)); // No clipboard interface on plain http and file://.
    }
  }

  /* The table, below it what its marks mean and where it is from. */
  function copyOf(table, sources) {
    const copy = plainTable(table);
    const notes = [legendOf(copy), sources].filter(Boolean);
    return make("div", "", copy, ...notes.map((note) => make("p", "", note)));
  }

  /* Hands over what is copied as it stands: navigator.clipboard would parse it here first, where inline styles, which
     other programs need, are forbidden. */
  function copyMarkup(markup, text) {
    let given = false;
    const give = (event) => {
      event.clipboardData.setData("text/html", markup);
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      given = true;
    };
    document.addEventListener("copy", give);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    return done && given;
  }

  async function copyTable(table, sources = "") {
    const text = tableRows(table).map((row) => row.join("\t").replace(/\n/g, " ")).join("\n");
    const whole = copyOf(table, sources);
    return copyMarkup(whole.innerHTML, text) || copySelection(whole);
  }

  /* ---- tables with columns ---- */

  function columnTable(container) {
    const table = container.querySelector("table.pk-compare");
    const scroll = container.querySelector(".pk-compare-scroll");
    const form = container.querySelector(".pk-controls");
    const heads = Array.from(table.querySelectorAll("thead th[data-policy]"));
    const known = heads.map((head) => head.dataset.policy);
    const start = { order: [...known], shown: [...known], pinned: [], base: container.dataset.defaultBase, only: false };
    let state = fromAddress();

    function list(text) {
      return (text || "").split(",").filter((id) => known.includes(id));
    }

    function fromAddress() {
      const given = readState();
      const target = fragment();
      let shown = list(given.columns);
      if (!shown.length) shown = narrow() ? firstTwo(target) : start.shown;
      const bases = Array.from(form.elements.base.options, (option) => option.value);
      return {
        order: [...shown, ...known.filter((id) => !shown.includes(id))],
        shown: shown,
        pinned: list(given.pin),
        base: given.base === "none" ? "" : bases.includes(given.base) ? given.base : usualBase(shown),
        only: given.only === "1",
      };
    }

    /* The page's base, or, where its column was not chosen, the first of those chosen that can be one. */
    function usualBase(shown) {
      const bases = Array.from(form.elements.base.options, (option) => option.value);
      return shown.includes(start.base) ? start.base : shown.find((id) => bases.includes(id)) || start.base;
    }

    function narrow() {
      return matchMedia("(max-width: 44.98em)").matches;
    }

    function firstTwo(target) {
      const withState = (state) => heads.filter((head) => head.classList.contains("state-" + state + "-column")).map((head) => head.dataset.policy);
      const wanted = [start.base, target, ...withState("present"), ...withState("mentioned"), ...known].filter((id) => known.includes(id));
      return Array.from(new Set(wanted)).slice(0, 2);
    }

    function toAddress() {
      const visible = state.order.filter((id) => state.shown.includes(id));
      writeState({
        columns: visible.join() === start.shown.join() ? "" : visible.join(),
        pin: state.pinned.join(),
        base: state.base === usualBase(visible) ? "" : state.base || "none",
        only: state.only ? "1" : "",
      });
    }

    function order() {
      return [...state.order.filter((id) => state.pinned.includes(id)), ...state.order.filter((id) => !state.pinned.includes(id))];
    }

    function apply() {
      const ids = order();
      for (const row of table.rows) {
        const cells = new Map(Array.from(row.cells).filter((cell) => cell.dataset.policy).map((cell) => [cell.dataset.policy, cell]));
        for (const id of ids) {
          const cell = cells.get(id);
          if (!cell) continue;
          row.append(cell);
          cell.hidden = !state.shown.includes(id);
          cell.classList.toggle("pk-pinned", state.pinned.includes(id));
          cell.classList.toggle("pk-base", id === state.base);
        }
      }
      for (const box of form.elements.columns.length ? form.elements.columns : [form.elements.columns]) box.checked = state.shown.includes(box.value);
      form.elements.base.value = state.base;
      press("all", !state.only);
      press("only", state.only);
      for (const head of heads) {
        press("pin", state.pinned.includes(head.dataset.policy), head);
        press("base", head.dataset.policy === state.base, head);
      }
      container.classList.toggle("pk-only", state.only);
      table.dataset.columns = state.shown.length;
      showVersions();
      keepChoice();
      container.dispatchEvent(new CustomEvent("pk-columns"));
      placePinned();
      markFolds();
    }

    /* The pages of the domains before and after this one are opened with the columns that were chosen here. */
    function keepChoice() {
      const { columns = "" } = readState();
      for (const link of document.querySelectorAll(".pk-crumbs a")) link.hash = columns ? "columns=" + columns : "";
    }

    function press(action, on, within) {
      const button = (within || form).querySelector('[data-action="' + action + '"]');
      if (button) button.setAttribute("aria-pressed", String(on));
    }

    function showVersions() {
      for (const fold of table.querySelectorAll(".pk-long")) {
        const place = fold.querySelector(".pk-variants");
        const own = fold.closest("[data-policy]").dataset.policy === state.base;
        const templates = Array.from(fold.querySelectorAll("template"));
        const plain = templates.find((node) => !node.dataset.base);
        const wanted = templates.find((node) => !own && state.base && node.dataset.base === state.base) || plain;
        const other = !own && wanted === plain ? counterpart(fold, state.base) : null;
        const version = make("div", "pk-variant", ...(other ? marked(other, fold) : [wanted.content.cloneNode(true)]));
        version.dataset.base = other ? state.base : wanted.dataset.base;
        if (!own && !other && state.base && !wanted.dataset.base) version.prepend(make("p", "pk-against", unmarked(fold.closest("[data-policy]").dataset.policy)));
        place.replaceChildren(version);
        foldEqual(place);
      }
    }

    /* In a large knowledge base the page holds marks against one base; those against others are made here. */
    function counterpart(fold, base) {
      const named = (fold.dataset.counterparts || "").split(",").find((ref) => base && ref.split(" ")[0] === base);
      return named ? Array.from(table.querySelectorAll(".pk-long")).find((node) => node.dataset.item === named) : nearest(fold, base);
    }

    const isAdded = (policy) => heads.some((head) => "added" in head.dataset && head.dataset.policy === policy);
    const isDigest = (policy) => heads.some((head) => "digest" in head.dataset && head.dataset.policy === policy);

    /* Nobody has linked the provisions of a column that the reader chose: the base's one in the same row that is most
       like it in words. */
    function nearest(fold, base) {
      const policy = fold.closest("[data-policy]").dataset.policy;
      if (!base || !(isAdded(policy) || isAdded(base)) || isDigest(policy) || isDigest(base)) return null;
      const row = fold.closest("tr");
      const ranked = foldsOf(base).filter((other) => row.contains(other)).map((other) => ({ other: other, share: likeness(plainText(other), plainText(fold)) }));
      const best = ranked.reduce((one, next) => (next.share > one.share ? next : one), { other: null, share: ALIKE });
      return best.other;
    }

    function foldsOf(policy) {
      return Array.from(table.querySelectorAll(".pk-long")).filter((node) => node.dataset.item.split(" ")[0] === policy);
    }

    function plainText(fold) {
      return Array.from(fold.querySelector('template[data-base=""]').content.querySelectorAll("p:not(.pk-empty)"), (part) => part.textContent).join("");
    }

    function marked(other, fold) {
      const link = other.closest(".pk-provision").querySelector(".pk-item-link").cloneNode(true);
      const linked = fold.dataset.counterparts?.split(",").includes(other.dataset.item);
      const how = linked ? [] : ["（另选的列没有逐条对齐，取文字最相近的一条）"];
      return [make("p", "pk-against", "对照 ", link, ...how), differenceNode(difference(plainText(other), plainText(fold)))];
    }

    function unmarked(policy) {
      return isDigest(policy) || isDigest(state.base) ? "摘编不是正式文本，不标逐字差异" : "与基准没有可以逐字对照的条文";
    }

    function placePinned() {
      const corner = table.querySelector(".pk-corner");
      for (const row of table.rows) {
        let left = corner.offsetWidth;
        for (const cell of row.cells) {
          if (!cell.dataset.policy || cell.hidden) continue;
          if (cell.classList.contains("pk-pinned")) {
            cell.style.left = left + "px";
            left += cell.offsetWidth;
          } else cell.style.left = "";
        }
      }
    }

    function markFolds() {
      const open = form.querySelector('[data-action="expand"]').getAttribute("aria-pressed") === "true";
      for (const fold of table.querySelectorAll(".pk-long")) foldable(fold, open);
    }

    function change(update) {
      state = { ...state, ...update };
      toAddress();
      apply();
    }

    function move(id, step) {
      const visible = order().filter((entry) => state.shown.includes(entry));
      const at = visible.indexOf(id);
      const to = at + step;
      if (to < 0 || to >= visible.length) return;
      visible.splice(to, 0, ...visible.splice(at, 1));
      change({ order: [...visible, ...state.order.filter((entry) => !visible.includes(entry))] });
    }

    const actions = {
      all: () => { change({ only: false }); say(container, ""); },
      only: () => { change({ only: true }); sayLeftOut(container); },
      expand: (button) => {
        const open = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(open));
        button.textContent = open ? "收起全部" : "展开全部";
        markFolds();
      },
      copy: async () => say(container, (await copyTable(table)) ? "已复制，可贴入 Word 或电子表格。" : "浏览器不允许复制，请用“导出 CSV”。"),
      csv: () => download(container.dataset.name + ".csv", csvOf(tableRows(table)), "text/csv;charset=utf-8"),
      reset: () => change({ ...start, order: [...start.order, ...known.filter((id) => !start.order.includes(id))], shown: narrow() ? firstTwo("") : start.shown }),
      left: (button) => move(idOf(button), -1),
      right: (button) => move(idOf(button), 1),
      pin: (button) => {
        const id = idOf(button);
        change({ pinned: state.pinned.includes(id) ? state.pinned.filter((entry) => entry !== id) : [...state.pinned, id] });
      },
      base: (button) => change({ base: idOf(button) === state.base ? "" : idOf(button) }),
    };

    function idOf(button) {
      return button.closest("[data-policy]").dataset.policy;
    }

    container.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-action]");
      if (!button || !actions[button.dataset.action]) return;
      actions[button.dataset.action](button);
      button.focus({ preventScroll: true });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      if (event.target.name === "base") change({ base: event.target.value });
      if (event.target.name !== "columns") return;
      const shown = Array.from(form.querySelectorAll('[name="columns"]:checked'), (box) => box.value);
      if (shown.length) change({ shown: shown });
      else {
        event.target.checked = true;
        say(container, "至少要显示一列。");
      }
    });
    addEventListener("hashchange", () => {
      const target = fragment();
      if (known.includes(target)) {
        if (!state.shown.includes(target)) state.shown = narrow() ? firstTwo(target) : [...state.shown, target];
      } else if (target.includes("=")) state = fromAddress();
      else return;
      apply();
      showColumn(target);
    });
    addEventListener("resize", placePinned);

    function showColumn(id) {
      const head = heads.find((entry) => entry.dataset.policy === id);
      if (!head) return;
      heads.forEach((entry) => entry.classList.toggle("pk-target", entry === head));
      container.scrollIntoView({ block: "start" });
      scroll.scrollLeft = Math.max(0, head.offsetLeft - table.querySelector(".pk-corner").offsetWidth - 8);
    }

    /* A column that the page does not hold: its head, its cell of each row, and where it is chosen. */
    function add(column) {
      heads.push(column.head);
      known.push(column.id);
      table.tHead.rows[0].append(column.head);
      for (const row of table.tBodies[0].rows) row.append(column.cells[row.dataset.row]);
      const box = make("input");
      Object.assign(box, { type: "checkbox", name: "columns", value: column.id });
      form.querySelector(".pk-choices").append(make("label", "pk-choice hue-" + column.hue, box, column.short));
      if (column.base) form.elements.base.append(new Option(column.short, column.id));
    }

    function show(id) {
      change({ order: [...state.order.filter((other) => other !== id), id], shown: [...state.shown.filter((other) => other !== id), id] });
      showColumn(id);
      dispatchEvent(new CustomEvent("pk-desk-buttons"));
    }

    function showOnly(ids) {
      change({ shown: ids, base: ids.includes(state.base) || !state.base ? state.base : usualBase(ids) });
    }

    function read() {
      state = fromAddress();
      apply();
      dispatchEvent(new CustomEvent("pk-desk-buttons"));
    }

    container.policykbColumns = {
      add, show, showOnly, read,
      has: (id) => known.includes(id),
      shown: () => order().filter((id) => state.shown.includes(id)),
      texts: (id) => foldsOf(id).map(plainText),
    };

    apply();
    showColumn(fragment());
    addEventListener("load", () => showColumn(fragment()));
    if (document.fonts) document.fonts.ready.then(() => { placePinned(); markFolds(); });
  }

  /* Give a long text a fold and a button to open it. */
  function foldable(fold, open) {
    let button = fold.querySelector(":scope > .pk-expand");
    fold.classList.add("pk-clamped");
    const versions = fold.querySelector(".pk-variants");
    const long = versions.scrollHeight > versions.clientHeight + 24;
    if (!long) {
      fold.classList.remove("pk-clamped");
      if (button) button.remove();
      return;
    }
    if (!button) {
      button = make("button", "pk-expand pk-no-copy");
      button.type = "button";
      button.addEventListener("click", () => setFold(fold, button, fold.classList.contains("pk-clamped")));
      fold.append(button);
    }
    setFold(fold, button, open);
  }

  function setFold(fold, button, open) {
    fold.classList.toggle("pk-clamped", !open);
    button.textContent = open ? "收起" : "展开";
    button.setAttribute("aria-expanded", String(open));
  }

  /* ---- pages of two documents ---- */

  /* The heading, the way to the page and the window's title name the left one first, too. */
  function turnHeading(container) {
    const names = (side) => container.querySelector(".pk-side[data-side=" + side + "]").dataset.names;
    const turn = (text) => text.replace(names("straight"), () => names("swapped"));
    document.title = turn(document.title);
    for (const place of document.querySelectorAll("h1, .pk-crumbs")) {
      for (const node of place.childNodes) if (node.nodeType === Node.TEXT_NODE) node.nodeValue = turn(node.nodeValue);
    }
  }

  function pairTable(container) {
    const given = readState();
    const swapped = given.swap === "1";
    const form = container.querySelector(".pk-controls");
    for (const side of container.querySelectorAll(".pk-side")) side.hidden = (side.dataset.side === "swapped") !== swapped;
    if (swapped) turnHeading(container);
    foldEqual(container);
    for (const row of container.querySelectorAll(".pk-row")) {
      const match = row.querySelector(".pk-match");
      const plain = row.dataset.kind === "same" && match.querySelector(".pk-difference") && !match.querySelector("ins, del");
      row.classList.toggle("pk-unchanged", Boolean(plain));
    }
    const show = (only) => {
      container.classList.toggle("pk-only", only);
      for (const button of form.querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", String((button.dataset.action === "only") === only));
      const hidden = container.querySelectorAll(".pk-side:not([hidden]) .pk-unchanged").length;
      say(container, only ? (hidden ? "已隐去 " + hidden + " 条文字相同的条文。" : "没有文字完全相同的条文；长段相同文字已略去。") : "");
    };
    const choose = (only) => {
      show(only);
      writeState({ only: only ? "1" : "" });
      for (const link of container.querySelectorAll(".pk-swap")) link.hash = only ? "only=1" : "";
    };
    const actions = {
      all: () => choose(false),
      only: () => choose(true),
      copy: async () => {
        const side = container.querySelector(".pk-side:not([hidden])");
        const done = await copyTable(side.querySelector("table.pk-pair"), "来源：" + side.querySelector(".pk-pair-titles").textContent);
        say(container, done ? "已复制，可贴入 Word 或电子表格。" : "浏览器不允许复制，请下载 Word 文件。");
      },
    };
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-action]");
      if (button) actions[button.dataset.action]();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    show(given.only === "1");
  }

  /* The list on the right offers what has a page with the document on the left, and nothing else. */
  function pairChooser(form) {
    const pages = JSON.parse(document.getElementById("pk-pairs").textContent);
    const { a, b } = form.elements;
    const others = Array.from(b.options);
    const pageOf = (left, right) => pages[left + " " + right] || (pages[right + " " + left] ? pages[right + " " + left] + "?swap=1" : "");
    const offer = () => {
      const before = b.value;
      b.replaceChildren(...others.filter((option) => pageOf(a.value, option.value)));
      const kept = Array.from(b.options).some((option) => option.value === before);
      b.value = kept ? before : b.options.length ? b.options[0].value : "";
      form.querySelector("[type=submit]").disabled = !b.options.length;
    };
    a.addEventListener("change", offer);
    addEventListener("pageshow", offer); // Browsers put back what was chosen before.
    offer();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const page = pageOf(a.value, b.value);
      if (page) location.href = page;
      else say(form, "这两份文件没有对比页，请到“领域对比”另选文件并列。");
    });
  }

  window.policykbCompare = {
    readState, writeState, likeness, difference, differenceNode, foldEqual, make, say, sayLeftOut, copyText, copyOf, copyTable, csvOf,
  };

  for (const container of document.querySelectorAll("[data-compare]")) {
    if (container.dataset.compare === "pair") pairTable(container);
    else if (container.querySelector("table.pk-compare")) columnTable(container);
  }
  for (const form of document.querySelectorAll("[data-pair-chooser]")) pairChooser(form);
})();
