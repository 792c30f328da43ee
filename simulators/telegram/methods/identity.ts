import { z } from "zod";
import { botUser } from "../state/bots.ts";
import { json, method } from "./call.ts";

/** https://core.telegram.org/bots/api#getme */
export const getMe = method({}, ({ bot }) => ({
  ...botUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
}));

/** https://core.telegram.org/bots/api#getmyname */
export const getMyName = method({}, ({ bot }) => ({ name: bot.name }));

/** https://core.telegram.org/bots/api#setmycommands */
export const setMyCommands = method(
  {
    commands: json(
      z.array(z.object({ command: z.string().min(1).max(32), description: z.string().min(1).max(256) })).max(100),
    ),
  },
  ({ bot }, { commands }) => {
    bot.commands = commands;
    return true;
  },
);

/** https://core.telegram.org/bots/api#getmycommands */
export const getMyCommands = method({}, ({ bot }) => bot.commands);

/** https://core.telegram.org/bots/api#deletemycommands */
export const deleteMyCommands = method({}, ({ bot }) => {
  bot.commands = [];
  return true;
});
