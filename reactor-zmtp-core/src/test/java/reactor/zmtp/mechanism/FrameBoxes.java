package reactor.zmtp.mechanism;

import reactor.zmtp.crypto.BoxKey;

/** What protects frames after a handshake, without the handshake: always of the same key. */
public final class FrameBoxes {

  private FrameBoxes() {}

  public static FrameBox ofClient() {
    return new CurveFrameBox(
        key(), CurveCommands.CLIENT_MESSAGES, 2, CurveCommands.SERVER_MESSAGES, 1);
  }

  public static FrameBox ofServer() {
    return new CurveFrameBox(
        key(), CurveCommands.SERVER_MESSAGES, 1, CurveCommands.CLIENT_MESSAGES, 2);
  }

  public static FrameBox ofGssapiClient() {
    return new GssFrameBox(KeyedGss.client(1, KeyedGss.Fault.NONE).context());
  }

  public static FrameBox ofGssapiServer() {
    return new GssFrameBox(KeyedGss.server(1, KeyedGss.Fault.NONE).context());
  }

  private static BoxKey key() {
    return BoxKey.of(new byte[BoxKey.SIZE]);
  }
}
