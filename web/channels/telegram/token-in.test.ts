import { expect, test } from "vitest";
import { tokenIn } from "#web/channels/telegram/token-in.ts";

const token = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcE";

test.each([
  ["alone", token],
  ["with the spaces of a careless copy", `  ${token}\n`],
  ["in quotation marks", `"${token}".`],
  [
    "in BotFather's whole message",
    `Done! Congratulations on your new bot. You will find it at t.me/kiln_bot. You can now add a description at 12:30.

Use this token to access the HTTP API:
${token}
Keep your token secure and store it safely, it can be used by anyone to control your bot.

For a description of the Bot API, see this page: https://core.telegram.org/bots/api`,
  ],
])("the token is found %s", (_, pasted) => {
  expect(tokenIn(pasted)).toBe(token);
});

test.each(["", "123:short", "at 12:30 o'clock", "no token here"])("there is none in %j", (pasted) => {
  expect(tokenIn(pasted)).toBeNull();
});
