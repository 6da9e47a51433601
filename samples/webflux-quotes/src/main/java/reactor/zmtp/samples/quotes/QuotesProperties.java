package reactor.zmtp.samples.quotes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of {@code application.properties}.
 *
 * @param feed where quotes are published
 * @param orders where orders are taken
 * @param orderTimeout how long an order may take
 */
@ConfigurationProperties("quotes")
record QuotesProperties(String feed, String orders, Duration orderTimeout) {}
