import { adReferral } from "#simulators/messenger/customer/referral.ts";
import type {
  MessengerSimulator,
  SimulatedApp,
  SimulatedCustomer,
  SimulatedPage,
} from "#simulators/messenger/start-messenger.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import { company } from "./company.ts";
import { paintFace } from "./paint-face.ts";
import { owner } from "./people.ts";

/** What there is on Facebook in the demo: the app of this Wokfow, the company's pages, and three who write to the first of them. */
export interface MessengerPhones {
  readonly app: SimulatedApp;
  readonly page: SimulatedPage;
  readonly customers: readonly SimulatedCustomer[];
}

const people = [
  { firstName: "Greta", lastName: "Lindqvist" },
  { firstName: "Tomás", lastName: "Pereira" },
  { firstName: "Aoife", lastName: "Byrne" },
];

// Others than the customers on Telegram have.
const firstFace = 400;

/** Puts app, pages and people in place: the same at every start and in the same order, since their ids are drawn from the seed. */
export async function fillMessenger(messenger: MessengerSimulator): Promise<MessengerPhones> {
  const app = messenger.app({ name: "Wokfow" });
  const [page, second] = company.messenger.pages.map((name) => messenger.page({ name, category: "Home goods shop" }));
  if (!page || !second) throw new Error("The company has too few pages.");
  messenger.person({ name: owner.displayName, pages: [page, second] });
  const faces = await Promise.all(people.map((_, index) => paintFace(firstFace + index)));
  const customers = people.map((person, index) => messenger.customer({ ...person, picture: faces[index] }));
  for (const customer of customers) customer.psid(page);
  return { app, page, customers };
}

/** As soon as the page is connected for the first time, its customers have something to say. */
export function writeWhenSubscribed(messenger: MessengerSimulator, { app, page, customers }: MessengerPhones): void {
  const isSubscribed = () => page.subscriptions()[app.id] !== undefined;
  let hasBegun = isSubscribed();
  messenger.watch(() => {
    if (hasBegun || !isSubscribed()) return;
    hasBegun = true;
    void writeToday(page, customers);
  });
}

async function writeToday(page: SimulatedPage, [greta, tomas, aoife]: readonly SimulatedCustomer[]): Promise<void> {
  const { bytes } = await sampleMedia("image");
  greta?.write(page, "Hej! Is the workshop on Saturday full already?", {
    referral: adReferral({ adId: "6045246247433", title: "Throw your first bowl" }),
  });
  tomas?.sendImage(page, { bytes, name: "plates.jpg" });
  tomas?.write(page, "Do you have four more of these?");
  aoife?.write(page, "Thanks a million, the lamp is only gorgeous");
  aoife?.sendSticker(page);
}
