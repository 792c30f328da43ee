import type { Page, Person } from "../state/world.ts";
import type { DialogError, LoginRequest } from "./read-request.ts";

/** The dialog: who, which pages, which permissions. Everything else it must know is in its address. */
export function drawDialog(
  { app, person, pages, permissions }: LoginRequest,
  people: Person[],
  again: URLSearchParams,
) {
  const first = person.name.split(" ")[0] ?? person.name;
  const others = people.filter((one) => one !== person).map((one) => otherPerson(one, again));
  return frame(
    `Log in with Facebook`,
    `<h1>${safe(app.name)} would like to connect</h1>
    <p>You are logged in as <strong>${safe(person.name)}</strong>. Choose what ${safe(app.name)} may use.</p>
    <form method="post">
      <fieldset><legend>Pages</legend>${pages.map(pageChoice).join("") || "<p>You look after no page.</p>"}</fieldset>
      <fieldset><legend>Permissions</legend>${permissions.map(permissionChoice).join("")}</fieldset>
      <p class="buttons">
        <button name="answer" value="continue" class="main">Continue as ${safe(first)}</button>
        <button name="answer" value="cancel">Cancel</button>
      </p>
    </form>
    ${others.length > 0 ? `<p class="soft">Not you? ${others.join(", ")}</p>` : ""}`,
  );
}

/** The page that says why there is no dialog. */
export function drawDialogError({ title, message }: DialogError): string {
  return frame(title, `<h1>${safe(title)}</h1><p>${safe(message)}</p>`);
}

const labels: Record<string, string> = {
  public_profile: "Your name and profile picture (required)",
  pages_show_list: "Show a list of the Pages you manage",
  pages_messaging: "Manage and access Page conversations in Messenger",
  pages_manage_metadata: "Manage accounts, settings and webhooks for a Page",
  pages_read_engagement: "Read content posted on the Page",
  business_management: "Manage your business",
};

function permissionChoice(permission: string): string {
  const fixed = permission === "public_profile" ? " disabled" : "";
  const box = `<input type="checkbox" name="permission" value="${safe(permission)}" checked${fixed}>`;
  const label = labels[permission] ?? permission;
  return `<label>${box} <span>${safe(label)} <small>${safe(permission)}</small></span></label>`;
}

function pageChoice({ id, name, category }: Page): string {
  const box = `<input type="checkbox" name="page" value="${safe(id)}" checked>`;
  return `<label>${box} <span>${safe(name)} <small>${safe(category)}</small></span></label>`;
}

function otherPerson({ id, name }: Person, again: URLSearchParams): string {
  const query = new URLSearchParams(again);
  query.set("as", id);
  return `<a href="?${safe(query.toString())}">Log in as ${safe(name)}</a>`;
}

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)} | Facebook simulator</title><link rel="icon" href="data:,"><style>${style}</style></head><body><main>
<p class="brand">facebook <span>simulator</span></p>${body}</main></body></html>`;
}

function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#f0f2f5, #18191a); color: light-dark(#1c1e21, #e4e6eb); font: 16px/1.45 system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 500px; margin: 0 auto; padding: 24px 20px; background: light-dark(#fff, #242526); min-height: 100vh; }
.brand { margin: 0 0 20px; color: light-dark(#0a66d8, #5aa7ff); font-size: 24px; font-weight: 700; }
.brand span, .soft, small { color: light-dark(#5b6068, #b0b3b8); font-size: 13px; font-weight: 400; }
h1 { font-size: 20px; }
fieldset { margin: 16px 0; padding: 8px 14px; border: 1px solid light-dark(#ccd0d5, #3e4042); border-radius: 8px; }
legend { padding: 0 6px; font-weight: 600; }
label { display: flex; align-items: baseline; gap: 10px; padding: 8px 0; }
small { display: block; overflow-wrap: anywhere; }
a { color: light-dark(#0a5bc2, #7ab8ff); }
.buttons { display: flex; flex-wrap: wrap; gap: 10px; }
button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 8px; background: light-dark(#e4e6eb, #3a3b3c); color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button.main { flex: 1; background: #0a66d8; color: #fff; }`;
