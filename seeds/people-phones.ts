import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import { paintFace } from "./paint-face.ts";
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
