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
