import sharp from "sharp";
import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import type { PlannedConversation } from "./plan-history.ts";

/** A planned conversation as it stands in the customer's phone: the chat and the number of each message there. */
export interface RememberedConversation {
  readonly plan: PlannedConversation;
  readonly chatId: number;
  readonly messageIds: readonly number[];
}

/** Gives every planned customer a phone that remembers what was said. The same plans make the same phones. */
export async function fillPhones(
  telegram: TelegramSimulator,
  bot: SimulatedBot,
  plans: readonly PlannedConversation[],
): Promise<RememberedConversation[]> {
  const faces = await Promise.all(plans.map((plan, index) => (plan.hasFace ? paintFace(index) : undefined)));
  return plans.map((plan, index) => {
    const { firstName, lastName, username, language } = plan.customer;
    const photo = faces[index];
    const phone = telegram.customer({
      firstName,
      lastName,
      languageCode: language,
      ...(username && { username }),
      ...(photo && { photo }),
    });
    const messageIds = plan.messages.map(({ from, text, at }) =>
      phone.remember(bot, { from: from === "shop" ? "bot" : "customer", text, at }),
    );
    return { plan, chatId: phone.id, messageIds };
  });
}

/** A picture of a person, as a simple drawing: shoulders, face and hair in colours of their own. */
async function paintFace(index: number): Promise<Buffer> {
  const hue = (index * 47) % 360;
  const skin = ["#f1c9a5", "#d9a066", "#8d5524", "#ffdbac", "#c68642"][index % 5];
  const hair = ["#2b1b12", "#5a3825", "#b5651d", "#111827", "#a8a29e"][(index * 3) % 5];
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">
    <rect width="320" height="320" fill="hsl(${hue} 45% 72%)"/>
    <ellipse cx="160" cy="330" rx="120" ry="110" fill="hsl(${(hue + 150) % 360} 40% 42%)"/>
    <circle cx="160" cy="128" r="84" fill="${hair}"/>
    <rect x="136" y="190" width="48" height="50" fill="${skin}"/>
    <ellipse cx="160" cy="150" rx="62" ry="72" fill="${skin}"/>
  </svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 85 }).toBuffer();
}
