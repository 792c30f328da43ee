import type { Locator, Page } from "@playwright/test";

/** A file as somebody has it on their computer. */
export interface OwnFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Chooses a file with the button that opens the computer's own dialog. */
export async function chooseFile(page: Page, button: Locator, file: OwnFile): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await button.click();
  await (await chooser).setFiles(file);
}

/** Pastes a file into a field, as after copying a picture elsewhere. */
export async function pasteFile(field: Locator, file: OwnFile): Promise<void> {
  await field.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(
      new File([Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0))], given.name, {
        type: given.type,
      }),
    );
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, asText(file));
}

/** Drags a file from the computer's desktop onto a part of the page and lets it go there. */
export async function dragFile(target: Locator, file: OwnFile): Promise<void> {
  await target.evaluate((element, given) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(
      new File([Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0))], given.name, {
        type: given.type,
      }),
    );
    for (const kind of ["dragenter", "dragover", "drop"]) {
      element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, asText(file));
}

/** What travels into the page must be JSON. */
function asText({ name, mimeType, buffer }: OwnFile) {
  return { name, type: mimeType, base64: buffer.toString("base64") };
}
