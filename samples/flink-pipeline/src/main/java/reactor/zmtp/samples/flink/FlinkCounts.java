package reactor.zmtp.samples.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** The counts on Flink. */
final class FlinkCounts {

  private FlinkCounts() {}

  /** When trades were made; one feed that is silent does not stop the others' windows. */
  static WatermarkStrategy<Trade> watermarks() {
    return WatermarkStrategy.<Trade>forBoundedOutOfOrderness(Duration.ofMillis(Trade.DISORDER))
        .withTimestampAssigner((trade, before) -> trade.time())
        .withIdleness(Duration.ofSeconds(5));
  }

  /** A window is counted when it is over, and once more for each trade that comes late. */
  static DataStream<TradeCount> of(DataStream<Trade> trades) {
    return trades
        .map(TradeCount::of)
        .keyBy(TradeCount::symbol)
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(TradeCount.WINDOW)))
        .allowedLateness(Duration.ofMillis(10 * Trade.LATE))
        .reduce(TradeCount::plus)
        .uid("windows");
  }
}
