/** A way that this laptop sends packets, of its own network cards or of a VPN. */
export interface LaptopRoute {
  /** As a network, 10.0.0.0/8; the default route is 0.0.0.0/0. */
  readonly destination: string;
  /** null where it is directly connected, or a tunnel. */
  readonly gateway: string | null;
  readonly device: string;
}
