/* Time limits and figures of documents that readers choose (see columns.js): the drawing, the table and the lists, laid
   out as generator/render/pages/timeline.py lays them out. */
(function () {
  "use strict";

  const { kinds, words, chosenPage, frame, itemLink, place, placeChip } = window.policykbChosen;
  const WIDTH = 960;
  const LABEL = 74; // pixels in front of the axis, where no name takes more
  const NAME = [8, 13]; // pixels that a narrow character of a name takes, and a wide one
  const GAP = 12;
  const RIGHT = 28;
  const ROW = 34;
  const HEAD = 34;
  const NUMBER = 34; // pixels that the number above a dot takes
  const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

  const make = (...given) => window.policykbCompare.make(...given);
  const link = (...given) => window.policykbProvisions.link(...given);

  function factsOf({ id, data }) {
    const items = new Map(data.items.map((item) => [item.id, item]));
    return (data.limits || []).map(([item, kind, raw, date, where]) => {
      const [number, title] = items.has(item) ? [items.get(item).number, items.get(item).title] : data.others[item];
      return { id, data, item, number, title, kind, raw, date, place: where };
    });
  }

  const wayTo = ({ data, item, number }) => itemLink(data, item, number);

  /* ---- the drawing ---- */

  function svg(name, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /* Begin and end of a date in years: a day is a point, a month and a year are bars. */
  function extent(date) {
    const [year, month, day] = date.match(DATE).slice(1).map(Number);
    if (!(month >= 1 && month <= 12)) return [year, year + 1];
    if (!(day >= 1 && day <= 31)) return [year + (month - 1) / 12, year + month / 12];
    const point = year + Math.min(((Date.UTC(year, month - 1, 1) - Date.UTC(year, 0, 1)) / 864e5 + day - 1) / 365.25, 1);
    return [point, point];
  }

  const widthOf = (name) => [...name].reduce((sum, character) => sum + NAME[character > "\u2e7f" ? 1 : 0], 0);

  function dotNode(dot, counted) {
    const { data, facts, x, end, y } = dot;
    const said = data.short + " " + facts[0].date + "，" + facts.length + " 处：" + facts.map((fact) => fact.title).join("；");
    const shape = end > x ? svg("rect", { x: x, y: y - 6, width: end - x, height: 12, rx: 2 }) : svg("circle", { cx: x, cy: y, r: 7 });
    const way = facts.length === 1 ? link("", data.page + "#" + facts[0].item, "").href : "#table";
    const node = svg("a", { class: "pk-dot hue-" + data.hue, href: way }, svg("title", {}, said), shape);
    if (counted) node.append(svg("text", { class: "pk-dot-count", x: dot.middle, y: y - 10 }, facts.length + " 处"));
    return node;
  }

  function drawing(dated) {
    const years = dated.map((fact) => Number(fact.date.slice(0, 4)));
    const first = Math.min(...years);
    const last = Math.max(...years) + 1;
    const policies = [...new Map(dated.map((fact) => [fact.id, fact.data]))];
    const label = Math.max(LABEL, ...policies.map(([, data]) => 4 + widthOf(data.short) + GAP));
    const across = (position) => label + Math.round((position - first) * (WIDTH - label - RIGHT) / (last - first));
    const height = HEAD + policies.length * ROW + 10;
    const node = svg("svg", { width: WIDTH, height: height, viewBox: "0 0 " + WIDTH + " " + height, role: "group", "aria-label": "有日期的时限，同样的内容见下表" });
    for (let year = first; year <= last; year += 1) node.append(svg("g", { class: "pk-tick" }, svg("path", { d: "M" + across(year) + " 24V" + (height - 4) }), svg("text", { x: across(year), y: 16 }, year + "年")));
    policies.forEach(([id, data], at) => {
      const y = HEAD + at * ROW + ROW / 2;
      const name = svg("a", { href: link("", data.page, "").href }, svg("text", { x: 4, y: y + 5 }, data.short));
      node.append(svg("g", { class: "pk-track hue-" + data.hue }, svg("path", { d: "M" + label + " " + y + "H" + (WIDTH - RIGHT) }), name));
      const dates = [...new Set(dated.filter((fact) => fact.id === id).map((fact) => fact.date))].sort();
      let before = -Infinity;
      for (const date of dates) {
        const facts = dated.filter((fact) => fact.id === id && fact.date === date);
        const [x, end] = extent(date).map(across);
        const middle = Math.floor((x + end) / 2);
        const counted = facts.length > 1 && middle - before >= NUMBER;
        if (counted) before = middle;
        node.append(dotNode({ data, facts, x, end, y, middle }, counted));
      }
    });
    return frame("时间轴，可左右滚动", "pk-scroll pk-drawing", node);
  }

  /* ---- the table and the lists ---- */

  function rowOf(fact, at, order) {
    const cell = (className, value, ...content) => {
      const node = make("td", className, ...content);
      if (value !== null) node.dataset.sort = value;
      return node;
    };
    const chip = cell("", order, placeChip(fact.data));
    chip.dataset.value = fact.data.short;
    return make("tr", "", chip,
      cell("pk-wrap", at, wayTo(fact), " " + fact.title),
      cell("", null, fact.raw),
      cell("", null, fact.kind === "quantity" ? "量化指标" : words.types[fact.kind]),
      cell("pk-nowrap", fact.date, fact.date || "—"),
      cell("", null, words.places[fact.place]),
      cell("pk-nowrap", at, link("", fact.data.page + "#src-" + fact.item, "原文")));
  }

  function groups(chosen, facts, kind) {
    const rows = chosen.flatMap(({ id, data }) => {
      const here = facts.filter((fact) => fact.id === id && fact.kind === kind);
      if (!here.length) return [];
      const lines = here.map((fact) => make("li", "", wayTo(fact), " " + fact.title + "：", make("q", "", fact.raw)));
      return [make("div", "pk-group-row", make("p", "", placeChip(data), " ", make("span", "pk-quiet", here.length + " 处")), make("ul", "pk-plain", ...lines))];
    });
    return rows.length ? rows : [make("p", "pk-empty", "没有。")];
  }

  function timelinePage(form) {
    const table = document.getElementById("facts").policykbRows;
    chosenPage(form, (chosen) => {
      const facts = chosen.flatMap(factsOf);
      const order = new Map(chosen.map(({ id }, at) => [id, at]));
      table.exchange(chosen.length ? facts.map((fact, at) => rowOf(fact, at, order.get(fact.id))) : table.first);
      const dated = facts.filter((fact) => DATE.test(fact.date));
      place("line").replaceChildren(dated.length ? drawing(dated) : make("p", "pk-empty", "所选文件没有写明具体日期的时限，时间轴无从画起；其他时限见下表。"));
      const silent = chosen.filter(({ id }) => !facts.some((fact) => fact.id === id));
      place("silent").replaceChildren(...(silent.length ? [make("p", "pk-quiet", "以下文件所收的文本没有写时限和指标：", ...silent.flatMap(({ data }) => [placeChip(data), " "]))] : []));
      for (const kind of ["frequency", "ongoing"]) place(kind).replaceChildren(...groups(chosen, facts, kind));
    });
  }

  kinds.timeline = timelinePage;
})();
