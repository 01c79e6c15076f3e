// 核定、导出。状态在内存里，能存就存一份在浏览器里（localStorage，只存指纹和核定）。
const allExported = () => cards.every((card) => !card.decided || card.exported);
let kept = true;

const drawer = (file) => `gongwen.review.${file.digest}.${file.path}`;

function remember() {
  try {
    for (const file of files) {
      const decided = file.cards.filter((card) => card.decided);
      const key = drawer(file);
      if (decided.length) {
        const rows = decided.map((card) => [card.fingerprint, card.decided]);
        localStorage.setItem(key, JSON.stringify(Object.fromEntries(rows)));
      } else localStorage.removeItem(key);
    }
    localStorage.setItem("gongwen.who", $("who").value);
  } catch {
    kept = false;
  }
}

function recall() {
  try {
    $("who").value = localStorage.getItem("gongwen.who") ?? "";
    for (const file of files) {
      const rows = JSON.parse(localStorage.getItem(drawer(file)) ?? "{}");
      for (const card of file.cards) {
        if (Object.hasOwn(rows, card.fingerprint) && sound(rows[card.fingerprint])) {
          card.decided = rows[card.fingerprint];
        }
      }
    }
  } catch {
    kept = false;
  }
}

const sound = (row) =>
  ["confirmed", "dismissed"].includes(row?.decision) && ["by", "reason", "on"].every((key) => typeof row[key] === "string");

// 姓名、理由是一行看得见的字
const clean = (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim();

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function say(text) {
  $("say").textContent = text;
}

function decide(card, decision, reason) {
  const by = clean($("who").value);
  if (!by) {
    say("先在这里填核定人的姓名");
    $("who").focus();
    return false;
  }
  say("");
  card.decided = { decision, by, reason, on: today() };
  card.exported = false;
  changed(card);
  return true;
}

function changed(card) {
  paint(card);
  progress(card.file);
  fillState();
  remember();
  ready();
}

function ready() {
  const number = cards.filter((card) => card.decided).length;
  $("export").disabled = !number;
  $("export").textContent = number ? `导出核定（${number} 处）` : "导出核定";
}

function paint(card) {
  const now = state(card);
  const { node, decided } = card;
  const style = { confirmed: "k", dismissed: "s", waived: "s", baselined: "s" }[now];
  for (const each of [node, card.link, ...card.marks.filter((mark) => !mark.dataset.f.includes(" "))]) {
    each?.classList.remove("k", "s");
    if (style) each?.classList.add(style);
  }
  const said = node.querySelector(".said");
  if (!said) return;
  said.textContent = decided ? [TERMS[now], decided.by, decided.reason].filter(Boolean).join(" · ") : "";
  node.querySelector(".undo").hidden = !decided;
  node.querySelector(".yes").hidden = now === "confirmed";
  node.querySelector(".no-button").hidden = now === "dismissed";
  node.querySelector(".ask").hidden = true;
}

function progress(file) {
  const errors = file.cards.filter((card) => card.level === "差错" && !RULED.includes(state(card)));
  if (!errors.length || !file.cards.some((card) => card.decided)) {
    file.progress.textContent = "";
    return;
  }
  const left = errors.filter((card) => state(card) === "open").length;
  const body = errors.filter((card) => card.zone === "正文" && state(card) === "confirmed").length;
  const rate = file.characters ? ((body * 10000) / file.characters).toFixed(2) : "0.00";
  file.progress.textContent =
    `核了 ${errors.length - left} 处差错，` + (left ? `还有 ${left} 处` : "全都核过了") +
    `；照此正文差错 ${body} 处，核定差错率万分之 ${rate}。导出后用 gongwen review --import 记下，裁定以那时为准。`;
}

function ask(card) {
  const form = card.node.querySelector(".ask");
  form.hidden = false;
  form.querySelector(".because").focus();
}

function undo(card) {
  card.decided = null;
  changed(card);
}

function equip(card) {
  if (RULED.includes(card.given)) return;
  const controls = $("review").content.cloneNode(true).firstElementChild;
  const [yes, no, back, form] = controls.children;
  const said = document.createElement("span");
  said.className = "said";
  no.classList.replace("no", "no-button");
  controls.insertBefore(said, form);
  yes.addEventListener("click", () => decide(card, "confirmed", ""));
  no.addEventListener("click", () => ask(card));
  back.addEventListener("click", () => undo(card));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = clean(form.querySelector(".because").value);
    if (reason) decide(card, "dismissed", reason);
  });
  form.querySelector(".cancel").addEventListener("click", () => { form.hidden = true; });
  card.node.append(controls);
}

// 窄屏上从下面拉出来时用的几个按钮
function sheet(card) {
  const row = document.createElement("div");
  row.className = "sheet";
  for (const [label, act] of [["上一处", () => step(-1)], ["下一处", () => step(1)], ["收起", close]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", (event) => { event.stopPropagation(); act(); });
    row.append(button);
  }
  card.node.append(row);
}

function exported() {
  const done = files
    .map((file) => ({
      path: file.path,
      digest: file.digest,
      decisions: file.cards.filter((card) => card.decided).map((card) => ({
        fingerprint: card.fingerprint,
        code: card.code,
        text: card.text,
        decision: card.decided.decision,
        by: card.decided.by,
        reason: card.decided.reason,
        on: card.decided.on,
      })),
    }))
    .filter((file) => file.decisions.length);
  return { name: fileName(done), text: JSON.stringify({ format: 1, files: done }, null, 2) + "\n" };
}

function fileName(done) {
  const stem = done.length === 1 ? done[0].path.split(/[\\/]/).pop().replace(/\.[^.]*$/, "") : "核定";
  return `${stem}.review.json`;
}

function download() {
  const { name, text } = exported();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  for (const card of cards) card.exported = Boolean(card.decided);
}
