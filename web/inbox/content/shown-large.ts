import type { Attachment } from "#contract/message-content.ts";
import { createStore, type Store } from "#web/shell/store.ts";

/** The picture or video that is shown as large as the screen allows. */
export const shownLarge: Store<Attachment | null> = createStore<Attachment | null>(null);
