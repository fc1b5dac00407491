// A picture of the screen with few colours: a third of the bytes of the one that the browser takes.
import { deflateSync } from "node:zlib";

const crc_of_byte = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; ++bit) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
const crc_of = (bytes) => ~bytes.reduce((crc, byte) => crc_of_byte[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) >>> 0;

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc_of(named), named.length + 4);
  return framed;
}

// The picture's pixels, as the browser reads them: {width, height, rgba}.
async function pixels_of(browser, png) {
  const page = await browser.newPage();
  const { width, height, text } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let from = 0; from < data.length; from += 32768) text += String.fromCharCode(...data.subarray(from, from + 32768));
    return { width: image.width, height: image.height, text: btoa(text) };
  }, `data:image/png;base64,${png.toString("base64")}`);
  await page.close();
  return { width, height, rgba: Buffer.from(text, "base64") };
}

// The 256 colours that are most of the picture stay; any other becomes the nearest of them.
function palette_of(rgba) {
  const counts = new Map();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = rgba.readUInt32BE(at) >>> 8;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = [...counts].sort(([a, of_a], [b, of_b]) => of_b - of_a || a - b).slice(0, 256).map(([colour]) => colour);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const palette = kept.map(parts);
  const nearest = (colour) => {
    const wanted = parts(colour);
    const distances = palette.map((one) => one.reduce((sum, part, i) => sum + (part - wanted[i]) ** 2, 0));
    return distances.indexOf(Math.min(...distances));
  };
  return { palette, place_of: new Map([...counts.keys()].map((colour) => [colour, nearest(colour)])) };
}

export async function with_palette(browser, png) {
  const { width, height, rgba } = await pixels_of(browser, png);
  const { palette, place_of } = palette_of(rgba);
  const lines = Buffer.alloc(height * (width + 1));  // each begins with 0: as it is, not as a difference to others
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) lines[y * (width + 1) + 1 + x] = place_of.get(rgba.readUInt32BE(4 * (y * width + x)) >>> 8);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);  // 8 bits a pixel, which name a colour of the palette
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("PLTE", Buffer.from(palette.flat())),
                        chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}
