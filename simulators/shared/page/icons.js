const PATHS = {
  back: "M15 5 8 12l7 7",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.6 5.6l12.8 12.8",
  restart: "M4 12a8 8 0 1 0 3-6.2M4 4v5h5",
  attach: "M20 11.5 12.5 19a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7-7",
  voice: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5 11a7 7 0 0 0 14 0M12 18v3",
  send: "M4 12 20 4l-4 16-5-6zM11 14l9-10",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 6 4 11l6 5v-3c5 0 8 1 10 5 0-6-4-9-10-9z",
  edit: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  like: "M7 11v9H4v-9zM7 11l4-8c2 0 3 1.500 2.500 4L13 10h6a1.500 1.500 0 0 1 1.500 2l-2 7a1.500 1.500 0 0 1-1.500 1H7",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  devices: "M3 5h13v9H3zM1.500 17.500h11M17 9h5v11h-5zM19 17.500h1",
  camera: "M4 7h4l1.500-2.500h5L16 7h4v12H4zM12 9.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7",
  screen: "M3 4h18v12H3zM8 20h8M12 16v4",
  paste: "M8 5H5v16h14V5h-3M9 3h6v4H9z",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  place:
    "M12 21c4-5 7-8 7-11.500a7 7 0 0 0-14 0C5 13 8 16 12 21M12 7.500a2.200 2.200 0 1 0 0 4.400 2.200 2.200 0 0 0 0-4.400",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c.5-5 4-7 8-7s7.500 2 8 7",
  poll: "M6 20v-9M12 20V4M18 20v-6",
  sticker: "M4 4h16v10l-6 6H4zM20 14h-6v6M9 9h.01M15 9h.01M8.500 12.500c1.500 1.700 4 1.700 5.500.5",
  once: "M12 4a8 8 0 1 0 0 16M15.500 4.800a8 8 0 0 1 4.300 5M20 13.500a8 8 0 0 1-4.500 5.700M10.500 9.500 12.500 8v8",
  power: "M12 3v8M7 6a8 8 0 1 0 10 0",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 10h.01M15 10h.01M8.500 14c2 2.500 5 2.500 7 0",
  plus: "M12 5v14M5 12h14",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2",
  keypad: "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
};

/** A line drawing of 20 pixels in the colour of the text; it says nothing by itself, its button has the name. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries(ATTRIBUTES)) svg.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const ATTRIBUTES = {
  viewBox: "0 0 24 24",
  width: "20",
  height: "20",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "1.7",
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
  "aria-hidden": "true",
};
