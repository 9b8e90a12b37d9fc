import { kelvin, mixColours } from "./colours.ts";
import type { Stage, StageLight, Vec3 } from "./schema.ts";
import { add, direction, scale } from "./vector.ts";

export type Hour = "dawn" | "day" | "dusk" | "night";

/** The light that a heading's last word asks for; "continuous", "later" and silence are day. */
export function readHour(timeOfDay: string): Hour {
  if (/night|midnight|late|moon|\b(?:2[0-3]|0?[0-4]):\d\d/i.test(timeOfDay)) return "night";
  if (/dawn|sunrise|first light|early morning|daybreak/i.test(timeOfDay)) return "dawn";
  if (/dusk|sunset|evening|twilight|magic hour|golden/i.test(timeOfDay)) return "dusk";
  return "day";
}

type Atmosphere = Stage["atmosphere"];

const skies: Record<Hour, Pick<Atmosphere, "skyTop" | "skyHorizon" | "fogColour" | "stars">> = {
  dawn: { skyTop: "#6f8fb8", skyHorizon: "#f2c49b", fogColour: "#d9bfae", stars: false },
  day: { skyTop: "#5f93cc", skyHorizon: "#d5e4ec", fogColour: "#cdd9df", stars: false },
  dusk: { skyTop: "#3f4d80", skyHorizon: "#ee9a5c", fogColour: "#a87f78", stars: false },
  night: { skyTop: "#0c1733", skyHorizon: "#2a3d63", fogColour: "#1d2c48", stars: true },
};

/** Sky, haze and exposure for the hour. */
export function atmosphereOf(hour: Hour, interior: boolean, ground: string): Atmosphere {
  const haze = interior
    ? { fogNear: 40, fogFar: 160 }
    : hour === "day"
      ? { fogNear: 22, fogFar: 150 }
      : { fogNear: 14, fogFar: 110 };
  return { ...skies[hour], ...haze, ground, exposure: 1 };
}

type Rig = {
  hour: Hour;
  interior: boolean;
  subject: Vec3;
  /** +1 lights from the right of the set. */ side: 1 | -1;
  practicals: Vec3[];
  reach: number;
};

const from = (subject: Vec3, azimuth: number, elevation: number, distance: number): Vec3 =>
  add(subject, scale(direction(azimuth, elevation), distance));

function light(
  role: StageLight["role"],
  colour: string,
  intensity: number,
  at: Vec3,
  aim: Vec3,
  more: { cone?: number; shadow?: boolean } = {},
): StageLight {
  return { role, colour, intensity, at, aim, cone: more.cone ?? 0, castsShadow: more.shadow ?? false };
}

/** A lamp's colour as the eye that has got used to it sees it: half way to white. */
const soft = (temperature: number) => mixColours(kelvin(temperature), "#ffffff", 0.42);

function outdoors({ hour, subject, side, reach }: Rig): StageLight[] {
  const sunFrom = (azimuth: number, elevation: number) => from(subject, azimuth * side, elevation, reach);
  if (hour === "night") {
    return [
      light("moon", "#a9c2f5", 1.5, sunFrom(2.3, 0.75), subject, { shadow: true }),
      light(
        "key",
        mixColours(kelvin(3200), "#ffffff", 0.25),
        1.5,
        from(subject, -0.75 * side, 0.5, 5),
        subject,
        { cone: 1.5 },
      ),
      light("sky", "#6a88c4", 1.35, [0, 10, 0], subject),
    ];
  }
  if (hour === "day") {
    return [
      light("sun", kelvin(5600), 2.6, sunFrom(0.85, 0.75), subject, { shadow: true }),
      light("back", "#ffffff", 0.35, from(subject, -2.5 * side, 0.6, 6), subject),
      light("sky", "#bcd6f2", 1.25, [0, 10, 0], subject),
    ];
  }
  const warm = soft(hour === "dawn" ? 3300 : 2500);
  return [
    light("sun", warm, 2.3, sunFrom(1.5, 0.26), subject, { shadow: true }),
    light("fill", hour === "dawn" ? "#c9d4ee" : "#c3c6e2", 1.0, from(subject, -0.5 * side, 0.5, 6), subject),
    light("sky", hour === "dawn" ? "#b7c4e4" : "#a3abd6", 1.35, [0, 10, 0], subject),
  ];
}

function indoors({ hour, subject, side, practicals }: Rig): StageLight[] {
  const key = (azimuth: number, elevation: number) => from(subject, azimuth * side, elevation, 4.2);
  const bulbs = practicals
    .slice(0, 1)
    .map((at) =>
      light("practical", soft(hour === "day" ? 3600 : 2800), hour === "night" ? 0.95 : 0.4, at, [
        at[0],
        0,
        at[2],
      ]),
    );
  if (hour === "night") {
    return [
      light("key", soft(3100), 1.85, key(0.85, 0.72), subject, { cone: 1.25, shadow: true }),
      light("back", "#8fb0f0", 0.9, from(subject, -2.55 * side, 0.6, 4), subject),
      light("fill", "#7f93c8", 0.28, from(subject, -0.7 * side, 0.2, 4), subject),
      light("sky", mixColours(soft(3200), "#8fa2cf", 0.5), 0.95, [0, 10, 0], subject),
      ...bulbs,
    ];
  }
  const daylight = soft(hour === "day" ? 5400 : hour === "dawn" ? 3800 : 2800);
  return [
    light(
      "key",
      daylight,
      hour === "day" ? 1.9 : 2.0,
      key(hour === "day" ? 0.95 : 1.15, hour === "day" ? 0.62 : 0.36),
      subject,
      { cone: 1.25, shadow: true },
    ),
    light("back", hour === "day" ? "#dce9f7" : "#a6b4dd", 0.75, from(subject, -2.6 * side, 0.55, 4), subject),
    light("sky", hour === "day" ? "#dfe6ec" : "#b4b6cf", hour === "day" ? 1.15 : 0.85, [0, 10, 0], subject),
    ...bulbs,
  ];
}

/** Key, fill, back and practicals for the hour, in the ratio that the hour has. */
export function lightStage(rig: Rig): StageLight[] {
  return rig.interior ? indoors(rig) : outdoors(rig);
}
