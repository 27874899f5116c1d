/* Sortable and filterable tables: table.sortable, th[data-facet], td[data-sort|data-value], table[data-filterable]. */
(function () {
  "use strict";

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

  function makeSortable(table) {
    const head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1];
    const body = table.tBodies[0];
    if (!head || !body) return;
    const original = [...body.rows];
    const headers = [...head.cells];
    headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pk-sort";
      button.append(...header.childNodes);
      header.append(button);
      header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")];
        for (const other of headers) other.setAttribute("aria-sort", "none");
        header.setAttribute("aria-sort", next);
        const rows = [...original];
        if (next !== "none") {
          const compare = compareBy(original, column);
          const turn = next === "descending" ? -1 : 1;
          rows.sort((a, b) => {
            const found = compare(a, b);
            return found.last ?? turn * found.order;
          });
        }
        body.append(...rows);
      });
    });
  }

  function makeFilterable(table) {
    const body = table.tBodies[0];
    const head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1];
    if (!body || !head) return;
    const tools = document.createElement("div");
    tools.className = "pk-tools";
    const box = document.createElement("input");
    box.type = "search";
    box.className = "pk-filter";
    box.placeholder = table.dataset.filterable || "筛选";
    box.setAttribute("aria-label", box.placeholder);
    tools.append(box);
    const selects = [...head.cells].flatMap((header, column) => {
      if (!("facet" in header.dataset)) return [];
      const select = document.createElement("select");
      select.className = "pk-filter";
      const name = header.textContent.trim();
      select.setAttribute("aria-label", name);
      select.append(new Option(name + "：全部", ""));
      for (const value of new Set([...body.rows].map((row) => facetValue(row, column)))) select.append(new Option(value, value));
      tools.append(select);
      return [{ select, column }];
    });
    const status = document.createElement("span");
    status.className = "pk-quiet";
    status.setAttribute("role", "status");
    tools.append(status);
    const apply = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of body.rows) {
        const text = row.textContent.toLowerCase();
        const fits =
          words.every((word) => text.includes(word)) &&
          selects.every(({ select, column }) => select.value === "" || facetValue(row, column) === select.value);
        row.hidden = !fits;
        shown += Number(fits);
      }
      status.textContent = shown === body.rows.length ? `共 ${shown} 行` : `${shown} 行，共 ${body.rows.length} 行`;
    };
    tools.addEventListener("input", apply);
    tools.addEventListener("change", apply);
    const frame = table.closest(".pk-scroll") || table;
    frame.before(tools);
    apply();
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

  for (const table of document.querySelectorAll("table.sortable")) {
    makeSortable(table);
    if ("filterable" in table.dataset) makeFilterable(table);
  }
  /* On a narrow screen a drawing opens in its middle, where its top document stands. */
  for (const frame of document.querySelectorAll(".pk-drawing[data-center]")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
  for (const tools of document.querySelectorAll("[data-toggles]")) makeToggles(tools);
})();
