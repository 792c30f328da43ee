import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";

test("a signature is believed when it is right, and only then", async () => {
  const { Curve } = await loadBaileys(undefined);
  const signer = Curve.generateKeyPair();
  const message = Buffer.from("I am WhatsApp");
  const signature = Curve.sign(signer.private, message);
  expect(Curve.verify(signer.public, message, signature)).toBe(true);
  expect(Curve.verify(Buffer.concat([Buffer.from([5]), signer.public]), message, signature)).toBe(true);
  expect(Curve.verify(Curve.generateKeyPair().public, message, signature)).toBe(false);
  expect(Curve.verify(signer.public, Buffer.from("I am not"), signature)).toBe(false);
  expect(Curve.verify(signer.public, message, Buffer.from(signature).fill(0, 0, 1))).toBe(false);
  expect(Curve.verify(signer.public, message, Buffer.alloc(3))).toBe(false);
});

test("the server must prove itself with the key that is set, and with WhatsApp's own when none is", async () => {
  const { WA_CERT_DETAILS } = await loadBaileys(undefined);
  const own = WA_CERT_DETAILS.PUBLIC_KEY.toString("hex");
  await loadBaileys("ab".repeat(32));
  expect(WA_CERT_DETAILS.PUBLIC_KEY.toString("hex")).toBe("ab".repeat(32));
  await loadBaileys(undefined);
  expect(WA_CERT_DETAILS.PUBLIC_KEY.toString("hex")).toBe(own);
});

test("nothing that libsignal prints comes out, and everything else does", async () => {
  const script = join(import.meta.dirname, "testing/open-and-close-sessions.ts");
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toBe("before\nafter\n");
  expect(stderr).toBe("a warning of ours\n");
});

test("a rejection that Baileys lets go of ends nothing, and one of ours does", async () => {
  const script = join(import.meta.dirname, "testing/let-rejections-go.ts");
  const ending = promisify(execFile)(process.execPath, [script]);
  await expect(ending).rejects.toMatchObject({
    code: 1,
    stdout: "still here\n",
    stderr: expect.stringContaining("ours"),
  });
});
