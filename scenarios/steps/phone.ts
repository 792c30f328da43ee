import type { SimulatedBot, SimulatedCustomer } from "#simulators/telegram/start-telegram.ts";

/** What stands in a customer's chat with a bot, as the phone shows it: who said which words. */
export function chatOn(phone: SimulatedCustomer, bot: Pick<SimulatedBot, "id">): string[] {
  return phone.thread(bot).map(({ from, message }) => `${from}: ${message.text ?? message.caption ?? ""}`);
}
