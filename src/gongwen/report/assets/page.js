// 翻看、筛选。数据都在页面的元素里；只写 textContent，不由文字造 HTML。与 review.js 连成一段脚本。
const $ = (id) => document.getElementById(id);
const TERMS = { confirmed: "已核定", dismissed: "已驳回", waived: "放行", baselined: "列入基线", open: "没有处置" };
const RULED = ["waived", "baselined"];
const QUIET = "quiet";
const narrow = matchMedia("(max-width: 62rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

// ---- 各件、各处 ----
const files = [...document.querySelectorAll("section.file[data-path]")].map((section) => ({
  section,
  path: section.dataset.path,
  digest: section.dataset.digest,
  characters: Number(section.dataset.chars),
  progress: section.querySelector(".progress"),
  cards: [],
}));
const cards = files.flatMap((file) => {
  const marks = new Map();
  for (const mark of file.section.querySelectorAll("mark[data-f]")) {
    for (const number of mark.dataset.f.split(" ")) {
      if (!marks.has(number)) marks.set(number, []);
      marks.get(number).push(mark);
    }
  }
  file.cards = [...file.section.querySelectorAll("li.f")].map((node) => {
    const number = node.id.split("-")[1];
    const text = (name) => node.querySelector(name)?.textContent ?? "";
    return {
      node, file, number,
      marks: marks.get(number) ?? [],
      link: $("m" + node.id.slice(1)),
      fingerprint: node.dataset.p,
      text: node.dataset.t ? JSON.parse(node.dataset.t) : text(".w"),
      code: text(".code"), name: node.querySelector(".code").title, level: text(".lv"), zone: text(".z"),
      given: node.dataset.s ?? "open",
      decided: null,
    };
  });
  return file.cards;
});
const byNode = new Map(cards.map((card) => [card.node, card]));
const state = (card) => card.decided?.decision ?? card.given;

// ---- 选中、翻看 ----
let current = null;
const visible = () => cards.filter((card) => !card.node.hidden);

function scroll(node, block) {
  node?.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });
}

function close() {
  current?.node.classList.remove("peek");
}

function select(card, from) {
  if (current) {
    close();
    current.node.classList.remove("on");
    current.marks.forEach((mark) => mark.classList.remove("on"));
  }
  current = card;
  if (card) {
    card.node.classList.add("on");
    card.marks.forEach((mark) => mark.classList.add("on"));
    if (from !== "text") scroll(card.marks[0] ?? card.link, "center");
    if (narrow.matches && from !== "list") card.node.classList.add("peek");
    else if (from !== "list") scrollList(card.node);
  }
  count();
}

function scrollList(node) {
  const side = node.closest(".side");
  if (side.scrollHeight <= side.clientHeight) return;
  const top = node.offsetTop - side.offsetTop;
  if (top < side.scrollTop || top + node.offsetHeight > side.scrollTop + side.clientHeight) {
    side.scrollTop = top - (side.clientHeight - node.offsetHeight) / 3;
  }
}

function step(by) {
  const list = visible();
  if (!list.length) return;
  const at = list.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
  select(list[next], "key");
  list[next].node.querySelector(".no").focus({ preventScroll: true });
}

function count() {
  const list = visible();
  const at = list.indexOf(current);
  $("count").textContent = at < 0 ? `${list.length} 处` : `${at + 1} / ${list.length}`;
}

// ---- 筛选 ----
const filters = {
  level: $("by-level"), zone: $("by-zone"), code: $("by-code"), state: $("by-state"),
};

function tally(key) {
  const counts = new Map();
  for (const card of cards) {
    const value = key(card);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function fill(menu, counts, label) {
  const chosen = menu.value;
  menu.replaceChildren(new Option(`${menu.dataset.all}（${cards.length}）`, ""));
  for (const [value, number] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    menu.add(new Option(`${label(value)}（${number}）`, value));
  }
  menu.value = chosen;
  if (menu.selectedIndex < 0) menu.selectedIndex = 0;
}

function fillState() {
  const counts = tally(state);
  fill(filters.state, counts, (value) => TERMS[value]);
  const ruled = RULED.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  if (ruled) filters.state.add(new Option(`不含放行、基线（${cards.length - ruled}）`, QUIET), 1);
  return ruled;
}

function shown(card) {
  const { level, zone, code } = filters;
  const wanted = filters.state.value;
  if (level.value && card.level !== level.value) return false;
  if (zone.value && card.zone !== zone.value) return false;
  if (code.value && card.code !== code.value) return false;
  return !wanted || (wanted === QUIET ? !RULED.includes(state(card)) : state(card) === wanted);
}

// 只在换了条件时才收起：刚核过的还留在眼前
function filter() {
  const lit = new Set();
  for (const card of cards) {
    card.node.hidden = !shown(card);
    if (!card.node.hidden) card.marks.forEach((mark) => lit.add(mark));
    card.link?.classList.toggle("off", card.node.hidden);
  }
  for (const card of cards) card.marks.forEach((mark) => mark.classList.toggle("off", !lit.has(mark)));
  if (current?.node.hidden) select(null);
  count();
}

// ---- 接线 ----
function clicked(event) {
  const link = event.target.closest("a.r, a.no, a.pl");
  const mark = event.target.closest("mark[data-f]:not(.off)");
  if (link) {
    event.preventDefault();
    const card = byNode.get($("f" + link.hash.slice(2)));
    select(card, link.matches(".r") ? "text" : "list");
  } else if (mark) {
    const section = mark.closest("section.file");
    const found = mark.dataset.f.split(" ").map((number) => byNode.get($(`f${section.id.slice(5)}-${number}`)));
    const list = found.filter((card) => !card.node.hidden).reverse();
    if (list.length) select(list[(list.indexOf(current) + 1) % list.length], "text");
  } else {
    const node = event.target.closest("li.f");
    if (node && !event.target.closest("button, input, label") && getSelection().isCollapsed) {
      select(byNode.get(node), "list");
    }
  }
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    close();
    return;
  }
  if (event.target.closest("input, select, textarea")) return;
  const inList = event.target.closest(".side");
  const mine = current && !RULED.includes(current.given);
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: inList && (() => step(1)),
    ArrowUp: inList && (() => step(-1)),
    y: mine && (() => decide(current, "confirmed", "") && step(1)),
    n: mine && (() => ask(current)),
    u: mine && current.decided && (() => undo(current)),
  };
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
}

function measure() {
  const sticky = getComputedStyle($("bar")).position === "sticky";
  document.documentElement.style.setProperty("--bar", sticky ? `${$("bar").offsetHeight}px` : "0px");
}

function start() {
  recall();
  cards.forEach((card) => { equip(card); sheet(card); paint(card); });
  fill(filters.level, tally((card) => card.level), (value) => value);
  fill(filters.zone, tally((card) => card.zone), (value) => value);
  const names = new Map(cards.map((card) => [card.code, card.name]));
  fill(filters.code, tally((card) => card.code), (value) => `${value} ${names.get(value)}`);
  if (fillState()) filters.state.value = QUIET;
  Object.values(filters).forEach((menu) => menu.addEventListener("change", filter));
  $("prev").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("export").addEventListener("click", download);
  $("print").addEventListener("click", () => print());
  $("who").addEventListener("change", () => { say(""); remember(); });
  $("bar").addEventListener("submit", (event) => event.preventDefault());
  $("files").addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  addEventListener("resize", measure);
  addEventListener("beforeunload", (event) => { if (!kept && !allExported()) event.preventDefault(); });
  $("bar").hidden = !cards.length;
  document.querySelector(".keys").hidden = !cards.length;
  files.forEach(progress);
  filter();
  ready();
  measure();
  const target = byNode.get($("f" + location.hash.slice(2)));
  if (target) select(target, "key");
}
