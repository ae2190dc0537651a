(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const bar = find("filter"), stage = find("stage"), words = find("words"), shown = find("shown");
  const hows = [...document.querySelectorAll('input[name="how"]')];
  const rows = [...document.querySelectorAll("tbody.row")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const parts = [...document.querySelectorAll(".stage")];
  const inner = () => rows.filter((row) => !row.hidden).flatMap((row) => [...row.querySelectorAll("details")]);

  const filter = () => {
    const wanted = new Set(hows.filter((it) => it.checked).map((it) => it.value));
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      const fits = wanted.has(row.dataset.how)
        && (stage.value === "" || row.dataset.stage === stage.value)
        && asked.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    for (const part of parts) {
      part.hidden = !part.querySelector("tbody.row:not([hidden])");
    }
    shown.textContent = count === rows.length
      ? `All ${count} entries are shown.`
      : `${count} of ${rows.length} entries are shown. What is hidden is not printed either.`;
  };
  const clear = () => {
    hows.forEach((it) => { it.checked = true; });
    stage.value = "";
    words.value = "";
    filter();
  };
  const reveal = () => {
    const row = location.hash ? find(decodeURIComponent(location.hash.slice(1))) : null;
    if (!row || !row.matches("tbody.row")) return;
    if (row.hidden) clear();
    row.querySelector("details").open = true;
    row.scrollIntoView();
  };

  hows.forEach((it) => it.addEventListener("change", filter));
  stage.addEventListener("change", filter);
  words.addEventListener("input", filter);
  find("open").addEventListener("click", () => inner().forEach((it) => { it.open = true; }));
  find("close").addEventListener("click", () => inner().forEach((it) => { it.open = false; }));
  find("clear").addEventListener("click", clear);
  addEventListener("hashchange", reveal);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    closed.forEach((it) => { it.open = true; });
  });
  addEventListener("afterprint", () => {
    closed.forEach((it) => { it.open = false; });
    closed = [];
  });

  bar.hidden = false;
  filter();
  reveal();
})();
