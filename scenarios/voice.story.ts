import chromium from "@sparticuz/chromium";
import { messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { linkAtOnce } from "#scenarios/steps/link-at-once.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

story.use({
  launchOptions: {
    executablePath: await chromium.executablePath(),
    // A microphone that beeps once a second, and nobody who has to allow it.
    args: ["--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
  },
});

const lenaBerg = { number: "34600111222", name: "Lena Berg" };

story("an answer is spoken, heard, and reaches the customer as a voice message", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  lena.write(phone, "How does it sound?");
  const page = await ana();
  await openConversation(page, "Lena Berg");

  await page.getByRole("button", { name: "Record a voice message" }).click();
  const recorder = page.getByRole("region", { name: "Voice message" });
  await expect(recorder).toContainText("0:02");
  await recorder.getByRole("button", { name: "Pause the recording" }).click();
  await expect(recorder.getByRole("status")).toHaveText("Recording is paused");
  await recorder.getByRole("button", { name: "Go on recording" }).click();
  await expect(recorder).toContainText("0:03");
  await recorder.getByRole("button", { name: "Stop and listen" }).click();
  await recorder.getByRole("button", { name: "Play the recording" }).click();
  await expect(recorder.getByRole("button", { name: "Pause the recording" })).toBeVisible();

  // What was said waits in its conversation, whatever is looked at in between.
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "My profile" })).toBeVisible();
  await page.getByRole("link", { name: "Inbox" }).click();
  await openConversation(page, "Lena Berg");
  await recorder.getByRole("button", { name: "Send" }).click();
  await expect(messagesWith(page, "Lena Berg").getByRole("button", { name: "Play the voice message" })).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toContainText(/Voice message 0:0[3-9]/);
  const voices = () => lena.thread(phone).filter(({ fromMe, kind }) => !fromMe && kind === "voice");
  await expect.poll(() => voices().length).toBe(1);
  expect(voices()[0]?.media?.bytes?.subarray(0, 4).toString()).toBe("OggS");
  await expect(page.getByRole("textbox", { name: "Answer Lena Berg" })).toBeVisible();
});

story("a recording is thrown away, and a microphone that is missing is said", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  whatsapp.phone(lenaBerg).write(phone, "Hello");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  await page.getByRole("button", { name: "Record a voice message" }).click();
  const recorder = page.getByRole("region", { name: "Voice message" });
  await expect(recorder).toContainText("0:01");
  await recorder.getByRole("button", { name: "Throw the recording away" }).click();
  await expect(page.getByRole("textbox", { name: "Answer Lena Berg" })).toBeFocused();

  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError"));
  });
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await expect(page.getByRole("alert")).toContainText("No microphone was found. Connect one and try again.");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("textbox", { name: "Answer Lena Berg" })).toBeVisible();
});

story("a recording that could not be uploaded stays, and is sent when it can be", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  lena.write(phone, "Hello");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  await page.route("**/api/v1/files", (route) => route.abort());
  await page.getByRole("button", { name: "Record a voice message" }).click();
  const recorder = page.getByRole("region", { name: "Voice message" });
  await expect(recorder).toContainText("0:01");
  await recorder.getByRole("button", { name: "Send" }).click();
  await expect(recorder.getByRole("alert")).toContainText("Not sent.");

  await page.unroute("**/api/v1/files");
  await recorder.getByRole("button", { name: "Try again" }).click();
  await expect(messagesWith(page, "Lena Berg").getByRole("button", { name: "Play the voice message" })).toBeVisible();
  const kinds = () => lena.thread(phone).map(({ kind }) => kind);
  await expect.poll(kinds).toEqual(["text", "voice"]);
});
