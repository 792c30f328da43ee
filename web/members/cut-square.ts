/** A stretch of a picture, in its own pixels. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

// As large as the server keeps it, so that a photo of 5 MB does not travel for nothing.
const pixels = 512;

/** Cuts a square out of a picture and makes a WebP of it (a PNG where the browser cannot write WebP). */
export async function cutSquare(address: string, area: Area): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser cannot cut pictures. Cut it to a square elsewhere and try another browser.");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, area.x, area.y, area.width, area.height, 0, 0, pixels, pixels);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("This picture could not be cut. Choose another one."))),
      "image/webp",
      0.92,
    );
  });
}
