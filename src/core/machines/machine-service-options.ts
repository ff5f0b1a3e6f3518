import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';

export interface MachineServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly runner: OperationRunner;
  readonly environment: Environment;
}
