import { letIn } from "#scenarios/steps/let-in.ts";
import { expect, story } from "#scenarios/story.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { type MailSimulator, startMail } from "#simulators/mail/start-mail.ts";

const withMail = story.extend<{ mail: MailSimulator }>({
  // The framework reads the names of what a fixture needs from its parameter, so it must be taken apart.
  mail: async ({ daysAgo: _ }, use) => {
    const mail = await startMail();
    await use(mail);
    await mail.close();
  },
  env: ({ mail }, use) => use({ SMTP_URL: mail.url }),
});

const told = "a forgotten password is chosen anew, and whoever was in with the former one is out";
withMail(told, async ({ mail, shop, ana, person, wokfow }) => {
  const laptop = await ana();
  await expect(laptop.getByRole("navigation", { name: "Rooms" })).toBeVisible();

  const phone = await person();
  await phone.goto("/");
  await phone.getByRole("link", { name: "Forgotten your password?" }).click();
  // The page before it asks for an e-mail, too.
  await expect(phone.getByRole("heading", { name: "Forgotten your password?" })).toBeVisible();
  await phone.getByLabel("E-mail").fill(shop.owner.email);
  await phone.getByRole("button", { name: "Send the link" }).click();
  await expect(phone.getByRole("heading", { name: "Look into your inbox" })).toBeVisible();

  // A mail server that did not answer in time is asked again some seconds later.
  const [link = ""] = (await waitFor(() => mail.mailsTo(shop.owner.email)[0], 20_000)).links;
  const { pathname, hash } = new URL(link);
  await phone.goto(pathname + hash);
  await phone.getByLabel("New password").fill("seven blue bowls");
  await phone.getByRole("button", { name: "Choose and sign in" }).click();
  await expect(phone.getByRole("navigation", { name: "Rooms" })).toBeVisible();
  await expect(laptop.getByRole("heading", { name: "Sign in" })).toBeVisible();

  const again = await person();
  await again.goto(pathname + hash);
  await expect(again.getByRole("heading", { name: "This link is not good any more" })).toBeVisible();
  await letIn(again, wokfow.address, { ...shop.owner, password: "seven blue bowls" });
});
