const PAUSE_MS = 400;
const LONGEST_EDGE = 1920;

/**
 * Shows a window or tab, which the person chooses in the browser's own dialog, in `video`, and gives one picture after the other to
 * `look` until it answers true. Rejects when nothing is chosen.
 */
export async function watchScreen(video, look) {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
  const [track] = stream.getVideoTracks();
  let isOver = false;
  let settle;
  const ended = new Promise((resolve) => {
    settle = resolve;
  });
  const stop = () => {
    isOver = true;
    track.stop();
    video.srcObject = null;
    video.hidden = true;
    settle();
  };
  track.addEventListener("ended", stop);
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  void lookAgainAndAgain();
  return { stop, ended };

  async function lookAgainAndAgain() {
    while (!isOver) {
      if (video.videoWidth > 0 && (await look(await pictureOf(video)))) return stop();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function pictureOf(video) {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(video.videoWidth, video.videoHeight));
  const canvas = new OffscreenCanvas(video.videoWidth * scale, video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/png" });
}
