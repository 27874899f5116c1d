/* Documents that readers choose: pages of large knowledge bases set a few documents side by side, and any other can be
   put beside them or in their place. What it says comes from data/desk/<policy>.js (see desk.js). Here: how they are
   chosen, columns of a domain (compare.js shows them) and the matrix; other pages hold scripts of their own. */
(function () {
  "use strict";

  const NAME = /^[\w-]+$/;
  const GRAM = 8; // letters in a row that two texts must share: shorter runs are names of the matter itself (政府采购领域)
  const NAMED = 3; // provisions that only mention a domain named at once, as in the page's own columns

  const words = JSON.parse(document.getElementById("pk-column-words").textContent);
  const tools = () => window.policykbCompare;
  const make = (...given) => tools().make(...given);

  /* ---- choosing a document ---- */

  /* All documents in two groups, those with provisions on the domain first; without a domain in one. */
  function options(list, domain, text) {
    const fitting = window.policykbProvisions.matching(list, text);
    const option = (entry) => new Option(entry.short + " " + entry.title, entry.id);
    const group = (label, entries) => {
      const node = make("optgroup", "", ...entries.map(option));
      node.label = label + " " + entries.length + " 份";
      return entries.length ? [node] : [];
    };
    const first = window.policykbProvisions.nothingChosen(fitting, text);
    if (!domain) return [first, ...fitting.map(option)];
    const on = fitting.filter((entry) => entry.domains.includes(domain));
    return [first, ...group("有这一领域专门条文的", on), ...group("其他", fitting.filter((entry) => !on.includes(entry)))];
  }

  /* `add` is called with the id of the document chosen; the list of documents is loaded when somebody turns to it. */
  function chooser(form, add) {
    const { find, policy } = form.elements;
    const button = form.querySelector("[type=submit]");
    let list = null;
    let loading = null;
    const offer = () => {
      const before = policy.value;
      policy.replaceChildren(...options(list || [], form.dataset.domain, find.value));
      const given = Array.from(policy.options, (option) => option.value);
      policy.value = before && given.includes(before) ? before : given.length === 2 ? given[1] : "";
      button.disabled = !policy.value;
    };
    const whole = () => {
      loading ??= window.policykbProvisions.listed().then((found) => {
        list = found;
        offer();
        if (!list.length) tools().say(form, "文件名单没有读到，请检查网站文件是否完整（data/policies.js）。");
      });
      return loading;
    };
    form.addEventListener("focusin", whole);
    form.addEventListener("pointerenter", whole);
    find.addEventListener("input", () => whole().then(offer));
    policy.addEventListener("change", () => { button.disabled = !policy.value; });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!policy.value) return;
      const entry = list.find((one) => one.id === policy.value);
      tools().say(form, (await add(entry.id)) ? "已并列" + entry.short + "。" : "条文数据没有读到，请检查网站文件是否完整（data/desk/）。");
    });
    return { whole, entry: (id) => (list || []).find((one) => one.id === id) };
  }

  /* ---- one column ---- */

  function coverage(data, domain) {
    const [state, reason, shown = [], others = [], mentions = [], said = []] = (data.cells || {})[domain] || ["unknown", -1];
    return { state: state, reason: (data.reasons || [])[reason] || "", shown: shown, others: others, mentions: mentions, said: said };
  }

  /* To a provision, or to what is none, whose `number` has to be said. */
  function itemLink(data, id, number = id) {
    const item = data.items.find((one) => one.id === id);
    const node = window.policykbProvisions.itemLink(data, item || { id, number });
    if (item) node.title = item.title;
    return node;
  }

  function links(data, ids) {
    return ids.flatMap((id, at) => (at ? ["、", itemLink(data, id)] : [itemLink(data, id)]));
  }

  const placeChip = (data) => window.policykbProvisions.placeChip(data);

  function toolButton(action, text, label, title, pressed) {
    const node = make("button", "", text);
    node.type = "button";
    node.dataset.action = action;
    node.title = title;
    node.setAttribute("aria-label", label);
    if (pressed) node.setAttribute("aria-pressed", "false");
    return node;
  }

  function headOf(id, data, found) {
    const node = make("th", "pk-column state-" + columnState(found) + "-column hue-" + data.hue);
    node.scope = "col";
    node.id = id;
    Object.assign(node.dataset, { policy: id, name: data.short, added: "" });
    if (data.digest) node.dataset.digest = "";
    const buttons = make("div", "pk-column-tools",
      toolButton("left", "←", data.short + "一列左移", "左移"),
      toolButton("right", "→", data.short + "一列右移", "右移"),
      toolButton("pin", "固定", "固定" + data.short + "一列", "固定在左侧", true));
    if (found.shown.length) buttons.append(toolButton("base", "基准", "以" + data.short + "为基准", "以此列为基准", true));
    node.append(make("div", "pk-column-name", placeChip(data), make("span", "pk-base-mark", "基准")), buttons);
    return node;
  }

  /* Provisions on something else fill a column as those on the domain do. */
  function columnState(found) {
    return found.state === "within" ? "present" : found.state;
  }

  function stateBox(state, ...lines) {
    const symbol = make("span", "", words.symbols[state]);
    symbol.setAttribute("aria-hidden", "true");
    return make("div", "pk-empty-cell state-" + state, make("b", "", symbol, " " + words.states[state]), ...lines.map((line) => make("p", "", ...line)));
  }

  function saidOf(sentences) {
    return sentences.length ? [make("div", "pk-on-domain", make("b", "", "写到这一领域的是："), ...sentences.map((one) => make("q", "pk-quoted", one)))] : [];
  }

  /* `said`: the sentences that speak of the page's domain; principles have none. */
  function provision(id, data, item, said = []) {
    const text = make("div", "pk-text", ...item.text.map((paragraph) => make("p", "", paragraph)));
    if (!item.text.length) text.append(make("p", "pk-empty", "原文此条只有标题，没有正文。"));
    const plain = make("template");
    plain.dataset.base = "";
    plain.content.append(text);
    const fold = make("div", "pk-long", make("div", "pk-variants"), plain);
    fold.dataset.item = id + " " + item.id;
    const desk = make("button", "desk-add pk-button", "加入对比台");
    desk.type = "button";
    Object.assign(desk.dataset, { policy: id, item: item.id, label: item.label });
    const source = window.policykbProvisions.link("", data.page + "#src-" + item.id, "原文");
    const head = make("p", "pk-provision-head", itemLink(data, item.id), " ", make("b", "pk-provision-title", item.title));
    return make("div", "pk-provision", head, ...saidOf(said), fold, make("p", "pk-tools", desk, " ", source));
  }

  function textCell(id, data, found, items) {
    if (!items.length) {
      const named = found.mentions.slice(0, NAMED);
      const more = found.mentions.length - named.length;
      const lines = named.length ? [[...links(data, named), more > 0 ? " 等 " + found.mentions.length + " 条" : ""]] : [];
      return [stateBox(found.state, [found.reason], ...lines)];
    }
    const rest = found.others.length ? [["其余 " + found.others.length + " 条：", ...links(data, found.others)]] : [];
    const within = found.state === "within" ? [stateBox("within", [found.reason], ...rest)] : [];
    const mentioned = found.mentions.length ? [make("p", "pk-quiet", "只是提及：", ...links(data, found.mentions))] : [];
    return [...within, ...items.map((item) => provision(id, data, item, found.said[found.shown.indexOf(item.id)] || [])), ...mentioned];
  }

  function dutyCell(data, items, told) {
    return items.map((item) => {
      const head = items.length > 1 ? [make("p", "pk-provision-head", itemLink(data, item.id))] : [];
      return make("div", "pk-provision", ...head, ...told(item));
    });
  }

  /* The cells of a document's column by the names of the rows; the last one is filled by `tellOwn`. */
  function columnOf(id, data, domain) {
    const found = coverage(data, domain);
    const items = found.shown.map((one) => data.items.find((item) => item.id === one)).filter(Boolean);
    const { unitLines, rawChips, quiet } = window.policykbProvisions;
    const nothing = () => [quiet(["unknown", "not_parsed"].includes(found.state) ? "不明" : "—")];
    const duty = (told) => (items.length ? dutyCell(data, items, told) : nothing());
    const cells = {
      text: textCell(id, data, found, items),
      units: duty((item) => unitLines(item, data)),
      deadlines: duty((item) => rawChips(item.deadlines, data, "未写明")),
      quantities: duty((item) => rawChips(item.quantities, data, "没有")),
      own: items.length ? [] : nothing(),
    };
    const nodes = Object.entries(cells).map(([row, content]) => {
      const node = make("td", "state-" + columnState(found) + "-column", ...content);
      node.dataset.policy = id;
      return [row, node];
    });
    return { id: id, head: headOf(id, data, found), cells: Object.fromEntries(nodes), base: items.length > 0, hue: data.hue, short: data.short, data: data, items: items };
  }

  /* ---- what a chosen column has that no column beside it has ---- */

  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");

  function grams(text, into = new Set()) {
    const signs = letters(text);
    for (let at = 0; at + GRAM <= signs.length; at += 1) into.add(signs.slice(at, at + GRAM));
    return into;
  }

  /* Whether less than half of the sentence's letters stand in the other texts, GRAM of them in a row. */
  function isOwn(sentence, elsewhere) {
    const signs = letters(sentence);
    const met = new Array(signs.length).fill(false);
    for (let at = 0; at + GRAM <= signs.length; at += 1) if (elsewhere.has(signs.slice(at, at + GRAM))) met.fill(true, at, at + GRAM);
    return met.filter(Boolean).length * 2 < signs.length;
  }

  function tellOwn(column, texts) {
    if (!column.items.length) return;
    const place = column.cells.own;
    if (column.data.digest) return place.replaceChildren(make("p", "pk-note", "摘编不是正式文本，不作逐句比对。"));
    const elsewhere = texts.reduce((all, text) => grams(text, all), new Set());
    place.replaceChildren(...dutyCell(column.data, column.items, (item) => {
      const sentences = item.text.flatMap((paragraph) => paragraph.match(/[^。；！？]+[。；！？]?/g) || []).filter((sentence) => letters(sentence));
      const own = sentences.filter((sentence) => isOwn(sentence, elsewhere));
      const count = make("p", "pk-own-count", make("b", "", String(own.length)), " / " + sentences.length + " 句为所列各列中独有");
      return own.length ? [count, make("ul", "pk-own", ...own.map((sentence) => make("li", "", sentence)))] : [count];
    }));
  }

  /* ---- tables of a domain ---- */

  function asked() {
    return (tools().readState().columns || "").split(",").filter((id) => NAME.test(id));
  }

  /* Pages that set documents side by side and take a choice from their address. */
  const COMPARING = /^(?:(?:domains|units)\/[\w-]+|principles|timeline|reuse)\.html$/;

  /* Links to these pages take the choice along; those to a place of theirs in front of it. */
  function carry(ids) {
    const root = window.policykbProvisions.root.href;
    for (const link of document.links) {
      const [page] = link.href.split(/[?#]/);
      if (!page.startsWith(root) || !COMPARING.test(page.slice(root.length))) continue;
      if (page === location.href.split(/[?#]/)[0]) continue;
      if (!link.hash || link.hash.startsWith("#columns=")) link.hash = ids.length ? "columns=" + ids.join() : "";
      else link.search = ids.length ? "?columns=" + ids.join() : "";
    }
  }

  /* A page on which the chosen documents stand instead of those that it begins with: what is of these has the class
     pk-of-own, what is of those pk-of-chosen. `draw` gets the chosen ones as [{id, data}], none for the page as it was. */
  function chosenPage(form, draw) {
    const page = form.closest(".pk-page");
    const reset = form.querySelector("[data-action=reset]");
    const names = form.parentElement.querySelector(".pk-chosen");
    let chosen = [];

    async function show(ids) {
      const found = await Promise.all(ids.map((id) => window.policykbProvisions.load(id)));
      const held = ids.flatMap((id, at) => (found[at] ? [{ id: id, data: found[at] }] : []));
      chosen = held.map((one) => one.id);
      if (names) {
        names.hidden = !chosen.length;
        names.replaceChildren("只列另选的 " + chosen.length + " 份：", ...held.flatMap((one) => [placeChip(one.data), remover(one), " "]));
      }
      reset.hidden = !chosen.length;
      page.classList.toggle("pk-is-chosen", chosen.length > 0);
      draw(held);
      carry(chosen);
      for (const type of ["pk-desk-buttons", "pk-frames"]) dispatchEvent(new CustomEvent(type));
      return chosen.length === ids.length;
    }

    async function change(ids) {
      const whole = await show(ids);
      tools().writeState({ ...tools().readState(), columns: chosen.join() });
      return whole;
    }

    function remover({ id, data }) {
      const remove = make("button", "pk-tray-remove pk-no-copy", "×");
      remove.type = "button";
      remove.setAttribute("aria-label", "去掉" + data.short);
      remove.addEventListener("click", () => {
        change(chosen.filter((other) => other !== id)).then(() => (page.querySelector(".pk-tray-remove") || form.elements.find).focus());
      });
      return remove;
    }

    async function fromAddress() {
      if (!asked().length && !chosen.length) return;
      if (!(await show(asked()))) tools().say(form, "地址中有的文件没有读到，可能已改名或不在本库。");
      const target = /^#[\w-]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
      if (target) target.scrollIntoView();
    }

    reset.addEventListener("click", () => change([]).then(() => form.elements.find.focus()));
    chooser(form, (id) => change([...chosen.filter((other) => other !== id), id]));
    addEventListener("hashchange", fromAddress);
    fromAddress();
    return { remover: remover };
  }

  /* Where a page sets what it says of the chosen documents. */
  function place(name) {
    return document.querySelector('[data-chosen="' + name + '"]');
  }

  /* A frame that scrolls by the keyboard too. */
  function frame(label, className, content) {
    const node = make("div", className, content);
    node.tabIndex = 0;
    node.setAttribute("role", "region");
    node.setAttribute("aria-label", label);
    return node;
  }

  function headCell(scope, ...content) {
    const cell = make("th", "", ...content);
    cell.scope = scope;
    return cell;
  }

  /* A table beside which any document gets a column: `columnOf` makes it, see the domain's one. */
  function columnsTable(container, form, columnOf) {
    const table = container.policykbColumns;
    const columns = new Map();
    const picked = new Set(); // those of the page's own columns that were asked for by name too
    const alone = form.querySelector("[data-action=alone]");
    alone.addEventListener("click", () => {
      table.showOnly([...picked]);
      tools().say(form, "只并列另选的 " + picked.size + " 份。");
    });

    function pick(id) {
      picked.add(id);
      alone.hidden = false;
    }

    async function load(id) {
      if (table.has(id)) return true;
      const data = await window.policykbProvisions.load(id);
      if (!data || table.has(id)) return Boolean(data);
      const column = columnOf(id, data);
      columns.set(id, column);
      table.add(column);
      pick(id);
      return true;
    }

    /* Those that the address asks for, in its order. */
    async function fromAddress() {
      const loaded = await Promise.all(asked().map(load));
      if (!loaded.every(Boolean)) tools().say(form, "地址中有的文件没有读到，可能已改名或不在本库。");
      if (columns.size) table.read();
    }

    /* Only a choice goes on: the columns of the page itself may be others elsewhere. */
    container.addEventListener("pk-columns", () => carry(asked()));
    chooser(form, async (id) => {
      if (!(await load(id))) return false;
      pick(id);
      table.show(id);
      return true;
    });
    addEventListener("hashchange", fromAddress);
    if (asked().some((id) => !table.has(id))) fromAddress();
    else carry(asked());
    return columns;
  }

  function domainTable(form) {
    const container = form.closest("[data-compare]");
    const table = container.policykbColumns;
    const columns = columnsTable(container, form, (id, data) => columnOf(id, data, form.dataset.domain));
    container.addEventListener("pk-columns", () => {
      const shown = table.shown();
      for (const column of columns.values()) tellOwn(column, shown.filter((id) => id !== column.id).flatMap((id) => table.texts(id)));
    });
  }

  /* ---- the matrix ---- */

  function matrixCell(data, id, domain) {
    const found = coverage(data, domain);
    const count = found.shown.length + found.others.length || found.mentions.length;
    const first = found.shown[0] || found.mentions[0];
    const node = window.policykbProvisions.link("pk-cell state-" + found.state, first ? data.page + "#" + first : "domains/" + domain + ".html", "");
    node.title = data.short + " · " + words.states[found.state] + "：" + found.reason;
    node.setAttribute("aria-label", data.short + "，" + words.states[found.state] + (count ? "，" + count + " 条" : ""));
    const symbol = make("span", "pk-symbol", words.symbols[found.state]);
    symbol.setAttribute("aria-hidden", "true");
    node.append(symbol);
    if (count) node.append(make("span", "pk-count", String(count)));
    return node;
  }

  /* The chosen documents instead of those that the page begins with. */
  function matrixTable(form) {
    const table = document.querySelector("table.pk-coverage-table");
    const own = Array.from(table.tHead.rows[0].cells).slice(1);
    const rows = Array.from(table.querySelectorAll("tr[data-domain]"));
    const spans = Array.from(table.querySelectorAll("tr.pk-coverage-group th"));
    let page = null;

    function draw(chosen) {
      for (const node of table.querySelectorAll("[data-added]")) node.remove();
      for (const row of [table.tHead.rows[0], ...rows]) {
        for (const cell of Array.from(row.cells).slice(1)) cell.hidden = chosen.length > 0;
        for (const one of chosen) row.append(added(row, one));
      }
      for (const head of spans) head.colSpan = (chosen.length || own.length) + 1;
    }

    function added(row, one) {
      const head = !row.dataset.domain;
      const cell = make(head ? "th" : "td", "", ...(head ? [placeChip(one.data), page.remover(one)] : [matrixCell(one.data, one.id, row.dataset.domain)]));
      cell.dataset.added = "";
      if (head) cell.scope = "col";
      return cell;
    }

    page = chosenPage(form, draw);
  }

  /* What sets chosen documents in their place, by kind of page: scripts behind this one add theirs. */
  const kinds = { domain: domainTable, matrix: matrixTable };

  window.policykbChosen = { kinds, words, chosenPage, columnsTable, columnState, frame, headCell, headOf, itemLink, links, place, placeChip, provision, stateBox };

  /* compare.js and desk.js stand behind this script in the page. */
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-more-columns]")) kinds[form.dataset.moreColumns](form);
  });
})();
