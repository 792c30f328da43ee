import { call } from "/shared/api.js";
import { createContactsPhone } from "/shared/contacts-phone.js";
import { iconButton } from "/shared/dom.js";
import { summary } from "./bubble.js";
import { createChat } from "./chat.js";

/** One customer's phone: the list of pages, or the chat with one of them. */
export function createPhone(customer, putAway) {
  let isOnline = true;
  const power = iconButton("Switch the phone off or on", "power", switchPower, "small");

  function switchPower() {
    void call(isOnline ? "DELETE" : "PUT", `/customers/${customer.id}/power`);
  }

  return createContactsPhone(customer.name, {
    putAway,
    buttons: [power],
    contactsOf: ({ pages }) => pages,
    previewOf(page, { chats }) {
      const known = chats.find(({ pageId, customerId }) => pageId === page.id && customerId === customer.id);
      return known?.last ? summary(known.last) : page.category;
    },
    hint: "No page yet. Make one under Facebook.",
    createChat: (page, back) => createChat(customer, page, back),
    isAbout: ({ kind, pageId, customerId }, chat) =>
      kind === "time" || (kind === "thread" && pageId === chat.pageId && customerId === customer.id),
    noteOf({ customers }) {
      isOnline = customers.find(({ id }) => id === customer.id).isOnline;
      return isOnline ? "" : " (off)";
    },
    nowOf: ({ now }) => now,
  });
}
