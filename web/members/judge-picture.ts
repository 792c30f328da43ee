/** The kinds of picture that become an avatar. */
export const avatarTypes = ["image/png", "image/jpeg", "image/webp"] as const;

const mostBytes = 5 * 1024 * 1024;

/** The sentence why a file cannot become an avatar, or null when it can be cut. The server judges its bytes once more. */
export async function judgePicture(file: File): Promise<string | null> {
  if (!avatarTypes.some((type) => type === file.type)) return "Choose a PNG, JPEG or WebP picture.";
  if (file.size > mostBytes) return "This picture is larger than 5 MB. Choose a smaller one.";
  try {
    const bitmap = await createImageBitmap(file);
    bitmap.close();
    return null;
  } catch {
    return "This file could not be opened as a picture. Choose another one.";
  }
}
