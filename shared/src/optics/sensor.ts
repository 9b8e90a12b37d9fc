import { z } from "zod";

/** A camera's active picture area in millimetres. */
export const sensor = z.object({
  name: z.string().min(1),
  widthMm: z.number().positive(),
  heightMm: z.number().positive(),
});
export type Sensor = z.infer<typeof sensor>;

/**
 * Common formats. Super 35: the 3-perf camera aperture, SMPTE ST 59 (24.89 mm wide), here at 16:9.
 * Full frame: the 36 mm still format (ISO 1007), at 16:9. Academy: SMPTE ST 2 projectable 4-perf width at 4:3.
 */
export const sensors = {
  super35: { name: "Super 35", widthMm: 24.89, heightMm: 14.0 },
  fullFrame: { name: "Full frame", widthMm: 36, heightMm: 20.25 },
  super16: { name: "Super 16", widthMm: 12.52, heightMm: 7.04 },
} as const satisfies Record<string, Sensor>;

/** Diagonal in millimetres. */
export function sensorDiagonal({ widthMm, heightMm }: Sensor): number {
  return Math.hypot(widthMm, heightMm);
}

/** The largest blur that still reads as sharp, by the usual d/1500 rule (Zeiss): 0.029 mm on 36 × 24. */
export function circleOfConfusionLimit(format: Sensor): number {
  return sensorDiagonal(format) / 1500;
}
