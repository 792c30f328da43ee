import { answerCallbackQuery } from "./answer-callback-query.ts";
import type { Method } from "./call.ts";
import {
  deleteMessage,
  editMessageCaption,
  editMessageText,
  sendChatAction,
  setMessageReaction,
} from "./change-message.ts";
import { getUpdates } from "./get-updates.ts";
import { deleteMyCommands, getMe, getMyCommands, getMyName, setMyCommands } from "./identity.ts";
import { getChat, getChatMember, getFile, getUserProfilePhotos, leaveChat } from "./people.ts";
import { sendDocument, sendLocation, sendPhoto, sendSticker, sendVideo, sendVoice } from "./send-media.ts";
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
  sendPhoto,
  sendDocument,
  sendVoice,
  sendVideo,
  sendSticker,
  sendLocation,
  sendChatAction,
  editMessageText,
  editMessageCaption,
  deleteMessage,
  setMessageReaction,
  answerCallbackQuery,
  getFile,
  getUserProfilePhotos,
  getChat,
  getChatMember,
  leaveChat,
} satisfies Record<string, Method>;

const byName = new Map(Object.entries(METHODS).map(([name, run]) => [name.toLowerCase(), { name, run }]));

/** The method of this name, in any case, as Telegram takes it. */
export function findMethod(name: string): { name: string; run: Method } | undefined {
  return byName.get(name.toLowerCase());
}
