/* The search page: asks search-engine.js, shows hits, facets and why there are none. All of its state is its address. */
(function () {
  "use strict";

  const PORTION = 20;
  const FEW = 5;
  const BEFORE = 36;
  const AFTER = 60;
  const WINDOWS = 3;
  const WHOLE = 180;
  const UNITS = 8;
  const PAUSE = 250;
  const MANY = 15;
  /* Characters of a word that stands nowhere up to which its pieces are looked for: unasked, and when somebody asks. */
  const LONGEST_UNASKED = 12;
  const LONGEST_CUT = 24;

  const FACETS = [
    ["region", "地区"],
    ["level", "级别"],
    ["type", "文件类型"],
    ["year", "成文年份"],
    ["status", "文本性质"],
    ["domain", "领域"],
    ["function", "责任单位职能"],
    ["role", "角色"],
    ["kind", "条文类别"],
    ["deadline", "时限"],
  ];
  const SORTED_BY_COUNT = new Set(["region", "type", "domain", "function"]);
  const ON_DESK = new Set(["task", "task_group", "safeguard", "principle"]);
  const ORDERS = [
    ["", "相关"],
    ["date", "日期"],
  ];

  const page = document.getElementById("pk-search");
  const form = document.getElementById("pk-search-form");
  const box = document.getElementById("pk-q");
  const results = document.getElementById("pk-results");
  const alikeBox = document.getElementById("pk-alike");
  const documents = document.getElementById("pk-documents");
  const citedBox = document.getElementById("pk-cited");
  const names = document.getElementById("pk-names");
  const others = document.getElementById("pk-others");
  const foundLine = document.getElementById("pk-found-line");
  const facetBox = document.getElementById("pk-facets");
  const activeBox = document.getElementById("pk-active");
  const asked = document.getElementById("pk-asked");
  const orderBox = document.getElementById("pk-order");
  const engine = window.pkSearch;

  /* ---------- state and address ---------- */

  /* Values of the address may be ids or names: region=yixing, region=宜兴市 and region=宜兴 mean the same. */
  function readState(index, address) {
    const parameters = new URLSearchParams(address);
    const chosen = emptyChosen();
    for (const [facet] of FACETS) {
      const given = parameters.getAll(facet).flatMap((some) => some.split(/[,，]/));
      const known = given.length ? values(index, facet) : [];
      for (const value of given) {
        const text = value.trim();
        const match = known.find((entry) => entry.id === text || entry.name === text || entry.short === text);
        if (text) chosen[facet].add(match ? match.id : text);
      }
    }
    return {
      query: parameters.get("q") ?? "",
      chosen,
      order: parameters.get("sort") === "date" ? "date" : "",
      names: parameters.get("names") !== "off",
      places: parameters.get("places") !== "off",
      main: parameters.get("main") === "on",
      alike: parameters.get("alike") === "on",
    };
  }

  function addressOf(state) {
    const parameters = new URLSearchParams();
    if (state.query) parameters.set("q", state.query);
    for (const [facet] of FACETS) for (const id of state.chosen[facet]) parameters.append(facet, id);
    if (state.order) parameters.set("sort", state.order);
    if (!state.names) parameters.set("names", "off");
    if (!state.places) parameters.set("places", "off");
    if (state.main) parameters.set("main", "on");
    if (state.alike) parameters.set("alike", "on");
    const text = parameters.toString();
    return location.pathname + (text ? "?" + text : "");
  }

  const emptyChosen = () => Object.fromEntries(FACETS.map(([facet]) => [facet, new Set()]));
  const copyOf = (state) => ({
    ...state,
    chosen: Object.fromEntries(FACETS.map(([facet]) => [facet, new Set(state.chosen[facet])])),
  });

  function values(index, facet) {
    const named = (pairs) => pairs.map(([id, name]) => ({ id, name }));
    switch (facet) {
      case "region":
        return [...index.regions.map(([id, name, short]) => ({ id, name, short })), ...index.wholes];
      case "type":
        return index.types.map((name) => ({ id: name, name }));
      case "year":
        return [...new Set(index.region.map((_, policy) => engine.valueOfPolicy(index, policy, "year")))]
          .sort((a, b) => (a === "unknown") - (b === "unknown") || (a < b) - (a > b))
          .map((year) => ({ id: year, name: year === "unknown" ? "不详" : year + " 年" }));
      case "deadline":
        return named([["yes", "有时限"], ["no", "未写时限"], ...index.years.map((year) => [year, year + " 年的"])]);
      case "kind":
        return named(index.kinds.slice(0, index.countedKinds));
      default:
        return named(index[{ level: "levels", status: "statuses", domain: "domains", function: "functions", role: "roles" }[facet]]);
    }
  }

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

  /* ---------- the parts of the page ---------- */

  let run = 0;

  async function showPortion(index, hits, terms, from, turn) {
    const made = async (entries) => {
      const elements = await Promise.all(entries.map((entry) => hitElement(index, entry, terms, { counted: true })));
      if (turn === run && elements.includes(null)) foundLine.append("有的结果与正文不符，没有列出：检索数据与本页不是同一次生成的，请刷新本页。");
      return elements.filter(Boolean);
    };
    const portion = hits.slice(from, from + PORTION);
    if (from === 0) {
      /* The first comes before anything else is asked for. Later portions come at once with the control for the
         next, so that it is never missing in between. */
      const first = await made(portion.splice(0, 1));
      if (turn !== run) return;
      results.append(...first);
      dispatchEvent(new Event("pk-desk-buttons"));
      performance.mark("pk-search-shown");
    }
    const others = await made(portion);
    if (turn !== run) return;
    for (const old of results.querySelectorAll("[data-more], .pk-rest")) old.remove();
    results.append(...others);
    dispatchEvent(new Event("pk-desk-buttons"));
    const left = hits.length - from - PORTION;
    if (left <= 0) return;
    const more = button(`再显示 ${Math.min(left, PORTION)} 条（还有 ${left} 条）`, null, { class: "pk-button pk-more", "data-more": String(left) });
    more.addEventListener("click", async () => {
      more.disabled = true;
      await showPortion(index, hits, terms, from + PORTION, turn);
      results.querySelectorAll(".pk-hit-link")[from + PORTION]?.focus();
    });
    results.append(more, element("p", { class: "pk-rest" }, `以上是前 ${from + PORTION} 条，还有 ${left} 条没有列出。`));
  }

  /* A list beside the count: the first few, the rest on demand. */
  async function showList(index, where, title, entries, terms, turn, options = {}, more = FEW) {
    const made = await Promise.all(entries.slice(0, more).map((entry) => hitElement(index, entry, terms, { counted: false, ...options })));
    if (turn !== run) return;
    where.replaceChildren();
    if (!made.length) return;
    where.append(element("h2", { id: where.id + "-title" }, title), ...(options.note ?? []), element("ul", { class: "pk-plain" }, ...made));
    if (entries.length > made.length) {
      const further = async () => {
        await showList(index, where, title, entries, terms, turn, options, more + PORTION);
        where.querySelectorAll(".pk-hit-link")[made.length]?.focus();
      };
      where.append(button(`再列 ${Math.min(PORTION, entries.length - made.length)} 处（共 ${entries.length} 处）`, () => void further().catch(failed)));
    }
    dispatchEvent(new Event("pk-desk-buttons"));
  }

  /* Said at once with a line for each to come, so that the hits below need not move down. */
  function announceDocuments(entries) {
    if (!entries.length) return;
    const lines = entries.slice(0, FEW).map(() => element("li", null, "……"));
    documents.append(element("p", { class: "pk-quiet" }, `文件名称、文号或制发机关相符 ${entries.length} 份：`), element("ul", { class: "pk-plain" }, ...lines));
  }

  async function showDocuments(index, entries, terms, turn) {
    const found = await Promise.all(entries.slice(0, FEW).map((entry) => engine.textOf(index, entry)));
    if (turn !== run || !found.length) return;
    documents.replaceChildren();
    const list = element("ul", { class: "pk-plain" });
    for (const one of found) {
      const link = element("a", { href: addressOfHit(one, terms) }, ...marked(one.heading, marksIn(one.heading, terms)));
      const rest = one.text.split("\n").filter((line) => line === one.document.number || marksIn(line, terms).length);
      list.append(element("li", null, chipOf(one), " ", link, ...rest.flatMap((line) => ["　", element("span", { class: "pk-quiet" }, ...marked(line, marksIn(line, terms)))])));
    }
    documents.append(element("p", { class: "pk-quiet" }, `文件名称、文号或制发机关相符 ${entries.length} 份：`), list);
    if (entries.length > found.length) documents.append(element("p", { class: "pk-quiet" }, `此处列出前 ${found.length} 份，写得再具体些可缩小范围。`));
  }

  /* Of a passage to which nothing else leads, or for who asks: other provisions that are worded like it. */
  async function showAlike(index, state, terms, hits, beside, made, turn) {
    if (!engine.canBeAlike(terms)) return;
    const units = state.names ? await Promise.all(terms.map((term) => engine.registered(index, term))) : [];
    if (turn !== run) return;
    const led = hits.length || Object.values(beside).some((found) => found.length) || units.some((unit) => unit?.count);
    if (led && !state.alike) {
      const look = async () => {
        await go(index, { ...copyOf(state), alike: true });
        (alikeBox.querySelector(".pk-hit-link") ?? box).focus();
      };
      alikeBox.append(element("p", null, button("看措辞相近的其他条文", () => void look())));
      return;
    }
    const fitting = engine.through(index, new Uint8Array(index.entries).fill(1), made, null);
    for (const entry of hits) fitting[entry] = 0;
    const { entries: others, rare } = await engine.alike(index, terms, fitting);
    if (turn !== run) return;
    const note = element("p", { class: "pk-quiet" }, "不是整句相同，而是有相同的字词：按相同的多少排列，少见的算得多，相同处标出。");
    await showList(index, alikeBox, `措辞相近的条文（${others.length} 条）`, others, terms, turn, { shares: rare, note: [note] });
    if (turn !== run) return;
    if (others.length && !led) {
      results.querySelector(".pk-cut-it")?.remove();
      foundLine.append(" 另有 ", leadTo(alikeBox, `措辞相近的条文 ${others.length} 条`));
    }
    if (!others.length && led) alikeBox.append(element("p", { class: "pk-quiet" }, "没有措辞相近的其他条文。"));
  }

  /* What the registry adds, said as such; it can be switched off. */
  async function showNames(index, state, outcome, made, terms, turn) {
    const known = (await Promise.all(terms.map((term) => engine.registered(index, term)))).filter(Boolean);
    if (turn !== run) return;
    names.replaceChildren();
    if (!known.length) return;
    const sameFunction = (id) => {
      const name = index.functions.find(([known]) => known === id)?.[1] ?? id;
      return element("a", { href: `search.html?function=${encodeURIComponent(id)}` }, `各地同类单位（${name}）的条文`);
    };
    const ofClass = ({ term, functions }) => element("p", { class: "pk-quiet" }, `“${term.text}”是一类单位的叫法。`, ...functions.map(sameFunction));
    if (known.every(({ count }) => !count)) {
      names.append(...known.map(ofClass));
      return;
    }
    const extended = engine.byRegistry(index, terms, outcome, known);
    const entries = engine.ordered(index, engine.through(index, extended, made, null), state.order);
    const turned = () => go(index, { ...copyOf(state), names: !state.names });
    const said = known.map((one) => {
      const { term, names: listed, count, forms, functions } = one;
      if (!count) return ofClass(one);
      const units = listed.join("、") + (count > listed.length ? `等 ${count} 个单位` : "");
      const written = forms.filter((form) => !listed.includes(form));
      return element("p", { class: "pk-quiet" }, `单位名录：${count > 1 ? `登记有“${term.text}”这一写法的是` : `“${term.text}”即`}${units}${written.length ? `，又写作${written.slice(0, 8).join("、")}` : ""}。`, ...functions.map(sameFunction));
    });
    if (!state.names) {
      names.append(...said, button("按名录一并查找", turned));
      return;
    }
    const off = button("不用名录", turned);
    if (!entries.length) {
      names.append(...said, element("p", { class: "pk-quiet" }, "用其他名称的条文没有，或已在上面。"), off);
      return;
    }
    const named = known.flatMap(({ term, names: listed, forms }) => [...listed, ...forms].map((form) => [pkText.joined(form), term]));
    await showList(index, names, `按单位名录另有 ${entries.length} 条`, entries, terms, turn, { named, note: [...said, off] });
    dispatchEvent(new Event("pk-desk-buttons"));
  }

  const isWide = () => window.matchMedia("(min-width: 60em)").matches;

  function showFacets(index, counts, state) {
    const open = new Map([...facetBox.querySelectorAll("details")].map((details) => [details.dataset.facet, details.open]));
    const focused = document.activeElement?.closest?.("#pk-facets input");
    const typed = new Map([...facetBox.querySelectorAll(".pk-facet-find")].map((find) => [find.name, find.value]));
    const scrolled = new Map([...facetBox.querySelectorAll("details")].map((details) => [details.dataset.facet, details.querySelector("ul").scrollTop]));
    const wide = isWide();
    facetBox.replaceChildren();
    for (const [facet, title] of FACETS) {
      const list = element("ul", { class: "pk-facet-list" });
      const listed = values(index, facet);
      if (SORTED_BY_COUNT.has(facet)) {
        const rank = (value) => (state.chosen[facet].has(value.id) ? Infinity : counts[facet].get(value.id) ?? 0);
        listed.sort((a, b) => (rank(b) > rank(a)) - (rank(b) < rank(a)));
      }
      for (const value of listed) {
        const count = counts[facet].get(value.id) ?? 0;
        if (count || state.chosen[facet].has(value.id)) list.append(facetLine(index, state, facet, value, count));
      }
      if (!list.children.length) continue;
      const details = element("details", { class: "pk-facet", "data-facet": facet }, element("summary", null, title));
      if (list.children.length > MANY || typed.get(`find-${facet}`)) details.append(facetFinder(facet, title, list, typed.get(`find-${facet}`) ?? ""));
      if (facet === "domain") details.append(mainSwitch(index, state));
      details.append(list);
      details.open = open.get(facet) ?? (wide || state.chosen[facet].size > 0);
      facetBox.append(details);
      list.scrollTop = scrolled.get(facet) ?? 0;
    }
    if (focused) {
      [...facetBox.querySelectorAll("input")].find((input) => input.name === focused.name && input.value === focused.value)?.focus();
    }
  }

  /* Whether domains stand for the provisions they are the primary domain of only. */
  function mainSwitch(index, state) {
    const tick = element("input", { type: "checkbox", name: "main", value: "on" });
    tick.checked = state.main;
    tick.addEventListener("change", () => go(index, { ...copyOf(state), main: tick.checked }));
    return element("label", { class: "pk-facet-main" }, tick, " 只算主要领域，不算兼及");
  }

  /* A box that narrows a long list to the names with what is typed; what is chosen stays. */
  function facetFinder(facet, title, list, typed) {
    const find = element("input", { type: "search", class: "pk-facet-find", name: `find-${facet}`, "aria-label": `在“${title}”中查找`, placeholder: "查找", autocomplete: "off" });
    find.value = typed;
    const narrow = () => {
      const wanted = pkText.joined(find.value);
      for (const line of list.children) {
        const tick = line.querySelector("input");
        line.hidden = !tick.checked && !pkText.joined(tick.dataset.name).includes(wanted);
      }
    };
    find.addEventListener("input", narrow);
    narrow();
    return find;
  }

  function facetLine(index, state, facet, value, count) {
    const tick = element("input", { type: "checkbox", name: facet, value: value.id, "data-name": value.name });
    tick.checked = state.chosen[facet].has(value.id);
    tick.addEventListener("change", () => {
      const next = copyOf(state);
      if (tick.checked) next.chosen[facet].add(value.id);
      else next.chosen[facet].delete(value.id);
      go(index, next);
    });
    return element("li", null, element("label", null, tick, " ", value.name, " ", element("span", { class: "pk-count" }, String(count))));
  }

  const nameOf = (index, facet, id) => values(index, facet).find((value) => value.id === id)?.name ?? id;

  /* What was asked for in words, for paper, where neither the box nor the buttons are. */
  function showAsked(index, state) {
    const conditions = FACETS.filter(([facet]) => state.chosen[facet].size).map(([facet, title]) => {
      const names = [...state.chosen[facet]].map((id) => nameOf(index, facet, id));
      return `${facet === "domain" && state.main ? "主要" : ""}${title}：${names.join("、")}`;
    });
    asked.textContent = [...(state.query ? [`检索词：${state.query}`] : []), ...conditions].join("；");
  }

  function showActive(index, state) {
    showAsked(index, state);
    activeBox.replaceChildren();
    for (const [facet, title] of FACETS) {
      for (const id of state.chosen[facet]) {
        const name = nameOf(index, facet, id);
        const drop = () => {
          const next = copyOf(state);
          next.chosen[facet].delete(id);
          go(index, next);
        };
        const named = facet === "domain" && state.main ? `主要${title}` : title;
        activeBox.append(button(`${named}：${name} ×`, drop, { "aria-label": `去掉条件 ${title} ${name}` }), " ");
      }
    }
  }

  /* What words were taken to name, each time said and to be switched off; a place alone leads to its documents. */
  function showMeant(index, state, terms, meant) {
    const turned = (places) => () => go(index, { ...copyOf(state), places });
    for (const { term, kind, names: said, policies, hasBelow } of meant) {
      const what = kind === "place" ? `${said.slice(0, FEW).join("、")}${hasBelow ? "（含下级）" : ""}` : "名称或文号相符的";
      if (state.places) activeBox.append(button(`“${term.text}”算作${what} ${policies.size} 份文件 ×`, turned(false), { "aria-label": `“${term.text}”只按文字查` }), " ");
      else activeBox.append(button(`“${term.text}”也算作${what} ${policies.size} 份文件`, turned(true)), " ");
    }
    const [only] = terms;
    const place = terms.length === 1 && !only.without ? engine.ofPlace(index, only.chars) : null;
    if (!place || !place.policies.size) return;
    const whole = () => {
      const next = { ...copyOf(state), query: "" };
      for (const id of place.places) next.chosen.region.add(place.hasBelow ? id + "+" : id);
      go(index, next);
    };
    activeBox.append(button(`看${place.names[0]} ${place.policies.size} 份文件的全部条文`, whole), " ");
  }

  function showOrder(index, state) {
    orderBox.replaceChildren(
      ...ORDERS.map(([order, name]) => button(name, () => go(index, { ...copyOf(state), order }), { class: "", "aria-pressed": String(order === state.order) })),
    );
  }

  const counted = (index, mask) => mask.reduce((sum, has, entry) => sum + (has && index.counted[entry] ? 1 : 0), 0);

  /* How many entries that count hold a string. */
  const held = async (index, chars) => counted(index, await engine.holdersOf(index, chars));

  /* What a word may be cut between: a document's number (文号, folded) and other numbers and Latin words stay whole. */
  const ATOMS = /\p{Script=Han}{0,8}\(\d{4}\)\d+号?|\d+(?:[.,]\d+)*%?|[a-z]+|[^]/gu;
  const atomsOf = (chars) => chars.join("").match(ATOMS) ?? [];

  /* The longest pieces of a word that stand somewhere, from left to right: what is left of one that stands nowhere. */
  async function piecesOf(index, chars) {
    const atoms = chars.length <= LONGEST_CUT ? atomsOf(chars) : [];
    const pieces = [];
    for (let from = 0; from < atoms.length; ) {
      let piece = null;
      for (let to = from + 1; to <= atoms.length; to += 1) {
        const text = atoms.slice(from, to).join("");
        if ([...text].length < 2) continue;
        const count = await held(index, [...text]);
        if (!count) break;
        piece = { text, count, end: to };
      }
      if (piece) pieces.push(piece);
      from = piece ? piece.end : from + 1;
    }
    return pieces;
  }

  /* Marks at which a quotation may be written otherwise; brackets and hyphens also stand in numbers of documents. */
  const MARKS = /[,、;:。.!?·…"'“”‘’「」『』《》〈〉]+/u;

  /* The parts of a word between its marks, and how many entries have them all; null where it has no marks inside. */
  async function unmarked(index, chars) {
    const parts = chars.join("").split(MARKS).filter(Boolean);
    if (parts.join("") === chars.join("") || !parts.length) return null;
    const masks = await Promise.all(parts.map((part) => engine.holdersOf(index, [...part])));
    const count = counted(index, masks[0].map((_, entry) => masks.every((mask) => mask[entry])));
    return count ? { parts, count } : null;
  }

  /* Lines on words to look for instead of one that stands nowhere: those like it, and its pieces. */
  function insteadOf(pieces, meant, instead) {
    const line = (said, name, words) => element("li", null, said, button(name, () => instead(words)));
    return [
      ...meant.map(([word, count]) => line(`相差一字的有“${word}”，${count} 条。`, `改查“${word}”`, [word])),
      ...pieces.map(({ text, count }) => line(`其中“${text}”有 ${count} 条。`, `改查“${text}”`, [text])),
      ...(pieces.length > 1 ? [line("也可拆成这几个词一起查。", "拆开查", pieces.map(({ text }) => text))] : []),
    ];
  }

  /* What other searches join words by, where it stands nowhere. */
  const isSign = (term) => !term.phrase && !term.without && /^(?:or|and|not|[|&+]+)$/i.test(term.text);

  /* What was tried, and what would give something: each word by itself or in pieces, all without the conditions. */
  async function showNothing(index, state, terms, unfiltered, beside, turn) {
    const list = element("ul", { class: "pk-plain" });
    if (unfiltered > 0) {
      list.append(element("li", null, `不加筛选条件有 ${unfiltered} 条。`, button("去掉全部条件", () => go(index, { ...state, chosen: emptyChosen() }))));
    }
    const masks = await Promise.all(terms.map((term) => engine.holdersOf(index, term.chars)));
    const counts = masks.map((mask) => counted(index, mask));
    /* What a document is called, or a preamble says, stands somewhere: its pieces would be no better. */
    const vain = (term, at) => !masks[at].some(Boolean) && !term.without && !term.means;
    /* Of a long word every two characters would be fetched: only for who asks. */
    const short = (term) => term.chars.length <= LONGEST_UNASKED;
    /* Names that the registry knows are listed below by what they are called there: their pieces would be no better. */
    const known = await Promise.all(terms.map(async (term, at) => state.names && vain(term, at) && Boolean((await engine.registered(index, term))?.count)));
    const cut = (term, at) => vain(term, at) && short(term) && !known[at] && !isSign(term);
    const pieces = await Promise.all(terms.map((term, at) => (cut(term, at) ? piecesOf(index, term.chars) : [])));
    const meant = await Promise.all(terms.map((term, at) => (cut(term, at) ? engine.near(index, term.chars) : [])));
    const plain = await Promise.all(terms.map((term, at) => (vain(term, at) && !isSign(term) ? unmarked(index, term.chars) : null)));
    if (turn !== run) return;
    terms.forEach((term, at) => {
      const alone = counts[at];
      const said = term.without
        ? `“${term.text}”已排除，含它的有 ${alone} 条。`
        : term.means
          ? `“${term.text}”按${meaningOf(term.means)}算，有 ${term.means.policies.size} 份文件。`
          : !alone && masks[at].some(Boolean)
            ? `“${term.text}”只见于文件名称、文号、制发机关、引言或附表。`
            : !alone && isSign(term)
              ? `“${term.text}”不是检索符号：各词须同时出现；只要其中一个的，请分别检索；不要某词的，在它前面加减号。`
              : `“${term.text}”单独检索有 ${alone} 条。`;
      const rest = terms.filter((other) => other !== term);
      /* Of a lone word that stands nowhere the line above has said all. */
      const line = element("li", rest.length || !vain(term, at) || !short(term) ? null : { hidden: "" }, said);
      if (rest.length) line.append(button("去掉这个词", () => go(index, { ...state, query: rest.map(written).join(" ") })));
      list.append(line);
      const instead = (words) => go(index, { ...state, query: [...rest.map(written), ...words].join(" ") });
      line.after(...insteadOf(pieces[at], meant[at], instead));
      if (plain[at]) line.after(element("li", null, `不计其中的标点，各段都有的有 ${plain[at].count} 条。`, button("不计标点查", () => instead(plain[at].parts))));
      if (!vain(term, at) || short(term) || term.chars.length > LONGEST_CUT || atomsOf(term.chars).length < 2) return;
      const ask = button("看其中哪些词有", async () => {
        ask.disabled = true;
        const found = insteadOf(await piecesOf(index, term.chars), await engine.near(index, term.chars), instead);
        line.after(...(found.length ? found : [element("li", null, "其中连续两字以上的也没有。")]));
        (line.nextElementSibling.querySelector("button") || box).focus();
        ask.remove();
      });
      line.append(ask);
    });
    const number = await engine.numberMeant(index, terms);
    if (turn !== run) return;
    if (number) list.prepend(element("li", null, `有文号“${number}”。`, button(`改查“${number}”`, () => go(index, { ...state, query: number }))));
    const folded = terms.filter((term) => !isSign(term) && term.chars.join("") !== term.text).map((term) => `“${term.text}”按“${term.chars.join("")}”查`);
    if (folded.length) list.append(element("li", null, folded.join("，") + "。"));
    if (!pieces.some((found) => found.length) && terms.some((term, at) => vain(term, at) && !known[at] && (short(term) || term.chars.length > LONGEST_CUT) && !term.phrase && atomsOf(term.chars).length > 4)) list.append(element("li", { class: "pk-cut-it" }, "长句可拆成几个词，用空格分开再试。"));
    list.append(element("li", null, `已查 ${index.counted.reduce((sum, one) => sum + one, 0)} 条的标题、正文、责任条款、责任单位和时限，以及文件名称、文号、引言和附表${state.names ? "，并按单位名录查过其他名称" : ""}。除单位名称外不作同义词扩展，可换一种说法。`));
    performance.mark("pk-search-shown");
    const lead = besideSaid(beside).length
      ? "条文的标题、正文、责任条款和时限中没有。"
      : known.some(Boolean) && terms.length === 1
        ? `没有写作“${terms[0].text}”的条文；按单位名录，它的其他写法见下。`
        : "没有符合的条文。";
    results.append(element("div", { class: "pk-nothing" }, element("p", null, lead), list));
  }

  const written = (term) => (term.without ? "-" : "") + (term.phrase ? `"${term.text}"` : term.text);

  function go(index, state) {
    const address = addressOf(state);
    /* What is asked for is on its way before the address is written. */
    const shown = show(index, state).catch(failed);
    try {
      history.pushState(null, "", address);
    } catch {
      /* Some browsers refuse this under file://. */
      location.assign(address);
    }
    return shown;
  }

  function clear(state) {
    folded.clear();
    box.value = state.query;
    for (const other of document.querySelectorAll('.pk-header-search input[name="q"]')) other.value = state.query;
    results.removeAttribute("data-total");
    for (const part of [results, alikeBox, citedBox, documents, names, others]) part.replaceChildren();
  }

  /* A button that leads to a list further down, for the eye and for the keyboard. */
  function leadTo(where, text) {
    return button(text, () => {
      where.scrollIntoView();
      (where.querySelector(".pk-hit-link") ?? where.querySelector("a"))?.focus({ preventScroll: true });
    });
  }

  /* What was found beside the provisions, as leads to where it stands on the page. */
  function besideSaid(beside) {
    const lead = (count, text, where) => (count ? [leadTo(where, text)] : []);
    return [
      ...lead(beside.cited.length, `编号相符的条文 ${beside.cited.length} 条`, citedBox),
      ...lead(beside.documents.length, `文件名称、文号或制发机关相符 ${beside.documents.length} 份`, documents),
      ...lead(beside.others.length, `引言与附表 ${beside.others.length} 处`, others),
    ];
  }

  function sayCount(index, hits, state, beside, lent) {
    const byName = hits.reduce((sum, entry) => sum + lent[entry], 0);
    const held = new Set(hits.map((entry) => index.policyOf[entry])).size;
    const order = state.order ? "按成文日期，新的在前。" : "标题相符的在前，其余按国家、省、市、县的次序。";
    const leads = hits.length ? [] : besideSaid(beside);
    foundLine.textContent = hits.length ? `找到 ${hits.length} 条，见于 ${held} 份文件。${byName ? `其中 ${byName} 条文字里没有所写的地名或文件名，按所属文件算入。` : ""}${order}` : leads.length ? "条文中没有，另见 " : "找到 0 条。";
    leads.forEach((lead) => foundLine.append(lead, " "));
  }

  async function show(index, state) {
    run += 1;
    const turn = run;
    performance.mark("pk-search-asked");
    clear(state);
    const terms = engine.parse(state.query);
    const meant = await engine.named(index, terms);
    if (state.places) for (const one of meant) one.term.means = one;
    const outcome = await engine.find(index, terms, state.places ? meant : []);
    /* What pages call a document stands in none: asked for alone, it leads to the document. */
    const label = terms.length === 1 && !terms[0].without ? engine.ofLabel(index, terms[0].chars) : null;
    for (const policy of label?.policies ?? []) outcome.titles[index.perPolicy[policy]] ||= 1;
    const filtered = engine.chosenAny(state.chosen);
    const made = filtered ? engine.masks(index, await engine.facetsOf(state.main), state.chosen) : {};
    if (turn !== run) return;
    showActive(index, state);
    showMeant(index, state, terms, meant);
    if (!terms.length && !filtered) {
      foundLine.textContent = "输入检索词，或选择筛选条件。";
      orderBox.hidden = true;
      showFacets(index, engine.count(index, await engine.facetsOf(state.main), outcome.titles, made, state.chosen), state);
      return;
    }
    const left = engine.through(index, outcome.titles, made, null);
    const hits = engine.ordered(index, left, state.order);
    showOrder(index, state);
    orderBox.hidden = hits.length < 2;
    const cited = await engine.cited(index, terms);
    if (turn !== run) return;
    const beside = { cited, ...(terms.some((term) => !term.without) ? uncounted(index, left) : { documents: [], others: [] }) };
    sayCount(index, hits, state, beside, outcome.lent);
    await showList(index, citedBox, `编号相符的条文（${cited.length} 条）`, cited, [], turn);
    announceDocuments(beside.documents);
    if (hits.length) await showPortion(index, hits, terms, 0, turn);
    else await showNothing(index, state, terms, engine.ordered(index, outcome.titles, "").length, beside, turn);
    if (turn !== run) return;
    await showAlike(index, state, terms, hits, beside, made, turn);
    if (turn !== run) return;
    await showNames(index, state, outcome, made, terms, turn);
    await showDocuments(index, beside.documents, terms, turn);
    await showList(index, others, `另见引言与附表（${beside.others.length} 处）`, beside.others, terms, turn);
    if (turn !== run) return;
    showFacets(index, engine.count(index, await engine.facetsOf(state.main), outcome.titles, made, state.chosen), state);
    if (turn === run) results.dataset.total = String(hits.length);
  }

  /* Hits beside the count: documents, and preambles and annex rows. */
  function uncounted(index, left) {
    const found = { documents: [], others: [] };
    left.forEach((score, entry) => {
      if (!score || index.counted[entry]) return;
      const isDocument = entry === 0 || index.policyOf[entry] !== index.policyOf[entry - 1];
      found[isDocument ? "documents" : "others"].push(entry);
    });
    return found;
  }

  /* Arrows go from the box through the hits and back. */
  function walk(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    const links = [...document.querySelectorAll("#pk-search .pk-hit-link")];
    const at = links.indexOf(document.activeElement);
    const inBox = document.activeElement === box;
    if ((at < 0 && !inBox) || event.defaultPrevented) return;
    const next = event.key === "ArrowDown" ? links[at + 1] : at > 0 ? links[at - 1] : inBox ? null : box;
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function failed() {
    page.hidden = false;
    foundLine.textContent = `检索数据没有载入，请确认 ${page.dataset.index} 文件夹与本页一同存放且完整。`;
  }

  async function start() {
    const index = await engine.open(page.dataset.index, page.dataset.version);
    page.hidden = false;
    /* On a narrow screen the facets stand above the hits: their place is taken before these come. */
    if (!isWide()) facetBox.append(...FACETS.map(([, title]) => element("details", { class: "pk-facet" }, element("summary", null, title), element("ul"))));
    const fromAddress = () => show(index, readState(index, location.search)).catch(failed);
    const ask = (event) => {
      event.preventDefault();
      const query = event.target.querySelector('input[name="q"]').value.trim();
      go(index, { ...readState(index, location.search), query, alike: false });
    };
    form.addEventListener("submit", ask);
    let typed = 0;
    const typing = (event) => {
      clearTimeout(typed);
      if (!event.isComposing) typed = setTimeout(() => engine.expect(index, box.value), PAUSE);
    };
    box.addEventListener("input", typing);
    box.addEventListener("compositionend", typing);
    document.querySelector(".pk-header-search")?.addEventListener("submit", ask);
    document.addEventListener("keydown", walk);
    window.addEventListener("popstate", fromAddress);
    await fromAddress();
    performance.mark("pk-search-ready");
    return index;
  }

  /* After all deferred scripts, this page's and those of every page. */
  document.addEventListener("DOMContentLoaded", () => {
    engine.ready = start();
    engine.ready.catch(failed);
  });
})();
