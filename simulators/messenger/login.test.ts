import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { graph, setUp } from "./harness.ts";

const CALLBACK = "https://wokfow.example/callback";
const SCOPE = "pages_show_list,pages_messaging,pages_manage_metadata";

type Stage = Awaited<ReturnType<typeof setUp>>;

function dialogOf({ messenger, app }: Stage, more: Record<string, string> = {}): string {
  const query = {
    client_id: app.id,
    redirect_uri: CALLBACK,
    state: "s1",
    scope: SCOPE,
    response_type: "code",
    ...more,
  };
  return `${messenger.url}/v23.0/dialog/oauth?${new URLSearchParams(query)}`;
}

/** Presses a button of the dialog, as a browser does; gives where it is sent. */
async function press(address: string, form: [string, string][]): Promise<URL> {
  const response = await fetch(address, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  expect(response.status).toBe(302);
  return new URL(response.headers.get("location") ?? "");
}

function exchange({ messenger, app }: Stage, code: string, more: Record<string, string> = {}) {
  const query = { client_id: app.id, client_secret: app.secret, redirect_uri: CALLBACK, code, ...more };
  return graph(messenger, "GET", `oauth/access_token?${new URLSearchParams(query)}`);
}

function codeOf(address: URL): string {
  return address.searchParams.get("code") ?? "";
}

test("the dialog names person, pages and permissions, and a code comes back that is good once", async () => {
  const stage = await setUp();
  const page = await (await fetch(dialogOf(stage))).text();
  expect(page).toContain("Continue as Elena");
  expect(page).toContain("Ortiz Shop");
  expect(page).toContain("pages_manage_metadata");
  const back = await press(dialogOf(stage), [
    ["answer", "continue"],
    ["page", stage.shop.id],
    ...SCOPE.split(",").map((name): [string, string] => ["permission", name]),
  ]);
  expect(back.origin + back.pathname).toBe(CALLBACK);
  expect(back.searchParams.get("state")).toBe("s1");
  const wrongAddress = await exchange(stage, codeOf(back), { redirect_uri: `${CALLBACK}/` });
  expect(wrongAddress.body.error).toMatchObject({ code: 100, error_subcode: 36008 });
  const wrongSecret = await exchange(stage, codeOf(back), { client_secret: "guess" });
  expect(wrongSecret).toMatchObject({ status: 400, body: { error: { code: 1 } } });
  const first = await exchange(stage, codeOf(back));
  expect(first.body).toMatchObject({ token_type: "bearer", access_token: expect.stringMatching(/^EAA/) });
  const again = await exchange(stage, codeOf(back));
  expect(again.body.error).toMatchObject({ code: 100, error_subcode: 36009, type: "OAuthException" });
});

test("a code ends after ten minutes", async () => {
  const stage = await setUp();
  const back = new URL(stage.messenger.logIn(dialogOf(stage)));
  stage.messenger.advance(11 * 60 * 1000);
  expect((await exchange(stage, codeOf(back))).body.error).toMatchObject({ code: 100, error_subcode: 36007 });
});

test("cancel, another address and an unknown app end as they do on Facebook", async () => {
  const stage = await setUp();
  const back = await press(dialogOf(stage), [["answer", "cancel"]]);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    error: "access_denied",
    error_reason: "user_denied",
    state: "s1",
  });
  const elsewhere = await fetch(dialogOf(stage, { redirect_uri: "https://elsewhere.example/" }));
  expect(elsewhere.status).toBe(400);
  expect(await elsewhere.text()).toContain("URL Blocked");
  const unknown = await fetch(dialogOf(stage, { client_id: "1" }));
  expect(await unknown.text()).toContain("Invalid App ID");
});

test("an unticked permission is declined, and asked for again only by rerequest", async () => {
  const stage = await setUp();
  const { messenger, app } = stage;
  const back = new URL(messenger.logIn(dialogOf(stage), { untick: ["pages_messaging"] }));
  const { access_token: token } = (await exchange(stage, codeOf(back))).body;
  const permissions = await graph(messenger, "GET", "me/permissions", String(token));
  expect(permissions.body.data).toContainEqual({ permission: "pages_messaging", status: "declined" });
  expect(await (await fetch(dialogOf(stage))).text()).not.toContain("pages_messaging");
  expect(await (await fetch(dialogOf(stage, { auth_type: "rerequest" }))).text()).toContain("pages_messaging");
  messenger.logIn(dialogOf(stage, { auth_type: "rerequest" }));
  expect(stage.elena.permissions(app).granted).toContain("pages_messaging");
});

test("a long-lived token gives page tokens that do not end, page by page", async () => {
  const stage = await setUp();
  const { messenger, app, elena } = stage;
  for (const name of ["Two", "Three", "Four"]) elena.joinPage(messenger.page({ name }));
  const back = new URL(messenger.logIn(dialogOf(stage)));
  const { access_token: short } = (await exchange(stage, codeOf(back))).body;
  const asked = { grant_type: "fb_exchange_token", client_id: app.id, client_secret: app.secret };
  const query = new URLSearchParams({ ...asked, fb_exchange_token: String(short) });
  const long = (await graph(messenger, "GET", `oauth/access_token?${query}`)).body;
  expect(long.expires_in).toBe(5_184_000);
  const fields = "id,name,access_token,picture{url},tasks";
  const first = await graph(messenger, "GET", `me/accounts?limit=3&fields=${fields}`, String(long.access_token));
  expect(first.body).toMatchObject({
    data: [{ name: "Ortiz Shop", picture: { data: { url: expect.stringContaining("/cdn/") } } }, {}, {}],
    paging: { next: expect.any(String) },
  });
  const { paging, data }: { paging: { next: string }; data: { access_token: string }[] } = JSON.parse(
    JSON.stringify(first.body),
  );
  const rest = await (await fetch(paging.next)).json();
  expect(rest.data).toMatchObject([{ name: "Four" }]);
  expect(rest.paging.next).toBeUndefined();
  const inspected = await graph(
    messenger,
    "GET",
    `debug_token?input_token=${data[0]?.access_token}&access_token=${app.id}|${app.secret}`,
  );
  expect(inspected.body.data).toMatchObject({
    app_id: app.id,
    type: "PAGE",
    is_valid: true,
    expires_at: 0,
    profile_id: stage.shop.id,
    user_id: elena.id,
    scopes: expect.arrayContaining(["pages_messaging"]),
    granular_scopes: expect.arrayContaining([expect.objectContaining({ scope: "pages_messaging" })]),
  });
});

test("logging in again renews for how long data may be had", async () => {
  const stage = await setUp();
  const { messenger, app, shop } = stage;
  const token = app.connect(shop);
  const path = `debug_token?input_token=${token}&access_token=${app.id}|${app.secret}`;
  const endsAt = async () => {
    const { data }: { data: { data_access_expires_at: number } } = JSON.parse(
      JSON.stringify((await graph(messenger, "GET", path)).body),
    );
    return data.data_access_expires_at - messenger.now().getTime() / 1000;
  };
  messenger.advance(80 * 24 * 3_600_000);
  expect(await endsAt()).toBeLessThan(11 * 24 * 3600);
  messenger.logIn(dialogOf(stage));
  expect(await endsAt()).toBeGreaterThan(89 * 24 * 3600);
});

test("only pages that were chosen are listed", async () => {
  const stage = await setUp();
  const { messenger, app, elena, shop } = stage;
  elena.joinPage(messenger.page({ name: "Not this one" }));
  const back = new URL(messenger.logIn(dialogOf(stage), { pages: [shop] }));
  const { access_token: token } = (await exchange(stage, codeOf(back))).body;
  expect((await graph(messenger, "GET", "me/accounts", String(token))).body.data).toMatchObject([{ id: shop.id }]);
  elena.removePermission(app, "pages_show_list");
  expect((await graph(messenger, "GET", "me/accounts", String(token))).body).toEqual({ data: [] });
});

test("pages of a business portfolio are listed with business_management alone", async () => {
  const { messenger, app, elena } = await setUp();
  elena.joinPage(messenger.page({ name: "Of a portfolio", inPortfolio: true }));
  const listed = async (token: string) =>
    JSON.stringify((await graph(messenger, "GET", "me/accounts", token)).body.data);
  expect(await listed(app.userToken(elena))).not.toContain("Of a portfolio");
  expect(await listed(app.userToken(elena, ["pages_show_list", "business_management"]))).toContain("Of a portfolio");
});

test("a form may say which verb is meant, so that no token stands in an address", async () => {
  const { messenger, app, shop } = await setUp();
  const token = app.connect(shop);
  const form = { method: "get", input_token: token };
  const proof = createHmac("sha256", app.secret).update(`${app.id}|${app.secret}`).digest("hex");
  const path = `debug_token?appsecret_proof=${proof}`;
  const { body } = await graph(messenger, "POST", path, `${app.id}|${app.secret}`, form);
  expect(body.data).toMatchObject({ is_valid: true, profile_id: shop.id });
  expect(messenger.requests.at(-1)).toMatchObject({ method: "GET debug_token" });
});

test("a proof of the secret is checked, and can be demanded", async () => {
  const { messenger, app, shop } = await setUp();
  const token = app.connect(shop);
  const proof = createHmac("sha256", app.secret).update(token).digest("hex");
  const me = async (query: string) => (await graph(messenger, "GET", `me${query}`, token)).body;
  expect(await me(`?appsecret_proof=${proof}`)).toMatchObject({ id: shop.id });
  expect(await me("?appsecret_proof=00")).toMatchObject({ error: { code: 100 } });
  app.setRules({ requireProof: true });
  expect(await me("")).toMatchObject({ error: { code: 100, message: expect.stringContaining("appsecret_proof") } });
  expect(await me(`?appsecret_proof=${proof}`)).toMatchObject({ id: shop.id });
});

test("subscribing needs the page's token and the permission, and names fields that are known", async () => {
  const { messenger, app, shop, elena } = await setUp();
  const token = app.pageToken(shop);
  const path = `${shop.id}/subscribed_apps`;
  const wrong = await graph(messenger, "POST", path, token, { subscribed_fields: "messages,nonsense" });
  expect(wrong.body.error).toMatchObject({ code: 100 });
  const byPerson = await graph(messenger, "POST", path, app.userToken(elena), { subscribed_fields: "messages" });
  expect(byPerson.body.error).toMatchObject({ code: 190, error_subcode: 2069032 });
  const fields = "messages,messaging_postbacks";
  expect((await graph(messenger, "POST", path, token, { subscribed_fields: fields })).body).toEqual({ success: true });
  const { body } = await graph(messenger, "GET", path, token);
  expect(body.data).toMatchObject([{ id: app.id, name: "Wokfow", subscribed_fields: fields.split(",") }]);
  await graph(messenger, "DELETE", path, token);
  expect(shop.subscriptions()).toEqual({});
  elena.removePermission(app, "pages_manage_metadata");
  expect((await graph(messenger, "GET", path, token)).body.error).toMatchObject({ code: 200 });
});

test("an app tells what was entered for its webhook, to nobody but itself", async () => {
  const { messenger, app, shop } = await setUp();
  const asked = async (token: string) => (await graph(messenger, "GET", `${app.id}/subscriptions`, token)).body;
  const itself = `${app.id}|${app.secret}`;
  expect(await asked(itself)).toEqual({ data: [] });
  const url = "https://wokfow.example/hook";
  app.setWebhookUnverified({ url, verifyToken: "open sesame", fields: ["messages"] });
  const fields = [{ name: "messages", version: "v23.0" }];
  expect(await asked(itself)).toEqual({ data: [{ object: "page", callback_url: url, active: true, fields }] });
  app.turnWebhookOff();
  expect(await asked(itself)).toMatchObject({ data: [{ active: false }] });
  expect(await asked(app.pageToken(shop))).toMatchObject({ error: { code: 15 } });
});
