/* The search page's state, all of which is its address: what is asked for, under which conditions, in which order. */
(function () {
  "use strict";

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

  const engine = window.pkSearch;

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

  const nameOf = (index, facet, id) => values(index, facet).find((value) => value.id === id)?.name ?? id;

  Object.assign((window.pkSearchPage ??= {}), { FACETS, readState, addressOf, emptyChosen, copyOf, values, nameOf });
})();
