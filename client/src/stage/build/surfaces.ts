import { randomFrom } from "@backlot/shared/stage/random";
import type { Surface } from "@backlot/shared/stage/schema";
import { CanvasTexture, RepeatWrapping, SRGBColorSpace, type Texture } from "three";

const size = 512;

/** Metres that one tile of the picture covers. */
export const tileMetres: Record<Surface, number> = {
  plaster: 3, wallpaper: 1.1, panel: 2, tiles: 1.2, brick: 2, concrete: 4, metal: 3, rock: 5, planks: 2, boards: 2.2,
  carpet: 2, lino: 1.6, asphalt: 5, paving: 2.4, grass: 5, earth: 5, sand: 6, snow: 7, water: 6,
}; // prettier-ignore

type Paint = CanvasRenderingContext2D;

function speckle(c: Paint, seed: number, count: number, dot: number, strength: number): void {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i += 1) {
    c.fillStyle = random.next() > 0.5 ? `rgba(255,255,255,${strength})` : `rgba(0,0,0,${strength})`;
    const r = dot * random.between(0.4, 1.4);
    c.fillRect(random.next() * size, random.next() * size, r, r);
  }
}

function clouds(c: Paint, seed: number, count: number, strength: number): void {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i += 1) {
    const [x, y, r] = [random.next() * size, random.next() * size, random.between(30, 110)];
    const tone = random.next() > 0.5 ? 255 : 0;
    for (const dx of [-size, 0, size])
      for (const dy of [-size, 0, size]) {
        const [left, top] = [x + dx, y + dy];
        if (left + r < 0 || left - r > size || top + r < 0 || top - r > size) continue;
        const fade = c.createRadialGradient(left, top, 0, left, top, r);
        fade.addColorStop(0, `rgba(${tone},${tone},${tone},${strength})`);
        fade.addColorStop(1, `rgba(${tone},${tone},${tone},0)`);
        c.fillStyle = fade;
        // Only where the cloud is: filling the whole picture for each took minutes where nothing draws it in hardware.
        c.fillRect(left - r, top - r, r * 2, r * 2);
      }
  }
}

function courses(c: Paint, rows: number, columns: number, gap: number, shift: number, seed: number): void {
  const random = randomFrom(seed);
  const [w, h] = [size / columns, size / rows];
  for (let y = 0; y < rows; y += 1)
    for (let x = -1; x < columns; x += 1) {
      const shade = random.between(-0.1, 0.1);
      c.fillStyle = shade > 0 ? `rgba(255,255,255,${shade})` : `rgba(0,0,0,${-shade})`;
      c.fillRect(x * w + (y % 2) * w * shift + gap / 2, y * h + gap / 2, w - gap, h - gap);
    }
  c.fillStyle = "rgba(0,0,0,0.28)";
  for (let y = 0; y < rows; y += 1) {
    c.fillRect(0, y * h - gap / 2, size, gap);
    for (let x = 0; x <= columns; x += 1) c.fillRect(x * w + (y % 2) * w * shift - gap / 2, y * h, gap, h);
  }
}

function grain(c: Paint, rows: number, seed: number): void {
  const random = randomFrom(seed);
  const h = size / rows;
  for (let y = 0; y < rows; y += 1) {
    const shade = random.between(-0.14, 0.12);
    c.fillStyle = shade > 0 ? `rgba(255,235,200,${shade})` : `rgba(20,8,0,${-shade})`;
    c.fillRect(0, y * h, size, h);
    for (let i = 0; i < 9; i += 1) {
      c.fillStyle = `rgba(30,14,0,${random.between(0.03, 0.1)})`;
      c.fillRect(0, y * h + random.next() * h, size, random.between(0.6, 2));
    }
    c.fillStyle = "rgba(10,5,0,0.4)";
    c.fillRect(0, y * h, size, 2);
    c.fillRect(random.next() * size, y * h, 2.5, h);
  }
}

function stripes(c: Paint): void {
  for (let x = 0; x < size; x += size / 8) {
    c.fillStyle = "rgba(255,255,255,0.075)";
    c.fillRect(x, 0, size / 16, size);
    c.fillStyle = "rgba(0,0,0,0.09)";
    c.fillRect(x + size / 32 - 1, 0, 2, size);
  }
}

const painters: Record<Surface, (c: Paint, seed: number) => void> = {
  plaster: (c, seed) => clouds(c, seed, 40, 0.025),
  wallpaper: stripes,
  panel: (c, seed) => {
    clouds(c, seed, 20, 0.03);
    for (let x = 0; x < size; x += size / 4) {
      c.fillStyle = "rgba(0,0,0,0.35)";
      c.fillRect(x, 0, 4, size);
      c.fillStyle = "rgba(255,255,255,0.12)";
      c.fillRect(x + 4, 0, 3, size);
    }
  },
  tiles: (c, seed) => courses(c, 6, 6, 4, 0, seed),
  brick: (c, seed) => {
    courses(c, 14, 5, 6, 0.5, seed);
    speckle(c, seed, 900, 4, 0.06);
  },
  concrete: (c, seed) => {
    clouds(c, seed, 60, 0.035);
    speckle(c, seed, 1200, 2.4, 0.05);
  },
  metal: (c, seed) => {
    clouds(c, seed, 20, 0.03);
    courses(c, 2, 2, 4, 0, seed);
  },
  rock: (c, seed) => {
    clouds(c, seed, 110, 0.06);
    speckle(c, seed, 2600, 5, 0.05);
  },
  planks: (c, seed) => grain(c, 7, seed),
  boards: (c, seed) => grain(c, 12, seed),
  carpet: (c, seed) => speckle(c, seed, 9000, 3, 0.07),
  lino: (c, seed) => {
    courses(c, 4, 4, 2, 0, seed);
    for (let y = 0; y < 4; y += 1)
      for (let x = 0; x < 4; x += 1) {
        if ((x + y) % 2 === 0) continue;
        c.fillStyle = "rgba(0,0,0,0.16)";
        c.fillRect((x * size) / 4, (y * size) / 4, size / 4, size / 4);
      }
  },
  asphalt: (c, seed) => {
    clouds(c, seed, 40, 0.04);
    speckle(c, seed, 9000, 2.5, 0.09);
  },
  paving: (c, seed) => {
    courses(c, 5, 5, 4, 0.5, seed);
    speckle(c, seed, 2400, 3, 0.05);
  },
  grass: (c, seed) => {
    clouds(c, seed, 70, 0.05);
    speckle(c, seed, 14_000, 3.4, 0.08);
  },
  earth: (c, seed) => {
    clouds(c, seed, 80, 0.06);
    speckle(c, seed, 7000, 4, 0.08);
  },
  sand: (c, seed) => {
    clouds(c, seed, 50, 0.035);
    speckle(c, seed, 9000, 2, 0.06);
  },
  snow: (c, seed) => clouds(c, seed, 50, 0.03),
  water: (c, seed) => clouds(c, seed, 60, 0.05),
};

/** Painted pictures by what they show: neighbouring shots share a place. The oldest goes first. */
const painted = new Map<string, Texture>();
const keptPictures = 24;

function paintOnce(key: string, width: number, height: number, paint: (c: Paint) => void): Texture {
  const known = painted.get(key);
  if (known) {
    painted.delete(key);
    painted.set(key, known);
    return known;
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  // Painted by thousands of small strokes and read back once: quicker in plain memory than through the graphics driver.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context) paint(context);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  painted.set(key, texture);
  const oldest = painted.keys().next().value;
  if (painted.size > keptPictures && oldest !== undefined) painted.delete(oldest);
  return texture;
}

/** A surface as a seamless picture over its own colour. `repeat` in tiles across and up. The caller disposes it. */
export function paintSurface(
  surface: Surface,
  colour: string,
  seed: number,
  repeat: [number, number],
): Texture {
  const texture = paintOnce(`${surface} ${colour} ${seed}`, size, size, (c) => {
    c.fillStyle = colour;
    c.fillRect(0, 0, size, size);
    painters[surface](c, seed);
  }).clone();
  texture.wrapS = RepeatWrapping;
  texture.wrapT = RepeatWrapping;
  texture.repeat.set(...repeat);
  return texture;
}

type Air = { skyTop: string; skyHorizon: string; stars: boolean };

/** The sky of the hour as a panorama: gradient, clouds by day, stars by night. The caller disposes it. */
export function paintSky(air: Air, seed: number): Texture {
  const key = `sky ${air.skyTop} ${air.skyHorizon} ${air.stars} ${seed}`;
  return paintOnce(key, 2048, 1024, (c) => paintHeaven(c, air, seed)).clone();
}

function paintHeaven(c: Paint, air: Air, seed: number): void {
  const random = randomFrom(seed);
  const fade = c.createLinearGradient(0, 0, 0, 1024);
  fade.addColorStop(0, air.skyTop);
  fade.addColorStop(0.28, air.skyTop);
  fade.addColorStop(0.5, air.skyHorizon);
  fade.addColorStop(1, air.skyHorizon);
  c.fillStyle = fade;
  c.fillRect(0, 0, 2048, 1024);
  if (air.stars) {
    for (let i = 0; i < 900; i += 1) {
      c.fillStyle = `rgba(225,235,255,${random.between(0.15, 0.9)})`;
      const r = random.between(0.8, 2);
      c.fillRect(random.next() * 2048, random.next() ** 1.3 * 490, r, r);
    }
    const [x, y] = [1460, 280];
    const halo = c.createRadialGradient(x, y, 10, x, y, 150);
    halo.addColorStop(0, "rgba(220,230,255,0.5)");
    halo.addColorStop(1, "rgba(220,230,255,0)");
    c.fillStyle = halo;
    c.fillRect(x - 150, y - 150, 300, 300);
    c.fillStyle = "#eef2ff";
    c.beginPath();
    c.arc(x, y, 17, 0, 7);
    c.fill();
  }
  for (let bank = 0; bank < 34; bank += 1) {
    const [x, y] = [random.next() * 2048, random.between(250, 490)];
    for (let i = 0; i < 14; i += 1) {
      const [cx, cy, r] = [
        x + random.between(-110, 110),
        y + random.between(-12, 12),
        random.between(14, 46),
      ];
      const puff = c.createRadialGradient(cx, cy, 0, cx, cy, r);
      const tone = air.stars ? "70,88,128" : "255,248,240";
      puff.addColorStop(0, `rgba(${tone},${air.stars ? 0.08 : 0.16})`);
      puff.addColorStop(1, `rgba(${tone},0)`);
      c.fillStyle = puff;
      c.fillRect(cx - r, cy - r, r * 2, r * 2);
    }
  }
}
