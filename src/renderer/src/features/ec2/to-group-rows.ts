import { describePorts, toOpening, type Opening, type Permission, type SecurityGroup } from '#domain/ec2/security-group.ts';

/** A line of the table of groups: one opening, or that there is none. */
export interface GroupRow {
  readonly id: string;
  readonly group: SecurityGroup;
  /** Has the group's name and what can be done with all of it. */
  readonly isFirst: boolean;
  readonly ports: string;
  readonly from: string;
  /** null: nothing that could be closed by itself. */
  readonly opening: Opening | null;
}

type Line = Pick<GroupRow, 'ports' | 'from' | 'opening'>;

export function toGroupRows(groups: readonly SecurityGroup[]): readonly GroupRow[] {
  return groups.flatMap((group) => {
    const lines = group.permissions.flatMap(toLines);
    const shown: readonly Line[] = lines.length === 0 ? [{ ports: 'nothing', from: '–', opening: null }] : lines;
    return shown.map((line, at) => ({ id: `${group.name} ${at}`, group, isFirst: at === 0, ...line }));
  });
}

function toLines(permission: Permission): readonly Line[] {
  const ports = describePorts(permission);
  return [
    ...permission.sources.map((source) => ({ ports, from: source, opening: toOpening(permission, source) })),
    ...permission.groups.map((name) => ({ ports, from: `instances of ${name}`, opening: null })),
  ];
}
