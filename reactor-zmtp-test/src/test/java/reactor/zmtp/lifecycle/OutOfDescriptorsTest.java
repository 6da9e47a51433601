package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import reactor.core.publisher.Mono;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** A process that has no file descriptors left, and gets some back. */
@EnabledOnOs(OS.LINUX)
class OutOfDescriptorsTest extends Scene {

  private static final int DESCRIPTORS = 200;

  @Test
  void whatIsThereGoesOnAndWhoComesIsLetInLater() {
    OtherJvm other = keep(OtherJvm.runWithDescriptors(DESCRIPTORS, Server.class));
    String endpoint = other.line();
    ReqSocket early = open(zmq.req().connect(endpoint));
    await(early.request(ZmqMessage.of("before")));
    other.goOn();
    assertThat(other.line()).isEqualTo("no descriptors");

    for (int i = 0; i < 20; i++) { // a few may be free again meanwhile
      connect(endpoint);
    }
    assertThat(other.line()).startsWith("AcceptFailed SYSTEM").contains("Too many open files");
    await(early.request(ZmqMessage.of("meanwhile")));
    other.goOn();

    await(open(zmq.req().connect(endpoint)).request(ZmqMessage.of("later")));
  }

  /** Answers; has no descriptors left from the first line it reads to the second. */
  static final class Server {

    private Server() {}

    public static void main(String[] args) throws IOException {
      ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
      RepSocket rep = await(zmq.rep().doOnEvent(Server::tell).bind("tcp://127.0.0.1:*").open());
      rep.reply(Mono::just).subscribe();
      System.out.println(address(rep));
      System.in.read();
      List<FileInputStream> files = hoard();
      System.out.println("no descriptors");
      System.in.read();
      for (FileInputStream file : files) {
        file.close();
      }
      await(rep.onDispose());
    }

    private static void tell(SocketEvent event) {
      if (event instanceof AcceptFailed failed) {
        System.out.println("AcceptFailed " + failed.reason() + " " + failed.cause().getMessage());
      }
    }

    private static List<FileInputStream> hoard() {
      List<FileInputStream> files = new ArrayList<>();
      while (true) {
        try {
          files.add(new FileInputStream("/dev/null"));
        } catch (FileNotFoundException noDescriptorLeft) {
          return files;
        }
      }
    }
  }
}
