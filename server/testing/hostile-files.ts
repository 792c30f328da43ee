import { crc32, deflateRawSync, deflateSync, gzipSync } from "node:zlib";

/** A file that somebody may send to do harm. Its bytes are made when they are asked for. */
export interface HostileFile {
  readonly what: string;
  readonly name: string;
  bytes(): Buffer;
}

const script = "<script>fetch('/api/v1/session').then(r=>r.text()).then(alert)</script>";
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;
const html = `<!doctype html><html><body>${script}</body></html>`;
const text = (what: string, name: string, content: string): HostileFile => ({
  what,
  name,
  bytes: () => Buffer.from(content, "latin1"),
});

/** Files that run script if a browser takes them for a page, a style or a program. */
export const scripts: readonly HostileFile[] = [
  text("SVG with a script", "logo.svg", svg),
  text("SVG after an XML declaration", "logo.svg", `<?xml version="1.0"?>${svg}`),
  text("SVG called PNG", "logo.png", svg),
  text("SVG behind a byte order mark", "logo.jpg", `\xef\xbb\xbf${svg}`),
  text("HTML", "offer.html", html),
  text("HTML called PNG", "offer.png", html),
  text("HTML without an ending", "offer", html),
  text(
    "HTML in UTF-16",
    "offer.txt",
    [...`\ufeff${html}`].map((c) => `${c === "\ufeff" ? "\xff\xfe" : `${c}\0`}`).join(""),
  ),
  text("HTML behind white space", "offer.htm", `${" \n".repeat(1000)}${html}`),
  text("XHTML", "offer.xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`),
  text(
    "XML that reads a file",
    "order.xml",
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
  ),
  text(
    "XML that grows",
    "order.xml",
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`,
  ),
  text("XSLT", "style.xsl", `<?xml version="1.0"?><?xml-stylesheet href="data:,x"?><xsl:stylesheet version="1.0"/>`),
  text("JavaScript", "app.js", "alert(document.cookie)"),
  text("a JavaScript module", "app.mjs", "\xef\xbb\xbfexport default alert(1)"),
  text("CSS that phones home", "app.css", "body{background:url(http://example.com/seen)}"),
  text("a web archive", "page.mht", `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}`),
  text("a calendar with markup", "date.ics", `BEGIN:VCALENDAR\r\nSUMMARY:${script}\r\nEND:VCALENDAR`),
  text("a contact card with markup", "ana.vcf", `BEGIN:VCARD\r\nFN:${script}\r\nEND:VCARD`),
  text("subtitles with markup", "film.vtt", `WEBVTT\n\n${script}`),
  text("GIF that is JavaScript", "cat.gif", "GIF89a/*\x01\x00\x01\x00\x00\x00*/=1;alert(document.cookie)"),
  text("GIF that is HTML", "cat.gif", `GIF89a\x01\x00\x01\x00\x80\x00\x00${html}`),
  text("JPEG that is HTML", "cat.jpg", `\xff\xd8\xff\xe0\x00\x10JFIF\x00${html}`),
  text("PDF with a script", "bill.pdf", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
  text("PDF that is HTML", "bill.pdf", `%PDF-1.7\n${html}`),
  text("Flash", "film.swf", `FWS\x0a${html}`),
  text("WebAssembly", "run.wasm", "\0asm\x01\0\0\0"),
  text("a program for Windows called JPEG", "cat.jpg", `MZ\x90\x00${"\0".repeat(200)}`),
  text("a program for Linux called PNG", "cat.png", `\x7fELF\x02\x01\x01${"\0".repeat(200)}`),
  text("sound that is HTML", "song.ogg", `OggS\x00\x02${"\0".repeat(22)}${html}`),
  text("MP3 that is HTML", "song.mp3", `ID3\x03\x00\x00\x00\x00\x00\x10${html}`),
  text("a single byte", "x", "<"),
  {
    what: "PNG with HTML in a comment",
    name: "a.png",
    bytes: () => png(4, 4, [chunk("tEXt", Buffer.from(`Comment\0${html}`))]),
  },
  {
    what: "PNG that is a ZIP too",
    name: "a.png",
    bytes: () => Buffer.concat([png(4, 4), zip("a.html", Buffer.from(html))]),
  },
  { what: "a ZIP with a path to outside", name: "a.zip", bytes: () => zip("../../../etc/cron.d/x", Buffer.from("x")) },
];

/** Files that are small on the disk and huge when they are unpacked, or that end too early. */
export const bombs: readonly HostileFile[] = [
  { what: "PNG of 30,000 × 30,000", name: "a.png", bytes: () => png(30_000, 30_000) },
  { what: "interlaced PNG of 7,900 × 7,900", name: "a.png", bytes: () => png(7_900, 7_900, [], 1) },
  { what: "PNG of 7,900 × 7,900 that wants to be turned", name: "a.png", bytes: () => png(7_900, 7_900, [turned()]) },
  { what: "PNG of 2,147,483,647 squared", name: "a.png", bytes: () => pngClaiming(2_147_483_647) },
  text(
    "GIF of 65,535 squared",
    "a.gif",
    `GIF89a\xff\xff\xff\xff\x80\x00\x00${"\0".repeat(6)},\0\0\0\0\xff\xff\xff\xff\0\x02\0;`,
  ),
  text(
    "JPEG of 65,500 squared",
    "a.jpg",
    `\xff\xd8\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9`,
  ),
  text("WebP of 16,383 squared", "a.webp", "RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xfe\xbf\xff\x0f\0\0\0\0\0\0\0\0\0"),
  text(
    "BMP of 30,000 squared",
    "a.bmp",
    `BM${"\0".repeat(12)}\x28\0\0\0\x30\x75\0\0\x30\x75\0\0\x01\0\x18${"\0".repeat(30)}`,
  ),
  text("TIFF with a loop of directories", "a.tif", "II*\0\x08\0\0\0\0\0\x08\0\0\0"),
  { what: "PNG cut in the middle", name: "a.png", bytes: () => cut(png(900, 900)) },
  { what: "a ZIP of zeros", name: "a.zip", bytes: () => zip("a", Buffer.alloc(40_000_000)) },
  { what: "a Word file of zeros", name: "a.docx", bytes: () => zip("[Content_Types].xml", Buffer.alloc(40_000_000)) },
  { what: "GZIP of zeros", name: "a.gz", bytes: () => gzipSync(Buffer.alloc(40_000_000)) },
];

/** Names that lead out of a folder, hide what a file is, or break a header. */
export const names: readonly string[] = [
  "../../../etc/passwd",
  "..\\..\\windows\\system32\\drivers",
  "/etc/passwd",
  "C:\\boot.ini",
  "invoice\u202egpj.exe",
  "invoice\u2066\u2067gpj.exe",
  "\u200f\u200ename.txt",
  'a"; filename="b.html',
  "a\r\nSet-Cookie: a=b.txt",
  "a\u2028b\u2029c.txt",
  "a\0b.txt",
  "....",
  "   ",
  `${"long".repeat(2_000)}.txt`,
  "счёт за август.txt",
  "👩‍👩‍👧 family.txt",
  "a%2f..%2fb.txt",
  "<img src=x onerror=alert(1)>.txt",
];

/** A whole PNG of one grey, one bit per pixel. */
export function png(width: number, height: number, extra: readonly Buffer[] = [], interlace = 0): Buffer {
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height + (interlace ? height * 4 : 0)));
  return assemble(header(width, height, interlace), [...extra, chunk("IDAT", rows)]);
}

function pngClaiming(pixels: number): Buffer {
  return assemble(header(pixels, pixels, 0), [chunk("IDAT", deflateSync(Buffer.alloc(64)))]);
}

function header(width: number, height: number, interlace: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([size, Buffer.from([1, 0, 0, 0, interlace])]);
}

function assemble(head: Buffer, chunks: readonly Buffer[]): Buffer {
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", head), ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** What a camera writes that was held upright (Exif, orientation 6). */
function turned(): Buffer {
  return chunk("eXIf", Buffer.from("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", "latin1"));
}

/** The beginning of a ZIP archive with one packed file: as much as a reader of first bytes looks at. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(crc32(content), 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), packed]);
}

function cut(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
