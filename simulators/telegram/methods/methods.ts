import type { Method } from "./call.ts";
import { getUpdates } from "./get-updates.ts";
import { deleteMyCommands, getMe, getMyCommands, getMyName, setMyCommands } from "./identity.ts";
import { sendMessage } from "./send-message.ts";
import { deleteWebhook, getWebhookInfo, setWebhook } from "./webhook.ts";

const METHODS = {
  getMe,
  getMyName,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
} satisfies Record<string, Method>;

const byName = new Map(Object.entries(METHODS).map(([name, run]) => [name.toLowerCase(), { name, run }]));

/** The method of this name, in any case, as Telegram takes it. */
export function findMethod(name: string): { name: string; run: Method } | undefined {
  return byName.get(name.toLowerCase());
}
