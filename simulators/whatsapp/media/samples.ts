import sharp, { type Sharp } from "sharp";
import { silentVoice } from "#simulators/shared/silence.ts";
import type { OutgoingMedia } from "./compose-media.ts";
import type { MediaKind } from "./kinds.ts";
import { stillVideo } from "./still-video.ts";

const COLOURS = ["#1d4e63", "#8a6f55", "#7a3b4e", "#3f6b3a", "#5b4a8a"];

/** A small file of each kind, for who only wants "a picture" or "a voice message". The same `variant` gives the same file. */
export async function sampleMedia(kind: MediaKind, variant = 0): Promise<OutgoingMedia> {
  switch (kind) {
    case "image":
      return describePicture(await samplePicture(variant).jpeg({ quality: 85 }).toBuffer());
    case "sticker":
      return { bytes: await sampleSticker(variant) };
    case "voice":
      return { bytes: silentVoice(4), seconds: 4 };
    case "audio":
      return { bytes: silentVoice(8), seconds: 8, mimeType: "audio/ogg" };
    case "video":
      return { bytes: await stillVideo(2), seconds: 2, width: 160, height: 96 };
    case "document":
      return { bytes: samplePdf("Order 4417: two vases, one bowl."), name: "Order 4417.pdf" };
  }
}

/** A picture with its size and the small one that travels in the message. Throws when sharp cannot read it. */
export async function describePicture(bytes: Buffer): Promise<OutgoingMedia> {
  const { width, height } = await sharp(bytes).metadata();
  const thumbnail = await sharp(bytes).resize({ width: 72 }).flatten({ background: "#fff" }).jpeg().toBuffer();
  return { bytes, width, height, thumbnail };
}

/** A vase on a table, 800 by 600, to be written out in the format that is wanted. */
function samplePicture(variant: number): Sharp {
  const glaze = COLOURS[variant % COLOURS.length];
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
    <rect width="800" height="600" fill="#e8ddcf"/><rect y="450" width="800" height="150" fill="#a98a6b"/>
    <ellipse cx="400" cy="488" rx="150" ry="20" fill="#00000030"/>
    <path d="M340 150 h120 q-10 60 50 130 q50 110 -40 210 h-140 q-90 -100 -40 -210 q60 -70 50 -130z" fill="${glaze}"/>
    <path d="M325 300 q-30 80 10 150" stroke="#ffffff70" stroke-width="12" fill="none" stroke-linecap="round"/>
  </svg>`),
  );
}

/** The vase alone, with a face, on nothing. */
function sampleSticker(variant: number): Promise<Buffer> {
  const glaze = COLOURS[variant % COLOURS.length];
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">
    <path d="M186 50 h140 q-12 70 58 152 q58 128 -46 245 h-164 q-104 -117 -46 -245 q70 -82 58 -152z" fill="${glaze}"
      stroke="#fff" stroke-width="16" stroke-linejoin="round"/>
    <circle cx="216" cy="280" r="18" fill="#fff"/><circle cx="296" cy="280" r="18" fill="#fff"/>
    <path d="M206 340 q50 50 100 0" stroke="#fff" stroke-width="14" fill="none" stroke-linecap="round"/>
  </svg>`),
  )
    .webp()
    .toBuffer();
}

/** One page with one line of Latin letters: PDF 1.4 (ISO 32000-1), with a table of where each object begins. */
function samplePdf(line: string): Buffer {
  const stream = `BT /F1 18 Tf 60 760 Td (${line.replace(/[()\\]/g, "\\$&")}) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + end, "latin1");
}
