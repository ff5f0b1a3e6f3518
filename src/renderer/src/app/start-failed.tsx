import { MantineProvider } from '@mantine/core';
import { toProblem } from '#contract/api-error.ts';
import { Overlays } from '#renderer/ui/overlays.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { resolveVariables, theme } from '#renderer/ui/theme/theme.ts';

/** Shown where the window never met its back end. */
export function StartFailed({ error, styleNonce }: { readonly error: unknown; readonly styleNonce: string }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      <main>
        <Page title="Nutshell">
          <Sections isNarrow>
            <ProblemView
              title="The window cannot reach its back end"
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
