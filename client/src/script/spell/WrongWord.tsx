import { Button, Group, Loader, Text } from "@mantine/core";
import { useState } from "react";
import { showInPage } from "../jump.ts";
import { useDesk } from "../desk-context.ts";
import { useCorrections } from "./use-corrections.ts";
import type { WordPlace } from "./words-to-check.ts";
import classes from "./Spelling.module.css";

/** One misspelt word: opened, it offers what may have been meant. */
export function WrongWord({ word, places }: { word: string; places: readonly WordPlace[] }) {
  const { editor, isEditable } = useDesk();
  const { suggest, correct, accept } = useCorrections();
  const [offers, setOffers] = useState<readonly string[] | "asking" | null>(null);

  async function open() {
    const [first] = places;
    if (first !== undefined) showInPage(editor, first.blockId);
    if (offers !== null) return setOffers(null);
    if (!isEditable) return;
    setOffers("asking");
    setOffers(await suggest(word));
  }

  return (
    <li className={classes.word}>
      <button
        type="button"
        className={classes.open}
        aria-expanded={offers !== null}
        onClick={() => void open()}
      >
        <span className={classes.letters}>{word}</span>
        {places.length > 1 ? <span className={classes.count}>{places.length} times</span> : null}
      </button>
      {offers === null ? null : offers === "asking" ? (
        <Loader size={16} m={8} />
      ) : (
        <Group gap={6} p={8}>
          {offers.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing like it is in the dictionary.
            </Text>
          ) : null}
          {offers.map((offer) => (
            <Button key={offer} size="compact-sm" variant="light" onClick={() => correct(places, offer)}>
              {offer}
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => accept(word)}>
            It is right in this script
          </Button>
        </Group>
      )}
    </li>
  );
}
