import { Button, SegmentedControl } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { Chain, Hop } from '#domain/path/chain.ts';
import { findHopOf } from '#domain/path/diagnose-machine.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { applyLive } from '#domain/path/live/apply-live.ts';
import { useHost, useSession } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Lead } from '#renderer/ui/lead.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { MetroLine } from '#renderer/ui/metro/metro-line.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { CaptureView } from './capture-view.tsx';
import { ChainEnds, toChainKey } from './chain-ends.tsx';
import { ChainTable } from './chain-table.tsx';
import { toInspection } from './describe-hop.ts';
import { DiagnosisView } from './diagnosis-view.tsx';
import type { LiveStore } from './create-live-store.ts';
import { ImpairDialog } from './impair-dialog.tsx';
import { InsideNotice } from './inside-notice.tsx';
import { layoutChain } from './layout-chain.ts';
import { LiveChanges } from './live-changes.tsx';
import { toLiveFacts, toLiveNumbers } from './live-hop.ts';
import { LiveMark } from './live-mark.tsx';
import { PathExportMenu } from './path-export-menu.tsx';
import { summariseChain } from './summarise-chain.ts';
import { TraceView } from './trace-view.tsx';
import { useChains, useDiagnoses } from './use-chains.ts';
import { useInsideLook, type LookConversation } from './use-inside-look.ts';
import { showInspection, useFreshInspection, usePlaceNumbers, useReloadOnChange } from './use-live-chain.ts';
import { useInsideStore, useLiveStore } from './use-live-store.ts';

interface PathViewProps {
  readonly hostId: string;
  readonly machine: string;
  /** How a question of the machine is put: as of any other connection. */
  readonly renderQuestion: (look: LookConversation) => ReactNode;
}

type PathForm = 'diagram' | 'table' | 'trace' | 'capture';

const forms: readonly { readonly value: PathForm; readonly label: string }[] = [
  { value: 'diagram', label: 'Diagram' },
  { value: 'table', label: 'Table' },
  { value: 'trace', label: 'Trace' },
  { value: 'capture', label: 'Capture' },
];

/**
 * The chain of devices a machine's packets pass, as it was found on the live host: as a metro line or as a table. Down to its instances,
 * seen from inside where somebody can log in, else concluded from outside.
 */
export function PathView({ hostId, machine, renderQuestion }: PathViewProps) {
  const { value: outside, status, reload } = useChains(hostId, machine);
  const look = useInsideLook(hostId, machine);
  const isIn = look.stage.kind === 'seen';
  const store = useLiveStore(hostId);
  const inner = useInsideStore(hostId, machine, isIn);
  useReloadOnChange(store, reload);
  useReloadOnChange(inner, () => void look.again());
  const [chosen, setChosen] = useState<string | null>(null);
  const chains = look.stage.kind === 'seen' ? look.stage.chains : outside;
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
  const chain = chains.find((each) => toChainKey(each) === chosen) ?? chains[0];
  return chain === undefined ? (
    <PaddedScroll label="Path">
      <EmptyState title="No network card">This machine has no network card, so there is no path to draw.</EmptyState>
    </PaddedScroll>
  ) : (
    <KnownPath
      hostId={hostId}
      store={store}
      inner={isIn ? inner : null}
      chain={chain}
      problem={
        <>
          {status.kind === 'failed' && (
            <ProblemView title="The path is no longer up to date" problem={status.problem} onRetry={reload} />
          )}
          <InsideNotice machine={machine} look={look} renderQuestion={renderQuestion} />
        </>
      }
      ends={<ChainEnds chains={chains} chosen={toChainKey(chain)} onChoose={setChosen} />}
    />
  );
}

interface KnownPathProps {
  readonly hostId: string;
  readonly store: LiveStore;
  /** What goes on inside the machine; null where nobody is logged in there. */
  readonly inner: LiveStore | null;
  readonly chain: Chain;
  /** That it is no longer up to date, and how far the inside is known. */
  readonly problem: ReactNode;
  /** Which of several cards and instances it leads to. */
  readonly ends: ReactNode;
}

function KnownPath({ hostId, store, inner, chain, problem, ends }: KnownPathProps) {
  const { machineName: machine, nicMac, readAtEpochMs } = chain;
  const hostName = useHost(hostId)?.host.name ?? hostId;
  const { value: diagnoses } = useDiagnoses(hostId, machine);
  const diagnosis = diagnoses?.find((each) => each.chain.nicMac === nicMac)?.diagnosis ?? null;
  const [form, setForm] = useState<PathForm>('diagram');
  const [isImpairing, setImpairing] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const isDrawn = form === 'diagram';
  return (
    <>
      <Toolbar
        label="Path"
        start={
          <>
            <SegmentedControl
              aria-label="Show the path as"
              value={form}
              onChange={(value) => setForm(forms.find((each) => each.value === value)?.value ?? 'diagram')}
              data={[...forms]}
            />
            {ends}
          </>
        }
        end={
          <>
            <PathExportMenu {...{ hostName, chain, diagnosis, drawing, isDrawn }} />
            <Button onClick={() => setImpairing(true)}>Break it …</Button>
            <LiveMark store={store} />
            <span>
              Read <TimeAgo epochMs={readAtEpochMs} />
            </span>
          </>
        }
      />
      {isImpairing && <ImpairDialog hostId={hostId} machine={machine} nicMac={nicMac} onClose={() => setImpairing(false)} />}
      {form === 'trace' && <TraceView hostId={hostId} machine={machine} />}
      {form === 'capture' && <CaptureView hostId={hostId} machine={machine} chain={chain} />}
      {(form === 'diagram' || form === 'table') && (
        <PaddedScroll label="Path">
          {problem}
          <ChainForm {...{ hostId, store, inner, chain, diagnosis, form, drawing }} />
        </PaddedScroll>
      )}
    </>
  );
}

interface ChainFormProps {
  readonly hostId: string;
  readonly store: LiveStore;
  readonly inner: LiveStore | null;
  readonly chain: Chain;
  /** null: not known yet, or the machine does not run. */
  readonly diagnosis: Diagnosis | null;
  readonly form: 'diagram' | 'table';
  /** Gets what the diagram is drawn in. */
  readonly drawing: RefObject<HTMLDivElement | null>;
}

function ChainForm({ hostId, store, inner, chain: readChain, diagnosis, form, drawing }: ChainFormProps) {
  const host = usePlaceNumbers(store);
  // Hooks are called in every rendering: where nobody is in, the host's numbers stand in and are not used.
  const inside = usePlaceNumbers(inner ?? store);
  const live = toLiveNumbers(readChain, host, inner === null ? null : inside);
  const chain = live === null ? readChain : applyLive(readChain, live.pictures);
  const { inspector } = useSession();
  const selectedId = useStore(inspector, ({ inspection }) => inspection?.key.replace(/^hop:/, '') ?? null);
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(sized, drawing);
  const inspect = (hopId: string) => {
    const hop = chain.hops.find(({ id }) => id === hopId);
    const sentences = hop === undefined || diagnosis === null ? [] : sentencesAt(chain, hop, diagnosis);
    return hop === undefined ? null : toInspection(hop, chain.readAtEpochMs, sentences, toLiveFacts(hop, live));
  };
  const select = (hopId: string) => showInspection(inspector, inspect(hopId));
  useFreshInspection(inspector, selectedId, host?.picture.atEpochMs ?? null, inspect);
  return (
    <div ref={ref}>
      <Stacked>
        {diagnosis === null ? (
          <Lead>{summariseChain(chain)}</Lead>
        ) : (
          <DiagnosisView hostId={hostId} machine={chain.machineName} diagnosis={diagnosis} />
        )}
        {form === 'table' ? (
          <ChainTable chain={chain} live={live} selectedId={selectedId} onSelect={select} />
        ) : (
          width > 0 && (
            <MetroLine
              label={`Path of ${chain.machineName}, ${chain.hops.length.toString()} devices`}
              layout={layoutChain(withSentences(chain, diagnosis), width, live)}
              selectedId={selectedId}
              onSelect={select}
            />
          )
        )}
        <LiveChanges store={store} />
        {inner !== null && <LiveChanges store={inner} where={chain.machineName} />}
      </Stacked>
    </div>
  );
}

/** What the diagnosis says of this very hop, and the hop does not say itself. */
function sentencesAt(chain: Chain, hop: Hop, { findings }: Diagnosis): readonly string[] {
  return findings.filter((finding) => findHopOf(chain, finding)?.id === hop.id).map(({ sentence }) => sentence);
}

/** The chain with every finding at its hop, so that the picture shows where. */
function withSentences(chain: Chain, diagnosis: Diagnosis | null): Chain {
  return diagnosis === null
    ? chain
    : {
        ...chain,
        hops: chain.hops.map((hop) => ({ ...hop, warnings: [...sentencesAt(chain, hop, diagnosis), ...hop.warnings] })),
      };
}
