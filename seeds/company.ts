/** The invented company that demo, tests and documentation share: a small ceramics shop and the people who write to it. */
export const company = {
  workspace: "Ortiz Shop",
  timeZone: "Europe/Berlin",
  bot: { username: "ortiz_shop_bot", name: "Ortiz Shop" },
  whatsapp: { number: "+49 30 23125 010", name: "Ortiz Shop" },
  messenger: { pages: ["Ortiz Shop", "Ortiz Workshop"] },
} as const;

/** Someone who writes to the company. */
export interface Customer {
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string | null;
  readonly language: string;
}

/** What the shop sells, as customers name it. */
export const products = [
  "Alba vase",
  "Sol plates",
  "Mar mugs",
  "Luna lamp",
  "Olivo bowl",
  "Brisa teapot",
  "Roca planter",
  "Nube cups",
];

/** The glazes that everything comes in. */
export const colours = ["blue", "sand", "green", "white", "terracotta", "black"];

/** Where parcels go. */
export const cities = ["Berlin", "Madrid", "Lisbon", "Vienna", "Lyon", "Porto", "Hamburg", "Bologna", "Ghent", "Leeds"];

/** First and last names by language. */
export const names: Readonly<Record<string, { readonly first: readonly string[]; readonly last: readonly string[] }>> =
  {
    en: {
      first: ["Olivia", "Jack", "Amelia", "Noah", "Grace", "Harry", "Freya", "Theo", "Maya", "Isaac"],
      last: ["Walker", "Hughes", "Bennett", "Foster", "Reid", "Barnes", "Murray", "Fletcher", "Doyle", "Shaw"],
    },
    de: {
      first: ["Lena", "Jonas", "Mia", "Felix", "Clara", "Paul", "Hannah", "Moritz", "Greta", "Anton"],
      last: ["Schäfer", "Brandt", "Vogel", "Keller", "Lorenz", "Winter", "Busch", "Kühn", "Engel", "Sommer"],
    },
    es: {
      first: ["Lucía", "Mateo", "Carmen", "Diego", "Inés", "Pablo", "Elena", "Hugo", "Nuria", "Álvaro"],
      last: ["Serrano", "Molina", "Castro", "Rubio", "Vega", "Prieto", "Soler", "Navarro", "Campos", "Reyes"],
    },
    ar: {
      first: ["ليلى", "عمر", "سارة", "يوسف", "نور", "كريم"],
      last: ["حداد", "منصور", "خليل", "نجار", "صالح", "عيسى"],
    },
  };
