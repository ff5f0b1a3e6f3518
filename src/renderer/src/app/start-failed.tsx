import { MantineProvider } from '@mantine/core';
import { toProblem } from '#contract/api-error.ts';
import { Overlays } from '#renderer/ui/overlays.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { resolveVariables, theme } from '#renderer/ui/theme/theme.ts';

interface StartFailedProps {
  readonly title: string;
  readonly error: unknown;
  readonly styleNonce: string;
}

/** Shown where the window never met its back end, or came upon a fault of its own: never an empty page. */
export function StartFailed({ title, error, styleNonce }: StartFailedProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <main>
        <Page title="Nutshell">
          <Sections isNarrow>
            <ProblemView
              title={title}
              problem={toProblem(error)}
              onRetry={() => window.location.reload()}
              retryLabel="Reload page"
            />
          </Sections>
        </Page>
      </main>
      <Overlays />
    </MantineProvider>
  );
}
