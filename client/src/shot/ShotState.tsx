import { Loader, Tooltip } from "@mantine/core";
import { useMemo } from "react";
import { chosenTake } from "@backlot/shared/build/stale-shots";
import type { Take } from "@backlot/shared/generation/artifact";
import { slot, type Shot } from "@backlot/shared/shot/schema";
import { causesSentence } from "./cause.ts";
import { isUnderWay, useShotJobs } from "./jobs.ts";
import { StaleDot } from "./picture.tsx";

/** How a shot stands: being made, or stale with its cause; nothing where all is well. */
export function ShotState({ shot, takes }: { shot: Shot; takes: readonly Take[] }) {
  const isMaking = useShotJobs(shot.id).some(isUnderWay);
  const sentence = useMemo(
    () => causesSentence(slot.options.flatMap((one) => chosenTake(shot, one, takes)?.stale ?? [])),
    [shot, takes],
  );
  if (isMaking) {
    return (
      <Tooltip label="Takes of this shot are being made.">
        <span>
          <Loader size={16} aria-hidden />
          <span className="visually-hidden">Being made</span>
        </span>
      </Tooltip>
    );
  }
  return sentence === "" ? null : (
    <Tooltip label={sentence} multiline maw={320}>
      <StaleDot sentence={sentence} />
    </Tooltip>
  );
}
