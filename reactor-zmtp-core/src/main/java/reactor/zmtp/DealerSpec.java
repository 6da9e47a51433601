package reactor.zmtp;

import reactor.zmtp.socket.DefaultDealerSocket;

/** Options of a DEALER socket. */
public final class DealerSpec extends SocketSpec<DealerSpec, DealerSocket>
    implements SendOptions<DealerSpec>,
        ReceiveOptions<DealerSpec>,
        CreditOptions<DealerSpec>,
        RoutingIdOptions<DealerSpec>,
        HelloOptions<DealerSpec>,
        HiccupOptions<DealerSpec>,
        ConflateOptions<DealerSpec>,
        ProbeOptions<DealerSpec>,
        ObservationOptions<DealerSpec> {

  DealerSpec(State state) {
    super(state, DealerSpec::new, DefaultDealerSocket::new);
  }
}
