import { vocabularyLabel, type ShotMovement } from "@backlot/shared/shot/schema";
import type { Slate } from "@backlot/shared/stage/schema";
import {
  CanvasTexture,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  SRGBColorSpace,
} from "three";

/** The line under the picture: which shot this is and that it is previs. */
export function slateText(slate: Slate): string {
  const move = vocabularyLabel(slate.move as ShotMovement);
  return `Scene ${slate.scene}   Shot ${slate.shot}   Take ${slate.take}   ${slate.lens}   ${move}`;
}

/** A strip along the lower edge of the picture, drawn over it. */
export function buildSlate(
  slate: Slate,
  width: number,
  height: number,
): { scene: Scene; camera: OrthographicCamera; dispose: () => void } {
  const strip = Math.max(14, Math.round(height * 0.036));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = strip;
  const c = canvas.getContext("2d");
  if (c) {
    c.fillStyle = "rgba(10,10,12,0.72)";
    c.fillRect(0, 0, width, strip);
    c.font = `${Math.round(strip * 0.58)}px "DejaVu Sans", "Liberation Sans", Arial, sans-serif`;
    c.textBaseline = "middle";
    c.fillStyle = "#e8e4da";
    c.fillText(slateText(slate), strip * 0.6, strip * 0.54);
    c.fillStyle = "#e0a443";
    c.textAlign = "right";
    c.fillText(slate.label, width - strip * 0.6, strip * 0.54);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.generateMipmaps = false;
  const geometry = new PlaneGeometry(2, (strip / height) * 2);
  const material = new MeshBasicMaterial({
    map: texture,
    transparent: true,
    depthTest: false,
    toneMapped: false,
  });
  const mesh = new Mesh(geometry, material);
  mesh.position.y = -1 + strip / height;
  const dispose = () => {
    texture.dispose();
    geometry.dispose();
    material.dispose();
  };
  return { scene: new Scene().add(mesh), camera: new OrthographicCamera(-1, 1, 1, -1, -1, 1), dispose };
}
