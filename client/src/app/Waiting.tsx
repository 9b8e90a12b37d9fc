import { Center, Loader } from "@mantine/core";

/** Something is on its way; says what to those who do not see the loader. */
export function Waiting({ words }: { words: string }) {
  return (
    <Center mih="100%" component="output">
      <span className="visually-hidden">{words}</span>
      <Loader aria-hidden />
    </Center>
  );
}
