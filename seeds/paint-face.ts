import sharp from "sharp";

/** A picture of a person, as a simple drawing: shoulders, face and hair in colours of their own. */
export async function paintFace(index: number): Promise<Buffer> {
  const hue = (index * 47) % 360;
  const skin = ["#f1c9a5", "#d9a066", "#8d5524", "#ffdbac", "#c68642"][index % 5];
  const hair = ["#2b1b12", "#5a3825", "#b5651d", "#111827", "#a8a29e"][(index * 3) % 5];
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">
    <rect width="320" height="320" fill="hsl(${hue} 45% 72%)"/>
    <ellipse cx="160" cy="330" rx="120" ry="110" fill="hsl(${(hue + 150) % 360} 40% 42%)"/>
    <circle cx="160" cy="128" r="84" fill="${hair}"/>
    <rect x="136" y="190" width="48" height="50" fill="${skin}"/>
    <ellipse cx="160" cy="150" rx="62" ry="72" fill="${skin}"/>
  </svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 85 }).toBuffer();
}
