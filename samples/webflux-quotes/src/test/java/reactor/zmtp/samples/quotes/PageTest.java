package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody sees who opens the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {

  /** Where the README's pictures are made: {@code -Dpictures=docs} renews them. */
  private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

  private Browser browser;
  private LiveFeed feed;
  private Application application;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    feed = new LiveFeed();
    application = new Application(feed);
  }

  @BeforeEach
  void open() {
    browser.screen(1100, 790, 1, "light");
    browser.open(application.url());
    browser.await("document.querySelectorAll('#quotes tr').length == 6");
  }

  @AfterAll
  void stop() {
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
  void everySymbolHasARowWithAPriceThatMovesAndALineInTheChart() {
    Object price = browser.await("document.querySelector('#AAPL .price').textContent");

    assertThat((String) price).matches("\\d+\\.\\d\\d");
    browser.await("document.querySelector('#AAPL .price').textContent != '" + price + "'");
    browser.await("document.querySelectorAll('#chart polyline').length == 6");
    assertThat(browser.run("return document.getElementById('state').textContent"))
        .isEqualTo("live");
  }

  @Test
  void whatIsTypedIsSubscribedToUntilItIsRemoved() {
    browser.run("document.getElementById('topic').value = 'M,TSLA'");
    browser.run("document.querySelector('#subscribe button').click()");

    browser.await("document.querySelectorAll('#quotes tr').length == 2");
    browser.await("document.querySelector('#MSFT .price') && document.querySelector('#TSLA')");

    browser.run("document.querySelector('[aria-label=\"Unsubscribe from M\"]').click()");
    browser.await("document.querySelectorAll('#quotes tr').length == 1");
  }

  @Test
  void buyingShowsThePriceItWasFilledAt() {
    browser.run("document.querySelector('#MSFT button').click()");

    Object status =
        browser.await(
            "(t => t.includes('filled') && t)(document.getElementById('order').textContent)");
    assertThat((String) status).matches("10 MSFT filled: \\d+\\.\\d\\d");
  }

  @Test
  void theQueueRisesAndFalls() {
    browser.run("document.getElementById('report').click()");

    browser.await("document.getElementById('waiting').textContent > 0");
    browser.await("document.getElementById('waiting').textContent == 0");
  }

  @Test
  void everythingThatCanBeUsedHasANameAndFitsOnAPhone() throws IOException {
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('button, input, a, svg')].filter(e =>"
                    + " !(e.getAttribute('aria-label') || e.textContent.trim() ||"
                    + " e.labels?.length)).length"))
        .isEqualTo(0);
    for (String scheme : new String[] {"light", "dark"}) {
      browser.screen(1100, 790, 1, scheme);
      picture(scheme);
    }
    browser.screen(390, 844, 2, "light");
    picture("phone");
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(
            browser.run(
                "return Math.max(...[...document.querySelectorAll('button, input, a')]"
                    + ".map(e => e.getBoundingClientRect().right))"))
        .asString()
        .satisfies(right -> assertThat(Double.parseDouble(right)).isLessThanOrEqualTo(390));
  }

  /** With lines long enough to be looked at, where the pictures are for people. */
  private void picture(String name) throws IOException {
    if (!PICTURES.startsWith("target")) {
      browser.run("document.getElementById('report').click()");
      browser.await("document.querySelectorAll('#chart polyline')[3].points.length > 400");
      browser.run("document.getElementById('report').click()");
      browser.await("document.getElementById('waiting').textContent > 30");
      browser.await("document.getElementById('waiting').textContent < 30");
    }
    browser.await("document.querySelectorAll('#chart polyline').length == 6");
    browser.picture(PICTURES.resolve(name + ".png"));
  }
}
