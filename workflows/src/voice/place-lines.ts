type Planned = { startFrame: number; endFrame: number };

/** Frames of air between a line that ran on and the next one. */
const air = 3;

/**
 * Where each line is heard, by how long it is really spoken: a line waits until the one before it has ended. Plans are made from
 * the number of words; what was said slower would otherwise be spoken over. A line begins as planned wherever it can.
 */
export function placeLines<T extends Planned>(
  lines: readonly T[],
  spoken: readonly { seconds: number }[],
  fps: number,
): T[] {
  let free = 0;
  return lines.map((line, index) => {
    const length = Math.ceil((spoken[index]?.seconds ?? 0) * fps);
    const startFrame = Math.max(line.startFrame, free);
    free = startFrame + length + air;
    return { ...line, startFrame, endFrame: startFrame + Math.max(length, line.endFrame - line.startFrame) };
  });
}
