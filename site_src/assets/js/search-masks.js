/* Which entries fit the conditions: OR within one facet, AND across; a function and a role must be the same unit's. */
(function () {
  "use strict";

  const { load, members, valueOfPolicy } = window.pkSearch;

  const FACETS = ["region", "level", "type", "year", "status", "domain", "function", "role", "kind", "deadline"];
  const OF_POLICY = ["region", "level", "type", "year", "status"];

  const valuesOfPolicy = (index, policy, facet) => (facet === "region" ? index.regionValues[index.region[policy]] : [valueOfPolicy(index, policy, facet)]);

  /* Tables of facets.js with their lists read: value -> entries. */
  function readFacets(facets) {
    return {
      kind: facets.kind.map(([id, list]) => [id, members(list)]),
      domain: facets.domain.map(([id, list]) => [id, members(list)]),
      main: facets.main.map(([id, list]) => [id, members(list)]),
      duty: facets.duty.map(([unit, role, list]) => [unit, role, members(list)]),
      deadline: members(facets.deadline),
      years: facets.years.map(([id, list]) => [id, members(list)]),
    };
  }

  let facetTables = null;
  /* With `main`, a domain's entries are those it is the primary one of. */
  async function facetsOf(main) {
    facetTables ??= readFacets(await load("facets"));
    return main ? { ...facetTables, domain: facetTables.main } : facetTables;
  }

  const chosenAny = (chosen) => FACETS.some((facet) => chosen[facet]?.size);

  /* For each group of facets that was chosen from: a mask of the entries that fit it. */
  function masks(index, tables, chosen) {
    const made = {};
    const mask = (name, fill) => {
      made[name] = new Uint8Array(index.entries);
      fill(made[name]);
    };
    for (const facet of OF_POLICY.filter((name) => chosen[name]?.size)) {
      const fits = index.region.map((_, policy) => valuesOfPolicy(index, policy, facet).some((value) => chosen[facet].has(value)));
      mask(facet, (own) => own.forEach((_, entry) => (own[entry] = fits[index.policyOf[entry]] ? 1 : 0)));
    }
    for (const facet of ["kind", "domain"].filter((name) => chosen[name]?.size)) {
      mask(facet, (own) => {
        for (const [id, entries] of tables[facet]) if (chosen[facet].has(id)) for (const entry of entries) own[entry] = 1;
      });
    }
    if (chosen.function?.size || chosen.role?.size) {
      mask("duty", (own) => {
        for (const [unit, role, entries] of tables.duty) {
          const fits = (!chosen.function?.size || chosen.function.has(unit)) && (!chosen.role?.size || chosen.role.has(role));
          if (fits) for (const entry of entries) own[entry] = 1;
        }
      });
    }
    if (chosen.deadline?.size) {
      mask("deadline", (own) => {
        own.fill(chosen.deadline.has("no") ? 1 : 0);
        for (const entry of tables.deadline) own[entry] = chosen.deadline.has("yes") ? 1 : 0;
        for (const [year, entries] of tables.years) if (chosen.deadline.has(year)) for (const entry of entries) own[entry] = 1;
      });
    }
    return made;
  }

  /* Entries of `found` (per entry, 0: no) that fit all masks but one. */
  function through(index, found, made, except) {
    const left = new Uint8Array(found);
    for (const [name, mask] of Object.entries(made)) {
      if (name !== except) for (let entry = 0; entry < left.length; entry += 1) if (!mask[entry]) left[entry] = 0;
    }
    return left;
  }

  /* Facet -> value -> number of counted hits that choosing it as well would give. */
  function count(index, tables, found, made, chosen) {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const add = (facet, value, number = 1) => number && counts[facet].set(value, (counts[facet].get(value) ?? 0) + number);
    const own = found.map((score, entry) => (index.counted[entry] ? score : 0));
    const all = through(index, own, made, null);
    const left = (name) => (made[name] ? through(index, own, made, name) : all);
    const size = (mask, entries) => entries.reduce((sum, entry) => sum + (mask[entry] ? 1 : 0), 0);
    for (const facet of OF_POLICY) {
      const perPolicy = new Int32Array(index.region.length);
      left(facet).forEach((score, entry) => score && (perPolicy[index.policyOf[entry]] += 1));
      perPolicy.forEach((number, policy) => number && valuesOfPolicy(index, policy, facet).forEach((value) => add(facet, value, number)));
    }
    for (const facet of ["kind", "domain"]) for (const [id, entries] of tables[facet]) add(facet, id, size(left(facet), entries));
    countDuties(tables, left("duty"), chosen, add);
    const deadlines = left("deadline");
    const having = size(deadlines, tables.deadline);
    add("deadline", "yes", having);
    add("deadline", "no", deadlines.reduce((sum, score) => sum + (score ? 1 : 0), 0) - having);
    for (const [year, entries] of tables.years) add("deadline", year, size(deadlines, entries));
    return counts;
  }

  function countDuties(tables, mask, chosen, add) {
    const sets = { function: new Map(), role: new Map() };
    const collect = (facet, value, entries) => {
      if (!sets[facet].has(value)) sets[facet].set(value, new Set());
      for (const entry of entries) if (mask[entry]) sets[facet].get(value).add(entry);
    };
    for (const [unit, role, entries] of tables.duty) {
      if (unit && (!chosen.role?.size || chosen.role.has(role))) collect("function", unit, entries);
      if (!chosen.function?.size || chosen.function.has(unit)) collect("role", role, entries);
    }
    for (const facet of ["function", "role"]) for (const [value, entries] of sets[facet]) add(facet, value, entries.size);
  }

  Object.assign(window.pkSearch, { FACETS, facetsOf, chosenAny, masks, through, count });
})();
