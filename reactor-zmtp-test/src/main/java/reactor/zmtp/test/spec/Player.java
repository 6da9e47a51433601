package reactor.zmtp.test.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.zmtp.test.spec.SpecResult.Outcome;

/** Plays the scenarios of one case against one engine. */
final class Player {

  private record Played(Outcome outcome, String sentence, List<String> transcript) {}

  private final Engine engine;
  private final SpecRun run;

  Player(Engine engine, SpecRun run) {
    this.engine = engine;
    this.run = run;
  }

  SpecResult play(SpecCase one) {
    long start = System.nanoTime();
    Set<String> notes = new LinkedHashSet<>();
    List<Played> played = new ArrayList<>();
    for (Scenario scenario : one.scenarios()) {
      for (Side side : scenario.sides) {
        if (run.plays(scenario, side)) {
          played.add(play(one, scenario, side, notes));
        }
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.PASSED)) {
      for (Played each : played) {
        if (each.outcome == outcome) {
          String sentence = outcome == Outcome.PASSED ? String.join("; ", notes) : each.sentence;
          return new SpecResult(one, outcome, sentence, List.copyOf(each.transcript), took);
        }
      }
    }
    String reason =
        played.isEmpty()
            ? one.isRunnable() ? "not under these conditions" : "cannot be shown from outside"
            : played.get(0).sentence;
    return new SpecResult(one, Outcome.NOT_APPLICABLE, reason, List.of(), took);
  }

  private Played play(SpecCase one, Scenario scenario, Side side, Set<String> notes) {
    String where = side.name().toLowerCase(java.util.Locale.ROOT) + " " + scenario.label;
    try (Scene scene = new Scene(engine, scenario, run.conditions(one, scenario, side))) {
      try {
        if (run.mutates()) {
          survive(scene);
        } else {
          play(scene);
        }
        notes.addAll(scene.notes);
        return new Played(Outcome.PASSED, "", List.of());
      } catch (UnsupportedException e) {
        return new Played(Outcome.NOT_APPLICABLE, String.valueOf(e.getMessage()), List.of());
      } catch (Failed | RuntimeException e) {
        return new Played(
            Outcome.FAILED, where.strip() + ": " + e.getMessage(), scene.transcript.entries());
      }
    } catch (UnsupportedException e) {
      return new Played(Outcome.NOT_APPLICABLE, String.valueOf(e.getMessage()), List.of());
    } catch (EngineException e) {
      return new Played(Outcome.FAILED, where.strip() + ": " + e.getMessage(), List.of());
    }
  }

  private static void play(Scene scene) {
    for (Scenario.Step step : scene.scenario.steps) {
      play(scene, step);
    }
    if (scene.scenario.serves) {
      scene.serves();
    }
  }

  /** Damaged octets may come to anything, as long as an honest peer is served afterwards. */
  private static void survive(Scene scene) {
    try {
      for (Scenario.Step step : scene.scenario.steps) {
        play(scene, step);
      }
    } catch (Failed | EngineException e) {
      scene.note("ended early");
    }
    scene.mend();
    if (scene.scenario.serves) {
      scene.serves();
    } else if (!scene.engine.isAlive()) {
      throw new Failed("right: the implementation lives; its process has ended");
    }
  }

  private static void play(Scene scene, Scenario.Step step) {
    try {
      step.action().play(scene);
    } catch (Failed e) {
      throw new Failed(step.what() + ": " + e.getMessage());
    } catch (EngineException e) {
      throw e;
    } catch (Exception e) {
      throw new Failed(step.what() + ": " + e);
    }
  }
}
