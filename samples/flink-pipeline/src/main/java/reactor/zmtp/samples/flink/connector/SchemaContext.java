package reactor.zmtp.samples.flink.connector;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** What a schema is opened with. */
record SchemaContext(SourceReaderContext reader)
    implements DeserializationSchema.InitializationContext {

  @Override
  public MetricGroup getMetricGroup() {
    return reader.metricGroup();
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return reader.getUserCodeClassLoader();
  }
}
