/** The objects of the Bot API that the simulator sends, named and spelled as in https://core.telegram.org/bots/api. */

export type User = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type ChatInfo = {
  id: number;
  type: "private" | "supergroup";
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
};

export type MessageEntity = {
  type: string;
  offset: number;
  length: number;
  url?: string | undefined;
  language?: string | undefined;
};

export type FileInfo = { file_id: string; file_unique_id: string; file_size: number };
export type PhotoSize = FileInfo & { width: number; height: number };
type DocumentInfo = FileInfo & { file_name?: string; mime_type?: string };
type VoiceInfo = FileInfo & { duration: number; mime_type?: string };
type VideoInfo = FileInfo & {
  width: number;
  height: number;
  duration: number;
  mime_type?: string;
  file_name?: string;
};
type StickerInfo = FileInfo & {
  width: number;
  height: number;
  type: "regular";
  is_animated: boolean;
  is_video: boolean;
  emoji?: string;
};

/** What a message carries: exactly the content fields, without who, where and when. */
export type MessageContent = {
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: DocumentInfo;
  voice?: VoiceInfo;
  video?: VideoInfo;
  sticker?: StickerInfo;
  location?: { latitude: number; longitude: number };
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number };
  reply_markup?: unknown;
};

export type Message = MessageContent & {
  message_id: number;
  from?: User;
  chat: ChatInfo;
  date: number;
  edit_date?: number;
  reply_to_message?: Message;
};

export type ReactionType = { type: "emoji"; emoji: string };

type ChatMember = { user: User; status: "member" | "kicked" | "left"; until_date?: number };

/** One update without its `update_id`: exactly one kind of content. */
export type UpdateContent = {
  message?: Message;
  edited_message?: Message;
  my_chat_member?: {
    chat: ChatInfo;
    from: User;
    date: number;
    old_chat_member: ChatMember;
    new_chat_member: ChatMember;
  };
  message_reaction?: {
    chat: ChatInfo;
    message_id: number;
    user: User;
    date: number;
    old_reaction: ReactionType[];
    new_reaction: ReactionType[];
  };
  callback_query?: { id: string; from: User; message: Message; chat_instance: string; data: string };
};
