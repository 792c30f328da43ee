/** Whoever still works for a device that has ended, or whose store failed, gets no further. */
export class DeviceEnded extends Error {
  override name = "DeviceEnded";
}
