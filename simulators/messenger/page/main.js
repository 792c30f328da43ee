import { runParts } from "/shared/parts.js";
import { phonesPart } from "/shared/phones.js";
import { facebookPart } from "./facebook.js";
import { messengerFaults } from "./faults.js";
import { inboxPart } from "./inbox.js";
import { createPhone } from "./phone.js";

const phones = phonesPart({
  stored: "messenger-simulator-phones",
  ownersOf: ({ customers }) => customers,
  idOf: ({ id }) => id,
  createPhone,
  newcomer: {
    path: "/customers",
    fields: [
      { label: "First name", name: "firstName", required: true },
      { label: "Last name", name: "lastName" },
    ],
    button: "New customer",
  },
});

runParts("Messenger simulator", [phones, inboxPart, facebookPart, messengerFaults]);
