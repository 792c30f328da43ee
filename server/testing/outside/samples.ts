import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";

/** Files that customers and members send, of the kinds that every service knows. */
export const samples = {
  photo: async () => (await sampleMedia("image")).bytes,
  video: async () => (await sampleMedia("video")).bytes,
  voice: async () => (await sampleMedia("voice")).bytes,
  document: async () => (await sampleMedia("document")).bytes,
};
