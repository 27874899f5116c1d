/* Sortable and filterable tables: table.sortable, th[data-facet], td[data-sort|data-value], table[data-filterable].
   table[data-more] holds the first rows of a long list: the others are loaded when somebody sorts or filters, from a
   script that calls policykbPolicies, because file:// allows no fetch. */
(function () {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);

  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const sortValue = (row, column) => {
    const cell = row.cells[column];
    return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : "";
  };
  const facetValue = (row, column) => {
    const cell = row.cells[column];
    return cell ? (cell.dataset.value ?? cell.textContent.trim()) : "";
  };
  const isNumber = (value) => value !== "" && Number.isFinite(Number(value.replace(/[,%]/g, "")));

  function compareBy(rows, column) {
    const values = new Map(rows.map((row) => [row, sortValue(row, column)]));
    const filled = [...values.values()].filter((value) => value !== "" && value !== "—");
    const numeric = filled.length > 0 && filled.every(isNumber);
    const empty = (value) => value === "" || value === "—";
    return (a, b) => {
      const x = values.get(a);
      const y = values.get(b);
      /* Cells without a value stand last in either direction; the caller turns only the rest around. */
      if (empty(x) || empty(y)) return { last: Number(empty(x)) - Number(empty(y)) };
      return { order: numeric ? Number(x.replace(/[,%]/g, "")) - Number(y.replace(/[,%]/g, "")) : collator.compare(x, y) };
    };
  }

  /* ---- the address: what a table is narrowed to, so that it can be sent and the way back keeps it ---- */

  /* `table` numbers the tables of the page from 1; the first one's names stand as they are. */
  const named = (table, name) => (table > 1 ? table + "." : "") + name;

  const stated = (table, name) => new URLSearchParams(location.search).get(named(table, name)) ?? "";

  function tell(table, values) {
    const parameters = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value) parameters.set(named(table, name), value);
      else parameters.delete(named(table, name));
    }
    const text = parameters.toString();
    try {
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch {
      // Some browsers forbid it for local files: then the address stays as it is.
    }
  }

  /* ---- long lists ---- */

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* A row as templates/policies.html has it. */
  function policyRow(told, place, { levels, statuses, domains }) {
    const [id, short, title, hue, level, number, date, type, status, legal, tasks, units, own, , above, about] = told;
    const [statusName, hint] = statuses[status];
    const page = new URL("policies/" + encodeURIComponent(id) + ".html", ROOT).href;
    const link = (href, text) => element("a", { href: href }, text);
    const chip = element("a", { class: "pk-chip pk-place hue-" + hue, href: page, title: title }, short);
    if (status !== "full") chip.append(element("span", { class: "pk-chip-mark", title: hint }, statusName));
    const badge = { class: "pk-badge pk-status-" + status, title: hint };
    const text = status === "digest" ? element("a", { ...badge, href: new URL("method.html#digest", ROOT).href }, statusName) : element("span", badge, statusName);
    const share = own === null ? element("span", { title: "所收为摘编，不作逐字比较" }, "—") : link(new URL("pairs/index.html", ROOT).href, Math.round(own * 100) + "%");
    const found = { "data-words": above.join(" "), "data-domains": about.map((at) => domains[at]).join(" ") };
    return element("tr", Object.fromEntries(Object.entries(found).filter(([, words]) => words)),
      element("td", { "data-sort": place, "data-value": levels[level] }, chip),
      element("td", { class: "pk-title-cell" }, link(page, title)),
      element("td", { class: "pk-nowrap" }, number || "—"),
      element("td", { class: "pk-nowrap", "data-sort": date, "data-value": date.slice(0, 4) }, date || "不详"),
      element("td", { class: "pk-nowrap" }, type),
      element("td", { "data-value": statusName }, text, ...(legal ? [" ", element("span", { class: "pk-quiet" }, legal)] : [])),
      element("td", { class: "pk-num", "data-sort": tasks }, link(page + "#provisions", tasks)),
      element("td", { class: "pk-num", "data-sort": units }, link(page + "#allocation", units)),
      element("td", { class: "pk-num", "data-sort": own === null ? -1 : own }, share),
    );
  }

  async function load(name) {
    let rows = null;
    window.policykbPolicies = (list) => { rows = list.rows.map((told, number) => policyRow(told, number + 1, list)); };
    await window.policykbScript("data/" + name + ".js");
    if (!rows) throw new Error(name);
    return rows;
  }

  /* A table's heads, its body and all its rows in their first order; `whole` calls back when they are there, at once if
     they are already. */
  function listOf(table) {
    const headers = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const list = { headers, body, rows: [...body.rows], complete: !table.dataset.more, failed: false };
    let loading = null;
    list.total = list.complete ? list.rows.length : Number(table.dataset.total);
    list.whole = (go) => {
      if (list.complete) return go();
      loading ??= load(table.dataset.more).then((rows) => {
        list.rows = rows;
        list.complete = true;
        body.replaceChildren(...rows);
        for (const pager of document.querySelectorAll(".pk-pager")) pager.hidden = true;
      }, () => {
        list.failed = true;
      });
      return loading.then(go);
    };
    return list;
  }

  function makeSortable(list) {
    list.headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pk-sort";
      button.append(...header.childNodes);
      header.append(button);
      header.dataset.heading = button.textContent.trim(); // For paper, see tables.css.
      header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")];
        for (const other of list.headers) other.setAttribute("aria-sort", "none");
        header.setAttribute("aria-sort", next);
        list.whole(() => {
          const rows = [...list.rows];
          const order = header.getAttribute("aria-sort");
          if (order !== "none") {
            const compare = compareBy(rows, column);
            const turn = order === "descending" ? -1 : 1;
            rows.sort((a, b) => {
              const found = compare(a, b);
              return found.last ?? turn * found.order;
            });
          }
          list.body.append(...rows);
        });
      });
    });
  }

  /* A place as it is called for short (江苏省: 江苏); 市 alone is none. */
  const bare = (word) => (word.length > 2 ? word.replace(/[省市县区]$/, "") : word);

  function makeFilterable(table, list, number) {
    const tools = document.createElement("div");
    tools.className = "pk-tools";
    const box = document.createElement("input");
    box.type = "search";
    box.className = "pk-filter";
    box.placeholder = table.dataset.filterable || "筛选";
    box.setAttribute("aria-label", box.placeholder);
    tools.append(box);
    const selects = list.headers.flatMap((header, column) => {
      if (!("facet" in header.dataset)) return [];
      const select = document.createElement("select");
      select.className = "pk-filter";
      const name = header.dataset.facet || header.textContent.trim();
      const offer = () => {
        const values = header.dataset.values ? header.dataset.values.split("|") : new Set(list.rows.map((row) => facetValue(row, column)));
        select.replaceChildren(new Option(name + "：全部", ""), ...Array.from(values, (value) => new Option(value, value)));
      };
      select.setAttribute("aria-label", name);
      offer();
      tools.append(select);
      return [{ select, column, name, offer }];
    });
    const domain = domainSelect();
    if (domain) tools.append(domain);
    const status = document.createElement("span");
    status.className = "pk-quiet";
    status.setAttribute("role", "status");
    tools.append(status);
    const choices = domain ? [...selects, { select: domain, name: "领域" }] : selects;
    const nothing = element("p", { class: "pk-empty", hidden: "" }, "没有符合筛选条件的行。");
    const apply = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of list.rows) {
        const text = row.textContent.toLowerCase();
        const above = row.dataset.words ?? "";
        const fits =
          words.every((word) => text.includes(word) || (above && above.includes(bare(word)))) &&
          selects.every(({ select, column }) => select.value === "" || facetValue(row, column) === select.value) &&
          (!domain?.value || (row.dataset.domains ?? "").split(" ").includes(domain.value));
        row.hidden = !fits;
        shown += Number(fits);
      }
      const all = shown === list.total ? `共 ${shown} 行` : `${list.complete ? "" : "本页 "}${shown} 行，共 ${list.total} 行`;
      status.textContent = list.failed ? all + "。其余各行没有载入，请翻页查找。" : all;
      nothing.hidden = shown > 0;
    };
    const ask = () => {
      tell(number, Object.fromEntries([["filter", box.value.trim()], ...choices.map(({ select, name }) => [name, select.value])]));
      list.whole(apply);
    };
    tools.addEventListener("input", ask);
    tools.addEventListener("change", ask);
    box.value = stated(number, "filter");
    for (const { select, name } of choices) if ([...select.options].some((option) => option.value === stated(number, name))) select.value = stated(number, name);
    const frame = table.closest(".pk-scroll") || table;
    frame.before(tools);
    frame.after(nothing);
    apply();
    if (box.value || choices.some(({ select }) => select.value)) list.whole(apply);
    /* Other rows, of documents that the reader chose. */
    list.exchange = (rows) => {
      list.rows = rows;
      list.total = rows.length;
      list.body.replaceChildren(...rows);
      for (const { select, offer } of selects) {
        const before = select.value;
        offer();
        if ([...select.options].some((option) => option.value === before)) select.value = before;
      }
      for (const header of list.headers) header.setAttribute("aria-sort", "none");
      apply();
    };
  }

  /* Which domain the documents have provisions on; null where the page names no domains. */
  function domainSelect() {
    const told = document.getElementById("pk-list-domains");
    if (!told) return null;
    const select = element("select", { class: "pk-filter", "aria-label": "领域" }, new Option("领域：全部", ""));
    for (const [id, name] of JSON.parse(told.textContent)) select.append(new Option(name, id));
    return select;
  }

  function makeToggles(tools) {
    const target = document.getElementById(tools.dataset.toggles);
    if (!target) return;
    tools.hidden = false;
    for (const button of tools.querySelectorAll("[data-toggle]")) {
      button.addEventListener("click", () => {
        const on = target.classList.toggle(button.dataset.toggle);
        button.setAttribute("aria-pressed", String(on));
      });
    }
  }

  [...document.querySelectorAll("table.sortable")].forEach((table, at) => {
    const list = listOf(table);
    makeSortable(list);
    if ("filterable" in table.dataset) makeFilterable(table, list, at + 1);
    table.policykbRows = { first: list.rows, exchange: list.exchange };
  });
  /* On a narrow screen a drawing opens in its middle, where its top document stands. */
  for (const frame of document.querySelectorAll(".pk-drawing[data-center]")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
  for (const tools of document.querySelectorAll("[data-toggles]")) makeToggles(tools);
})();
