/* One hit of the search page: its text with marks, units, time limits, and why it is one. */
(function () {
  "use strict";

  const FEW = 5;
  const BEFORE = 36;
  const AFTER = 60;
  const WINDOWS = 3;
  const WHOLE = 180;
  const UNITS = 8;
  const ON_DESK = new Set(["task", "task_group", "safeguard", "principle"]);

  const engine = window.pkSearch;

  /* ---------- marks ---------- */

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name === "class") made.className = value;
      else if (name === "onclick") made.addEventListener("click", value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const button = (text, onclick, properties) => element("button", { type: "button", class: "pk-button", ...properties, onclick }, text);

  function merged(ranges) {
    const kept = [];
    for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = kept[kept.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else kept.push([start, end]);
    }
    return kept;
  }

  /* Texts of the hits of one question, each folded once. */
  const folded = new Map();

  function foldOf(text) {
    if (!folded.has(text)) folded.set(text, pkText.fold(text));
    return folded.get(text);
  }

  const has = (text, term) => pkText.places(foldOf(text), term.chars).length > 0;

  function marksIn(text, terms) {
    return merged(terms.filter((term) => !term.without).flatMap((term) => pkText.places(foldOf(text), term.chars)));
  }

  function marked(text, ranges, from = 0, to = text.length) {
    const parts = [];
    let at = from;
    for (const [start, end] of ranges) {
      if (end <= from || start >= to) continue;
      parts.push(text.slice(at, Math.max(start, from)), element("mark", null, text.slice(Math.max(start, from), Math.min(end, to))));
      at = Math.min(end, to);
    }
    parts.push(text.slice(at, to));
    return parts;
  }

  function passage(text, ranges) {
    if (text.length <= WHOLE) return marked(text, ranges);
    if (!ranges.length) return [text.slice(0, BEFORE + AFTER) + "……"];
    const windows = merged(ranges.map(([start, end]) => [Math.max(0, start - BEFORE), Math.min(text.length, end + AFTER)]));
    const parts = [];
    const shown = windows.slice(0, WINDOWS);
    for (const [from, to] of shown) {
      if (from > 0) parts.push("……");
      parts.push(...marked(text, ranges, from, to));
    }
    if (shown[shown.length - 1][1] < text.length) parts.push("……");
    return parts;
  }

  /* ---------- one hit ---------- */

  /* What a word names, as said on the page: a place by its name, else a document. */
  const meaningOf = ({ kind, names }) => (kind === "place" ? `文件的地区（${names.slice(0, FEW).join("、")}）` : "文件名称或文号");

  /* All that is searched of it. */
  const textsOf = (found) => [found.heading, found.text, ...found.units.map(([, raw]) => raw), ...found.deadlines, ...found.duty];

  /* The words as the text writes them, for the page that the hit leads to. */
  function wordsOf(found, terms) {
    const words = new Set();
    for (const text of textsOf(found)) {
      for (const [start, end] of marksIn(text, terms)) words.add(text.slice(start, end).replace(/\s+/g, " "));
    }
    return [...words].slice(0, 10);
  }

  function addressOfHit(found, terms) {
    const parameters = new URLSearchParams(wordsOf(found, terms).map((word) => ["hl", word]));
    const asked = parameters.toString();
    return `policies/${found.document.policy}.html${asked ? "?" + asked : ""}${found.item ? "#" + found.item : ""}`;
  }

  function chipOf(found) {
    const { policy, title, short, badge, hue } = found.document;
    const chip = element("a", { class: `pk-chip pk-place hue-${hue}`, href: `policies/${policy}.html`, title }, short);
    if (badge) chip.append(element("span", { class: "pk-chip-mark" }, badge));
    return chip;
  }

  /* Units by role as chips; those with a mark first, where there are many. */
  function unitLine(index, found, terms, named) {
    const chips = found.units.map(([role, raw, unit, full]) => {
      const ranges = marksIn(raw, terms);
      const byName = named.some(([form]) => form === pkText.joined(raw) || form === pkText.joined(full));
      return { role, raw, unit, full, ranges, byName, first: ranges.length || byName ? 0 : 1 };
    });
    const shown = [...chips].sort((a, b) => a.first - b.first).slice(0, UNITS).sort((a, b) => a.role - b.role);
    if (!shown.length) return null;
    const line = element("p", { class: "pk-hit-units" });
    let last = -1;
    for (const { role, raw, unit, full, ranges, byName } of shown) {
      if (role !== last) line.append(element("span", { class: "pk-role-name" }, index.roles[role][1]), " ");
      last = role;
      const text = byName ? [element("mark", { class: "pk-by-name" }, raw)] : marked(raw, ranges);
      const title = full ? { title: full } : {};
      line.append(unit ? element("a", { class: "pk-chip", href: `units/${unit}.html`, ...title }, ...text) : element("span", { class: "pk-chip", ...title }, ...text), " ");
    }
    const rest = chips.length > shown.length ? `等 ${chips.length} 个` + found.open.replace(/^等/, "") : found.open;
    if (rest) line.append(element("span", { class: "pk-quiet" }, rest));
    return line;
  }

  /* Its time limits, and of its clauses on who is responsible those that say what stands nowhere else here. */
  function termLines(found, terms) {
    const lines = [];
    if (found.deadlines.length) {
      const said = [...new Set(found.deadlines)].map((limit) => element("span", { class: "pk-chip" }, ...marked(limit, marksIn(limit, terms))));
      lines.push(element("p", { class: "pk-hit-units" }, element("span", { class: "pk-role-name" }, "时限"), " ", ...said.flatMap((chip) => [chip, " "])));
    }
    const shown = [found.heading, found.text, ...found.units.map(([, raw]) => raw), ...found.deadlines];
    const alone = terms.filter((term) => !term.without && !term.means && !shown.some((text) => has(text, term)));
    const clauses = found.duty.filter((clause) => alone.some((term) => has(clause, term)));
    if (clauses.length) {
      const said = clauses.flatMap((clause) => [...passage(clause, marksIn(clause, terms)), "　"]);
      lines.push(element("p", { class: "pk-hit-text" }, element("span", { class: "pk-role-name" }, "责任条款"), " ", ...said));
    }
    return lines;
  }

  /* Where the words were found, so that nobody has to guess why this is a hit. */
  function reasonOf(found, terms, named) {
    const wanted = terms.filter((term) => !term.without);
    if (!wanted.length) return null;
    const fields = [
      ["标题", [found.heading]],
      ["正文", [found.text]],
      ["责任单位", found.units.map(([, raw]) => raw)],
      ["时限", found.deadlines],
      ["责任条款", found.duty],
    ];
    const said = wanted.map((term) => {
      if (term.means?.ids.has(found.document.policy) && !textsOf(found).some((text) => has(text, term))) return `“${term.text}”按${meaningOf(term.means)}算`;
      const all = fields.filter(([, texts]) => texts.some((text) => has(text, term)));
      /* The clause names units and time limits once more. */
      const where = all.length > 1 ? all.filter(([name]) => name !== "责任条款") : all;
      if (where.length) return `“${term.text}”见于${where.map(([name]) => name).join("、")}`;
      const units = found.units.filter(([, raw, , full]) => named.some(([form, of]) => of === term && (form === pkText.joined(raw) || form === pkText.joined(full))));
      const shown = [...new Set(units.map(([, raw, , full]) => (full && full !== raw ? `${raw}（${full}）` : raw)))];
      return `“${term.text}”按单位名录即${shown.join("、")}`;
    });
    return said.join("；");
  }

  /* Whether the text itself says what the index said of it. */
  function isHit(found, terms) {
    const texts = textsOf(found);
    const fits = (term) => term.means?.ids.has(found.document.policy) || texts.some((text) => has(text, term));
    return terms.every((term) => fits(term) !== term.without);
  }

  /* A counted hit tells of which provision, else the button does; desk.js listens for presses, and marks those that are on the desk already when it hears of new buttons. */
  function deskButton({ document: { policy, short }, item, label }, counted) {
    const name = [short, label].filter(Boolean).join(" ");
    const own = counted ? {} : { "data-policy": policy, "data-item": item };
    return element("button", { type: "button", class: "desk-add pk-button", "data-label": name, ...own }, "加入对比台");
  }

  async function hitElement(index, entry, asked, { counted, named = [], shares = null }) {
    const found = await engine.textOf(index, entry);
    const same = shares && engine.shared(textsOf(found), asked, shares);
    const terms = same ? same.runs : asked;
    if (counted && !isHit(found, terms)) return null;
    const kind = index.kinds[found.kind][1];
    const identity = counted ? { "data-policy": found.document.policy, "data-item": found.item } : {};
    const where = [...found.path, ...(found.path.length ? [] : [kind])].join(" › ");
    const link = element(
      "a",
      { class: "pk-hit-link", href: addressOfHit(found, terms) },
      ...(found.label ? [found.label + " "] : []),
      ...marked(found.heading, marksIn(found.heading, terms)),
    );
    const foot = element("p", { class: "pk-quiet" }, counted || named.length || same ? [kind, ...found.domains.map((id) => index.names.get(id)).filter(Boolean)].join(" · ") : kind);
    const reason = same ? `与所写相同 ${same.same} 字，所写共 ${same.of} 字` : reasonOf(found, terms, named);
    if (reason) foot.append("　", element("span", { class: "pk-hit-reason" }, reason));
    if (ON_DESK.has(index.kinds[found.kind][0])) foot.append("　", deskButton(found, counted));
    return element(
      counted ? "article" : "li",
      { class: "pk-hit", ...identity },
      found.path.length ? element("p", { class: "pk-quiet pk-hit-path" }, where) : null,
      element("p", { class: "pk-hit-title" }, chipOf(found), " ", link),
      found.text ? element("p", { class: "pk-hit-text" }, ...passage(found.text, marksIn(found.text, terms))) : null,
      unitLine(index, found, terms, named),
      ...termLines(found, terms),
      foot,
    );
  }

  const forget = () => folded.clear();

  Object.assign((window.pkSearchPage ??= {}), { FEW, element, button, marksIn, marked, meaningOf, addressOfHit, chipOf, hitElement, forget });
})();
