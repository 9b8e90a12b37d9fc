import type { CameraKey, Piece, StageSet } from "./schema.ts";
import { format } from "./format.ts";

/** Whether a piece hangs or stands at a wall that the camera is outside of: such a wall is wild and flies with all that is on it. */
function isOnWildWall({ at: [x, , z] }: Piece, { size }: StageSet, keys: CameraKey[]): boolean {
  const [half, deep] = [size.width / 2 - 0.5, size.depth / 2 - 0.5];
  return keys.some(
    ({ at }) =>
      (at[2] > deep && z > deep) ||
      (at[2] < -deep && z < -deep) ||
      (at[0] > half && x > half) ||
      (at[0] < -half && x < -half),
  );
}

/** Standing pieces that would hide the subject from the camera are struck, as a crew would. */
export function clearTheView(
  set: StageSet,
  pieces: Piece[],
  keys: CameraKey[],
  kept: ReadonlySet<Piece>,
): Piece[] {
  const flat = new Set(["rug", "road", "kerb", "water", "hill", "dune", "ceiling-light", "pendant", "grass"]);
  const near = (piece: Piece) =>
    keys.some(({ at, aim, lensMm }) => {
      const along = [aim[0] - at[0], aim[2] - at[2]] as const;
      const length = Math.hypot(along[0], along[1]) || 1;
      const to = [piece.at[0] - at[0], piece.at[2] - at[2]] as const;
      const forward = (to[0] * along[0] + to[1] * along[1]) / length;
      const aside = Math.abs(to[0] * along[1] - to[1] * along[0]) / length;
      const radius = Math.max(piece.size[0], piece.size[2]) / 2;
      const behindSubject = forward - radius > length - 0.4;
      // The picture widens with distance; a piece beside the lens is out of it.
      const reach = Math.max(0.35, (Math.max(forward, 0) / length) * 0.55) + Math.min(radius, 1.2);
      // In the near half of the way anything that stands in the picture is a wall before the lens.
      const half = format.widthMm / 2 / lensMm;
      const foreground = forward < length * 0.5 && forward > -radius && aside < forward * half + radius;
      if (foreground && piece.at[1] + piece.size[1] > 0.55) return true;
      const hides = piece.at[1] + piece.size[1] > Math.min(at[1], aim[1]) - 0.35;
      return hides && forward > -radius - 0.3 && !behindSubject && aside < reach;
    });
  return pieces.filter(
    (piece) =>
      kept.has(piece) ||
      (!(set.interior && isOnWildWall(piece, set, keys)) && (flat.has(piece.kind) || !near(piece))),
  );
}
