import { story } from "#scenarios/story.ts";
import { startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

interface WhatsAppStage {
  /** How many codes a link is given. */
  readonly codes: number;
  /** A WhatsApp of our own, with the phones of everybody in the story. */
  readonly whatsapp: WhatsAppSimulator;
}

/** A story in which phones are linked. */
export const whatsappStory = story.extend<WhatsAppStage>({
  codes: [6, { option: true }],
  whatsapp: async ({ clock, codes }, use) => {
    const whatsapp = await startWhatsApp({ clock: () => clock.now(), codes });
    await use(whatsapp);
    await whatsapp.close();
  },
  env: ({ whatsapp }, use) => use({ WHATSAPP_WEB_URL: whatsapp.webSocketUrl, WHATSAPP_ROOT_KEY: whatsapp.rootKey }),
});

export { expect } from "#scenarios/story.ts";
