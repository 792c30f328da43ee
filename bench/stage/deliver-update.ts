/** Where a channel takes its updates, and the secret that proves them. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** A text of one customer to a bot, as an outside service would number it. */
export interface Text {
  readonly updateId: number;
  readonly messageId: number;
  readonly customerId: number;
  readonly text: string;
}

/** A private text message as the Bot API delivers it (core.telegram.org/bots/api#update). */
export function textUpdate({ text, ...numbers }: Text) {
  return { update_id: numbers.updateId, message: { ...headOf(numbers), text } };
}

/** One picture of an album: the pictures of an album are updates of their own that come at once. */
export function albumUpdate({ text, ...numbers }: Text) {
  const picture = { file_id: `AgAC${numbers.updateId}`, file_unique_id: `AQ${numbers.updateId}`, file_size: 1000 };
  return {
    update_id: numbers.updateId,
    message: {
      ...headOf(numbers),
      caption: text,
      media_group_id: String(numbers.customerId),
      photo: [{ ...picture, width: 90, height: 60 }],
    },
  };
}

/** Something without a chat, something that is not JSON, or a message with something in it that the Bot API does not know yet. */
export function poisonedUpdate({ updateId: update_id, ...numbers }: Text): object | string {
  const { chat: _chat, ...message } = headOf(numbers);
  const forms = [
    { update_id, message },
    `{"update_id":${update_id},"message":`,
    { update_id, message: { ...headOf(numbers), hologram: { file_id: `AgAC${update_id}` } } },
  ];
  return forms[Math.floor(update_id / 100) % forms.length] ?? "";
}

/** Delivers an update, or a text as it is, once and resolves with the status of the answer. Rejects when none came. `at`: another server's address. */
export async function deliverUpdate(hook: Hook, update: object | string, at?: string): Promise<number> {
  const address = at ? new URL(new URL(hook.url).pathname, at) : hook.url;
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": hook.secret },
    body: typeof update === "string" ? update : JSON.stringify(update),
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
  return response.status;
}

function headOf({ messageId, customerId }: Pick<Text, "messageId" | "customerId">) {
  const name = { first_name: `Customer ${customerId}`, username: `customer_${customerId}` };
  return {
    message_id: messageId,
    date: Math.floor(Date.now() / 1000),
    chat: { id: customerId, type: "private", ...name },
    from: { id: customerId, is_bot: false, language_code: "es", ...name },
  };
}
