/* Full-text search over data/search/*.js. Runs from file://: the index is loaded by script elements. */
(function () {
  "use strict";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return;
    const box = document.getElementById("pk-q") || document.querySelector('input[type="search"][name="q"]');
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const page = document.getElementById("pk-search");
  if (!page) return;

  const PORTION = 20;
  const BEFORE = 36;
  const AFTER = 60;
  const WINDOWS = 3;
  const WHOLE = 180;

  /* ---------- the index ---------- */

  const arrived = new Map();
  const loading = new Map();
  const keep = (name, value) => void arrived.set(name, value);
  window.pkSearch = {
    meta: (value) => keep("meta", value),
    grams: (number, value) => keep("g" + number, new Map(Object.entries(value))),
    texts: (number, value) => keep("t" + number, value),
  };

  function load(name) {
    if (!loading.has(name)) {
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${page.dataset.index}/${name}.js?v=${page.dataset.version}`;
        script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : reject(new Error(name)));
        script.onerror = () => {
          loading.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      });
      loading.set(name, promise);
    }
    return loading.get(name);
  }

  /* ---------- folding: the same as fold() of generator/render/data/search_index.py ---------- */

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
  const BLANK = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;

  /* Folded code points, and for each where its character begins and ends in the text (UTF-16). */
  function fold(text) {
    const chars = [];
    const starts = [];
    const ends = [];
    let at = 0;
    for (const char of text) {
      const end = at + char.length;
      if (!BLANK.test(char)) {
        for (const part of char.normalize("NFKC").toLowerCase()) {
          const sign = SIGNS.get(part) ?? part;
          if (BLANK.test(sign)) continue;
          chars.push(sign);
          starts.push(at);
          ends.push(end);
        }
      }
      at = end;
    }
    return { chars, starts, ends, text: chars.join("\u0000") };
  }
  const joined = (chars) => chars.join("\u0000");

  /* Places of a folded term in a folded text, as [start, end) of the text itself. */
  function places(folded, term) {
    const found = [];
    const last = folded.chars.length - term.length;
    for (let at = 0; at <= last; at += 1) {
      let same = 0;
      while (same < term.length && folded.chars[at + same] === term[same]) same += 1;
      if (same === term.length) {
        found.push([folded.starts[at], folded.ends[at + term.length - 1]]);
        at += term.length - 1;
      }
    }
    return found;
  }

  function shardOf(gram, shards) {
    let value = 2166136261;
    for (const char of gram) value = Math.imul(value ^ char.codePointAt(0), 16777619) >>> 0;
    return value % shards;
  }

  /* ---------- the question ---------- */

  const FACETS = [
    ["region", "地区"],
    ["level", "级别"],
    ["type", "文件类型"],
    ["domain", "领域"],
    ["function", "责任单位职能"],
    ["role", "角色"],
    ["kind", "条文类别"],
  ];

  function parseQuery(query) {
    const plain = query.replace(/[“”„‟＂「」『』]/g, '"').replace(/(^|\s)[－—–−](?=\S)/g, "$1-");
    const terms = [];
    for (const [, minus, phrase, word] of plain.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const text = phrase ?? word;
      const chars = fold(text).chars;
      if (chars.length) terms.push({ text, chars, without: minus === "-", phrase: phrase !== undefined });
    }
    return terms;
  }

  /* Values of the address may be ids or names: region=yixing, region=宜兴市 and region=宜兴 mean the same. */
  function readState(meta, address) {
    const parameters = new URLSearchParams(address);
    const chosen = {};
    for (const [facet] of FACETS) {
      const known = values(meta, facet);
      const wanted = parameters.getAll(facet).flatMap((value) => value.split(/[,，]/));
      const ids = wanted.map((value) => {
        const text = value.trim();
        const match = known.find((entry) => entry.id === text || entry.name === text || entry.short === text);
        return match ? match.id : text;
      });
      chosen[facet] = new Set(ids.filter(Boolean));
    }
    return { query: parameters.get("q") ?? "", chosen };
  }

  function addressOf(state) {
    const parameters = new URLSearchParams();
    if (state.query) parameters.set("q", state.query);
    for (const [facet] of FACETS) for (const id of state.chosen[facet]) parameters.append(facet, id);
    const text = parameters.toString();
    return location.pathname + (text ? "?" + text : "");
  }

  function values(meta, facet) {
    const named = (pairs) => pairs.map(([id, name]) => ({ id, name }));
    const distinct = (pick) => [...new Map(meta.policies.map((policy) => [pick(policy).id, pick(policy)])).values()];
    switch (facet) {
      case "region":
        return distinct((policy) => ({ id: policy.region, name: policy.region_name, short: policy.place }));
      case "level":
        return named(meta.levels);
      case "type":
        return distinct((policy) => ({ id: policy.type, name: policy.type }));
      case "domain":
        return named(meta.domains);
      case "function":
        return named(meta.functions);
      case "role":
        return named(meta.roles);
      default:
        return named(meta.kinds.slice(0, meta.counted));
    }
  }

  /* ---------- finding ---------- */

  async function candidates(meta, term) {
    const grams = term.chars.length === 1 ? [term.chars[0]] : term.chars.slice(1).map((char, at) => term.chars[at] + char);
    const lists = [];
    for (const gram of new Set(grams)) {
      const shard = await load("g" + shardOf(gram, meta.shards));
      lists.push(shard.get(gram) ?? []);
    }
    /* A posting is twice the entry's number, plus one where the gram stands in the title. */
    const decoded = lists.map((differences) => {
      const found = new Map();
      let value = 0;
      for (const step of differences) {
        value += step;
        found.set(value >> 1, value & 1);
      }
      return found;
    });
    decoded.sort((a, b) => a.size - b.size);
    const result = new Map();
    for (const [entry, inTitle] of decoded[0]) {
      let titled = inTitle;
      const everywhere = decoded.every((found) => {
        const flag = found.get(entry);
        titled &= flag ?? 0;
        return flag !== undefined;
      });
      if (everywhere) result.set(entry, titled);
    }
    return result;
  }

  async function textOf(meta, entry) {
    const chunk = await load("t" + Math.floor(entry / meta.chunk));
    const [number, title, text, units] = chunk[entry % meta.chunk];
    return { number, title, text, units };
  }

  const fieldsOf = (texts) => [texts.title, texts.text, ...texts.units.flatMap(([, ...names]) => names)];

  /* Entries in which the term stands; grams prove one and two characters, more are looked up in the text. */
  async function holders(meta, term) {
    const found = await candidates(meta, term);
    if (term.chars.length <= 2) return found;
    await Promise.all([...new Set([...found.keys()].map((entry) => Math.floor(entry / meta.chunk)))].map((n) => load("t" + n)));
    const wanted = joined(term.chars);
    const proven = new Map();
    for (const [entry, titled] of found) {
      const texts = await textOf(meta, entry);
      /* Folded characters are kept apart by NUL, so that a match never begins inside one. */
      if (fieldsOf(texts).some((field) => fold(field).text.includes(wanted))) proven.set(entry, titled);
    }
    return proven;
  }

  async function find(meta, terms) {
    const sets = await Promise.all(terms.map((term) => holders(meta, term)));
    const wanted = sets.filter((_, at) => !terms[at].without);
    const unwanted = sets.filter((_, at) => terms[at].without);
    const all = wanted.length ? [...wanted[0].keys()] : meta.entries.map((_, at) => at);
    const hits = all.filter((entry) => wanted.every((set) => set.has(entry)) && !unwanted.some((set) => set.has(entry)));
    const inTitle = new Map(hits.map((entry) => [entry, wanted.reduce((sum, set) => sum + set.get(entry), 0)]));
    hits.sort((a, b) => inTitle.get(b) - inTitle.get(a) || a - b);
    return hits;
  }

  /* ---------- facets: OR within, AND across; a function and a role must be the same unit's ---------- */

  function valuesOf(meta, entry, facet, chosen) {
    const [policyNumber, , kind, domains, duties] = meta.entries[entry];
    const policy = meta.policies[policyNumber];
    const functionId = (number) => (number < 0 ? "" : meta.functions[number][0]);
    const roleId = (number) => meta.roles[number][0];
    switch (facet) {
      case "region":
        return [policy.region];
      case "level":
        return [policy.level];
      case "type":
        return [policy.type];
      case "domain":
        return domains.map((number) => meta.domains[number][0]);
      case "function":
        return duties.filter(([, r]) => !chosen.role.size || chosen.role.has(roleId(r))).map(([f]) => functionId(f));
      case "role":
        return duties.filter(([f]) => !chosen.function.size || chosen.function.has(functionId(f))).map(([, r]) => roleId(r));
      default:
        return [meta.kinds[kind][0]];
    }
  }

  function fits(meta, entry, chosen, except) {
    return FACETS.every(
      ([facet]) =>
        facet === except || !chosen[facet].size || valuesOf(meta, entry, facet, chosen).some((value) => chosen[facet].has(value)),
    );
  }

  const isCounted = (meta, entry) => meta.entries[entry][2] < meta.counted;

  function facetCounts(meta, hits, chosen) {
    const counts = {};
    for (const [facet] of FACETS) {
      const of = new Map();
      for (const entry of hits) {
        if (!isCounted(meta, entry) || !fits(meta, entry, chosen, facet)) continue;
        for (const value of new Set(valuesOf(meta, entry, facet, chosen))) of.set(value, (of.get(value) ?? 0) + 1);
      }
      counts[facet] = of;
    }
    return counts;
  }

  /* ---------- showing ---------- */

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name === "class") made.className = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function merged(ranges) {
    const kept = [];
    for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = kept[kept.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else kept.push([start, end]);
    }
    return kept;
  }

  function marksIn(text, terms) {
    const folded = fold(text);
    return merged(terms.filter((term) => !term.without).flatMap((term) => places(folded, term.chars)));
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

  function passage(text, terms) {
    const ranges = marksIn(text, terms);
    if (text.length <= WHOLE) return marked(text, ranges);
    if (!ranges.length) return [text.slice(0, BEFORE + AFTER) + "……"];
    const windows = merged(ranges.map(([start, end]) => [Math.max(0, start - BEFORE), Math.min(text.length, end + AFTER)]));
    const parts = [];
    for (const [from, to] of windows.slice(0, WINDOWS)) {
      if (from > 0) parts.push("……");
      parts.push(...marked(text, ranges, from, to));
      if (to < text.length && to === windows[Math.min(WINDOWS, windows.length) - 1][1]) parts.push("……");
    }
    return parts;
  }

  function unitLine(meta, units, terms) {
    const shown = units
      .map(([role, ...names]) => [meta.roles[role][1], names, names.map((name) => marksIn(name, terms))])
      .filter(([, , ranges]) => ranges.some((found) => found.length));
    if (!shown.length) return null;
    const line = element("p", { class: "pk-hit-units" });
    shown.forEach(([role, names, ranges], at) => {
      line.append(at ? "　" : "", role + " ", ...marked(names[0], ranges[0]));
      if (names.length > 1 && ranges[1].length) line.append("（", ...marked(names[1], ranges[1]), "）");
    });
    return line;
  }

  function heading(meta, policy, entry, texts, terms) {
    const item = meta.entries[entry][1];
    const address = `policies/${policy.id}.html` + (item ? "#" + item : "");
    const chip = element("a", { class: `pk-chip pk-place hue-${policy.hue}`, href: `policies/${policy.id}.html`, title: policy.title }, policy.short);
    if (policy.badge) chip.append(element("span", { class: "pk-chip-mark" }, policy.badge));
    const link = element("a", { href: address }, ...(texts.number ? [texts.number + " "] : []), ...marked(texts.title, marksIn(texts.title, terms)));
    return element("p", { class: "pk-hit-title" }, chip, " ", link);
  }

  async function hitElement(meta, entry, terms, extra) {
    const texts = await textOf(meta, entry);
    const [policyNumber, item, kind, domains] = meta.entries[entry];
    const policy = meta.policies[policyNumber];
    const about = [meta.kinds[kind][1], ...domains.map((number) => meta.domains[number][1])].join(" · ");
    const identity = extra ? {} : { "data-policy": policy.id, "data-item": item };
    return element(
      extra ? "li" : "article",
      { class: "pk-hit", ...identity },
      heading(meta, policy, entry, texts, terms),
      texts.text ? element("p", { class: "pk-hit-text" }, ...passage(texts.text, terms)) : null,
      unitLine(meta, texts.units, terms),
      element("p", { class: "pk-quiet" }, about),
    );
  }

  const results = document.getElementById("pk-results");
  const others = document.getElementById("pk-others");
  const foundLine = document.getElementById("pk-found-line");
  const facetBox = document.getElementById("pk-facets");
  const activeBox = document.getElementById("pk-active");
  const box = document.getElementById("pk-q");

  let run = 0;

  async function showPortion(meta, hits, terms, from, turn) {
    const made = await Promise.all(hits.slice(from, from + PORTION).map((entry) => hitElement(meta, entry, terms, false)));
    if (turn !== run) return;
    results.querySelector("[data-more]")?.remove();
    results.append(...made);
    const left = hits.length - from - made.length;
    if (left > 0) {
      const more = element("button", { type: "button", class: "pk-button pk-more", "data-more": String(left) }, `再显示 ${Math.min(left, PORTION)} 条（还有 ${left} 条）`);
      more.addEventListener("click", async () => {
        more.disabled = true;
        await showPortion(meta, hits, terms, from + PORTION, turn);
        results.children[from + PORTION]?.querySelector("a:not(.pk-chip)")?.focus();
      });
      results.append(more);
    }
  }

  async function showOthers(meta, extras, terms, turn) {
    const made = await Promise.all(extras.slice(0, PORTION).map((entry) => hitElement(meta, entry, terms, true)));
    if (turn !== run) return;
    others.replaceChildren();
    if (!made.length) return;
    others.append(
      element("h2", { id: "others" }, `另见文件名称、引言与附表（${extras.length} 处）`),
      element("ul", { class: "pk-plain" }, ...made),
    );
    if (extras.length > made.length) others.append(element("p", { class: "pk-quiet" }, `此处列出前 ${made.length} 处，请缩小范围查看其余。`));
  }

  function showFacets(meta, counts, state) {
    const open = new Map([...facetBox.querySelectorAll("details")].map((details) => [details.dataset.facet, details.open]));
    const focused = document.activeElement?.closest?.("#pk-facets input");
    const wide = window.matchMedia("(min-width: 60em)").matches;
    facetBox.replaceChildren();
    for (const [facet, title] of FACETS) {
      const list = element("ul", { class: "pk-facet-list" });
      const listed = values(meta, facet);
      if (facet === "domain" || facet === "function") {
        const rank = (value) => (state.chosen[facet].has(value.id) ? Infinity : counts[facet].get(value.id) ?? 0);
        listed.sort((a, b) => (rank(b) > rank(a)) - (rank(b) < rank(a)));
      }
      for (const value of listed) {
        const count = counts[facet].get(value.id) ?? 0;
        const chosen = state.chosen[facet].has(value.id);
        if (!count && !chosen) continue;
        const tick = element("input", { type: "checkbox", name: facet, value: value.id });
        tick.checked = chosen;
        tick.addEventListener("change", () => {
          const next = copyOf(state);
          if (tick.checked) next.chosen[facet].add(value.id);
          else next.chosen[facet].delete(value.id);
          go(meta, next);
        });
        list.append(element("li", null, element("label", null, tick, " ", value.name, " ", element("span", { class: "pk-count" }, String(count)))));
      }
      if (!list.children.length) continue;
      const details = element("details", { class: "pk-facet", "data-facet": facet }, element("summary", null, title), list);
      details.open = open.get(facet) ?? (wide || state.chosen[facet].size > 0);
      facetBox.append(details);
    }
    if (focused) {
      [...facetBox.querySelectorAll("input")].find((input) => input.name === focused.name && input.value === focused.value)?.focus();
    }
  }

  function showActive(meta, state) {
    activeBox.replaceChildren();
    for (const [facet, title] of FACETS) {
      for (const id of state.chosen[facet]) {
        const name = values(meta, facet).find((value) => value.id === id)?.name ?? id;
        const button = element("button", { type: "button", class: "pk-button", "aria-label": `去掉条件 ${title} ${name}` }, `${title}：${name} ×`);
        button.addEventListener("click", () => {
          const next = copyOf(state);
          next.chosen[facet].delete(id);
          go(meta, next);
        });
        activeBox.append(button, " ");
      }
    }
  }

  /* Why there is nothing: each word by itself, and the same words without the conditions. */
  async function showNothing(meta, state, terms, unfiltered) {
    const count = (entries) => [...entries].filter((entry) => isCounted(meta, entry)).length;
    const list = element("ul", { class: "pk-plain" });
    if (unfiltered > 0) {
      const link = element("button", { type: "button", class: "pk-button" }, "去掉全部条件");
      link.addEventListener("click", () => go(meta, { query: state.query, chosen: emptyChosen() }));
      list.append(element("li", null, `不加筛选条件有 ${unfiltered} 条。`, link));
    }
    for (const term of terms) {
      const alone = count((await holders(meta, term)).keys());
      const said = term.without ? `“${term.text}”已排除，含它的有 ${alone} 条。` : `“${term.text}”单独检索有 ${alone} 条。`;
      const rest = terms.filter((other) => other !== term);
      const item = element("li", null, said);
      if (rest.length) {
        const button = element("button", { type: "button", class: "pk-button" }, "去掉这个词");
        button.addEventListener("click", () => go(meta, { query: rest.map(written).join(" "), chosen: state.chosen }));
        item.append(button);
      }
      list.append(item);
    }
    if (terms.some((term) => !term.phrase && term.chars.length > 4)) list.append(element("li", null, "长句可拆成几个词，用空格分开再试。"));
    list.append(element("li", null, "本库不作同义词扩展，可换一种说法，例如“发改委”与“发展改革”。"));
    results.append(element("div", { class: "pk-nothing" }, element("p", null, "没有符合的条文。"), list));
  }

  const written = (term) => (term.without ? "-" : "") + (term.phrase ? `"${term.text}"` : term.text);
  const emptyChosen = () => Object.fromEntries(FACETS.map(([facet]) => [facet, new Set()]));
  const copyOf = (state) => ({
    query: state.query,
    chosen: Object.fromEntries(FACETS.map(([facet]) => [facet, new Set(state.chosen[facet])])),
  });

  function go(meta, state) {
    const address = addressOf(state);
    try {
      history.pushState(null, "", address);
    } catch {
      /* Some browsers refuse this under file://. */
      location.assign(address);
      return;
    }
    void show(meta, state);
  }

  async function show(meta, state) {
    run += 1;
    const turn = run;
    box.value = state.query;
    for (const other of document.querySelectorAll('.pk-header-search input[name="q"]')) other.value = state.query;
    results.removeAttribute("data-total");
    results.replaceChildren();
    const terms = parseQuery(state.query);
    const chosen = FACETS.some(([facet]) => state.chosen[facet].size);
    const found = await find(meta, terms);
    if (turn !== run) return;
    const counted = found.filter((entry) => isCounted(meta, entry));
    const hits = counted.filter((entry) => fits(meta, entry, state.chosen));
    showFacets(meta, facetCounts(meta, found, state.chosen), state);
    showActive(meta, state);
    if (!terms.length && !chosen) {
      others.replaceChildren();
      foundLine.textContent = "输入检索词，或选择筛选条件。";
      return;
    }
    const extras = terms.some((term) => !term.without) ? found.filter((entry) => !isCounted(meta, entry) && fits(meta, entry, state.chosen)) : [];
    const documents = new Set(hits.map((entry) => meta.entries[entry][0])).size;
    foundLine.textContent = hits.length ? `找到 ${hits.length} 条，见于 ${documents} 份文件。标题相符的在前，其余按国家、省、市、县的次序。` : "找到 0 条。";
    if (hits.length) await showPortion(meta, hits, terms, 0, turn);
    else await showNothing(meta, state, terms, counted.length);
    if (turn !== run) return;
    await showOthers(meta, extras, terms, turn);
    if (turn === run) results.dataset.total = String(hits.length);
  }

  function failed() {
    page.hidden = false;
    foundLine.textContent = `检索数据没有载入，请确认 ${page.dataset.index} 文件夹与本页一同存放且完整。`;
  }

  load("meta")
    .then((meta) => {
      page.hidden = false;
      const fromAddress = () => show(meta, readState(meta, location.search)).catch(failed);
      document.getElementById("pk-search-form").addEventListener("submit", (event) => {
        event.preventDefault();
        go(meta, { ...readState(meta, location.search), query: box.value.trim() });
      });
      window.addEventListener("popstate", fromAddress);
      return fromAddress();
    })
    .catch(failed);
})();
