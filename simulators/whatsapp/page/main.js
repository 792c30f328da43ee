import { runParts } from "/shared/parts.js";
import { phonesPart } from "/shared/phones.js";
import { whatsAppFaults } from "./faults.js";
import { linesPart } from "./lines.js";
import { createPhone } from "./phone.js";

const phones = phonesPart({
  stored: "whatsapp-simulator-phones",
  ownersOf: (state) => state.phones,
  idOf: ({ number }) => number,
  createPhone,
  newcomer: {
    path: "/phones",
    fields: [
      {
        label: "Number, with the country code",
        name: "number",
        type: "tel",
        required: true,
        placeholder: "+49 170 1234567",
      },
      { label: "Name", name: "name", required: true, placeholder: "Ana Ruiz" },
    ],
    button: "New phone",
  },
});

runParts("WhatsApp simulator", [phones, linesPart, whatsAppFaults]);
