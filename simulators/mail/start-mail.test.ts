import fc from "fast-check";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveMailbox } from "./serve-mailbox.ts";
import { type MailSimulator, startMail } from "./start-mail.ts";

let mail: MailSimulator;
beforeAll(async () => {
  mail = await startMail();
});
afterAll(() => mail.close());

it("shows what was sent as its reader sees it, whatever letters are in it", async () => {
  const transport = createTransport({ url: mail.url });
  const line = fc.string({ unit: fc.constantFrom(..."abc =?_ß✓🙂.") }).map((text) => text.trim().replace(/\s+/g, " "));
  await fc.assert(
    fc.asyncProperty(line, fc.array(line), async (subject, lines) => {
      const text = `${lines.join("\n")}\n`;
      await transport.sendMail({ from: "Wokfow <desk@ortiz.example>", to: "ben@ortiz.example", subject, text });
      expect(mail.mailsTo("ben@ortiz.example").at(-1)).toMatchObject({ from: "Wokfow <desk@ortiz.example>", subject });
      expect(mail.mails.at(-1)?.text.trimEnd()).toBe(text.trimEnd());
    }),
    { numRuns: 60, seed: 7 },
  );
});

it("finds links that are longer than a line, and refuses on command", async () => {
  const transport = createTransport({ url: mail.url });
  const link = `https://desk.ortiz.example/welcome#${"a".repeat(200)}`;
  const sending = () =>
    transport.sendMail({ from: "a@b.example", to: "cem@ortiz.example", text: `Here:\n\n${link}\n` });
  mail.refuse(1);
  await expect(sending()).rejects.toThrow("451");
  await sending();
  expect([mail.refused(), mail.mailsTo("cem@ortiz.example")[0]?.links]).toEqual([1, [link]]);
});

it("shows mails on a page as text alone, with links to click", async () => {
  const transport = createTransport({ url: mail.url });
  const text = "<script>alert(1)</script> https://desk.example/welcome#abc&d";
  await transport.sendMail({ from: "a@b.example", to: "dora@ortiz.example", subject: 'Say "hi" <b>', text });
  const mailbox = await serveMailbox(mail.mails);
  const page = await (await fetch(mailbox.url)).text();
  await mailbox.close();
  expect(page).toContain("&#60;script&#62;alert(1)");
  expect(page).toContain('<a href="https://desk.example/welcome#abc&#38;d">');
  expect(page).not.toContain("<script>");
});
