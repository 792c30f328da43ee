import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Keeps what was compiled once, which halves every later start. Plain JavaScript, because Node would load its own TypeScript
// compiler (20 MB) for this very file, before it can find anything kept. Where the folder cannot be written, Node goes without.
enableCompileCache(join(import.meta.dirname, "../dist/compiled"));
await import("./start.ts");
