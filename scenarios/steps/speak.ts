import type { Page } from "@playwright/test";

/** Gives this tab a microphone into which somebody hums, from its next address on. */
export async function humIntoMicrophone(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      navigator.mediaDevices.getUserMedia = async () => {
        const room = new AudioContext();
        const voice = room.createOscillator();
        const microphone = room.createMediaStreamDestination();
        voice.connect(microphone);
        voice.start();
        return microphone.stream;
      };`,
  });
}
