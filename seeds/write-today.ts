import sharp from "sharp";
import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** What comes in live as soon as the demo stands: a question, a picture of a broken vase, a place on the map. */
export async function writeToday(telegram: TelegramSimulator, bot: SimulatedBot): Promise<void> {
  const lena = telegram.customer({ firstName: "Lena", lastName: "Ortiz", username: "lena_o", languageCode: "en" });
  lena.start(bot, "spring_sale");
  lena.write(bot, "Hi! Is the blue one still there? I saw it in the window yesterday");
  const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad", username: "omar_h", languageCode: "en" });
  omar.write(bot, "Hello, my parcel arrived today, but look at this:");
  await omar.sendPhoto(bot, await paintBrokenVase(), {
    caption: "The neck came off. Can you replace it before Saturday?",
  });
  const mia = telegram.customer({ firstName: "Mia", lastName: "Keller", languageCode: "de" });
  mia.sendLocation(bot, 52.5206, 13.4098);
  mia.write(bot, "Hier stehe ich, wo ist der Eingang?");
}

async function paintBrokenVase(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
    <defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="#efe6da"/><stop offset="1" stop-color="#d8c7b2"/></linearGradient>
    <linearGradient id="glaze"><stop stop-color="#1d4e63"/><stop offset=".5" stop-color="#3b8ea5"/><stop offset="1" stop-color="#173d4e"/></linearGradient></defs>
    <rect width="1200" height="900" fill="url(#wall)"/><rect y="690" width="1200" height="210" fill="#8a6f55"/>
    <ellipse cx="560" cy="745" rx="260" ry="28" fill="#00000033"/>
    <path d="M430 420 Q330 560 440 720 Q560 760 680 720 Q790 560 690 420 L640 440 L610 405 L570 450 L520 402 L480 446 Z" fill="url(#glaze)"/>
    <path d="M850 690 L880 560 L960 540 L990 580 L1010 690 Z" fill="url(#glaze)" transform="rotate(70 930 640)"/>
    <path d="M470 500 Q440 590 480 670" stroke="#ffffff66" stroke-width="14" fill="none" stroke-linecap="round"/>
  </svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 88 }).toBuffer();
}
