import { z } from "zod";
import { badRequest, method } from "./call.ts";

/** https://core.telegram.org/bots/api#answercallbackquery */
export const answerCallbackQuery = method({ callback_query_id: z.string() }, ({ bot }, { callback_query_id }) => {
  if (!bot.openQueries.delete(callback_query_id)) {
    throw badRequest("query is too old and response timeout expired or query ID is invalid");
  }
  return true;
});
