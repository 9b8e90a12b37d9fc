/**
 * The one drawing of a stage, used by the viewfinder in the studio and by the previs worker in a headless page. No React, no
 * network: pictures come as image sources by media hash.
 */
import { pupilRadius } from "@backlot/shared/optics/depth-of-field";
import { fieldOfView } from "@backlot/shared/optics/field-of-view";
import { cameraAt, figureAt, isMoving, isShown, lookAt } from "@backlot/shared/stage/at-frame";
import type { CameraKey, Figure, FigureLook, Stage, StageProp } from "@backlot/shared/stage/schema";
import {
  BufferGeometry,
  Color,
  Group,
  Light,
  Material,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PCFShadowMap,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  SRGBColorSpace,
  Texture,
  Vector3,
  WebGLRenderer,
  LinearSRGBColorSpace,
  NoToneMapping,
} from "three";
import * as materials from "./build/materials.ts";
import { buildProp, liesFlat } from "./build/props.ts";
import { buildSet, contactTexture } from "./build/set.ts";
import { createLens, type Lens } from "./lens.ts";
import { buildLights } from "./lights.ts";
import { buildFigure } from "./people/figure.ts";
import { poseFigure } from "./people/pose-figure.ts";
import type { Rig } from "./people/rig.ts";
import { buildSlate } from "./slate.ts";
import { Builder } from "./build/builder.ts";
import { buildPiece } from "./build/pieces.ts";

export type Pictures = ReadonlyMap<string, ImageBitmap | HTMLImageElement>;

export type StageRendererOptions = {
  width: number;
  height: number;
  /** The strip along the lower edge; on unless turned off. */
  slate?: boolean;
  /** Smooth edges where a frame is one sample: costs two fifths of the speed. */
  antialias?: boolean;
};

export type DrawOptions = {
  /** Lens samples: 1 draws once with a blur from depth; more average as many views through the pupil. */
  samples?: number;
};

export type StageRenderer = {
  /** Builds a stage; the one before is thrown away. */
  load(stage: Stage, pictures?: Pictures): void;
  /** Draws one frame into the canvas. */
  draw(frame: number, options?: DrawOptions): void;
  /** Changes the picture's size, strip or edges; takes effect with the next `load`, the size at once. */
  configure(options: StageRendererOptions): void;
  resize(width: number, height: number): void;
  /** Whether any frame of `[start, end)` differs from the one before it. */
  isMoving(range: { start: number; end: number }): boolean;
  /** What is held on the graphics side: counts of geometries and textures. */
  held(): { geometries: number; textures: number };
  /** Gives everything back, the canvas' context with it: the canvas cannot be drawn on again. */
  dispose(): void;
};

type Person = { figure: Figure; outfits: { look: FigureLook; rig: Rig }[]; contact: Mesh; card: Mesh | null };

type Loaded = {
  stage: Stage;
  scene: Scene;
  people: Person[];
  held: { prop: StageProp; group: Group }[];
  slate: ReturnType<typeof buildSlate> | null;
};

function textureOf(image: ImageBitmap | HTMLImageElement): Texture {
  const texture = new Texture(image);
  texture.colorSpace = SRGBColorSpace;
  // Image bitmaps ignore the upload flip, so they are made upright when they are decoded.
  texture.flipY = !(typeof ImageBitmap !== "undefined" && image instanceof ImageBitmap);
  texture.needsUpdate = true;
  return texture;
}

function disposeTree(root: Scene | Group): void {
  root.traverse((node) => {
    // A lamp holds its shadow map, megabytes that nothing else gives back.
    if (node instanceof Light) node.dispose();
    if (!(node instanceof Mesh)) return;
    if (node.geometry instanceof BufferGeometry) node.geometry.dispose();
    for (const material of [node.material].flat()) {
      if (!(material instanceof Material) || materials.isShared(material)) continue;
      if ("map" in material && material.map instanceof Texture) material.map.dispose();
      material.dispose();
    }
  });
}

function buildPropGroup(prop: StageProp, stage: Stage, pictures: Pictures): Group {
  const group = new Group();
  const add = ({ matt: solid, glow }: ReturnType<Builder["finish"]>) => {
    if (solid) {
      const mesh = new Mesh(solid, materials.matt);
      mesh.castShadow = true;
      mesh.receiveShadow = true;
      group.add(mesh);
    }
    if (glow) group.add(new Mesh(glow, materials.glow));
  };
  if (prop.shape === "car") {
    const builder = new Builder();
    const piece = {
      kind: "car" as const,
      at: [0, 0, 0] as [number, number, number],
      turn: 0,
      size: [1.8, 1.42, 4.3] as [number, number, number],
      colour: prop.colour,
      accent: prop.colour,
      lit: stage.atmosphere.stars,
    };
    buildPiece(builder, piece, stage.atmosphere, 1);
    add(builder.finish());
  } else add(buildProp(prop.shape, prop.colour));
  const image = prop.picture ? pictures.get(prop.picture) : undefined;
  if (image) {
    const size = prop.shape === "letter" || prop.shape === "book" || prop.shape === "box" ? 0.15 : 0.09;
    const label = new Mesh(
      new PlaneGeometry(size, (size * image.height) / Math.max(1, image.width)),
      new MeshLambertMaterial({ map: textureOf(image) }),
    );
    label.position.set(0, 0.1, prop.shape === "box" ? 0.096 : prop.shape === "book" ? 0.019 : 0.05);
    group.add(label);
  }
  return group;
}

/** Van der Corput points: lens samples spread evenly over the disc however many there are. */
function discPoint(index: number, count: number): [number, number] {
  const radius = Math.sqrt((index + 0.5) / count);
  const angle = index * 2.399_963;
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
}

/** Makes a renderer on a canvas. Throws where the browser has no WebGL 2. */
export function createStageRenderer(canvas: HTMLCanvasElement, options: StageRendererOptions): StageRenderer {
  const renderer = new WebGLRenderer({
    canvas,
    antialias: false,
    alpha: false,
    preserveDrawingBuffer: true,
    powerPreference: "high-performance",
  });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.toneMapping = NoToneMapping;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.shadowMap.autoUpdate = false;
  renderer.autoClear = false;
  renderer.setPixelRatio(1);
  let { width, height, slate = true, antialias = false } = options;
  let lens: Lens | null = null;
  let loaded: Loaded | null = null;
  let shadowFrame = Number.NaN;
  const camera = new PerspectiveCamera(40, width / height, 0.06, 420);
  const spot = new Vector3();

  const size = () => {
    renderer.setSize(width, height, false);
    lens?.dispose();
    lens = createLens(renderer, width, height, antialias);
  };

  const aimCamera = (key: CameraKey, stage: Stage) => {
    const { sensor } = stage.camera;
    camera.aspect = width / height;
    // The lens sees its sensor's width; the picture's shape crops its height.
    const horizontal = fieldOfView(sensor.widthMm, key.lensMm);
    camera.fov = (2 * Math.atan(Math.tan(horizontal / 2) / camera.aspect) * 180) / Math.PI;
    camera.position.set(...key.at);
    camera.up.set(0, 1, 0);
    camera.lookAt(...key.aim);
    camera.rotateZ(key.roll);
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  };

  const poseAll = (frame: number) => {
    if (!loaded) return;
    for (const { figure, outfits, contact, card } of loaded.people) {
      const worn = lookAt(figure, frame);
      for (const { look, rig } of outfits) {
        rig.root.visible = look === worn;
        if (look !== worn) continue;
        poseFigure(rig, figure, frame);
        rig.root.updateMatrixWorld(true);
      }
      const now = figureAt(figure, frame);
      contact.position.set(now.at[0], 0.02, now.at[2]);
      if (card) {
        card.position.set(now.at[0], figure.body.height + 0.24, now.at[2]);
        card.quaternion.copy(camera.quaternion);
      }
    }
    for (const { prop, group } of loaded.held) {
      const { where } = prop;
      group.visible = isShown(prop, frame);
      if (!group.visible || !("holder" in where)) continue;
      const holder = loaded.people.find(({ figure }) => figure.assetId === where.holder);
      const rig = holder?.outfits.find(({ rig: { root } }) => root.visible)?.rig;
      group.visible = rig !== undefined;
      if (!rig) continue;
      const { hand } = where.hand === "right" ? rig.right : rig.left;
      hand.updateWorldMatrix(true, false);
      group.matrixAutoUpdate = false;
      group.matrix.copy(hand.matrixWorld);
      spot.set(where.hand === "right" ? 0.03 : -0.03, -0.075, 0.015);
      const grip = gripOf(prop.shape);
      const place = new Group();
      place.position.copy(spot);
      place.rotation.set(...grip.turn);
      place.updateMatrix();
      group.matrix.multiply(place.matrix);
      place.position.set(0, grip.drop, 0);
      place.rotation.set(0, 0, 0);
      place.updateMatrix();
      group.matrix.multiply(place.matrix);
      group.updateMatrixWorld(true);
    }
  };

  const drawScene = (scene: Scene) => {
    if (!lens) return;
    renderer.setRenderTarget(lens.target);
    renderer.setClearColor(scene.background instanceof Color ? scene.background : 0x000000, 1);
    renderer.clear();
    renderer.render(scene, camera);
  };

  const drawSlate = () => {
    if (loaded?.slate) renderer.render(loaded.slate.scene, loaded.slate.camera);
  };

  size();
  return {
    load(stage, pictures = new Map()) {
      if (loaded) {
        disposeTree(loaded.scene);
        loaded.slate?.dispose();
      }
      const scene = new Scene();
      const picture = (hash: string | null) => (hash ? pictures.get(hash) : undefined);
      const backdrop = picture(stage.backdrop);
      const { group, fog, background } = buildSet(stage, backdrop ? textureOf(backdrop) : null);
      scene.fog = fog;
      scene.background = background;
      scene.add(group, buildLights(stage, width > 800 ? 2048 : 1024));
      const contactMaterial = new MeshBasicMaterial({
        map: contactTexture(),
        transparent: true,
        depthWrite: false,
      });
      const people = stage.figures.map((figure): Person => {
        const outfits = figure.looks.map((look) => ({
          look,
          rig: buildFigure(figure, look, materials.matt),
        }));
        for (const { rig } of outfits) scene.add(rig.root);
        const contact = new Mesh(new PlaneGeometry(0.85, 0.85), contactMaterial);
        contact.rotation.x = -Math.PI / 2;
        contact.renderOrder = 2;
        scene.add(contact);
        const face = picture(figure.picture);
        const card = face
          ? new Mesh(
              new PlaneGeometry(0.3, (0.3 * face.height) / Math.max(1, face.width)),
              new MeshBasicMaterial({ map: textureOf(face), fog: false }),
            )
          : null;
        if (card) scene.add(card);
        return { figure, outfits, contact, card };
      });
      const held = stage.props.map((prop) => {
        const propGroup = buildPropGroup(prop, stage, pictures);
        if ("at" in prop.where) {
          propGroup.position.set(...prop.where.at);
          propGroup.rotation.y = prop.where.turn;
          if (liesFlat(prop.shape)) {
            propGroup.rotation.set(-Math.PI / 2 + (prop.shape === "book" ? 0 : 0.02), 0, prop.where.turn);
            propGroup.position.y += 0.02;
          }
        }
        scene.add(propGroup);
        return { prop, group: propGroup };
      });
      loaded = {
        stage,
        scene,
        people,
        held,
        slate: slate ? buildSlate(stage.slate, width, height) : null,
      };
      shadowFrame = Number.NaN;
    },
    draw(frame, { samples = 1 } = {}) {
      if (!loaded || !lens) return;
      const { stage, scene } = loaded;
      const key = cameraAt(stage, frame);
      aimCamera(key, stage);
      poseAll(frame);
      // Shadows are drawn again only when a figure can have moved since.
      const movedSince =
        Number.isNaN(shadowFrame) ||
        stage.figures.some(
          ({ keys, speaks, looks }) => keys.length > 1 || speaks.length > 0 || looks.length > 1,
        ) ||
        stage.props.some(({ shown }) => shown !== undefined);
      renderer.shadowMap.needsUpdate = movedSince && shadowFrame !== frame;
      shadowFrame = frame;
      const pupil = pupilRadius(key.lensMm, stage.camera.aperture);
      if (samples <= 1) {
        drawScene(scene);
        lens.finish(
          {
            near: camera.near,
            far: camera.far,
            focus: key.focus,
            pupilRadius: pupil,
            lensMm: key.lensMm,
            sensorWidthMm: stage.camera.sensor.widthMm,
          },
          stage.atmosphere.exposure,
        );
        drawSlate();
        return;
      }
      lens.clear();
      const base = camera.projectionMatrix.elements.slice();
      const home = camera.position.clone();
      const right = new Vector3(1, 0, 0).applyQuaternion(camera.quaternion);
      const up = new Vector3(0, 1, 0).applyQuaternion(camera.quaternion);
      for (let index = 0; index < samples; index += 1) {
        const [x, y] = discPoint(index, samples);
        camera.position
          .copy(home)
          .addScaledVector(right, x * pupil)
          .addScaledVector(up, y * pupil);
        const { elements } = camera.projectionMatrix;
        base.forEach((value, at) => {
          elements[at] = value;
        });
        // The frustum is sheared so that the plane of focus stays where it is, and shifted within one pixel for smooth edges.
        const [jitterX, jitterY] = [((index * 0.618_034) % 1) - 0.5, ((index * 0.754_878) % 1) - 0.5];
        elements[8] = (base[8] ?? 0) - ((base[0] ?? 1) * x * pupil) / key.focus + (jitterX * 2) / width;
        elements[9] = (base[9] ?? 0) - ((base[5] ?? 1) * y * pupil) / key.focus + (jitterY * 2) / height;
        camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
        camera.updateMatrixWorld();
        drawScene(scene);
        lens.accumulate(1 / samples);
        renderer.shadowMap.needsUpdate = false;
      }
      lens.finish("samples", stage.atmosphere.exposure);
      drawSlate();
    },
    configure(next) {
      const [nextSlate, nextAntialias] = [next.slate ?? true, next.antialias ?? false];
      const same = next.width === width && next.height === height && nextAntialias === antialias;
      [width, height, slate, antialias] = [next.width, next.height, nextSlate, nextAntialias];
      if (!same) size();
    },
    resize(nextWidth, nextHeight) {
      if (nextWidth === width && nextHeight === height) return;
      [width, height] = [nextWidth, nextHeight];
      size();
      if (!loaded?.slate) return;
      loaded.slate.dispose();
      loaded.slate = buildSlate(loaded.stage.slate, width, height);
    },
    held: () => ({ geometries: renderer.info.memory.geometries, textures: renderer.info.memory.textures }),
    isMoving: (range) => (loaded ? isMoving(loaded.stage, range) : false),
    dispose() {
      if (loaded) disposeTree(loaded.scene);
      loaded?.slate?.dispose();
      lens?.dispose();
      // Shared by all renderers of a page, they would keep this one alive through their listeners.
      materials.release();
      renderer.dispose();
      renderer.forceContextLoss();
      loaded = null;
    },
  };
}

/** How a hand holds a shape: turned in the fist, and how far up the grip is. The hand's −y is along the fingers. */
function gripOf(shape: StageProp["shape"]): { turn: [number, number, number]; drop: number } {
  switch (shape) {
    case "gun":
      return { turn: [Math.PI / 2, 0, 0], drop: -0.08 };
    case "bag":
    case "case":
      return { turn: [0, Math.PI / 2, 0], drop: -0.42 };
    case "phone":
      // Along the fingers: beside the ear it stands upright.
      return { turn: [0.2, Math.PI / 2, 0], drop: -0.07 };
    case "letter":
      return { turn: [Math.PI / 2 + 0.5, 0, 0], drop: -0.03 };
    case "book":
    case "plate":
    case "laptop":
    case "box":
      return { turn: [Math.PI / 2 + 0.6, 0, 0], drop: 0 };
    default:
      return { turn: [Math.PI / 2, 0, 0], drop: -0.06 };
  }
}
