import { Alert, Button, FileInput, Group, Modal, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconFileText } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { toAppError } from "@backlot/shared/errors/app-error";
import { scriptEndings } from "@backlot/shared/screenplay/script-endings";
import { assembleScreenplay } from "@backlot/shared/screenplay/understood";
import { readScriptFile } from "../script/import/read-script-file.ts";
import { useCreateProject, type NewProject } from "./queries.ts";

type Fields = { title: string; file: File | null };

async function withScript(title: string, file: File | null): Promise<NewProject> {
  if (file === null) return { title };
  const understood = await readScriptFile(file, new AbortController().signal);
  const screenplay = assembleScreenplay(understood);
  return { title, screenplay, ...(understood.kept === null ? {} : { kept: understood.kept }) };
}

/** Asks for a title, and optionally a screenplay to begin with; opens the new project. */
export function NewProjectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const creating = useCreateProject();
  const form = useForm<Fields>({
    initialValues: { title: "", file: null },
    validate: {
      title: (value) =>
        value.trim() === "" || value.length > 200 ? "A title has 1 to 200 characters." : null,
    },
  });
  const error = creating.error === null ? null : toAppError(creating.error);

  function chooseFile(file: File | null) {
    form.setFieldValue("file", file);
    // The file's name is a good first title, until the writer says better.
    if (file !== null && form.values.title.trim() === "") {
      form.setFieldValue("title", file.name.replace(/\.[^.]+$/, "").replaceAll(/[-_]+/g, " "));
    }
  }

  function create({ title, file }: Fields) {
    creating.mutate(() => withScript(title.trim(), file), {
      onSuccess: ({ id }) => {
        onClose();
        form.reset();
        void navigate({ to: "/p/$projectId", params: { projectId: id } });
      },
      onError: () => undefined,
    });
  }

  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      <form onSubmit={form.onSubmit(create)}>
        <TextInput
          label="Title"
          placeholder="What is the film called?"
          data-autofocus
          {...form.getInputProps("title")}
        />
        <FileInput
          mt="sm"
          label="Screenplay (optional)"
          description="Fountain, Final Draft (.fdx), text or PDF. Import it in Script Lab to check it line by line."
          placeholder="Start with an empty page"
          accept={scriptEndings.join(",")}
          leftSection={<IconFileText size={18} />}
          clearable
          value={form.values.file}
          onChange={chooseFile}
        />
        {error === null ? null : (
          <Alert mt="md" color="red" role="alert">
            {error.sentence} <Text span>{error.nextStep}</Text>
          </Alert>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={creating.isPending}>
            Make the project
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
