import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

// Loaded into a server before anything else, which then takes itself for one on another machine than all others.
Object.assign(os, { hostname: () => "another-host" });
syncBuiltinESMExports();
