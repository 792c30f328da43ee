import { createRequire } from "node:module";

/** What messages of WhatsApp are made of. */
export type Proto = typeof import("baileys/WAProto/index.js").proto;

let loaded: Proto | undefined;

/** Loads what decodes messages at the first need, as its four megabytes of program are for linked phones alone. */
export function loadProto(): Proto {
  loaded ??= required().proto;
  return loaded;
}

// At once and not by a promise, as messages are read in one go.
function required(): typeof import("baileys/WAProto/index.js") {
  return createRequire(import.meta.url)("baileys/WAProto/index.js");
}
