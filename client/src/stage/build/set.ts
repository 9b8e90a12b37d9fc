import type { Stage } from "@backlot/shared/stage/schema";
import {
  BackSide,
  type BufferGeometry,
  CanvasTexture,
  Color,
  Fog,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PlaneGeometry,
  SphereGeometry,
  type Texture,
  BufferAttribute,
} from "three";
import { Builder } from "./builder.ts";
import * as materials from "./materials.ts";
import { buildPiece } from "./pieces.ts";
import { paintSky, paintSurface, tileMetres } from "./surfaces.ts";

/** Darkens a plane toward its rim, as light falls off into corners. */
function shadeCorners(geometry: BufferGeometry, strength: number): void {
  const uv = geometry.getAttribute("uv");
  const values = new Float32Array(uv.count * 3);
  for (let index = 0; index < uv.count; index += 1) {
    const [u, v] = [uv.getX(index), uv.getY(index)];
    const rim = Math.min(u, 1 - u, v, 1 - v) * 2;
    const shade = 1 - strength * (1 - Math.min(1, rim * 3)) ** 2;
    values.set([shade, shade, shade], index * 3);
  }
  geometry.setAttribute("color", new BufferAttribute(values, 3));
}

function plane(width: number, height: number, map: Texture | null, colour: string, shade: number): Mesh {
  const geometry = new PlaneGeometry(width, height, 24, 16);
  shadeCorners(geometry, shade);
  const material = new MeshLambertMaterial({ vertexColors: true, ...(map ? { map } : { color: colour }) });
  const mesh = new Mesh(geometry, material);
  mesh.receiveShadow = true;
  return mesh;
}

function buildRoom({ set }: Stage): Group {
  const room = new Group();
  const { width, height, depth } = set.size;
  const tile = tileMetres[set.wallSurface];
  const wall = (length: number) =>
    plane(
      length,
      height,
      paintSurface(set.wallSurface, set.palette.wall, set.seed, [length / tile, height / tile]),
      set.palette.wall,
      0.4,
    );
  const sides: [number, number, number, number][] = [
    [0, -depth / 2, 0, width],
    [0, depth / 2, Math.PI, width],
    [-width / 2, 0, Math.PI / 2, depth],
    [width / 2, 0, -Math.PI / 2, depth],
  ];
  const trim = new Builder();
  for (const [x, z, turn, length] of sides) {
    // Planes show only their inner face: a camera outside the room looks through the wall as through a wild wall on a stage.
    const mesh = wall(length);
    mesh.position.set(x, height / 2, z);
    mesh.rotation.y = turn;
    room.add(mesh);
    const strip = new PlaneGeometry(length, 1);
    trim.moveTo({ at: [x, 0, z], turn: [0, turn, 0] });
    trim.add(strip, set.palette.trim, { at: [0, 0.06, 0.012], scale: [1, 0.12, 1] });
    trim.add(strip, set.palette.trim, { at: [0, height - 0.04, 0.012], scale: [1, 0.08, 1] });
    if (set.wallSurface === "wallpaper" || set.wallSurface === "panel")
      trim.add(strip, set.palette.trim, { at: [0, 0.95, 0.012], scale: [1, 0.05, 1] });
  }
  const strips = trim.finish().matt;
  if (strips) room.add(new Mesh(strips, materials.matt));
  const ceiling = plane(width, depth, null, set.palette.ceiling, 0.4);
  ceiling.position.y = height;
  ceiling.rotation.x = Math.PI / 2;
  room.add(ceiling);
  return room;
}

function buildGround({ set }: Stage): Mesh {
  const [width, depth] = set.interior ? [set.size.width * 2.4, set.size.depth * 3.2] : [260, 260];
  const tile = tileMetres[set.floorSurface];
  const map = paintSurface(set.floorSurface, set.palette.floor, set.seed + 1, [width / tile, depth / tile]);
  const ground = plane(width, depth, map, set.palette.floor, 0);
  ground.rotation.x = -Math.PI / 2;
  return ground;
}

/** A soft dark patch under each standing piece: what binds things to the floor where no light casts a shadow. */
export function contactTexture(): Texture {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 64;
  const c = canvas.getContext("2d");
  if (c) {
    const fade = c.createRadialGradient(32, 32, 4, 32, 32, 32);
    fade.addColorStop(0, "rgba(0,0,0,0.62)");
    fade.addColorStop(0.6, "rgba(0,0,0,0.28)");
    fade.addColorStop(1, "rgba(0,0,0,0)");
    c.fillStyle = fade;
    c.fillRect(0, 0, 64, 64);
  }
  return new CanvasTexture(canvas);
}

const flat = new Set([
  "rug",
  "road",
  "kerb",
  "water",
  "hill",
  "dune",
  "window",
  "picture",
  "grass",
  "ceiling-light",
  "pendant",
  "stalactite",
  "sign",
  "board",
  "vent",
  "porthole",
  "arch-window",
  "mirror",
  "fence",
  "rail",
  "curtain",
]);

function buildContacts({ set }: Stage, map: Texture): Group {
  const group = new Group();
  const geometry = new PlaneGeometry(1, 1);
  const material = new MeshBasicMaterial({ map, transparent: true, depthWrite: false });
  for (const { kind, at, turn, size } of set.pieces) {
    if (flat.has(kind) || at[1] > 0.05) continue;
    const patch = new Mesh(geometry, material);
    patch.position.set(at[0], 0.018, at[2]);
    patch.rotation.set(-Math.PI / 2, 0, turn);
    const spread = kind === "tree" || kind === "pine" ? 0.4 : 1.35;
    patch.scale.set(size[0] * spread + 0.12, size[2] * spread + 0.12, 1);
    patch.renderOrder = 1;
    group.add(patch);
  }
  return group;
}

/** Everything of a stage that never moves: ground, room or sky, and all pieces in two meshes. */
export function buildSet(
  stage: Stage,
  backdrop: Texture | null,
): { group: Group; fog: Fog; background: Color } {
  const { set, atmosphere } = stage;
  const group = new Group();
  const builder = new Builder();
  for (const piece of set.pieces) buildPiece(builder, piece, atmosphere, set.seed);
  const { matt, glow } = builder.finish();
  if (matt) {
    const mesh = new Mesh(matt, materials.matt);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    group.add(mesh);
  }
  if (glow) group.add(new Mesh(glow, materials.clearGlow));
  group.add(buildGround(stage), buildContacts(stage, contactTexture()));
  if (set.interior) group.add(buildRoom(stage));
  else {
    const sky = new Mesh(
      new SphereGeometry(200, 48, 24),
      new MeshBasicMaterial({
        map: paintSky(atmosphere, set.seed),
        side: BackSide,
        fog: false,
        depthWrite: false,
      }),
    );
    sky.renderOrder = -1;
    group.add(sky);
  }
  if (backdrop) group.add(hangBackdrop(stage, backdrop));
  return {
    group,
    fog: new Fog(new Color(atmosphere.fogColour), atmosphere.fogNear, atmosphere.fogFar),
    background: new Color(set.interior ? "#0c0c0e" : atmosphere.skyHorizon),
  };
}

/** The location's own picture: on the back wall indoors, as the far view outdoors. */
function hangBackdrop({ set }: Stage, map: Texture): Mesh {
  const image = map.image as { width: number; height: number };
  const aspect = image.width / Math.max(1, image.height);
  const width = set.interior ? set.size.width : 46;
  const height = set.interior ? Math.min(set.size.height, width / aspect) : width / aspect;
  const mesh = new Mesh(
    new PlaneGeometry(width, height),
    new MeshBasicMaterial({ map, fog: false, color: set.interior ? "#b4b4b4" : "#ffffff" }),
  );
  mesh.position.set(
    0,
    set.interior ? set.size.height / 2 : height / 2 - 3,
    set.interior ? -set.size.depth / 2 + 0.03 : -20,
  );
  return mesh;
}
