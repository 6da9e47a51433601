package reactor.zmtp.transport.ws;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Any request that a connection begins with: granted, with an answer that is one, or refused with a
 * reason; the same however it is cut.
 */
class UpgradeFuzzTest {

  private static final List<String> OWN = List.of("ZWS2.0/NULL", "ZWS2.0");
  private static final int LENGTH_OF_SHA_1 = 28;

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    List<String> origins = input.oneOf(List.of(), List.of("*"), List.of("http://zmtp.example"));
    int cuts = input.next();
    byte[] wire = input.rest();
    Options options = Options.DEFAULTS.with(Option.WEB_SOCKET_ORIGIN, origins);
    UpgradeTerms terms = new UpgradeTerms(options, OWN);

    String verdict = verdict(terms, wire, cuts);

    Check.that(verdict.equals(verdict(terms, wire, Pieces.WHOLE)), "cuts make a difference");
  }

  private static String verdict(UpgradeTerms terms, byte[] wire, int cuts) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new HttpServerCodec(Upgrade.LONGEST_LINE, Upgrade.MOST_HEADERS, Upgrade.CHUNK));
    try {
      Pieces pieces = new Pieces(wire, cuts);
      Object first = null;
      while (first == null && pieces.hasNext()) {
        channel.writeInbound(Unpooled.wrappedBuffer(pieces.next()));
        first = channel.readInbound();
      }
      try {
        return first instanceof HttpRequest request ? verdict(terms, request) : "none yet";
      } finally {
        ReferenceCountUtil.release(first);
      }
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static String verdict(UpgradeTerms terms, HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return "no HTTP";
    }
    UpgradeTerms.Refusal refusal = terms.refusal(request);
    HttpHeaders response = new DefaultHttpHeaders();
    if (refusal != null) {
      Check.that(refusal.status().code() >= 400, "a refusal says so");
      Check.that(!refusal.why().isEmpty(), "a refusal has a reason");
      refusal.writeTo(response);
      return refusal + " " + response.entries();
    }
    String spoken = terms.grant(request, response);
    Check.that(OWN.contains(spoken), "what is granted is spoken here");
    Check.that(
        response.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, "").length() == LENGTH_OF_SHA_1,
        "the answer has the key's");
    return "granted " + response.entries();
  }
}
