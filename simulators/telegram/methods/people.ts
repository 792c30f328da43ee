import { z } from "zod";
import { botUser } from "../state/bots.ts";
import { findFile } from "../state/files.ts";
import { photoSizes } from "../state/media.ts";
import type { PhotoSize } from "../state/wire.ts";
import type { Bot, Person, World } from "../state/world.ts";
import { badRequest, type Call, integer, method } from "./call.ts";
import { findChat } from "./reach-chat.ts";

/** "Bots can download files of up to 20MB in size." */
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const PROFILE_EDGES = [160, 320, 640];

/** https://core.telegram.org/bots/api#getfile */
export const getFile = method({ file_id: z.string().optional() }, ({ world, bot }, { file_id }) => {
  if (!file_id) throw badRequest("file_id not specified");
  const file = findFile(world, bot, file_id);
  if (!file) throw badRequest("invalid file_id");
  if (file.size > LARGEST_DOWNLOAD) throw badRequest("file is too big");
  return { file_id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
});

/** https://core.telegram.org/bots/api#getuserprofilephotos */
export const getUserProfilePhotos = method({ user_id: integer }, async ({ world, bot }, { user_id }) => {
  const person = world.people.get(user_id);
  if (!person) throw badRequest("user not found");
  const photo = await profilePhoto(world, bot, person);
  return { total_count: photo.length > 0 ? 1 : 0, photos: photo.length > 0 ? [photo] : [] };
});

/** https://core.telegram.org/bots/api#getchat */
export const getChat = method({ chat_id: z.union([integer, z.string()]).optional() }, async (call, { chat_id }) => {
  const { info } = findChat(call, chat_id);
  const person = call.world.people.get(info.id);
  const photo = person ? await profilePhoto(call.world, call.bot, person) : [];
  const [small, big] = [photo[0], photo.at(-1)];
  const chatPhoto = small && big ? { photo: chatPhotoOf(small, big) } : {};
  return { ...info, ...chatPhoto, accent_color_id: 0, max_reaction_count: 11 };
});

/** https://core.telegram.org/bots/api#getchatmember */
export const getChatMember = method(
  { chat_id: z.union([integer, z.string()]).optional(), user_id: integer },
  (call, { chat_id, user_id }) => {
    const chat = findChat(call, chat_id);
    if (user_id === call.bot.id) return { user: botUser(call.bot), status: chat.blocked ? "kicked" : "member" };
    const person = call.world.people.get(user_id);
    if (!person) throw badRequest("user not found");
    return { user: person.user, status: "member" };
  },
);

/** https://core.telegram.org/bots/api#leavechat */
export const leaveChat = method({ chat_id: z.union([integer, z.string()]).optional() }, (call: Call, { chat_id }) => {
  const chat = findChat(call, chat_id);
  if (chat.info.type === "private") throw badRequest("chat not found");
  chat.blocked = true;
  return true;
});

async function profilePhoto(world: World, bot: Bot, person: Person): Promise<PhotoSize[]> {
  if (!person.photo) return [];
  const known = person.photoSizes.get(bot.id);
  if (known) return known;
  const sizes = await photoSizes(world, bot, person.photo, PROFILE_EDGES);
  person.photoSizes.set(bot.id, sizes);
  return sizes;
}

function chatPhotoOf(small: PhotoSize, big: PhotoSize) {
  return {
    small_file_id: small.file_id,
    small_file_unique_id: small.file_unique_id,
    big_file_id: big.file_id,
    big_file_unique_id: big.file_unique_id,
  };
}
