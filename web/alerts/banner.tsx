/** The banner slot at the top of the frame: nothing while every channel is online. */
export function AlertsBanner() {
  return null;
}
