package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.zmtp.security.ZapReply.Accepted;
import reactor.zmtp.security.ZapReply.Refused;

class ZapAuthenticatorTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final CurvePublicKey KEY = CurveKeyPair.generate().publicKey();

  @Test
  void whoKnowsThePasswordIsLetInAsTheUser() {
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one", "bob", "two"));

    assertThat(reply(users, plain("ann", "one"))).isEqualTo(ZapReply.accepted("ann"));
    assertThat(reply(users, plain("bob", "two"))).isEqualTo(ZapReply.accepted("bob"));
  }

  @ParameterizedTest
  @CsvSource({"ann,two", "ann,on", "ann,onee", "ann,''", "Ann,one", "'',''", "carl,one"})
  void whoDoesNotIsRefusedAndNotToldWhy(String user, String password) {
    ZapAuthenticator users = ZapAuthenticator.passwords(Map.of("ann", "one", "bob", "two"));

    assertThat(reply(users, plain(user, password)))
        .isEqualTo(new Refused(400, "unknown user or wrong password"));
  }

  @Test
  void aTableOfUsersIsCopied() {
    Map<String, String> table = new HashMap<>(Map.of("ann", "one"));
    ZapAuthenticator users = ZapAuthenticator.passwords(table);
    table.put("bob", "two");

    assertThat(reply(users, plain("bob", "two"))).isInstanceOf(Refused.class);
  }

  @Test
  void someKeysAreLetIn() {
    Set<CurvePublicKey> keys = new HashSet<>(Set.of(KEY));
    ZapAuthenticator allowed = ZapAuthenticator.publicKeys(keys);
    CurvePublicKey other = CurveKeyPair.generate().publicKey();
    keys.add(other);

    assertThat(reply(allowed, curve(KEY))).isEqualTo(ZapReply.accepted(KEY.toZ85()));
    assertThat(reply(allowed, curve(other))).isInstanceOf(Refused.class);
  }

  @Test
  void anyKeyIsLetIn() {
    assertThat(reply(ZapAuthenticator.anyKey(), curve(KEY)))
        .isEqualTo(ZapReply.accepted(KEY.toZ85()));
  }

  @Test
  void eachIsForItsMechanismOnly() {
    assertThat(reply(ZapAuthenticator.anyKey(), plain("a", "b"))).isInstanceOf(Refused.class);
    assertThat(reply(ZapAuthenticator.publicKeys(Set.of(KEY)), plain("a", "b")))
        .isInstanceOf(Refused.class);
    assertThat(reply(ZapAuthenticator.passwords(Map.of()), curve(KEY))).isInstanceOf(Refused.class);
  }

  @Test
  void addressesAreAllowedOrDenied() {
    assertThat(reply(ZapAuthenticator.allowedAddresses(Set.of(HERE)), curve(KEY)))
        .isEqualTo(ZapReply.accepted(""));
    assertThat(reply(ZapAuthenticator.allowedAddresses(Set.of()), curve(KEY)))
        .isInstanceOf(Refused.class);
    assertThat(reply(ZapAuthenticator.deniedAddresses(Set.of(HERE)), curve(KEY)))
        .isInstanceOf(Refused.class);
    assertThat(reply(ZapAuthenticator.deniedAddresses(Set.of()), curve(KEY)))
        .isEqualTo(ZapReply.accepted(""));
  }

  @Test
  void ofTwoBothHaveToLetIn() {
    ZapAuthenticator yes = ZapAuthenticator.allowedAddresses(Set.of(HERE));
    ZapAuthenticator no = ZapAuthenticator.deniedAddresses(Set.of(HERE));
    ZapAuthenticator any = ZapAuthenticator.anyKey();

    assertThat(reply(yes.and(any), curve(KEY))).isEqualTo(ZapReply.accepted(KEY.toZ85()));
    assertThat(reply(no.and(any), curve(KEY))).isInstanceOf(Refused.class);
    assertThat(reply(any.and(no), curve(KEY))).isInstanceOf(Refused.class);
  }

  @Test
  void theSecondIsNotAskedWhereTheFirstRefuses() {
    ZapAuthenticator no = ZapAuthenticator.deniedAddresses(Set.of(HERE));

    assertThat(reply(no.and(request -> Mono.error(new AssertionError())), curve(KEY)))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 301, 404, 503})
  void aRefusalHasAStatusThatRfc27Has(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> ZapReply.refused(status, "no"));
  }

  @Test
  void credentialsAreOfTheirMechanism() {
    assertThat(plain("ann", "one").username()).isEqualTo("ann");
    assertThat(plain("ann", "one").password()).isEqualTo("one");
    assertThat(curve(KEY).publicKey()).isEqualTo(KEY);
    assertThatIllegalStateException().isThrownBy(() -> curve(KEY).username());
    assertThatIllegalStateException().isThrownBy(() -> curve(KEY).password());
    assertThatIllegalStateException().isThrownBy(() -> plain("ann", "one").publicKey());
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(plain("ann", "hidden").toString()).doesNotContain("hidden");
    assertThat(ZapAuthenticator.passwords(Map.of("ann", "hidden")).toString())
        .isEqualTo("Passwords[1 users]");
  }

  @Test
  void aReplyKeepsItsMetadata() {
    Map<String, String> metadata = new HashMap<>(Map.of("Group", "admins"));
    ZapReply reply = ZapReply.accepted("ann", metadata);
    metadata.clear();

    assertThat(reply).isEqualTo(new Accepted("ann", Map.of("Group", "admins")));
  }

  private static ZapReply reply(ZapAuthenticator authenticator, ZapRequest request) {
    return authenticator.authenticate(request).block();
  }

  private static ZapRequest plain(String user, String password) {
    return request("PLAIN", bytes(user), bytes(password));
  }

  private static ZapRequest curve(CurvePublicKey key) {
    return request("CURVE", key.bytes());
  }

  private static ZapRequest request(String mechanism, byte[]... credentials) {
    return new ZapRequest(
        mechanism, "domain", new InetSocketAddress(HERE, 1), new byte[0], List.of(credentials));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
