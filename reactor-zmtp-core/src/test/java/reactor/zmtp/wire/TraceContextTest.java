package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceContextTest {

  @Test
  void fieldsHaveTheFormOfProperties() {
    assertThat(TraceContext.encode(Map.of("b3", "0")))
        .isEqualTo(Hex.bytes("02 62 33 00 00 00 01 30"));
  }

  @Test
  void fieldsReadAsTheyWereWritten() {
    Map<String, String> fields = Map.of("traceparent", "00-4bf9-00f0-01", "tracestate", "");

    assertThat(TraceContext.decode(TraceContext.encode(fields))).isEqualTo(fields);
  }

  @Test
  void aFieldWhoseNameNoPropertyMayHaveIsLeftOut() {
    assertThat(TraceContext.encode(Map.of("a b", "1"))).isEmpty();
    assertThat(TraceContext.encode(Map.of("", "1"))).isEmpty();
    assertThat(TraceContext.encode(Map.of("n".repeat(256), "1"))).isEmpty();
  }

  @Test
  void aNameOf255CharactersIsNotLeftOut() {
    assertThat(TraceContext.encode(Map.of("n".repeat(255), "1"))).hasSize(1 + 255 + 4 + 1);
  }

  @Test
  void bytesThatAreNoFieldsAreNoTrace() {
    assertThat(TraceContext.decode(Hex.bytes("05 61"))).isEmpty();
  }
}
