import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeComparison } from '#domain/access/compare-certificates.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { useCompare, type CompareConversation } from './use-compare.ts';
import type { ServicePlace } from './use-tunnel.ts';

interface CertificateComparisonProps extends ServicePlace {
  readonly renderQuestion: (conversation: CompareConversation) => ReactNode;
}

/** Whether the machine itself shows what came through the host: asked over SSH, whose key is known. */
export function CertificateComparison({ renderQuestion, ...place }: CertificateComparisonProps) {
  const conversation = useCompare(place);
  const { stage, start } = conversation;
  const button = (words: string) => (
    <div>
      <Button loading={stage.kind === 'asking'} onClick={() => void start()}>
        {words}
      </Button>
    </div>
  );
  switch (stage.kind) {
    case 'idle':
    case 'asking':
      return button('Compare through SSH');
    case 'question':
    case 'changed-host-key':
      return renderQuestion(conversation);
    case 'failed':
      return <ProblemView title="The certificates could not be compared" problem={stage.problem} onRetry={() => void start()} />;
    case 'none':
      return (
        <Banner tone="unknown" word="Not compared">
          {stage.reason}
        </Banner>
      );
    case 'compared': {
      const { comparison } = stage;
      return (
        <>
          <Banner tone={comparison.isSame ? 'ok' : 'broken'} word={comparison.isSame ? 'Same' : 'Different'}>
            {describeComparison(comparison)}
          </Banner>
          {!comparison.isSame && (
            <FactList
              rows={[
                { label: 'Through the host', value: comparison.shown, copy: comparison.shown },
                { label: 'In the machine', value: comparison.inside, copy: comparison.inside },
              ]}
            />
          )}
          {button('Compare again')}
        </>
      );
    }
  }
}
