import { createHash, createHmac, randomBytes } from 'node:crypto';
import { homedir, hostname, userInfo } from 'node:os';
import path from 'node:path';
import type { AppApi } from '#contract/api.ts';
import type { AppInfo } from '#contract/settings.ts';
import type { Transport } from '#contract/wire.ts';
import { createAcceptanceService } from '#core/acceptance/create-acceptance-service.ts';
import { createHeldKeys } from '#core/acceptance/held-keys.ts';
import { createPassingHosts } from '#core/acceptance/passing-hosts.ts';
import { createAccessService, type AccessServiceOptions } from '#core/access/create-access-service.ts';
import type { Digests } from '#domain/ec2/signing.ts';
import { createTunnelOpener } from '#core/access/create-tunnel-opener.ts';
import { createActivityService } from '#core/activity/create-activity-service.ts';
import { createCommandLog, type CommandLog } from '#core/activity/create-command-log.ts';
import { createAlertService, type AlertServiceOptions } from '#core/alerts/create-alert-service.ts';
import { createAddressingService } from '#core/addressing/create-addressing-service.ts';
import { createAwsService, type AwsServiceOptions } from '#core/aws/create-aws-service.ts';
import { createCheckpointService } from '#core/checkpoints/create-checkpoint-service.ts';
import type { CloudServiceOptions } from '#core/clouds/cloud-service-options.ts';
import { createCloudService } from '#core/clouds/create-cloud-service.ts';
import { createAnswerService } from '#core/consoles/create-answer-service.ts';
import { createConsoleService } from '#core/consoles/create-console-service.ts';
import { createScreenService } from '#core/consoles/create-screen-service.ts';
import { createMachineWays, type MachineWayOptions } from '#core/clouds/create-machine-ways.ts';
import { createCredentialService, type CredentialServiceOptions } from '#core/credentials/create-credential-service.ts';
import { createDispatcher } from '#core/create-dispatcher.ts';
import { createEc2Opener, createEc2Service, type OpenEc2 } from '#core/ec2/create-ec2-service.ts';
import { createConnections } from '#core/hosts/create-connections.ts';
import { createHostService } from '#core/hosts/create-host-service.ts';
import { createReadings } from '#core/hosts/create-readings.ts';
import { createImageFolders } from '#core/images/create-image-folders.ts';
import { createImageUploads } from '#core/images/create-image-uploads.ts';
import { createImageService } from '#core/images/create-image-service.ts';
import { createMachineService } from '#core/machines/create-machine-service.ts';
import { createCaptureService } from '#core/path/create-capture-service.ts';
import {
  createInsideConnector,
  createInsideOpener,
  createInsideReader,
  type InsideOpenerOptions,
  type OpenInside,
} from '#core/path/create-inside-reader.ts';
import { createLiveFeeds } from '#core/path/create-live-feeds.ts';
import { createMachineInsides, type MachineInsides } from '#core/path/create-machine-insides.ts';
import { createNestedView } from '#core/path/create-nested-view.ts';
import { createPathService, type PathServiceOptions } from '#core/path/create-path-service.ts';
import { createToldInstances } from '#core/path/create-told-instances.ts';
import { createTraceService, type TraceServiceOptions } from '#core/path/create-trace-service.ts';
import { createViewedCapture } from '#core/path/create-viewed-capture.ts';
import type { Environment } from '#core/ports/environment.ts';
import type { ByteStream, RemoteTerminal } from '#core/ports/host-shell.ts';
import type { RunningHash } from '#core/ports/image-adapters.ts';
import type { PacketViewer } from '#core/ports/packet-viewer.ts';
import type { Resources, SecretStore } from '#core/ports/stores.ts';
import { createPracticeService } from '#core/practice/create-practice-service.ts';
import { createRecipeService } from '#core/recipes/create-recipe-service.ts';
import { createSettingsService } from '#core/settings/create-settings-service.ts';
import { createTerminalService, type TerminalServiceOptions } from '#core/terminals/create-terminal-service.ts';
import { createServiceProber } from '#host/access/create-service-prober.ts';
import { createAddressProber } from '#host/addressing/create-address-prober.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { createKernelWatcher } from '#host/capture/create-kernel-watcher.ts';
import { createPlaceProbeSender } from '#host/capture/create-place-probe-sender.ts';
import { createInstallWatcher } from '#host/clouds/create-install-watcher.ts';
import { createSecretKeeper } from '#host/clouds/create-secret-keeper.ts';
import { createMachineScreens } from '#host/consoles/create-machine-screens.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { exchangeHttp } from '#host/http/exchange-http.ts';
import { createImageReader } from '#host/images/create-image-reader.ts';
import { createImageReceiver } from '#host/images/create-image-receiver.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createLiveWatcher } from '#host/path/create-live-watcher.ts';
import { createPlaceReader } from '#host/path/create-place-reader.ts';
import { createSshConnector } from '#host/ssh/create-ssh-connector.ts';
import { createHostWatcher } from '#host/watch/create-host-watcher.ts';
import { createAwsTool } from '#local/aws/create-aws-tool.ts';
import { createLayoutFiles } from '#local/aws/create-layout-files.ts';
import { createAddressStore } from '#local/create-address-store.ts';
import { createImageFolderStore } from '#local/create-image-folder-store.ts';
import { createCertificateStore } from '#local/create-certificate-store.ts';
import { createHostStore } from '#local/create-host-store.ts';
import { createKeyFiles } from '#local/create-key-files.ts';
import { createKnownHosts } from '#local/create-known-hosts.ts';
import { createLog } from '#local/create-log.ts';
import { createMemorySecretStore } from '#local/create-memory-secret-store.ts';
import { createRecipeFiles } from '#local/create-recipe-files.ts';
import { createResources } from '#local/create-resources.ts';
import { createSettingsStore } from '#local/create-settings-store.ts';
import { createSshConfigReader, findSshConfigPlace } from '#local/create-ssh-config-reader.ts';
import { createLocalPorts } from '#local/ports/create-local-ports.ts';
import { createLaptopProbeSender } from '#local/probes/create-laptop-probe-sender.ts';
import { createLaptopRoutes } from '#local/routes/create-laptop-routes.ts';
import { createPacketViewer } from '#local/wireshark/create-packet-viewer.ts';
import { hashPassword } from '#local/hash-password.ts';
import { findDataDirectories } from '#local/data-directories.ts';
import { createPracticeControl } from '#practice/create-practice-control.ts';
import { createPracticeHosts } from '#practice/create-practice-hosts.ts';

export interface Backend {
  /** Serves one window, tab or command line over the transport until it closes. */
  serve(transport: Transport): void;
  /** Redeems a ticket: for the bytes of a machine's screen or of a terminal, or for the way that an uploaded file takes to a host. */
  openConsole(ticket: string): Promise<ByteStream>;
  /** The same for a terminal alone, with its standard error; null where the ticket is not good. */
  takeTerminal(ticket: string): RemoteTerminal | null;
  /** Writes what a shell did not foresee into the log file. `where` in words: "the browser shell". */
  report(error: unknown, where: string): void;
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly shell: AppInfo['shell'];
  readonly version: string;
  readonly platform: string;
  /** Where the folder resources/ lies. */
  readonly resourcesDirectory: string;
  /** The system's keychain. Without one secrets stay in memory, and the screen says so. */
  readonly secrets?: SecretStore;
}

/** The wiring: adapters, use cases, contract. The one file that knows them all, and nothing of Electron. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const directories = findDataDirectories(process.env);
  const log = createLog(directories.data);
  const adapters = createAdapters(options, directories, log);
  const { api, consoles, uploads, terminals, closeAll } = createUseCases(options, directories.data, adapters);
  const report = (error: unknown, where: string) => log.error('Unexpected fault', { where, error });
  const serve = createDispatcher(api, report);
  log.info('Nutshell began', { version: options.version, shell: options.shell, platform: options.platform });
  return Promise.resolve({
    serve,
    openConsole: async (ticket) => uploads.takeStream(ticket) ?? terminals.takeStream(ticket) ?? consoles.openStream(ticket),
    takeTerminal: (ticket) => terminals.takeStream(ticket),
    report,
    close() {
      closeAll();
      log.close();
      return Promise.resolve();
    },
  });
}

type Directories = ReturnType<typeof findDataDirectories>;

function createAdapters(options: BackendOptions, directories: Directories, log: ReturnType<typeof createLog>) {
  const secrets = options.secrets ?? createMemorySecretStore();
  const resources = createResources(options.resourcesDirectory);
  const userFile = path.join(homedir(), '.ssh', 'known_hosts');
  const knownHosts = createKnownHosts({ ownPath: path.join(directories.data, 'known_hosts'), readOnlyPaths: [userFile] });
  const keyFiles = createKeyFiles();
  const [heldKeys, passingHosts] = [createHeldKeys(keyFiles), createPassingHosts(knownHosts)];
  const ssh = { secrets, log, agentSocket: process.env['SSH_AUTH_SOCK'] ?? null };
  return {
    secrets,
    resources,
    knownHosts,
    hostStore: createHostStore(directories.data),
    imageFolderStore: createImageFolderStore(directories.data),
    recipeFiles: createRecipeFiles({ resourcesDirectory: options.resourcesDirectory, dataDirectory: directories.data }),
    addressStore: createAddressStore(directories.data),
    certificates: createCertificateStore(directories.data),
    laptopRoutes: createLaptopRoutes(options.platform, process.env),
    settingsStore: createSettingsStore(directories.data),
    tool: createAwsTool(process.env, options.platform),
    viewer: createPacketViewer(process.env, options.platform),
    files: createLayoutFiles(directories.data),
    sshConfig: createSshConfigReader(findSshConfigPlace(process.env['SSH_AUTH_SOCK'] !== undefined)),
    connector: createSshConnector({ ...ssh, knownHosts, keyFiles }),
    instances: {
      ...{ heldKeys, passingHosts },
      connector: createSshConnector({ ...ssh, knownHosts: passingHosts.knownHosts, keyFiles: heldKeys.keyFiles }),
    },
    practice: createPracticeControl(
      createPracticeHosts({
        cacheDir: path.join(directories.cache, 'practice'),
        stateDir: path.join(directories.data, 'practice'),
        resourcesDir: options.resourcesDirectory,
        log: (line) => log.info(line),
      }),
      'practice',
    ),
  };
}

function createUseCases(options: BackendOptions, dataDirectory: string, adapters: ReturnType<typeof createAdapters>) {
  const { hostStore, secrets, resources, knownHosts } = adapters;
  const environment = createEnvironment();
  const { now } = environment;
  const commandLog = createCommandLog(now);
  const { hosts, connections, readings } = createHosts(adapters, environment, commandLog);
  const runner = createOperationRunner({ resources });
  const consoles = createConsoleService({ hosts, connections, readings, environment });
  const screens = createScreenService({ hosts, connections, readings, screens: createMachineScreens({ resources }) });
  const openInside = createInsideOpener({ connector: adapters.connector, commandLog });
  const { uploads, images } = createImages({ hosts, connections, readings }, adapters, { runner, environment });
  const recipes = createRecipeService({ files: adapters.recipeFiles, images });
  const addressing = gatherAddressing(adapters, { hosts, connections, readings, runner, environment });
  const { ways, credentials } = createCredentials({
    ...{ ...adapters, hosts, connections, readings, recipes, environment, commandLog },
  });
  const openEc2 = createEc2Opener({
    ...{ hosts, connections, exchange: exchangeHttp, digests: createDigests(), now },
    credentialsOf: async (hostId, cloud) => (await credentials.get(hostId, cloud)).credentials,
  });
  const { shell, version, platform } = options;
  const traceTools = createTraceTools({ hosts, connections, readings, environment, resources, platform });
  const insides = createMachineInsides({ hosts, readings, ways });
  const access = createAccess({ ...adapters, hosts, connections, readings, recipes, environment, insides });
  const connectToInstance = createInsideConnector({ connector: adapters.instances.connector, commandLog });
  const terminals = createTerminals({
    ...{ ...adapters, hosts, connections, readings, ways, environment, commandLog, connectToInstance },
  });
  const activity = createActivityService({ hosts, connections, readings, runner, environment, commandLog });
  const clouds = createClouds({ ...addressing, recipes, images }, resources);
  const alerts = createAlerts({ hosts, activity, clouds, environment });
  const api: AppApi = {
    acceptance: createAcceptanceService({
      ...{ ...adapters.instances, ways, connections, credentials, openEc2, decodeBase64, resources, environment },
      checkServices: access.check,
      connectInside: connectToInstance,
      traceBy: (openPlace) => createTraceService({ ...traceTools, openInside: openPlace }).trace,
    }),
    access,
    activity,
    addressing: createAddressingService(addressing),
    alerts: alerts.api,
    aws: createAws({ ...adapters, hosts, connections, ways, credentials }),
    checkpoints: createCheckpointService({ hosts, connections, readings, runner, environment }),
    clouds: alerts.observe(clouds),
    credentials: credentials.api,
    consoles: { ...consoles.api, ...screens, ...createAnswerService({ hosts, readings, recipes }) },
    ec2: createEc2Service(openEc2, decodeBase64),
    hosts: hosts.api,
    images,
    machines: createMachineService({ hosts, connections, readings, runner, environment }),
    path: createPath({ ...traceTools, runner, openInside, resources, insides, openEc2, viewer: adapters.viewer }),
    practice: createPracticeService({ control: adapters.practice, hosts, store: hostStore, knownHosts, connections }),
    recipes: recipes.api,
    settings: createSettingsService({
      store: adapters.settingsStore,
      about: { shell, version, platform, dataDirectory, canRememberSecrets: secrets.isPersistent },
    }),
    terminals: terminals.api,
  };
  const closeAll = () => {
    insides.closeAll();
    connections.closeAll();
  };
  return { api, consoles, uploads, terminals, closeAll };
}

type Adapters = ReturnType<typeof createAdapters>;
type HostServices = ReturnType<typeof createHosts>;

interface Doing {
  readonly runner: ReturnType<typeof createOperationRunner>;
  readonly environment: Environment;
}

function createImages(services: HostServices, { resources, imageFolderStore: store }: Adapters, { runner, environment }: Doing) {
  const { hosts, connections, readings } = services;
  const reader = createImageReader({ resources, randomBytes: environment.randomBytes });
  const folders = createImageFolders({ connections, readings, reader, store });
  const receiver = createImageReceiver({ resources });
  const uploads = createImageUploads({ hosts, connections, receiver, environment, createHash: createSha256 });
  return { uploads, images: createImageService({ hosts, connections, runner, environment, reader, folders, uploads }) };
}

function gatherAddressing({ addressStore: store, laptopRoutes, resources }: Adapters, services: HostServices & Doing) {
  const prober = createAddressProber({ resources, randomBytes: services.environment.randomBytes });
  return { ...services, store, laptopRoutes, prober };
}

function createClouds(
  services: Omit<CloudServiceOptions, 'hashPassword' | 'keepSecrets' | 'watchInstalls'>,
  resources: Resources,
) {
  return createCloudService({
    ...services,
    hashPassword: (password) => hashPassword(password, services.environment.randomBytes),
    keepSecrets: createSecretKeeper({ resources }),
    watchInstalls: createInstallWatcher({ resources }),
  });
}

interface AlertParts extends Pick<AppApi, 'activity' | 'clouds'>, Pick<AlertServiceOptions, 'environment'> {
  readonly hosts: { readonly api: AppApi['hosts'] };
}

function createAlerts({ hosts, activity, clouds, environment }: AlertParts) {
  const nobody = new AbortController().signal;
  return createAlertService({
    environment,
    watchHosts: (signal) => hosts.api.watch({}, { signal }),
    listOperations: (hostId) => activity.operations({ hostId }, { signal: nobody }),
    followOperation: (hostId, operationId, signal) => activity.follow({ hostId, operationId }, { signal }),
    progress: clouds.progress,
  });
}

interface TraceParts extends Pick<TraceServiceOptions, 'hosts' | 'connections' | 'readings' | 'environment'> {
  readonly resources: Resources;
  readonly platform: string;
}

type TraceTools = Omit<TraceServiceOptions, 'openInside'>;

function createTraceTools({ resources, platform, ...services }: TraceParts): TraceTools {
  const { now, randomBytes: roll } = services.environment;
  return {
    ...services,
    placeReader: createPlaceReader({ resources, now, randomBytes: roll }),
    listener: createHopListener({ resources }),
    kernelWatcher: createKernelWatcher({ resources }),
    laptopSender: createLaptopProbeSender(platform),
    placeSender: createPlaceProbeSender({ resources }),
  };
}

interface PathParts extends TraceTools, Pick<PathServiceOptions, 'runner'> {
  readonly viewer: PacketViewer;
  readonly openInside: OpenInside;
  readonly insides: MachineInsides;
  readonly openEc2: OpenEc2;
  readonly resources: Resources;
}

function createPath(parts: PathParts): AppApi['path'] {
  const { resources, environment, openInside, openEc2, placeReader } = parts;
  const { now } = environment;
  const capturing = createCaptureService(parts);
  return createPathService({
    ...parts,
    readInside: createInsideReader({ openInside, reader: placeReader }),
    liveFeeds: createLiveFeeds({ ...parts, watcher: createLiveWatcher({ resources }), now }),
    nested: createNestedView({ ...parts, askInstances: createToldInstances({ openEc2, now }), now }),
    tracing: { ...createTraceService(parts), ...capturing, ...createViewedCapture(parts.viewer, capturing.capture) },
  });
}

type AccessParts = Omit<AccessServiceOptions, 'prober' | 'localPorts' | 'watchInstalls'> & { readonly resources: Resources };

function createAccess({ resources, ...parts }: AccessParts): AppApi['access'] {
  const watchInstalls = createInstallWatcher({ resources });
  return createAccessService({ ...parts, watchInstalls, prober: createServiceProber(), localPorts: createLocalPorts() });
}

function createHosts(adapters: ReturnType<typeof createAdapters>, environment: Environment, commandLog: CommandLog) {
  const { connector, hostStore: store, secrets, sshConfig, resources } = adapters;
  const { now, randomBytes: makeBytes } = environment;
  const connections = createConnections({ connector, commandLog, now, onChange: () => void hosts.announce() });
  const readings = createReadings({
    reader: createHostReader({ resources, now, randomBytes: makeBytes }),
    watcher: createHostWatcher({ resources }),
    connections,
    now,
  });
  const hosts = createHostService({ store, secrets, sshConfig, environment, connections, readings });
  return { hosts, connections, readings };
}

interface TerminalParts extends Omit<TerminalServiceOptions, 'connectInside' | 'passingHosts'>, InsideOpenerOptions {
  readonly instances: Pick<TerminalServiceOptions, 'passingHosts'>;
}

function createTerminals({ instances, ...parts }: TerminalParts) {
  return createTerminalService({
    ...parts,
    connectInside: createInsideConnector(parts),
    passingHosts: instances.passingHosts,
  });
}

type CredentialParts = Omit<MachineWayOptions, 'connectInside'> &
  InsideOpenerOptions &
  Pick<CredentialServiceOptions, 'environment'>;

function createCredentials(parts: CredentialParts) {
  const ways = createMachineWays({ ...parts, connectInside: createInsideConnector(parts) });
  return { ways, credentials: createCredentialService({ ...parts, ways }) };
}

function createAws(parts: Omit<AwsServiceOptions, 'openTunnel'>): AppApi['aws'] {
  return createAwsService({ ...parts, openTunnel: createTunnelOpener({ ports: createLocalPorts() }) });
}

function createSha256(): RunningHash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), soFar: () => hash.copy().digest('hex') };
}

function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function createDigests(): Digests {
  return {
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
    hmacChain: (key, texts, encoding) =>
      texts
        .reduce<Buffer>((secret, text) => createHmac('sha256', secret).update(text).digest(), Buffer.from(key))
        .toString(encoding),
  };
}

function createEnvironment(): Environment {
  return {
    now: () => Date.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    person: `${userInfo().username}@${hostname()}`,
  };
}
