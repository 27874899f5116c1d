/* The desk (对比台): a tray on every page that collects provisions, and the page that compares them.
   Data come from data/desk/<policy>.js, scripts that call policykbDesk, because file:// allows no fetch. */
(function () {
  "use strict";

  const MOST = 4;
  const ROOT = new URL("../../", document.currentScript.src);
  const KEY = "policykb-desk:" + ROOT.pathname;
  const NAME = /^[\w-]+$/;
  const loaded = new Map();
  const waiting = new Map();

  /* Provisions of a document, or marked differences of a pair ("a--b"). */
  window.policykbDesk = window.policykbDeskMarks = function (name, data) {
    loaded.set(name, data);
  };

  function load(name) {
    if (!waiting.has(name)) {
      const run = window.policykbScript("data/desk/" + encodeURIComponent(name) + ".js");
      waiting.set(name, run.then(() => loaded.get(name) || null, () => null));
    }
    return waiting.get(name);
  }

  /* A step of a marked difference as [sign, text, other's text where equal and written otherwise]; see desk_marks.py. */
  const SIGNS = { "=": ["equal", "equal"], "-": ["delete", "insert"], "+": ["insert", "delete"], "<": ["delete", "insert"], ">": ["insert", "delete"] };

  /* The steps from the first text to the second, or, turned, from the second to the first, deletions first. */
  function stepsOf(marks, turned) {
    const steps = [];
    for (const [sign, text, other] of marks) {
      const op = SIGNS[sign][turned ? 1 : 0];
      const step = { op: op, text: sign === "=" && !turned && other !== undefined ? other : text, moved: sign === "<" || sign === ">" };
      let at = steps.length;
      if (op === "delete") while (at > 0 && steps[at - 1].op === "insert") at -= 1;
      steps.splice(at, 0, step);
    }
    return steps;
  }

  /* ---- what cells say of a provision; columns.js builds its columns of them too ---- */

  function link(className, path, text) {
    const node = window.policykbCompare.make("a", className, text);
    node.href = new URL(path, ROOT).href;
    return node;
  }

  function placeChip(data) {
    const chip = link("pk-chip pk-place hue-" + data.hue, data.page, data.short);
    chip.title = data.title;
    if (data.status) chip.append(window.policykbCompare.make("span", "pk-chip-mark", data.status));
    return chip;
  }

  function itemLink(data, item) {
    return link("pk-item-link hue-" + data.hue, data.page + "#" + item.id, data.short + " " + item.number);
  }

  function quiet(text) {
    return window.policykbCompare.make("span", "pk-quiet", text);
  }

  function unitLines(item, data) {
    if (!item.units.length) return [quiet(data.second_hand ? "不明" : "未写明")];
    const lines = [];
    for (const role of ["牵头", "责任", "配合"]) {
      const units = item.units.filter((unit) => unit.role === role);
      if (!units.length) continue;
      const line = window.policykbCompare.make("p", "pk-units", window.policykbCompare.make("span", "pk-role-name", role));
      for (const unit of units) {
        const chip = link("pk-chip pk-unit" + (role === "牵头" ? " pk-role-lead" : ""), unit.function ? "units/" + unit.function + ".html" : "units/index.html", unit.raw);
        chip.title = unit.name || "未对应到登记的单位";
        line.append(" ", chip);
      }
      lines.push(line);
    }
    if (item.open && lines.length) lines[lines.length - 1].append(" ", quiet(item.open));
    return lines;
  }

  function rawChips(raws, data, none) {
    if (!raws.length) return [quiet(data.second_hand ? "不明" : none)];
    return raws.flatMap((raw) => [link("pk-chip", "timeline.html", raw), " "]);
  }

  window.policykbProvisions = { root: ROOT, load, link, placeChip, itemLink, quiet, unitLines, rawChips, listed, matching, nothingChosen };

  /* ---- what was collected ---- */

  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter(wellFormed).slice(0, MOST) : [];
    } catch (error) {
      return []; // Storage is off or holds something else: start with an empty tray.
    }
  }

  function remember(entries) {
    try {
      localStorage.setItem(KEY, JSON.stringify(entries));
    } catch (error) {
      // Then only the address of the desk keeps them.
    }
  }

  function wellFormed(entry) {
    return Boolean(entry) && NAME.test(entry.policy) && NAME.test(entry.item) && typeof entry.label === "string";
  }

  function sameAs(one) {
    return (other) => one.policy === other.policy && one.item === other.item;
  }

  function refOf(entry) {
    return entry.policy + ":" + entry.item;
  }

  function deskAddress(entries) {
    return new URL("desk.html", ROOT).href + (entries.length ? "#i=" + entries.map(refOf).join(",") : "");
  }

  /* ---- tray ---- */

  function tray(tools) {
    const make = tools.make;
    let entries = remembered();
    let last = null; // the button pressed last, where one goes on when the tray is gone
    let emptied = null; // what stood in the tray before it was emptied, until something else happens to it
    const bar = make("aside", "pk-tray");
    bar.setAttribute("aria-label", "对比台");
    const list = make("ul", "pk-tray-list");
    const open = make("a", "pk-button pk-primary pk-tray-open");
    const clear = make("button", "pk-button", "清空");
    clear.type = "button";
    const undo = make("button", "pk-button pk-primary", "撤销");
    undo.type = "button";
    /* The tray stands at the end of the page; for keyboards the way to the desk follows the button pressed last. */
    const go = make("a", "pk-desk-go pk-no-copy");
    const said = make("output", "pk-said");
    said.setAttribute("aria-live", "polite");
    bar.append(make("b", "pk-tray-name", "对比台"), list, said, undo, open, clear);
    document.body.append(bar);

    function show() {
      if (entries.length) emptied = null;
      bar.hidden = !entries.length && !emptied;
      undo.hidden = !emptied;
      open.hidden = !entries.length;
      clear.textContent = emptied ? "收起" : "清空";
      document.body.classList.toggle("pk-has-tray", !bar.hidden);
      list.replaceChildren(...entries.map((entry) => {
        const remove = make("button", "pk-tray-remove", "×");
        remove.type = "button";
        remove.setAttribute("aria-label", "移除" + entry.label);
        remove.addEventListener("click", () => {
          const at = entries.findIndex(sameAs(entry));
          keep(entries.filter((other) => !sameAs(entry)(other)), "已移出：" + entry.label);
          stayNear(at);
        });
        return make("li", "", make("span", "", entry.label), remove);
      }));
      open.href = deskAddress(entries);
      open.textContent = "打开对比台（" + entries.length + "/" + MOST + "）";
      go.href = open.href;
      go.textContent = open.textContent;
      if (!entries.length) go.remove();
      mark();
    }

    /* The provision that a button adds: named by itself or by what it stands in. */
    function entryOf(button) {
      const { policy, item } = button.closest("[data-policy][data-item]").dataset;
      return { policy: policy, item: item, label: button.dataset.label };
    }

    function mark() {
      for (const button of document.querySelectorAll(".desk-add")) {
        const chosen = entries.some(sameAs(entryOf(button)));
        button.setAttribute("aria-pressed", String(chosen));
        button.textContent = chosen ? "已在对比台" : "加入对比台";
      }
    }

    function keep(next, text) {
      entries = next;
      remember(entries);
      show();
      said.textContent = "";
      setTimeout(() => { said.textContent = text; }, 100); // What a region holds when it appears is not read out.
    }

    /* Keyboards go on from where they were: the next entry's button, or, the tray being empty, the page. */
    function stayNear(at) {
      const buttons = list.querySelectorAll(".pk-tray-remove");
      const heading = document.querySelector("h1");
      if (buttons.length) buttons[Math.min(at, buttons.length - 1)].focus();
      else if (last && last.isConnected && last.offsetParent) last.focus({ preventScroll: true });
      else if (heading) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    }

    document.addEventListener("click", (event) => {
      const button = event.target.closest(".desk-add");
      if (!button) return;
      last = button;
      button.after(go);
      const entry = entryOf(button);
      if (entries.some(sameAs(entry))) keep(entries.filter((other) => !sameAs(entry)(other)), "已移出：" + entry.label);
      else if (entries.length >= MOST) keep(entries, "最多四条，请先移除一条。");
      else keep([...entries, entry], "已加入：" + entry.label);
    });
    clear.addEventListener("click", () => {
      const gone = emptied ? null : entries;
      emptied = gone;
      keep([], gone ? "已清空 " + gone.length + " 条。" : "");
      if (gone) undo.focus();
      else stayNear(0);
    });
    undo.addEventListener("click", () => {
      keep(emptied, "已放回。");
      clear.focus();
    });
    addEventListener("pk-desk-buttons", mark);
    addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      entries = remembered();
      show();
    });
    addEventListener("pageshow", () => {
      entries = entries.length && !remembered().length ? entries : remembered();
      show();
    });
    show();
  }

  /* ---- page ---- */

  /* The documents one can choose from: a list in the page, or, of many, the script that the list of documents loads. */
  async function listed() {
    const held = document.getElementById("pk-desk-policies");
    if (held) return JSON.parse(held.textContent);
    let policies = [];
    window.policykbPolicies = (list) => {
      policies = list.rows.map(([id, short, title, hue, , number, , , , , , , , items, , about]) => ({ id, short, title, hue, number, items, domains: about.map((at) => list.domains[at]) }));
    };
    await window.policykbScript("data/policies.js").catch(() => {}); // The page says so where the list stays empty.
    return policies;
  }

  /* The documents whose place, title or number holds every word. */
  function matching(list, text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return list.filter((entry) => words.every((word) => (entry.short + " " + entry.title + " " + entry.number).toLowerCase().includes(word)));
  }

  /* What a list of the documents that fit begins with. */
  function nothingChosen(fitting, text) {
    return new Option(text.trim() ? "找到 " + fitting.length + " 份，请选择" : "请选择", "");
  }

  const MANY = 30; // Documents from which on one looks for a document by words.

  function desk(page, tools, list) {
    const make = tools.make;
    const policies = new Map(list.map((entry) => [entry.id, entry]));
    const pairs = new Set(JSON.parse(document.getElementById("pk-desk-pairs").textContent));
    const picker = page.querySelector(".pk-desk-picker");
    const bar = page.querySelector(".pk-desk-bar");
    const place = page.querySelector(".pk-desk-table");
    let entries = [];
    let chosen = ""; // the base asked for: "none", a reference, or "" for the first that can be one
    let base = "none"; // the base in force
    let only = false;
    let turn = 0;
    let emptied = null; // what stood on the desk before it was emptied, until something else happens to it
    const undo = make("button", "pk-button pk-no-copy", "撤销清空");
    undo.type = "button";
    undo.hidden = true;
    undo.dataset.action = "undo";
    page.querySelector(".pk-said").after(" ", undo);
    let focus = null; // the button to go on from when the table has been made anew: { action, at }

    function fromAddress() {
      const given = tools.readState();
      const refs = given.i === undefined ? remembered().map(refOf) : given.i.split(",");
      entries = [];
      for (const ref of refs) {
        const [policy, item] = ref.split(":");
        const known = policies.has(policy) && NAME.test(item || "") && !entries.some(sameAs({ policy, item }));
        if (known && entries.length < MOST) entries.push({ policy: policy, item: item });
      }
      chosen = given.base || "";
      only = given.only === "1";
    }

    async function change(next, said) {
      entries = next;
      emptied = null;
      undo.hidden = true;
      tools.say(page, "");
      await draw();
      tools.say(page, said());
    }

    /* The same button of the column at its new place; an arrow that has come to the end gives way to its fellow. */
    function refocus() {
      if (!focus) return;
      const { action, at } = focus;
      focus = null;
      const heads = place.querySelectorAll("thead th[data-ref]");
      const head = heads[Math.min(at, heads.length - 1)];
      const wanted = head && (head.querySelector('[data-action="' + action + '"]') || head.querySelector("button"));
      (wanted || picker.elements.policy).focus();
    }

    async function draw() {
      turn += 1;
      const mine = turn;
      const names = new Set(entries.map((entry) => entry.policy));
      const marked = Array.from(names).flatMap((one) => Array.from(names, (other) => one + "--" + other)).filter((name) => pairs.has(name));
      await Promise.all([...names, ...marked].map(load));
      if (mine !== turn) return; // A later choice is being drawn already.
      for (const entry of entries) fill(entry);
      const bases = entries.filter((entry) => entry.found && !entry.data.digest);
      const standard = bases.length ? refOf(bases[0]) : "none";
      base = chosen === "none" || bases.some((entry) => refOf(entry) === chosen) ? chosen : standard;
      tools.writeState({ i: entries.map(refOf).join(","), base: base === standard ? "" : base, only: only ? "1" : "" });
      remember(entries.map((entry) => ({ policy: entry.policy, item: entry.item, label: entry.label })));
      bar.hidden = !entries.length;
      const select = bar.querySelector("select");
      select.replaceChildren(new Option("不标差异", "none"), ...bases.map((entry) => new Option(entry.label, refOf(entry))));
      select.value = base;
      for (const action of ["all", "only"]) bar.querySelector('[data-action="' + action + '"]').setAttribute("aria-pressed", String((action === "only") === only));
      page.classList.toggle("pk-only", only);
      place.replaceChildren(entries.length ? table() : make("p", "pk-empty", "还没有选条文。在上面选择文件和条文，或在各页面点“加入对比台”。"));
      tools.foldEqual(place);
      dispatchEvent(new Event("pk-frames"));
      refocus();
    }

    function fill(entry) {
      entry.data = loaded.get(entry.policy) || null;
      entry.found = entry.data ? entry.data.items.find((item) => item.id === entry.item) : undefined;
      entry.label = entry.found ? entry.found.label : policies.get(entry.policy).short + " " + entry.item;
    }

    function button(action, text, label, pressed) {
      const node = make("button", "pk-button", text);
      node.type = "button";
      node.dataset.action = action;
      node.setAttribute("aria-label", label);
      if (pressed !== undefined) node.setAttribute("aria-pressed", String(pressed));
      return node;
    }

    function table() {
      const node = make("table", "pk-compare pk-desk-columns");
      node.dataset.columns = entries.length;
      node.append(make("caption", "pk-hidden", "所选条文并列对比"));
      const head = make("tr", "", corner("项目", "col"), ...entries.map(headCell));
      const rows = [["条文", textCell], ["责任单位", unitCell], ["时限", rawCell("deadlines", "未写明")], ["量化指标", rawCell("quantities", "没有")], ["领域", domainCell], ["出处", sourceCell]];
      const body = make("tbody", "", ...rows.map(([name, cell]) => make("tr", "", corner(name, "row"), ...entries.map((entry) => {
        const place = make("td", refOf(entry) === base ? "pk-base" : "");
        place.dataset.ref = refOf(entry);
        if (entry.found) cell(entry, place);
        else if (name === "条文") place.append(make("p", "pk-empty", entry.data ? "该文件中没有编号为 " + entry.item + " 的条文，可能已改号；请移除后重选。" : "条文数据没有读到，请检查网站文件是否完整（data/desk/）。"));
        return place;
      }))));
      node.append(make("thead", "", head), body);
      const scroll = make("div", "pk-scroll pk-compare-scroll", node);
      scroll.tabIndex = 0;
      scroll.setAttribute("role", "region");
      scroll.setAttribute("aria-label", "所选条文并列对比");
      return scroll;
    }

    function corner(text, scope) {
      const node = make("th", scope === "col" ? "pk-corner" : "", text);
      node.scope = scope;
      return node;
    }

    function headCell(entry, at) {
      const node = make("th", "pk-column hue-" + policies.get(entry.policy).hue + (refOf(entry) === base ? " pk-base" : ""));
      node.scope = "col";
      node.dataset.ref = refOf(entry);
      const chip = link("pk-chip pk-place", "policies/" + entry.policy + ".html", "");
      chip.append(make("span", "", policies.get(entry.policy).short));
      if (entry.data && entry.data.status) chip.append(make("span", "pk-chip-mark", entry.data.status));
      const name = make("div", "pk-column-name", chip, make("span", "pk-base-mark", "基准"));
      const tools_ = make("div", "pk-column-tools");
      if (at > 0) tools_.append(button("left", "←", entry.label + "左移"));
      if (at < entries.length - 1) tools_.append(button("right", "→", entry.label + "右移"));
      if (entry.found && !entry.data.digest) tools_.append(button("base", "基准", "以" + entry.label + "为基准", refOf(entry) === base));
      tools_.append(button("remove", "移除", "移除" + entry.label));
      node.append(name);
      if (entry.found) {
        const place = make("span", "pk-no-copy", entry.label.slice(0, -entry.found.number.length)); // Copied with the chip.
        const named = link("pk-item-link", "policies/" + entry.policy + ".html#" + entry.item, "");
        named.append(place, entry.found.number);
        node.append(make("div", "pk-desk-title", named, make("span", "", " " + entry.found.title)));
        if (entry.found.path.length) node.append(make("div", "pk-quiet pk-desk-path", entry.found.path.join(" › ")));
      }
      node.append(tools_);
      return node;
    }

    function textCell(entry, place) {
      const first = entries.find((other) => refOf(other) === base);
      if (entry.data.digest) place.append(make("p", "pk-against", link("pk-badge pk-status-digest", "method.html#digest", "摘编"), " 不是正式文本，不标逐字差异。"));
      if (!first || first === entry || entry.data.digest) {
        const text = make("div", "pk-text", ...entry.found.text.map((paragraph) => make("p", "", paragraph)));
        place.append(entry.found.text.length ? text : make("p", "pk-empty", "原文此条只有标题，没有正文。"));
      } else place.append(tools.differenceNode(published(first, entry) || tools.difference(first.found.text.join("\n"), entry.found.text.join("\n"))));
    }

    /* The difference as the site's other pages mark it; null where the two are not linked or have no page together. */
    function published(from, to) {
      const there = (loaded.get(from.policy + "--" + to.policy) || {})[from.item + " " + to.item];
      if (there) return stepsOf(there, false);
      const back = (loaded.get(to.policy + "--" + from.policy) || {})[to.item + " " + from.item];
      return back ? stepsOf(back, true) : null;
    }

    function unitCell(entry, place) {
      place.append(...unitLines(entry.found, entry.data));
    }

    function rawCell(field, none) {
      return (entry, place) => place.append(...rawChips(entry.found[field], entry.data, none));
    }

    function domainCell(entry, place) {
      if (!entry.found.domains.length) place.append(make("span", "pk-quiet", "未归入领域"));
      for (const domain of entry.found.domains) place.append(link("pk-chip pk-domain", "domains/" + domain.id + ".html", domain.name), " ");
    }

    function sourceCell(entry, place) {
      place.append(make("p", "pk-desk-source", citation(entry)));
    }

    /* The citation as on the document's own page, with the day of access and the address. */
    function citation(entry) {
      return window.policykbCited(entry.found.citation, entry.data.page, entry.item);
    }

    const actions = {
      all: () => { only = false; draw().then(() => tools.say(page, "")); },
      only: () => { only = true; draw().then(() => tools.sayLeftOut(page)); },
      clear: async () => {
        const gone = { entries: entries, base: chosen };
        await change([], () => "已清空。");
        emptied = gone;
        undo.hidden = false;
        undo.focus();
      },
      undo: async () => {
        const { entries: back, base: asked } = emptied;
        chosen = asked;
        await change(back, () => "已放回 " + back.length + " 条。");
        bar.querySelector('[data-action="clear"]').focus();
      },
      address: async () => tools.say(page, (await tools.copyText(location.href)) ? "已复制本页地址。" : "浏览器不允许复制，请从地址栏复制。"),
      cite: async () => {
        const lines = entries.filter((entry) => entry.found).map(citation);
        tools.say(page, (await tools.copyText(lines.join("\n"))) ? "已复制 " + lines.length + " 条引用。" : "浏览器不允许复制：" + lines.join("　"));
      },
      word: async () => tools.say(page, (await tools.copyTable(place.querySelector("table"))) ? "已复制表格，可贴入 Word。" : "浏览器不允许复制，请选中表格后复制。"),
      remove: (ref) => {
        const at = columnOf(ref);
        const label = entries[at].label;
        focus = { action: "remove", at: at };
        change(entries.filter((entry) => refOf(entry) !== ref), () => "已移除" + label + "。");
      },
      base: (ref) => {
        focus = { action: "base", at: columnOf(ref) };
        rebase(base === ref ? "none" : ref);
      },
      left: (ref) => shift(ref, -1),
      right: (ref) => shift(ref, 1),
    };

    function columnOf(ref) {
      return entries.findIndex((entry) => refOf(entry) === ref);
    }

    function shift(ref, step) {
      const next = entries.slice();
      const at = columnOf(ref);
      next.splice(at + step, 0, ...next.splice(at, 1));
      focus = { action: step < 0 ? "left" : "right", at: at + step };
      change(next, () => entries[at + step].label + "移到第 " + (at + step + 1) + " 列。");
    }

    async function rebase(ref) {
      chosen = ref;
      await draw();
      const first = entries.find((entry) => refOf(entry) === base);
      tools.say(page, first ? "以" + first.label + "为基准。" : "不标差异。");
    }

    page.addEventListener("click", (event) => {
      const pressed = event.target.closest("button[data-action]");
      if (!pressed || !actions[pressed.dataset.action]) return;
      const cell = pressed.closest("[data-ref]");
      actions[pressed.dataset.action](cell && cell.dataset.ref);
    });
    bar.querySelector("select").addEventListener("change", (event) => rebase(event.target.value));

    function offer(text) {
      const sought = Boolean(text.trim());
      const fitting = matching(list, text);
      const shown = (entry) => entry.short + (sought ? " " + entry.title : "") + "（" + entry.items + " 条）";
      picker.elements.policy.replaceChildren(nothingChosen(fitting, text), ...fitting.map((entry) => new Option(shown(entry), entry.id)));
      if (sought && fitting.length === 1) picker.elements.policy.value = fitting[0].id;
      picker.elements.policy.dispatchEvent(new Event("change"));
    }

    picker.elements.policy.addEventListener("change", async (event) => {
      const policy = event.target.value;
      const data = policies.has(policy) ? await load(policy) : null;
      if (event.target.value !== policy) return; // Another one has been chosen meanwhile.
      const items = data ? data.items : [];
      picker.elements.provision.replaceChildren(...(policy ? [] : [new Option("先选文件", "")]), ...items.map((item) => new Option(item.number + " " + item.title, item.id)));
      picker.elements.provision.disabled = !items.length;
      picker.querySelector("[type=submit]").disabled = !items.length;
      if (policy && !data) tools.say(page, "条文数据没有读到，请检查网站文件是否完整（data/desk/）。");
    });
    picker.addEventListener("submit", (event) => {
      event.preventDefault();
      const entry = { policy: picker.elements.policy.value, item: picker.elements.provision.value };
      if (entries.some(sameAs(entry))) tools.say(page, "这一条已经在对比台上。");
      else if (entries.length >= MOST) tools.say(page, "最多四条，请先移除一条。");
      else change([...entries, entry], () => "已加入" + entry.label + "。");
    });
    picker.querySelector(".pk-desk-find").hidden = list.length <= MANY;
    picker.elements.find.addEventListener("input", (event) => offer(event.target.value));
    offer("");
    if (!list.length) tools.say(page, "文件名单没有读到，请检查网站文件是否完整（data/policies.js）。");
    addEventListener("hashchange", () => { fromAddress(); draw(); });
    fromAddress();
    draw();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const page = document.getElementById("pk-desk");
    if (page) listed().then((list) => desk(page, window.policykbCompare, list));
    else tray(window.policykbCompare);
  });
})();
