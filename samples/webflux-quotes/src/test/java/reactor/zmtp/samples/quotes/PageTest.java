package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody sees who opens the page. */
class PageTest {

  private Browser browser;
  private LiveFeed feed;
  private Application application;

  @BeforeEach
  void open() throws Exception {
    browser = Browser.start();
    feed = new LiveFeed();
    application = new Application(feed.quotesEndpoint(), feed.ordersEndpoint());
    browser.open(application.url());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (application != null) {
      application.close();
    }
    if (feed != null) {
      feed.close();
    }
  }

  @Test
  void everySymbolHasALineWithAPriceThatMoves() {
    browser.await("document.querySelectorAll('#quotes tr').length == 6");

    Object price = browser.await("document.querySelector('#AAPL .price').textContent");
    assertThat((String) price).matches("\\d+\\.\\d\\d");
    browser.await("document.querySelector('#AAPL .price').textContent != '" + price + "'");
    browser.await("document.querySelector('#AAPL polyline').points.length > 5");
    assertThat(browser.run("return document.getElementById('state').textContent"))
        .isEqualTo("live");
  }

  @Test
  void buyingShowsThePriceItWasFilledAt() {
    browser.await("document.querySelector('#MSFT button')");

    browser.run("document.querySelector('#MSFT button').click()");

    Object status =
        browser.await(
            "(t => t.includes('filled') && t)(document.getElementById('order').textContent)");
    assertThat((String) status).matches("10 MSFT filled: \\d+\\.\\d\\d");
  }

  @Test
  @Tag("full") // Boot waits for its event loops
  void whenTheApplicationIsGoneThePageSaysSo() {
    browser.await("document.getElementById('state').className == 'live'");

    application.close();

    browser.await("document.getElementById('state').textContent == 'connecting again'");
  }
}
