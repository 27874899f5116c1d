/* Any two documents of a large knowledge base opposite each other, provision by provision or by domains. Nobody has
   compared most of them: each provision stands opposite those most like it in words. What they say comes from
   data/desk/<policy>.js (see desk.js); the choice stands in the address (#a=…&b=…). */
(function () {
  "use strict";

  /* Chosen by holding the near ones against the links of the six documents: tests/benchmarks/opposite.py. */
  const NEAR = 0.1; // from here on two provisions are near
  const TITLES = 0.3; // what titles weigh beside texts
  const DOMAIN = 0.1; // and that both are on the same domain
  const SHOWN = 3; // near ones shown opposite a provision, the others are named
  const ID = /^[\w-]+$/;

  /* ---- which provisions are near each other ---- */

  const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

  function grams(text) {
    const signs = letters(text);
    return new Set(Array.from({ length: Math.max(0, signs.length - 1) }, (_, at) => signs.slice(at, at + 2)));
  }

  /* Two characters weigh the more the fewer provisions of the two documents have them. */
  function weigher(texts) {
    const held = new Map();
    for (const text of texts) for (const gram of text) held.set(gram, (held.get(gram) || 0) + 1);
    return (gram) => Math.log((texts.length + 1) / held.get(gram));
  }

  /* How near two texts are, by their places in a list of all of them. */
  function nearness(texts) {
    const weight = weigher(texts);
    const sum = (some) => some.reduce((all, gram) => all + weight(gram) ** 2, 0);
    const lengths = texts.map((text) => Math.sqrt(sum(Array.from(text))));
    return (one, other) => {
      const [small, large] = texts[one].size < texts[other].size ? [texts[one], texts[other]] : [texts[other], texts[one]];
      const shared = sum(Array.from(small).filter((gram) => large.has(gram)));
      return shared ? shared / (lengths[one] * lengths[other]) : 0;
    };
  }

  /* For two lists of provisions the near ones: [{left, right, score}], each provision's nearest and whose nearest it is. */
  function nearest(lefts, rights) {
    const every = [...lefts, ...rights];
    const domains = every.map((item) => (item.domains.length ? item.domains[0].id : ""));
    const texts = nearness(every.map((item) => grams(item.title + item.text.join(""))));
    const titles = nearness(every.map((item) => grams(item.title)));
    const score = (one, other) => (1 - TITLES) * texts(one, other) + TITLES * titles(one, other) + (domains[one] && domains[one] === domains[other] ? DOMAIN : 0);
    const table = lefts.map((_, left) => rights.map((__, right) => score(left, lefts.length + right)));
    const found = new Map();
    const keep = (left, right) => {
      if (table[left][right] >= NEAR) found.set(left + " " + right, { left: lefts[left], right: rights[right], score: Math.min(1, table[left][right]) });
    };
    const best = (scores) => scores.reduce((at, next, here) => (next > scores[at] ? here : at), 0);
    if (rights.length) lefts.forEach((_, left) => keep(left, best(table[left])));
    if (lefts.length) rights.forEach((_, right) => keep(best(table.map((row) => row[right])), right));
    return Array.from(found.values()).sort((a, b) => b.score - a.score);
  }

  /* ---- the page ---- */

  const tools = () => window.policykbCompare;
  const make = (...given) => tools().make(...given);
  const link = (...given) => window.policykbProvisions.link(...given);

  const itemLink = (data, item) => window.policykbProvisions.itemLink(data, item);

  function headOf(data, item, ...before) {
    return make("p", "pk-provision-head", ...before, itemLink(data, item), " ", make("b", "pk-provision-title", item.title));
  }

  function textOf(item) {
    return item.text.length ? make("div", "pk-text", ...item.text.map((part) => make("p", "", part))) : make("div", "pk-text", make("p", "pk-empty", "原文此条只有标题，没有正文。"));
  }

  function duties(data, item) {
    const { unitLines, rawChips } = window.policykbProvisions;
    const units = item.units.length ? unitLines(item, data) : [];
    const limits = item.deadlines.length ? [make("p", "pk-units", make("span", "pk-role-name", "时限"), " ", ...rawChips(item.deadlines, data, ""))] : [];
    return units.length || limits.length ? [make("div", "pk-provision-units", ...units, ...limits)] : [];
  }

  function deskButton(id, item) {
    const button = make("button", "desk-add pk-button", "加入对比台");
    button.type = "button";
    Object.assign(button.dataset, { policy: id, item: item.id, label: item.label });
    return make("p", "pk-tools", button);
  }

  function wholeCell(side, item) {
    return make("td", "", headOf(side.data, item), textOf(item), ...duties(side.data, item), deskButton(side.id, item));
  }

  function near(left, right, { left: base, right: item }) {
    const mark = make("span", "pk-link-type pk-link-partial", "最相近");
    const marked = base.text.length && item.text.length && !left.data.digest && !right.data.digest;
    const text = marked ? tools().differenceNode(tools().difference(base.text.join("\n"), item.text.join("\n"))) : textOf(item);
    return make("div", "pk-match", headOf(right.data, item, mark, " "), text, ...duties(right.data, item));
  }

  function alone(data) {
    const why = data.second_hand ? "所收文本不全，不等于原文没有。" : "不等于没有写到：可能用了别的说法，或写在别的条文里。";
    return make("td", "", make("div", "pk-empty-cell state-unknown", make("b", "", data.short + "没有相近的条文"), make("p", "", why)));
  }

  function rowOf(left, right, item, matches) {
    const row = make("tr", "pk-row", wholeCell(left, item));
    row.dataset.kind = matches.length ? "partial" : "none";
    if (!matches.length) {
      row.append(alone(right.data));
      return row;
    }
    const others = matches.slice(SHOWN).flatMap(({ right: other }, at) => [at ? "、" : "", itemLink(right.data, other)]);
    row.append(make("td", "", ...matches.slice(0, SHOWN).map((match) => near(left, right, match)), ...(others.length ? [make("p", "pk-quiet", "另有相近的：", ...others)] : [])));
    return row;
  }

  function restRow(left, right, item) {
    const row = make("tr", "pk-row", alone(left.data), wholeCell(right, item));
    row.dataset.kind = "none";
    return row;
  }

  function part(name, rows) {
    const head = make("th", "", name);
    head.scope = "rowgroup";
    head.colSpan = 2;
    return make("tbody", "pk-part", make("tr", "pk-part-head", head), ...rows);
  }

  /* Runs of rows under the same headings of the left document, then what only the right one has. */
  function byProvision(left, right, matched, rest) {
    const groups = [];
    for (const item of left.data.items) {
      const name = item.path.length ? item.path.join(" › ") : item.kind === "基本原则" ? item.kind : "（无上级标题）";
      if (!groups.length || groups[groups.length - 1].name !== name) groups.push({ name: name, rows: [] });
      groups[groups.length - 1].rows.push(rowOf(left, right, item, matched.get(item)));
    }
    const only = rest.map((item) => restRow(left, right, item));
    return [...groups.map(({ name, rows }) => part(name, rows)), part(right.data.short + "没有相近条文的（" + only.length + " 条）", only)];
  }

  /* One group for each domain in the vocabulary's order: the left document's provisions on it, then what of the right
     one's on it stands opposite none of them. */
  function byDomain(left, right, matched, rest) {
    const names = new Map();
    const domainOf = (item) => {
      const [domain] = item.domains;
      if (domain) names.set(domain.id, domain.name);
      return domain ? domain.id : "";
    };
    const order = [...Object.keys(left.data.cells || {}), ""];
    const rows = new Map(order.map((domain) => [domain, []]));
    for (const item of left.data.items) rows.get(domainOf(item)).push(rowOf(left, right, item, matched.get(item)));
    for (const item of rest) rows.get(domainOf(item)).push(restRow(left, right, item));
    return order.filter((domain) => rows.get(domain).length).map((domain) => part(domain ? link("", "domains/" + domain + ".html#columns=" + left.id + "," + right.id, names.get(domain)) : "未归入领域", rows.get(domain)));
  }

  function figures(left, right, matched, rest) {
    const linked = (all, without) => [all.length, all.length - without, without];
    const lines = [[left, linked(left.data.items, left.data.items.filter((item) => !matched.get(item).length).length)], [right, linked(right.data.items, rest.length)]];
    const heads = ["文件", "条文", "有相近的", "没有相近的"].map((name) => Object.assign(make("th", "", name), { scope: "col" }));
    const rows = lines.map(([{ data }, counts]) => make("tr", "", Object.assign(make("th", "", data.short), { scope: "row" }), ...counts.map((count) => make("td", "", String(count)))));
    return make("div", "pk-scroll pk-figures-frame", make("table", "pk-figures", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...rows)));
  }

  function tableOf(left, right, order) {
    const found = nearest(left.data.items, right.data.items);
    const matched = new Map(left.data.items.map((item) => [item, found.filter((one) => one.left === item)]));
    const rest = right.data.items.filter((item) => !found.some((one) => one.right === item));
    const columns = [left, right].map(({ data }) => Object.assign(make("th", "", window.policykbProvisions.placeChip(data)), { scope: "col" }));
    const parts = (order === "domain" ? byDomain : byProvision)(left, right, matched, rest);
    const caption = make("caption", "pk-hidden", left.data.short + "与" + right.data.short + "对照");
    const table = make("table", "pk-pair", caption, make("thead", "", make("tr", "", ...columns)), ...parts);
    return [figures(left, right, matched, rest), make("div", "pk-scroll pk-pair-frame", table)];
  }

  function anyPair(form) {
    const section = document.querySelector(".pk-any-pair");
    const page = section.closest(".pk-page");
    const pages = JSON.parse(document.getElementById("pk-pairs").textContent);
    const sides = { a: form.querySelector('[data-side="a"]'), b: form.querySelector('[data-side="b"]') };
    const submit = form.querySelector("[type=submit]");
    let list = null;
    let loading = null;
    let turn = 0;

    const chosen = (side) => sides[side].querySelector("select").value;
    const pageOf = (a, b) => pages[a + " " + b] || (pages[b + " " + a] ? pages[b + " " + a] + "?swap=1" : "");
    const ready = () => { submit.disabled = !chosen("a") || !chosen("b") || chosen("a") === chosen("b"); };

    function offer(side, wanted) {
      const box = sides[side].querySelector("input");
      const select = sides[side].querySelector("select");
      const before = wanted || select.value;
      let fitting = window.policykbProvisions.matching(list, box.value);
      if (wanted && !fitting.some((entry) => entry.id === wanted)) {
        box.value = ""; // What the address asks for is not narrowed away.
        fitting = list;
      }
      select.replaceChildren(window.policykbProvisions.nothingChosen(fitting, box.value), ...fitting.map((entry) => new Option(entry.short + " " + entry.title, entry.id)));
      const given = fitting.map((entry) => entry.id);
      select.value = given.includes(before) ? before : given.length === 1 ? given[0] : "";
      ready();
    }

    /* Asked for once: pointer and keyboard both come here, and a second list under way would leave the first one empty. */
    function whole() {
      loading ??= window.policykbProvisions.listed().then((found) => {
        list = found;
        for (const side of ["a", "b"]) offer(side);
        if (!list.length) tools().say(form, "文件名单没有读到，请检查网站文件是否完整（data/policies.js）。");
      });
      return loading;
    }

    async function show() {
      const { a = "", b = "", order = "", only = "" } = tools().readState();
      turn += 1;
      const mine = turn;
      const both = ID.test(a) && ID.test(b) && a !== b;
      if (a || b) {
        await whole();
        for (const [side, id] of [["a", a], ["b", b]]) if (id) offer(side, id);
        if (!b) sides.b.querySelector("input").focus(); // Come from a document: the other one is to be chosen.
      }
      page.classList.toggle("pk-pair-shown", both);
      section.hidden = !both;
      if (!both) return;
      const [left, right] = await Promise.all([a, b].map(async (id) => ({ id: id, data: await window.policykbProvisions.load(id) })));
      if (mine !== turn) return;
      const place = section.querySelector(".pk-any-table");
      section.querySelector(".pk-pair-titles").textContent = [left, right].map(({ data, id }) => (data ? data.title : id)).join("　／　");
      if (!left.data || !right.data) {
        place.replaceChildren(make("p", "pk-empty", "条文数据没有读到：地址中的文件可能已改名或不在本库，或网站文件不完整（data/desk/）。"));
        return;
      }
      section.querySelector("h2").firstChild.textContent = left.data.short + "与" + right.data.short;
      const linked = pageOf(a, b);
      const way = section.querySelector(".pk-linked");
      way.hidden = !linked;
      if (linked) way.querySelector("a").setAttribute("href", linked);
      place.replaceChildren(make("p", "pk-quiet", "正在对照……"));
      await new Promise((done) => setTimeout(done, 0)); // Two long documents take a few seconds.
      if (mine !== turn) return;
      place.replaceChildren(...tableOf(left, right, order));
      tools().foldEqual(place);
      section.classList.toggle("pk-only", only === "1");
      for (const button of section.querySelectorAll("[aria-pressed]:not(.desk-add)")) button.setAttribute("aria-pressed", String(pressed[button.dataset.action](order, only)));
      for (const type of ["pk-desk-buttons", "pk-frames"]) dispatchEvent(new CustomEvent(type));
    }

    const pressed = {
      provision: (order) => order !== "domain",
      domain: (order) => order === "domain",
      all: (order, only) => only !== "1",
      only: (order, only) => only === "1",
    };

    async function change(update) {
      tools().writeState({ ...tools().readState(), ...update });
      await show();
    }

    const actions = {
      provision: () => change({ order: "" }),
      domain: () => change({ order: "domain" }),
      all: () => change({ only: "" }),
      only: () => change({ only: "1" }),
      swap: () => {
        const { a, b } = tools().readState();
        return change({ a: b, b: a });
      },
      copy: async () => {
        const done = await tools().copyTable(section.querySelector("table.pk-pair"), "“最相近”由程序按用字、标题和领域找出，没有人核对过，不能当作对应。来源：" + section.querySelector(".pk-pair-titles").textContent);
        tools().say(section, done ? "已复制，可贴入 Word 或电子表格。" : "浏览器不允许复制，请选中表格后复制。");
      },
    };

    for (const side of ["a", "b"]) {
      sides[side].querySelector("input").addEventListener("input", () => whole().then(() => offer(side)));
      sides[side].querySelector("select").addEventListener("change", ready);
    }
    form.addEventListener("focusin", whole);
    form.addEventListener("pointerenter", whole);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const linked = pageOf(chosen("a"), chosen("b"));
      if (linked) location.href = linked;
      else {
        await change({ a: chosen("a"), b: chosen("b") });
        section.scrollIntoView();
        section.querySelector("h2").focus({ preventScroll: true });
      }
    });
    section.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-action]");
      if (button) actions[button.dataset.action]();
    });
    addEventListener("hashchange", show);
    show();
  }

  window.policykbNearest = nearest;

  /* compare.js and desk.js stand behind this script in the page. */
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-any-pair]")) anyPair(form);
  });
})();
