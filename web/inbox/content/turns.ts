let playing: HTMLMediaElement | null = null;

/** What begins to play ends what played before, so that one never hears two at once. */
export function takeTurn(element: HTMLMediaElement): void {
  if (playing !== element) playing?.pause();
  playing = element;
}
