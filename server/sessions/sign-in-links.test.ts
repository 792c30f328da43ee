import { request } from "node:http";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { inviteMember } from "#contract/invitations.ts";
import { changeEmail, readProfile } from "#contract/members.ts";
import { chooseOwnPassword, readSession, signIn } from "#contract/session.ts";
import { readSignInLink, redeemSignInLink, requestPasswordReset } from "#contract/sign-in-links.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { type MailSimulator, startMail } from "#simulators/mail/start-mail.ts";

const home = "http://desk.lindenhof.example";
const password = "correct horse battery";
const own = "eleven quiet rivers";
const hour = 60 * 60 * 1000;

let mail: MailSimulator;
let wokfow: TestWokfow;
let database: Client;
let owner: TestClient;

beforeAll(async () => {
  mail = await startMail();
  const env = { SMTP_URL: `${mail.url}?from=Lindenhof%20<desk@lindenhof.example>`, PUBLIC_URL: home };
  wokfow = await startWokfow(inject("testServer"), { env });
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  owner = wokfow.client();
  await owner.signUp("Lindenhof & Töchter", "ana@lindenhof.example");
});
beforeEach(() => database.query("truncate throttles"));
afterAll(async () => {
  await database.end();
  await wokfow.stop();
  await mail.close();
});

/** The token of the newest mail to an address, once there are so many. */
async function tokenFor(email: string, count = 1): Promise<string> {
  const [link = ""] = (await waitFor(() => mail.mailsTo(email).at(count - 1))).links;
  expect(link).toMatch(/^http:\/\/desk\.lindenhof\.example\/welcome#[\w-]{43}$/);
  return link.split("#")[1] ?? "";
}

async function invite(email = `${crypto.randomUUID()}@lindenhof.example`) {
  const invited = await owner.ok(inviteMember, { body: { displayName: "Ben Adler", email, role: "user" } });
  return invited;
}

const redeem = (token: string, newPassword = own, client = wokfow.client()) =>
  client.call(redeemSignInLink, { body: { token, newPassword } });
const forget = (email: string, client = wokfow.client()) => client.call(requestPasswordReset, { body: { email } });

describe("an invitation by e-mail", () => {
  it("lets its reader choose a password and go straight in", async () => {
    const { email, mailed, signInAddress } = await invite();
    expect([mailed, signInAddress]).toEqual([true, home]);
    const token = await tokenFor(email);
    expect(mail.mailsTo(email)[0]).toMatchObject({
      from: "Lindenhof <desk@lindenhof.example>",
      subject: "You are invited to Lindenhof & Töchter",
    });
    const link = await wokfow.client().ok(readSignInLink, { body: { token } });
    expect(link).toMatchObject({ purpose: "invitation", email, displayName: "Ben Adler" });
    const client = wokfow.client();
    const { body } = await redeem(token, own, client);
    expect(body).toMatchObject({
      mustChoosePassword: false,
      profile: { email },
      workspace: { name: link.workspaceName },
    });
    expect((await client.call(readProfile)).status).toBe(200);
    const { rows } = await database.query("select status from members where id = $1", [body.profile.id]);
    expect(rows[0].status).toBe("active");
  });

  it("is good once, also for two readers at once, and the handed-over password is good no more", async () => {
    const { email, password: handedOver } = await invite();
    const token = await tokenFor(email);
    const both = await Promise.all([redeem(token), redeem(token), redeem(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    expect((await redeem(token)).problem.code).toBe("link_ended");
    expect((await wokfow.client().call(readSignInLink, { body: { token } })).status).toBe(410);
    const old = { email, password: handedOver ?? "" };
    expect((await wokfow.client().call(signIn, { body: old })).status).toBe(401);
  });

  it("is good for 72 hours and not longer", async () => {
    const { email } = await invite();
    const token = await tokenFor(email);
    wokfow.clock.advance(72 * hour - 60_000);
    expect((await wokfow.client().call(readSignInLink, { body: { token } })).status).toBe(200);
    wokfow.clock.advance(120_000);
    expect((await redeem(token)).problem.code).toBe("link_ended");
  });

  it("is good for its address alone, and not once an own password is chosen", async () => {
    const first = await invite();
    const token = await tokenFor(first.email);
    await database.query("update people set email = 'moved@lindenhof.example' where email = $1", [first.email]);
    expect((await redeem(token)).problem.code).toBe("link_ended");
    const second = await invite();
    const unused = await tokenFor(second.email);
    const client = wokfow.client();
    await client.ok(signIn, { body: { email: second.email, password: second.password ?? "" } });
    await client.ok(chooseOwnPassword, { body: { newPassword: own } });
    expect((await redeem(unused)).problem.code).toBe("link_ended");
  });

  it("ends with the membership", async () => {
    const { email, member } = await invite();
    const token = await tokenFor(email);
    await database.query("update members set status = 'deactivated' where id = $1", [member.id]);
    expect((await redeem(token)).problem.code).toBe("link_ended");
  });

  it("has no token for somebody who has a password already", async () => {
    const elsewhere = wokfow.client();
    const email = "dora@mill.example";
    await elsewhere.signUp("Mill", email);
    expect(await invite(email)).toMatchObject({ password: null, mailed: true });
    const { text, links } = await waitFor(() => mail.mailsTo(email)[0]);
    expect([links, text.includes("a Wokfow password already")]).toEqual([[home], true]);
    expect((await elsewhere.call(readProfile)).status).toBe(200);
  });

  it("is sent again when the mail server was busy, and the first link opens nothing", async () => {
    mail.refuse(1);
    const { email } = await invite();
    await waitFor(() => mail.refused() > 0);
    await tokenFor(email);
    const { rows } = await database.query(
      "select count(*)::int as links from sign_in_links l join people p on p.id = l.person_id where p.email = $1",
      [email],
    );
    expect(rows).toEqual([{ links: 1 }]);
  });
});

describe("a forgotten password", () => {
  async function known(email = `${crypto.randomUUID()}@mill.example`) {
    const client = wokfow.client();
    await client.signUp("Mill", email);
    return { email, client };
  }

  it("is chosen anew by a link, which ends every session that there was and starts one", async () => {
    const { email, client } = await known();
    expect((await forget(email)).status).toBe(202);
    const token = await tokenFor(email);
    const reader = wokfow.client();
    expect((await redeem(token, own, reader)).body.profile.email).toBe(email);
    expect((await client.call(readProfile)).status).toBe(401);
    expect((await reader.call(readProfile)).status).toBe(200);
    expect((await wokfow.client().call(signIn, { body: { email, password } })).status).toBe(401);
    expect((await redeem(token)).problem.code).toBe("link_ended");
    const { rows } = await database.query("select after from audit_entries where action = 'password.reset'");
    expect(rows).toEqual([{ after: null }]);
  });

  it("stays as it is until then, and the link is good for 30 minutes and not longer", async () => {
    const { email, client } = await known();
    await forget(email);
    const token = await tokenFor(email);
    expect((await client.call(readProfile)).status).toBe(200);
    wokfow.clock.advance(30 * 60_000 - 30_000);
    expect((await wokfow.client().call(readSignInLink, { body: { token } })).status).toBe(200);
    wokfow.clock.advance(60_000);
    expect((await redeem(token)).problem.code).toBe("link_ended");
  });

  it("takes the link with it when the address or the password changes", async () => {
    const { email, client } = await known();
    await forget(email);
    const token = await tokenFor(email);
    const moved = `${crypto.randomUUID()}@mill.example`;
    await client.ok(changeEmail, { body: { email: moved, currentPassword: password } });
    expect((await redeem(token)).problem.code).toBe("link_ended");
    await forget(moved);
    await forget(moved);
    const [older, newer] = [await tokenFor(moved, 1), await tokenFor(moved, 2)];
    expect((await redeem(newer)).status).toBe(200);
    expect((await redeem(older)).problem.code).toBe("link_ended");
  });

  it("answers a stranger's address alike, and sends no more than three mails in a quarter of an hour", async () => {
    const { email } = await known();
    const ask = async (address: string) => {
      const answers = [];
      for (let n = 0; n < 5; n += 1) answers.push(await forget(address));
      return answers.map(({ status, body, problem }) => [status, body, problem?.code]);
    };
    const ofSomebody = await ask(email);
    expect(await ask("nobody@mill.example")).toEqual(ofSomebody);
    expect(ofSomebody.map(([status]) => status)).toEqual([202, 202, 202, 429, 429]);
    await tokenFor(email, 3);
    expect(mail.mailsTo(email)).toHaveLength(3);
    expect(mail.mailsTo("nobody@mill.example")).toHaveLength(0);
  });

  it("leads to the configured address whatever host a request claims", async () => {
    const { email } = await known();
    expect(await forgetAsHost("evil.example", email)).toBe(202);
    await tokenFor(email);
    expect(mail.mailsTo(email)[0]?.text).not.toContain("evil");
  });

  it("is not replaced by one that is guessed first, and the link stays good", async () => {
    const { email } = await known();
    await forget(email);
    const token = await tokenFor(email);
    expect((await redeem(token, "password123")).problem.code).toBe("common_password");
    expect((await redeem(token)).status).toBe(200);
  });

  it("leaves no token where somebody could read it", async () => {
    const { email } = await known();
    await forget(email);
    const token = await tokenFor(email);
    const tables = await database.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`,
    );
    for (const { name } of tables.rows) {
      const { rowCount } = await database.query(`select 1 from ${name} t where t::text like '%' || $1 || '%'`, [token]);
      expect({ name, rowCount }).toEqual({ name, rowCount: 0 });
    }
  });
});

describe("without a mail server", () => {
  it("says whom to ask, to everybody alike", async () => {
    const silent = await startWokfow(inject("testServer"));
    await silent.client().signUp("Lindenhof", "ana@lindenhof.example");
    const visitor = silent.client();
    expect((await visitor.ok(readSession)).mail).toBe(false);
    const [known, unknown] = [await forget("ana@lindenhof.example", visitor), await forget("no@body.example", visitor)];
    expect([known.status, known.problem.code]).toEqual([409, "no_mail"]);
    expect(known.problem.detail).toBe("Ask an Owner or Admin of your workspace for a new password.");
    expect(unknown.problem).toEqual(known.problem);
    await silent.stop();
  });
});

/** A browser's own functions let nobody choose the host; an attacker's do. */
function forgetAsHost(host: string, email: string): Promise<number | undefined> {
  const body = JSON.stringify({ email });
  const headers = { host, origin: `http://${host}`, "content-type": "application/json", "x-forwarded-host": host };
  return new Promise((resolve, reject) => {
    const sent = request(`${wokfow.address}/api/v1/password-resets`, { method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
