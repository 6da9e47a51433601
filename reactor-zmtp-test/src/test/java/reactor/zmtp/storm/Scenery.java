package reactor.zmtp.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.zmtp.PubSocket;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.test.watch.Waiting;
import reactor.zmtp.watch.Anywhere;

/** Which sockets there are in a storm, and who is connected to whom. */
enum Scenery {
  PUSH_PULL {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::push, sockets::pull);
    }
  },
  LONG_SENDS {
    @Override
    void open(World world, Sockets sockets) {
      Node push = sockets.push("push");
      connect(world, List.of(push), List.of(sockets.pull("pull")));
      if (world.plan.calm() && !world.plan.option()) {
        world.race = Race.begin(push);
      }
    }
  },
  SCATTER_GATHER {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::scatter, sockets::gather);
    }
  },
  DEALERS {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::dealer, sockets::dealer);
    }
  },
  PAIRS {
    @Override
    void open(World world, Sockets sockets) {
      connect(world, List.of(sockets.pair("pair-1")), List.of(sockets.pair("pair-2")));
    }
  },
  CHANNELS {
    @Override
    void open(World world, Sockets sockets) {
      connect(world, List.of(sockets.channel("channel-1")), List.of(sockets.channel("channel-2")));
    }
  },
  CLIENTS_AND_SERVERS {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::client, sockets::server);
    }
  },
  DEALERS_AND_ROUTERS {
    @Override
    void open(World world, Sockets sockets) {
      List<Node> dealers = several(world, 3, "dealer", sockets::dealer);
      List<Node> routers = several(world, 2, "router", sockets::router);
      for (Node router : routers) {
        dealers.forEach(dealer -> router.addressees.add(dealer.id));
      }
      connect(world, dealers, routers);
    }
  },
  PEERS {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::peer, sockets::peer);
    }
  },
  STREAMS {
    @Override
    void open(World world, Sockets sockets) {
      Node bound = sockets.stream("stream-1");
      bound.socket.bind("tcp://127.0.0.1:*").block(PATIENCE);
      Node other = sockets.stream("stream-2");
      StreamSocket stream = (StreamSocket) other.socket;
      other.addressees.add(
          stream.connectPeer(Weather.over(world, bound.endpoint())).block(PATIENCE));
      other.audience = letter -> 0;
      bound.audience = letter -> 0;
    }
  },
  PUBS_AND_SUBS {
    @Override
    void open(World world, Sockets sockets) {
      fanOut(world, sockets::pub, sockets::sub);
    }
  },
  XPUBS_AND_XSUBS {
    @Override
    void open(World world, Sockets sockets) {
      fanOut(world, sockets::xpub, sockets::xsub);
    }
  },
  RADIOS_AND_DISHES {
    @Override
    void open(World world, Sockets sockets) {
      fanOut(world, sockets::radio, sockets::dish);
    }
  },
  REQS_AND_REPS {
    @Override
    void open(World world, Sockets sockets) {
      oneWay(world, sockets::req, sockets::rep);
    }
  };

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_WHILE = Duration.ofMillis(50);

  abstract void open(World world, Sockets sockets);

  /** Whether nothing is ever dropped while nobody cuts anything. */
  boolean dropsNothing(Plan plan) {
    return switch (this) {
      case PUSH_PULL, LONG_SENDS -> !plan.option(); // conflate
      case SCATTER_GATHER, DEALERS, PAIRS, CHANNELS -> true;
      case PUBS_AND_SUBS, RADIOS_AND_DISHES -> plan.option(); // noDrop
      default -> false;
    };
  }

  /** Whether every message arrives while nobody cuts anything, but for those told as discarded. */
  boolean losesNothing(Plan plan) {
    return switch (this) {
      case PUSH_PULL, LONG_SENDS -> !plan.option(); // conflate
      case XPUBS_AND_XSUBS -> !plan.secondOption(); // manual
      case REQS_AND_REPS, STREAMS -> false;
      default -> true;
    };
  }

  private static List<Node> several(
      World world, int most, String name, Function<String, Node> open) {
    List<Node> nodes = new ArrayList<>();
    int n = world.dice.of(name).between(1, most);
    for (int i = 1; i <= n; i++) {
      nodes.add(open.apply(name + "-" + i));
    }
    return nodes;
  }

  private static void oneWay(
      World world, Function<String, Node> sender, Function<String, Node> receiver) {
    connect(world, several(world, 3, "one", sender), several(world, 3, "other", receiver));
  }

  private static void fanOut(
      World world, Function<String, Node> publisher, BiFunction<String, String, Node> subscriber) {
    List<Node> publishers = several(world, 2, "publisher", publisher);
    Dice dice = world.dice.of("topics");
    List<Node> subscribers =
        several(
            world,
            6,
            "subscriber",
            name -> subscriber.apply(name, dice.one("b", "c", "d", "bc", "bcd")));
    subscribers.forEach(each -> each.forOne = false);
    for (Node each : publishers) {
      each.audience =
          letter ->
              (int)
                  subscribers.stream()
                      .filter(one -> one.topics.indexOf(letter.topic()) >= 0)
                      .count();
    }
    connect(world, publishers, subscribers);
    for (Node each : publishers) {
      if (each.socket instanceof PubSocket pub) {
        each.receive(); // an XPUB that decides itself what its subscribers get
        for (char topic : Node.STABLE) {
          int n = each.audience.applyAsInt(new Letter(0, 0, topic, null, 1, 0));
          pub.awaitSubscribers("" + topic, n).block(PATIENCE);
        }
      } else { // a RADIO cannot be asked
        subscribers.forEach(Node::receiveAll);
        Node.STABLE.forEach(group -> joined(world, each, group));
      }
    }
  }

  /** Sends to a group until all who are to be its members are. */
  private static void joined(World world, Node radio, char group) {
    boolean all =
        world.comes(
            () -> {
              Ledger.Send send = world.ledger.send(radio);
              Letter letter = new Letter(send.id(), 1, group, null, 1, 0);
              world.ledger.offer(send, letter);
              radio.outlet.send(letter).block(PATIENCE);
              Waiting.until(
                  () -> world.ledger.receivers(letter) >= radio.audience(letter), A_WHILE);
              return world.ledger.receivers(letter) >= radio.audience(letter);
            });
    if (!all) {
      throw new AssertionError("nobody joins group " + group + " of " + radio);
    }
  }

  /** Each of these with each of those; who binds is planned. */
  private static void connect(World world, List<Node> these, List<Node> those) {
    List<Node> bound = world.plan.bindingSenders() ? these : those;
    List<Node> connecting = world.plan.bindingSenders() ? those : these;
    for (Node each : bound) {
      each.socket.bind(Anywhere.endpoint()).block(PATIENCE);
      each.peers = connecting.size();
    }
    for (Node each : connecting) {
      each.peers = bound.size();
      for (Node other : bound) {
        each.connect(Weather.over(world, other.endpoint()));
        each.partners.add(other);
        other.partners.add(each);
      }
    }
    for (Node each : world.nodes) {
      if (!world.comes(() -> each.socket.metrics().block(PATIENCE).peers() == each.peers)) {
        throw new AssertionError(each + " does not find its peers");
      }
    }
  }
}
