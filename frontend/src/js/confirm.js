// `data-confirm`: asks before an act that matters, names it, and takes the reason where the law wants one.
import { say } from "./common.js";

const agreed = new WeakSet();

function ask(source, submitter) {
  const dialog = document.getElementById("cc-confirm");
  const pick = (name) => submitter?.dataset[name] ?? source.dataset[name];
  dialog.querySelector("h2").textContent = pick("confirmTitle") ?? say("confirmTitle");
  dialog.querySelector("[data-confirm-words]").textContent = pick("confirm");
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.textContent = pick("confirmAction") ?? say("confirmAction");
  yes.className = pick("confirmTone") === "danger" ? "btn btn-danger" : "btn btn-primary";
  const reasonName = pick("confirmReason");
  const box = dialog.querySelector("[data-confirm-why]");
  const reason = box.querySelector("textarea");
  box.hidden = !reasonName;
  reason.required = Boolean(reasonName);
  reason.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  (reasonName ? reason : yes).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve({ yes: dialog.returnValue === "yes", reasonName, reason: reason.value.trim() }), { once: true });
  });
}

function put(form, name, value) {
  let field = form.elements.namedItem(name);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(field);
  }
  field.value = value;
}

export function start() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const asks = event.submitter?.matches("[data-confirm]") || form.matches("[data-confirm]");
    if (!asks || agreed.delete(form) || !document.getElementById("cc-confirm")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    const answer = await ask(form, submitter);
    if (!answer.yes) return;
    if (answer.reasonName) put(form, answer.reasonName, answer.reason);
    agreed.add(form);
    form.requestSubmit(submitter ?? undefined);
  }, true);
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-confirm]");
    if (!link || !document.getElementById("cc-confirm")) return;
    event.preventDefault();
    if ((await ask(link)).yes) location.assign(link.href);
  });
}
