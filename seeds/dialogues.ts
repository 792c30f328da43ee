/**
 * How customers and the shop talk. A line that begins with `>` is the shop's. `{product}`, `{colour}`, `{city}`, `{order}` and
 * `{day}` are filled in, the same throughout one dialogue.
 */
export const dialogues: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: [
    [
      "Hi! Is the {colour} {product} back in stock?",
      "> Hello! Yes, a new batch came out of the kiln on {day}. Shall I put one aside for you?",
      "Yes please, that would be lovely",
      "> Done. It waits for you until the weekend, the link to pay is in your mail.",
      "Paid. Thank you so much!",
    ],
    [
      "Where is my order {order}? It was meant to arrive on {day}",
      "> I am sorry for the wait. Let me look.",
      "> The parcel is at the depot in {city}; the carrier will try again tomorrow between 9 and 13.",
      "Ok, someone will be home",
      "It came. All in one piece, thanks",
    ],
    [
      "Good morning, one of the {product} arrived with a crack",
      "> Oh no. Could you send us a picture of it and of the box?",
      "I threw the box away already, sorry",
      "> No problem at all. A new one leaves us today, and you may keep the cracked one for a plant.",
      "You are the best shop, honestly",
    ],
    ["Do you ship to {city}?", "> We do, 3 to 5 days and free from 60 €.", "Great"],
    [
      "Can the {product} go into the dishwasher?",
      "> The {colour} glaze can, up to 60 °C. Only the gold rims should be washed by hand.",
      "And the microwave?",
      "> Microwave is fine too.",
    ],
    [
      "I would like to change the address of order {order}",
      "> Of course. What is the new one?",
      "Lindenweg 14, {city}",
      "> Changed. It leaves tomorrow.",
    ],
    [
      "Hello, we are opening a café in {city} and need 40 {product} in {colour}. Is there a price for that many?",
      "> Congratulations! From 24 pieces there is 15 % off, and we can glaze your name on them.",
      "How long would that take?",
      "> Five weeks from the drawing. Shall I send you an offer?",
      "Yes, with the name please. I will send the drawing tonight",
      "> Perfect, I have made a note of it.",
    ],
    [
      "Could I return the {product}? The {colour} is darker than in the picture",
      "> Yes, within 30 days. I will send you the label.",
      "Thanks",
    ],
    ["Is the shop open on {day}?"],
    [
      "Do you still run the pottery class?",
      "> Every second Saturday, the next one has two places left.",
      "I will take both!",
    ],
    ["Any chance of the {product} in {colour}? I only see the white one"],
  ],
  de: [
    [
      "Hallo, gibt es die {product} auch in {colour}?",
      "> Hallo! Ja, ab {day} wieder. Soll ich Ihnen Bescheid geben?",
      "Ja gerne, vielen Dank",
      "> Mache ich.",
    ],
    [
      "Meine Bestellung {order} ist noch nicht da",
      "> Das tut mir leid. Das Paket liegt in {city} und kommt morgen.",
      "Alles klar, danke für die schnelle Antwort",
    ],
    ["Kann man die {product} in die Spülmaschine tun?", "> Ja, bis 60 Grad.", "Super"],
    ["Verschicken Sie auch nach {city}?"],
  ],
  es: [
    [
      "Hola, ¿tenéis {product} en color {colour}?",
      "> ¡Hola! Sí, quedan tres. ¿Te reservo una?",
      "Sí, por favor",
      "> Hecho.",
    ],
    [
      "¿Dónde está mi pedido {order}?",
      "> Está en reparto en {city}, llega hoy antes de las 14 h.",
      "Perfecto, gracias",
      "> A ti.",
    ],
    ["¿Hacéis envíos a {city}?", "> Sí, de 3 a 5 días.", "Genial"],
    ["Se ha roto una de las {product} en el envío. ¿Qué hago?"],
  ],
  ar: [
    [
      "مرحبا، هل المزهرية الزرقاء متوفرة؟",
      "> Hello! Yes, it is. Shall I put one aside for you?",
      "نعم من فضلك، شكرا جزيلا",
    ],
    ["كم تستغرق مدة الشحن؟"],
  ],
};

/** How the shop ends a conversation in which the customer spoke last. */
export const farewells: Readonly<Record<string, readonly string[]>> = {
  en: ["With pleasure. Have a lovely day", "Any time. Enjoy it", "Thank you for writing to us"],
  de: ["Sehr gerne, einen schönen Tag noch", "Danke für Ihre Nachricht"],
  es: ["Con mucho gusto, que tengas un buen día", "Gracias por escribirnos"],
  ar: ["You are welcome, it is on its way"],
};

/** What whoever passes a conversation on tells the team. */
export const passedOn: readonly string[] = [
  "One for you, I think.",
  "Not an order yet, but soon. Could you take it?",
  "I told them that somebody who knows answers today.",
  "They have written before, see the older messages.",
];

/** What whoever answers notes for the others on the way. */
export const asides: readonly string[] = [
  "Second time this month. Let us wrap these better.",
  "Please have a look at this one before I promise anything.",
  "Paid twice by mistake, the money is on its way back.",
  "Regular customer, be generous.",
  "The carrier says it was delivered; I have asked for the signature.",
  "Could we glaze four more by the end of the month?",
];
