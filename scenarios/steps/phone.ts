import type { BotRef, SimulatedCustomer } from "#simulators/telegram/customer/customer.ts";

/** What stands in a customer's chat with a bot, as the phone shows it: who said which words. */
export function chatOn(phone: SimulatedCustomer, bot: BotRef): string[] {
  return phone.thread(bot).map(({ from, message }) => `${from}: ${message.text ?? message.caption ?? ""}`);
}
