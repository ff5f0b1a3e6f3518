import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Chain } from '#domain/path/chain.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Lead } from '#renderer/ui/lead.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { MetroLine } from '#renderer/ui/metro/metro-line.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { ChainTable } from './chain-table.tsx';
import { toInspection } from './describe-hop.ts';
import { layoutChain } from './layout-chain.ts';
import { summariseChain } from './summarise-chain.ts';
import { useChains } from './use-chains.ts';

interface PathViewProps {
  readonly hostId: string;
  readonly machine: string;
}

/** The chain of devices a machine's packets pass, as it was found on the live host: as a metro line or as a table. */
export function PathView({ hostId, machine }: PathViewProps) {
  const { chains, status, reload } = useChains(hostId, machine);
  const [form, setForm] = useState<'diagram' | 'table'>('diagram');
  const [nic, setNic] = useState(0);
  if (chains === null) {
    return (
      <PaddedScroll label="Path">
        {status.kind === 'failed' ? (
          <ProblemView title="The path could not be read" problem={status.problem} onRetry={reload} />
        ) : (
          <Loading what="Reading the devices between the network and the machine" />
        )}
      </PaddedScroll>
    );
  }
  const chain = chains[nic] ?? chains[0];
  if (chain === undefined) {
    return (
      <PaddedScroll label="Path">
        <EmptyState title="No network card">This machine has no network card, so there is no path to draw.</EmptyState>
      </PaddedScroll>
    );
  }
  return (
    <>
      <Toolbar
        label="Path"
        start={
          <>
            <SegmentedControl
              aria-label="Show the path as"
              value={form}
              onChange={(value) => setForm(value === 'table' ? 'table' : 'diagram')}
              data={[
                { value: 'diagram', label: 'Diagram' },
                { value: 'table', label: 'Table' },
              ]}
            />
            {chains.length > 1 && (
              <SegmentedControl
                aria-label="Network card"
                value={nic.toString()}
                onChange={(value) => setNic(Number(value))}
                data={chains.map((each, index) => ({
                  value: index.toString(),
                  label: each.nicMac ?? `NIC ${(index + 1).toString()}`,
                }))}
              />
            )}
          </>
        }
        end={
          <span>
            Read <TimeAgo epochMs={chain.readAtEpochMs} />
          </span>
        }
      />
      <PaddedScroll label="Path">
        {status.kind === 'failed' && (
          <ProblemView title="The path is no longer up to date" problem={status.problem} onRetry={reload} />
        )}
        <ChainForm chain={chain} form={form} />
      </PaddedScroll>
    </>
  );
}

function ChainForm({ chain, form }: { readonly chain: Chain; readonly form: 'diagram' | 'table' }) {
  const { inspector } = useSession();
  const selectedId = useStore(inspector, ({ inspection }) => inspection?.key.replace(/^hop:/, '') ?? null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const select = (hopId: string) => {
    const hop = chain.hops.find(({ id }) => id === hopId);
    if (hop !== undefined) {
      inspector.getState().show(toInspection(hop, chain.readAtEpochMs));
    }
  };
  return (
    <div ref={ref}>
      <Lead>{summariseChain(chain)}</Lead>
      {form === 'table' ? (
        <ChainTable chain={chain} selectedId={selectedId} onSelect={select} />
      ) : (
        width > 0 && (
          <MetroLine
            label={`Path of ${chain.machineName}, ${chain.hops.length.toString()} devices`}
            layout={layoutChain(chain, width)}
            selectedId={selectedId}
            onSelect={select}
          />
        )
      )}
    </div>
  );
}
