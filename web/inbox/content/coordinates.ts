interface Coordinates {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Coordinates as people copy them: degrees with five decimals, which is about a metre. */
export function coordinatesOf({ latitude, longitude }: Coordinates): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** Where OpenStreetMap shows the place with a mark: wiki.openstreetmap.org/wiki/Browsing#Sharing_a_link_to_the_map_with_a_marker */
export function mapAddressOf({ latitude, longitude }: Coordinates): string {
  const [mlat, mlon] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${mlat}&mlon=${mlon}#map=17/${mlat}/${mlon}`;
}
