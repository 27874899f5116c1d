/* The search page: asks search-engine.js, shows hits, facets and why there are none. All of its state is its address. */
(function () {
  "use strict";

  const PORTION = 20;
  const PAUSE = 250;

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
  const orderBox = document.getElementById("pk-order");
  const engine = window.pkSearch;
  const { FACETS, readState, addressOf, copyOf } = window.pkSearchPage;
  const { FEW, element, button, marksIn, marked, addressOfHit, chipOf, hitElement, forget } = window.pkSearchPage;
  const { isWide, showFacets, showActive, showMeant, showOrder, showNothing } = window.pkSearchPage;

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
    forget();
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
    else {
      const unfiltered = engine.ordered(index, outcome.titles, "").length;
      await showNothing(index, state, terms, { unfiltered, beside: besideSaid(beside).length > 0, isPast: () => turn !== run });
    }
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

  window.pkSearchPage.go = go;

  /* After all deferred scripts, this page's and those of every page. */
  document.addEventListener("DOMContentLoaded", () => {
    engine.ready = start();
    engine.ready.catch(failed);
  });
})();
