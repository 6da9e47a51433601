package reactor.zmtp.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which property keeps an application from starting, and what would be right. */
final class ZmtpFailureAnalyzer extends AbstractFailureAnalyzer<ZmtpPropertyException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ZmtpPropertyException failure) {
    return new FailureAnalysis(
        "The property " + failure.getMessage() + ".", failure.cure() + ".", failure);
  }
}
