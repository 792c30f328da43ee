import { Socket } from "node:net";

/**
 * A socket that sends everything written in one turn of the event loop at once. PostgreSQL then wakes up once for statements
 * that were started together, instead of once for each.
 */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    if (!this.#isGathering) {
      this.#isGathering = true;
      super.cork();
      process.nextTick(() => {
        this.#isGathering = false;
        this.uncork();
      });
    }
    super.cork();
  }
}
