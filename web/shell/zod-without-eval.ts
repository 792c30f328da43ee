import { config } from "zod";

// zod tries whether it may compile code at run time. Our content security policy forbids that, and every try would be
// reported as an attack, so it is told beforehand. Imported first, before any schema is made.
config({ jitless: true });
