package reactor.zmtp.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Lets in, for CURVE, whoever has a certificate in a folder (CZMQ's zcertstore). The user id is the
 * public key in {@link Z85}; what the certificate says about its owner becomes metadata of the
 * peer.
 *
 * <p>The folder is looked at anew for each peer that asks, on {@link Schedulers#boundedElastic()}:
 * whatever was changed before counts, and nothing runs in between, so that there is nothing to
 * dispose of. Peers that come at a time share a look. Only files that changed are read again.
 *
 * <p>Every file of the folder is a certificate ({@link CurveCertificate}), but those whose names
 * begin with a dot or end with {@code ~} or, as CZMQ and pyzmq name what is secret, {@code
 * _secret}; folders in it are not looked into. A file that cannot be read, or is no certificate,
 * lets nobody in and disturbs no other; it is reported to {@code onBroken}, in {@link Contents},
 * and in the refusals of those who have no certificate. A file that is replaced should be moved
 * into its place: while it is half written, it is broken. A folder that cannot be read refuses
 * everybody with status 500, so that they try again.
 */
public final class CertificateFolder implements ZapAuthenticator {

  /**
   * Contents of the folder.
   *
   * @param certificates by their keys; of several with the same key that of the first file
   * @param broken why a file cannot be read, by its path
   */
  public record Contents(
      Map<CurvePublicKey, CurveCertificate> certificates, Map<Path, Exception> broken) {

    /**
     * Copies both.
     *
     * @param certificates by their keys
     * @param broken why a file cannot be read, by its path
     */
    public Contents {
      certificates = Collections.unmodifiableMap(new LinkedHashMap<>(certificates));
      broken = Collections.unmodifiableMap(new LinkedHashMap<>(broken));
    }
  }

  private final Path path;
  private final CertificateFiles files;

  /** The look that has not begun yet, which those who ask now can share. */
  private final AtomicReference<@Nullable Mono<Contents>> upcoming = new AtomicReference<>();

  private CertificateFolder(Path path, BiConsumer<Path, Exception> onBroken) {
    this.path = path;
    this.files = new CertificateFiles(path, onBroken);
  }

  /**
   * The certificates in a folder. It need not be there yet.
   *
   * @param path the folder
   * @return lets in who has one of them
   */
  public static CertificateFolder of(Path path) {
    return of(path, (file, why) -> {});
  }

  /**
   * The certificates in a folder. It need not be there yet.
   *
   * @param path the folder
   * @param onBroken called with each file that cannot be read or is no certificate, and why, when
   *     that is found out and again when the file has changed, on a thread that may block, one call
   *     at a time
   * @return lets in who has one of them
   */
  public static CertificateFolder of(
      Path path, BiConsumer<? super Path, ? super Exception> onBroken) {
    return new CertificateFolder(
        path,
        (file, why) -> {
          try {
            onBroken.accept(file, why);
          } catch (Throwable t) { // a listener's fault is no peer's
            Exceptions.throwIfJvmFatal(t);
            Operators.onErrorDropped(t, Context.empty());
          }
        });
  }

  /**
   * Reads the folder, at some time after the subscription.
   *
   * @return what is in it; fails with an {@link IOException} if the folder cannot be read
   */
  public Mono<Contents> read() {
    return Mono.defer(this::look);
  }

  private Mono<Contents> look() {
    while (true) {
      Mono<Contents> shared = upcoming.get();
      if (shared != null) {
        return shared;
      }
      Mono<Contents> next =
          Mono.fromCallable(() -> files.read(() -> upcoming.set(null)))
              .subscribeOn(Schedulers.boundedElastic())
              .doOnError(error -> upcoming.set(null)) // also if it was never run
              .cache();
      if (upcoming.compareAndSet(null, next)) {
        return next;
      }
    }
  }

  @Override
  public Mono<ZapReply> authenticate(ZapRequest request) {
    if (!request.mechanism().equals("CURVE")) {
      return Mono.just(ZapReply.refused("certificates are for CURVE, not " + request.mechanism()));
    }
    CurvePublicKey key = request.publicKey();
    return read()
        .map(contents -> check(key, contents))
        .onErrorResume(
            IOException.class,
            e -> Mono.just(ZapReply.refused(500, "the folder " + path + " cannot be read: " + e)));
  }

  private ZapReply check(CurvePublicKey key, Contents contents) {
    CurveCertificate certificate = contents.certificates.get(key);
    if (certificate != null) {
      return ZapReply.accepted(key.toZ85(), certificate.metadata());
    }
    String why = "the key " + key + " has no certificate in " + path;
    int broken = contents.broken.size();
    return ZapReply.refused(
        broken == 0
            ? why
            : "%s, where %d of the files cannot be read, such as %s"
                .formatted(why, broken, contents.broken.keySet().iterator().next()));
  }

  /** Shows the folder. */
  @Override
  public String toString() {
    return "CertificateFolder[" + path + "]";
  }
}
