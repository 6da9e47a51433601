package reactor.zmtp.samples.quotes;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import reactor.zmtp.ZmqMessage;

/**
 * Outcome of an order. As a message it has a frame for each component.
 *
 * @param status {@code filled} or {@code rejected}
 * @param detail the price of one, or the reason
 */
record Confirmation(String status, String detail) {

  static Confirmation of(ZmqMessage message) {
    return new Confirmation(message.text(0), message.text(1));
  }

  ZmqMessage toMessage() {
    return ZmqMessage.of(status, detail);
  }

  ResponseEntity<Confirmation> toResponse() {
    HttpStatus code = status.equals("filled") ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    return ResponseEntity.status(code).body(this);
  }
}
