import { sensors } from "../optics/sensor.ts";

/** The film format that previs is framed for. */
export const format = sensors.super35;
