/* The conditions of the search page: the facets, those that hold, what words were taken to name, and the order. */
(function () {
  "use strict";

  const MANY = 15;
  const SORTED_BY_COUNT = new Set(["region", "type", "domain", "function"]);
  const ORDERS = [
    ["", "相关"],
    ["date", "日期"],
  ];

  const facetBox = document.getElementById("pk-facets");
  const activeBox = document.getElementById("pk-active");
  const asked = document.getElementById("pk-asked");
  const orderBox = document.getElementById("pk-order");
  const engine = window.pkSearch;
  /* search.js stands behind this script in the page. */
  const go = (index, state) => window.pkSearchPage.go(index, state);
  const { FACETS, copyOf, values, nameOf, FEW, element, button } = window.pkSearchPage;

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

  Object.assign(window.pkSearchPage, { isWide, showFacets, showActive, showMeant, showOrder });
})();
