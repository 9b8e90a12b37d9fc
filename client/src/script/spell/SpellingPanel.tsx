import { Button, Group, Loader, Pill, Select, Stack, Switch, Text } from "@mantine/core";
import { localEdit } from "@backlot/shared/documents/record";
import {
  readDictionary,
  removeFromDictionary,
  setScriptSetting,
  type ScriptSettings,
} from "@backlot/shared/documents/script-settings";
import { useDocumentValue, useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { useSpelling } from "./spelling-context.ts";
import { WrongWord } from "./WrongWord.tsx";
import type { WordPlace } from "./words-to-check.ts";
import classes from "./Spelling.module.css";

const languages: { value: NonNullable<ScriptSettings["spelling"]>; label: string }[] = [
  { value: "en-US", label: "English (American)" },
  { value: "en-GB", label: "English (British)" },
  { value: "none", label: "Another language: no spell check" },
];

/** Every misspelt word with what it may have been meant to be, and the words that are right in this script. */
export default function SpellingPanel() {
  const { isEditable } = useDesk();
  const { documents } = useSession();
  const { isOn, setOn, language, wrong, state } = useSpelling();
  const own = useDocumentValue("script", readDictionary);
  const words = Map.groupBy(wrong, (one: WordPlace) => one.word);
  return (
    <Stack p={16} gap={16}>
      <Switch
        label="Check spelling"
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      <Select
        label="Language of the script"
        allowDeselect={false}
        disabled={!isEditable}
        data={languages}
        value={language}
        onChange={(value) => {
          if (value !== null) setScriptSetting(documents.script, "spelling", value, localEdit);
        }}
      />
      {state === "looking" ? (
        <Group gap={8}>
          <Loader size={16} />
          <Text size="sm" c="dimmed">
            Reading the script …
          </Text>
        </Group>
      ) : state === "unavailable" ? (
        <Text size="sm" c="dimmed">
          This device has not loaded the dictionary yet. It checks as soon as there is a network.
        </Text>
      ) : state === "foreign" ? (
        <Text size="sm" c="dimmed">
          This script seems to be in another language than English, so nothing is underlined. Choose its
          language above to check it all the same.
        </Text>
      ) : language === "none" ? (
        <Text size="sm" c="dimmed">
          There is no dictionary for this script’s language, and nobody’s page checks it.
        </Text>
      ) : state === "ready" && words.size === 0 ? (
        <Text size="sm" c="dimmed">
          No word is misspelt.
        </Text>
      ) : (
        <ul className={classes.list}>
          {[...words].slice(0, 100).map(([word, places]) => (
            <WrongWord key={word} word={word} places={places} />
          ))}
        </ul>
      )}
      {words.size > 100 ? (
        <Text size="xs" c="dimmed">
          And {words.size - 100} more words.
        </Text>
      ) : null}
      {own.length === 0 ? null : (
        <section aria-label="Words of this script">
          <Text size="xs" c="dimmed" mb={6}>
            Right in this script
          </Text>
          <Group gap={6}>
            {own.map((word) => (
              <Pill
                key={word}
                size="md"
                withRemoveButton={isEditable}
                removeButtonProps={{ "aria-label": `Remove ${word}`, tabIndex: 0, "aria-hidden": false }}
                onRemove={() => removeFromDictionary(documents.script, word, localEdit)}
              >
                {word}
              </Pill>
            ))}
          </Group>
        </section>
      )}
      {isOn || language === "none" ? null : (
        <Button variant="light" onClick={() => setOn(true)}>
          Check the script
        </Button>
      )}
    </Stack>
  );
}
