import { expect, test } from "vitest";
import { coordinatesOf, mapAddressOf } from "#web/inbox/content/coordinates.ts";

test("a place is named by its coordinates and found on a map", () => {
  const place = { latitude: -33.8567844, longitude: 151.2152967 };
  expect(coordinatesOf(place)).toBe("-33.85678, 151.21530");
  expect(mapAddressOf(place)).toBe(
    "https://www.openstreetmap.org/?mlat=-33.856784&mlon=151.215297#map=17/-33.856784/151.215297",
  );
});
