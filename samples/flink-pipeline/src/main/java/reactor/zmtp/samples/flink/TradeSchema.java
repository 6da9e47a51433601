package reactor.zmtp.samples.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import reactor.zmtp.ZmqMessage;

/** Trades out of messages; an empty message is the end. */
final class TradeSchema implements DeserializationSchema<Trade> {

  private static final long serialVersionUID = 1;
  private static final Trade END = new Trade("", 0, 0);

  static ZmqMessage end() {
    return ZmqMessage.of("");
  }

  @Override
  public Trade deserialize(byte[] message) {
    return message.length == 0 ? END : Trade.parse(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public boolean isEndOfStream(Trade trade) {
    return trade.symbol().isEmpty();
  }

  @Override
  public TypeInformation<Trade> getProducedType() {
    return TypeInformation.of(Trade.class);
  }
}
