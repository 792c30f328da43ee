import { silentVoice } from "#simulators/shared/silence.ts";
import { takeMedia } from "../state/media.ts";
import { announceChange, type Bot, type Letter, type MediaKind, type Person, type World } from "../state/world.ts";
import { pressButton, react } from "./answer.ts";
import { defaultSticker, type OutgoingMedia } from "./media.ts";
import { type PastLetter, remember } from "./remember.ts";
import { chatOf, editLetter, lettersOf, setBlocked, textContent, type Writing, writeContent } from "./write.ts";

/** Anything that names a bot. */
export type BotRef = { id: number };

/** Somebody with a phone. What they do reaches the bot as an update; numbers returned are `message_id`s. */
export type SimulatedCustomer = {
  id: number;
  firstName: string;
  username: string | undefined;
  write: (bot: BotRef, text: string, options?: Writing) => number;
  /** Opens the bot by a link: `/start`, or `/start parameter`. Unblocks it first, as Telegram does. */
  start: (bot: BotRef, parameter?: string) => number;
  /** The bytes of any picture; the bot gets JPEG in several sizes. */
  sendPhoto: (bot: BotRef, bytes: Buffer, options?: Omit<OutgoingMedia, "bytes">) => Promise<number>;
  sendDocument: (bot: BotRef, document: OutgoingMedia) => Promise<number>;
  sendVideo: (bot: BotRef, video: OutgoingMedia) => Promise<number>;
  /** Without bytes: silence of `duration` seconds. */
  sendVoice: (bot: BotRef, voice?: Partial<OutgoingMedia>) => Promise<number>;
  /** Without bytes: a coloured square. */
  sendSticker: (bot: BotRef, sticker?: Partial<OutgoingMedia>) => Promise<number>;
  sendLocation: (bot: BotRef, latitude: number, longitude: number) => number;
  sendContact: (bot: BotRef, contact: { phone_number: string; first_name: string; last_name?: string }) => number;
  /** Changes the text, or the caption, of an own message. */
  editMessage: (bot: BotRef, messageId: number, text: string) => void;
  /** Reaches only bots that asked for `message_reaction` updates. */
  react: (bot: BotRef, messageId: number, emoji: string) => void;
  /** Presses the inline button with this data under a message of the bot. */
  press: (bot: BotRef, messageId: number, data: string) => void;
  block: (bot: BotRef) => void;
  unblock: (bot: BotRef) => void;
  /** Bots get 403 "user is deactivated" from now on. */
  deleteAccount: () => void;
  /** Puts a message of former times into the chat; the bot is not told of it. */
  remember: (bot: BotRef, past: PastLetter) => number;
  /** Everything both have said, in order, with what the page shows about it. Deleted messages are left out. */
  thread: (bot: BotRef) => Letter[];
};

/** The phone of this person. */
export function customerOf(world: World, person: Person): SimulatedCustomer {
  const chat = (bot: BotRef) => chatOf(world, person, botOf(world, bot));
  return {
    id: person.user.id,
    firstName: person.user.first_name,
    username: person.user.username,
    ...writing(world, person),
    ...sending(world, person),
    editMessage: (bot, messageId, text) => editLetter(world, chat(bot), messageId, text),
    react: (bot, messageId, emoji) => react(world, person, chat(bot), messageId, emoji),
    press: (bot, messageId, data) => pressButton(world, person, chat(bot), messageId, data),
    block: (bot) => setBlocked(world, person, chat(bot), true),
    unblock: (bot) => setBlocked(world, person, chat(bot), false),
    deleteAccount() {
      person.deactivated = true;
      announceChange(world, { kind: "customers" });
    },
    remember: (bot, past) => remember(world, person, chat(bot), past),
    thread: (bot) => lettersOf(chat(bot)),
  };
}

/** The bot this refers to. */
export function botOf(world: World, { id }: BotRef): Bot {
  const bot = world.bots.get(id);
  if (!bot) throw new Error(`There is no bot with the id ${id}.`);
  return bot;
}

type Words = "write" | "start" | "sendLocation" | "sendContact";

function writing(world: World, person: Person): Pick<SimulatedCustomer, Words> {
  const chat = (bot: BotRef) => chatOf(world, person, botOf(world, bot));
  const send = (bot: BotRef, ...rest: Tail) => writeContent(world, person, chat(bot), ...rest).message.message_id;
  return {
    write: (bot, text, { entities, replyTo } = {}) => send(bot, textContent(text, entities), replyTo),
    start(bot, parameter) {
      setBlocked(world, person, chat(bot), false);
      return send(bot, textContent(parameter === undefined ? "/start" : `/start ${parameter}`));
    },
    sendLocation: (bot, latitude, longitude) => send(bot, { location: { latitude, longitude } }),
    sendContact: (bot, contact) => send(bot, { contact }),
  };
}

type Tail = [content: Parameters<typeof writeContent>[3], replyTo?: number | undefined];
type Media = "sendPhoto" | "sendDocument" | "sendVideo" | "sendVoice" | "sendSticker";

function sending(world: World, person: Person): Pick<SimulatedCustomer, Media> {
  const send = async (ref: BotRef, kind: MediaKind, media: OutgoingMedia) => {
    const bot = botOf(world, ref);
    const content = await takeMedia(world, bot, kind, { ...media, name: media.name ?? kind });
    const said = media.caption ? { caption: media.caption } : {};
    const letter = writeContent(world, person, chatOf(world, person, bot), { ...content, ...said }, media.replyTo);
    return letter.message.message_id;
  };
  return {
    sendPhoto: (bot, bytes, options = {}) => send(bot, "photo", { ...options, bytes }),
    sendDocument: (bot, document) => send(bot, "document", { name: "document.pdf", ...document }),
    sendVideo: (bot, video) => send(bot, "video", { name: "video.mp4", ...video }),
    sendVoice: (bot, voice = {}) =>
      send(bot, "voice", { name: "voice.oga", bytes: silentVoice(voice.duration ?? 3), duration: 3, ...voice }),
    sendSticker: async (bot, sticker = {}) =>
      send(bot, "sticker", {
        name: "sticker.webp",
        emoji: "👍",
        ...sticker,
        bytes: sticker.bytes ?? (await defaultSticker()),
      }),
  };
}
