import type { Stage, StageLight } from "@backlot/shared/stage/schema";
import { Color, DirectionalLight, Group, HemisphereLight, PointLight, SpotLight } from "three";

/** Our 1 exposes a white card fully; three's unit divides by π in the surface, and our film curve starts darker. */
const strength = 2.1;

function castFrom(light: DirectionalLight | SpotLight, size: number, radius: number): void {
  light.castShadow = true;
  light.shadow.mapSize.set(size, size);
  light.shadow.bias = -0.0006;
  light.shadow.normalBias = 0.025;
  light.shadow.radius = radius;
}

function build(light: StageLight, stage: Stage, shadowSize: number): Group {
  const group = new Group();
  const intensity = light.intensity * strength;
  if (light.role === "sky") {
    const ground = new Color(stage.atmosphere.ground).lerp(new Color(light.colour), 0.35);
    group.add(new HemisphereLight(new Color(light.colour), ground, intensity));
    return group;
  }
  if (light.role === "practical") {
    const bulb = new PointLight(new Color(light.colour), intensity * 2.4, 9, 1.6);
    bulb.position.set(...light.at);
    group.add(bulb);
    return group;
  }
  const lamp =
    light.cone > 0
      ? new SpotLight(new Color(light.colour), intensity, 0, light.cone / 2, 0.85, 0)
      : new DirectionalLight(new Color(light.colour), intensity);
  lamp.position.set(...light.at);
  lamp.target.position.set(...light.aim);
  group.add(lamp, lamp.target);
  if (light.castsShadow) {
    castFrom(lamp, shadowSize, light.cone > 0 ? 5 : 2.5);
    if (lamp instanceof DirectionalLight) {
      const { camera } = lamp.shadow;
      const reach = 9;
      [camera.left, camera.right, camera.top, camera.bottom, camera.near, camera.far] = [
        -reach,
        reach,
        reach,
        -reach,
        1,
        60,
      ];
    } else {
      lamp.shadow.camera.near = 0.4;
      lamp.shadow.camera.far = 14;
    }
  }
  return group;
}

/** All lamps of a stage. */
export function buildLights(stage: Stage, shadowSize: number): Group {
  const group = new Group();
  for (const light of stage.lights) group.add(build(light, stage, shadowSize));
  return group;
}
