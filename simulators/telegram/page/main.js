import { runParts } from "/shared/parts.js";
import { phonesPart } from "/shared/phones.js";
import { botFatherPart } from "./botfather.js";
import { telegramFaults } from "./faults.js";
import { nameOf } from "./name.js";
import { createPhone } from "./phone.js";

const phones = phonesPart({
  stored: "telegram-simulator-phones",
  ownersOf: ({ customers }) => customers,
  idOf: ({ id }) => id,
  nameOf,
  createPhone,
  newcomer: {
    path: "/customers",
    fields: [
      { label: "First name", name: "firstName", required: true },
      { label: "Last name", name: "lastName" },
      { label: "Username", name: "username", placeholder: "without @" },
    ],
    button: "New customer",
  },
});

runParts("Telegram simulator", [phones, botFatherPart, telegramFaults]);
