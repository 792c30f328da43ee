/** Stops reading from a socket while too much waits in memory. */
export interface Flow {
  /** To be called whenever what waits has grown or shrunk. */
  look(): void;
  /** Nothing is read now, so nobody can be heard. */
  isHeldUp(): boolean;
}

const most = 4_000;
const enough = 1_000;

/** Makes the flow of a socket; `load` counts what waits. The server keeps what is not read. */
export function easeFlow(socket: { pause(): void; resume(): void }, load: () => number): Flow {
  let isHeldUp = false;
  return {
    look() {
      const now = load();
      if (!isHeldUp && now > most) {
        isHeldUp = true;
        socket.pause();
      } else if (isHeldUp && now < enough) {
        isHeldUp = false;
        socket.resume();
      }
    },
    isHeldUp: () => isHeldUp,
  };
}
