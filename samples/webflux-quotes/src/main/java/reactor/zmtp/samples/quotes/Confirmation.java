package reactor.zmtp.samples.quotes;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Outcome of an order.
 *
 * @param status {@code filled} or {@code rejected}
 * @param detail the price of one, or the reason
 */
record Confirmation(String status, String detail) {

  ResponseEntity<Confirmation> toResponse() {
    HttpStatus code = status.equals("filled") ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    return ResponseEntity.status(code).body(this);
  }
}
