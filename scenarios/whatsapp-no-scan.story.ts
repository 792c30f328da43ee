import { beginToLink } from "#scenarios/steps/link-phone.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

// For the first code of a link WhatsApp waits a minute, for each of the others 20 seconds.
story.use({ codes: 2 });

story("nobody scans: the code is renewed, then it ends, and another is shown on request", async ({ whatsapp, ana }) => {
  const page = await ana("/settings/integrations");
  const dialog = await beginToLink(page);
  const first = await readCode(page);
  await expect(dialog).toContainText(/New code in \d\d s/);
  const drawn = page.getByRole("img", { name: "The code to scan" }).locator("path").last();
  await expect(drawn).not.toHaveAttribute("d", (await drawn.getAttribute("d")) ?? "", { timeout: 100_000 });
  const renewed = await readCode(page);
  expect(renewed).not.toBe(first);
  await expect(dialog.getByRole("alert").or(dialog.getByRole("status"))).toHaveText(
    /^Nobody has used a code for \d minutes?, so they have ended. Show a new one when the phone is at hand.$/,
    { timeout: 60_000 },
  );
  expect(whatsapp.connections()).toEqual([]);
  await dialog.getByRole("button", { name: "Show a new code" }).click();
  expect([first, renewed]).not.toContain(await readCode(page));
});
