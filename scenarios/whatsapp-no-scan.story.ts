import { beginToLink } from "#scenarios/steps/link-phone.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

// The only code of each link is the first one, for which WhatsApp waits a minute.
story.use({ codes: 1 });

story("nobody scans, which ends, and a new code is shown on request", async ({ whatsapp, ana }) => {
  const page = await ana("/settings/integrations");
  const dialog = await beginToLink(page);
  const first = await readCode(page);
  await expect(dialog).toContainText(/New code in \d\d s/);
  await expect(dialog.getByRole("alert").or(dialog.getByRole("status"))).toHaveText(
    "Nobody has used a code for 1 minute, so they have ended. Show a new one when the phone is at hand.",
    { timeout: 75_000 },
  );
  expect(whatsapp.connections()).toEqual([]);
  await dialog.getByRole("button", { name: "Show a new code" }).click();
  const second = await readCode(page);
  expect(second).not.toBe(first);
});
