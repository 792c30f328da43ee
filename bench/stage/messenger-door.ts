import { connectPage } from "./connect-page.ts";
import type { Door, Letter, OpenDoor } from "./door.ts";

/** A page whose events are delivered to the address that all pages have in common, signed with the secret of the app. */
export const messengerDoor: OpenDoor = async ({ messenger }, house, name): Promise<Door> => {
  const page = await connectPage(messenger, house, name);
  const begun = Date.now();
  // What is delivered again is the same to the last byte.
  const timeOf = ({ number }: Letter) => begun + number;
  const deliver = (letter: Letter, more: object, at?: string) =>
    post(letter, eventOf(page.id, letter, timeOf(letter), more), at);
  const post = async (letter: Letter, event: unknown, at = house.servers[0].address) => {
    const time = timeOf(letter);
    const messaging = [event];
    const body = JSON.stringify({ object: "page", entry: [{ id: page.id, time, messaging }] });
    const response = await fetch(`${at}/api/v1/webhooks/messenger`, {
      method: "POST",
      headers: { "content-type": "application/json", ...house.app.sign(body) },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    await response.arrayBuffer();
    return response.status;
  };
  return {
    text: (letter, at) => deliver(letter, {}, at),
    picture: (letter, at) => deliver(letter, { attachments: [pictureOf(letter)] }, at),
    poison: (letter) => post(letter, poisonOf(eventOf(page.id, letter, timeOf(letter), {}), letter)),
  };
};

/** developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages */
function eventOf(pageId: string, { number, customer, text }: Letter, timestamp: number, more: object) {
  const sender = { id: String(25_000_000_000_000_000n + BigInt(customer)) };
  return { sender, recipient: { id: pageId }, timestamp, message: { mid: `m_${pageId}_${number}`, text, ...more } };
}

/** Something that is no event, an event of a new kind, or a message with something in it that Messenger does not know yet. */
function poisonOf({ message, ...head }: ReturnType<typeof eventOf>, { number }: Letter): unknown {
  const { mid } = message;
  const forms = [
    `event ${number}`,
    { ...head, hologram: { mid } },
    { ...head, message: { mid, attachments: [{ type: "hologram", payload: { number } }] } },
  ];
  return forms[Math.floor(number / 100) % forms.length];
}

function pictureOf({ number }: Letter): object {
  return { type: "image", payload: { url: `https://scontent.xx.fbcdn.net/v/${number}.jpg` } };
}
