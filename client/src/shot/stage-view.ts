import { lazy } from "react";

/** The drawing of a stage, loaded when it is first looked through. */
export const StageView = lazy(async () => ({ default: (await import("../stage/StageView.tsx")).StageView }));
