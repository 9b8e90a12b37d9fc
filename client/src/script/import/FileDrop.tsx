import { Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileText } from "@tabler/icons-react";
import { scriptEndings } from "@backlot/shared/screenplay/script-endings";
import classes from "./ImportDialog.module.css";

/** Takes a file by dropping, by choosing, or by pasting it. Which format it is in is found out from the file itself. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  return (
    <Dropzone
      className={classes.drop}
      onDrop={(files) => files[0] !== undefined && onFile(files[0])}
      // Files that will not do are refused with their reason, not silently by the drop itself.
      maxFiles={1}
      multiple={false}
      inputProps={{ "aria-label": "Script file", accept: scriptEndings.join(",") }}
      aria-label="Choose a script file"
      data-autofocus
    >
      <Stack align="center" gap={6}>
        <IconFileText size={32} stroke={1.4} aria-hidden />
        <Text fw={500}>Drop a script here, or choose a file</Text>
        <Text size="sm" c="dimmed" ta="center">
          Fountain, Final Draft (.fdx), plain text, or a PDF laid out as a screenplay
        </Text>
      </Stack>
    </Dropzone>
  );
}
