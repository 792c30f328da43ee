import { expect } from "@playwright/test";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { picture } from "#scenarios/steps/pictures.ts";
import type { TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

const firstName = "Maximiliane Alexandrina Josephine von Hohenstaufen-Lichtenberg";
const lastName = "zu Waldeck und Pyrmont-Schwarzburg-Rudolstadt-Sondershausen";

/** A customer with a name as long as Telegram and Wokfow allow. */
export const longName = `${firstName} ${lastName}`;

/** Lets customers write everything that is hard to show: long names and words, right-to-left, every kind of message. */
export async function writeMuch(telegram: TelegramSimulator, { bot }: Shop): Promise<void> {
  const much = telegram.customer({ firstName, lastName, username: "m".repeat(32) });
  much.start(bot, "autumn-fair");
  much.write(bot, "W".repeat(4_000));
  much.write(bot, "מה שלומכם? אני מחפשת קערה כחולה.");
  await much.sendPhoto(bot, await picture(1200, 900), { caption: "Like this one" });
  await much.sendDocument(bot, { name: `${"order-".repeat(30)}.pdf`, bytes: Buffer.from("%PDF-1.4\n%%EOF\n") });
  await much.sendVoice(bot, { duration: 7 });
  await much.sendSticker(bot);
  much.sendLocation(bot, 48.1, 11.5);
  telegram
    .customer({ firstName: "Lena", lastName: "Berg" })
    .write(bot, "See https://ortiz.example/blue for the one I mean.");
  await expect.poll(() => bot.pendingUpdates()).toBe(0);
}
