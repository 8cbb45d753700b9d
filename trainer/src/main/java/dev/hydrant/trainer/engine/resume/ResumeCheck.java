package dev.hydrant.trainer.engine.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.Composer;
import dev.hydrant.config.explain.Comparison.Difference;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.PackedCheckpoint;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.ScheduleConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the configuration of a run that goes on with the one its checkpoint was made under: says
 * what is harmless, refuses what would change the numbers unless it is allowed.
 */
public final class ResumeCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ResumeCheck.class);

  /** What {@code resume.allow} calls data that have changed. */
  private static final String FACTS = "facts";

  private static final String TYPE = "type";

  private final TrainConfig config;
  private final ConfigLeaves now;
  private final ShellCommand command;
  private final Set<String> harmless;

  /**
   * @param tree the resolved configuration
   * @param harmless keys of the model that may differ
   * @param command what was typed, without what tells where to go on from
   */
  public ResumeCheck(TrainConfig config, MapNode tree, ShellCommand command, Set<String> harmless) {
    this.harmless = Set.copyOf(harmless);
    this.config = config;
    this.now = ConfigLeaves.of(tree);
    this.command = command;
  }

  /** The configuration as checkpoints keep it. */
  public ObjectNode state() {
    return now.toJson();
  }

  /**
   * Checks whether a run may go on.
   *
   * @throws UserException with the differences and the command that goes on all the same
   */
  public void check(ResumePoint point) {
    Optional<ConfigLeaves> before = before(point);
    if (before.isEmpty()) {
      LOG.info("{} does not tell its configuration, so it is not compared", point.run());
      return;
    }
    refuseAnotherModel(point, before.get());
    ConfigChanges changes = ConfigChanges.between(before.get(), now, allowedKeys(), harmless);
    if (!changes.refused().isEmpty()) {
      throw refusal(point, changes);
    }
    if (!changes.allowed().isEmpty()) {
      LOG.warn("changed, as resume.allow says:\n{}", ConfigChanges.describe(changes.allowed()));
    }
    changes.harmless().removeIf(d -> HarmlessKeys.isOrIsBelow(d.key(), Set.of("resume")));
    if (!changes.harmless().isEmpty()) {
      LOG.info(
          "changed since the checkpoint, without effect on its steps:\n{}",
          ConfigChanges.describe(changes.harmless()));
    }
    changes.harmless().forEach(d -> scheduleNote(d, point.checkpoint()));
  }

  /** Nothing of another model can go on, so that the differences are beside the point. */
  private void refuseAnotherModel(ResumePoint point, ConfigLeaves before) {
    ConfigLeaves.Leaf then = before.get(TYPE);
    ConfigLeaves.Leaf given = now.get(TYPE);
    if (then != null && given != null && !then.isSame(given)) {
      throw UserException.usage(
          "%s is of type %s, and this run trains %s: it cannot go on from there.\nGive a run of type %s, or none"
              .formatted(
                  PackedCheckpoint.shown(point.checkpoint().directory()),
                  then.text(),
                  given.text(),
                  given.text()));
    }
  }

  private List<String> allowedKeys() {
    List<String> keys = new ArrayList<>(config.checkpoint().resume().allow());
    keys.remove(FACTS);
    return keys;
  }

  private static Optional<ConfigLeaves> before(ResumePoint point) {
    JsonNode kept = point.checkpoint().state().path("config");
    if (kept.isObject() && !kept.isEmpty()) {
      return Optional.of(ConfigLeaves.parse(kept));
    }
    Path record = point.run().resolve(".hydra");
    if (!Files.isRegularFile(record.resolve("config.yaml"))) {
      return Optional.empty();
    }
    return Optional.of(
        ConfigLeaves.of(
            Composer.builder().searchPath(record.toString()).build().compose("config").resolved()));
  }

  private UserException refusal(ResumePoint point, ConfigChanges changes) {
    return UserException.usage(
        """
        the configuration differs from that of %s in what changes the numbers:
        %s
        To go on all the same:
            %s\
        """
            .formatted(
                PackedCheckpoint.shown(point.checkpoint().directory()),
                ConfigChanges.describe(changes.refused()).indent(4).stripTrailing(),
                goOn(point, changes.refusedKeys())));
  }

  private ShellCommand goOn(ResumePoint point, Collection<String> allowed) {
    return command
        .with("resume.from", from(point))
        .with("resume.allow=[" + String.join(",", allowed) + "]");
  }

  /** The words for "from where", as they were given if they mean the same anywhere. */
  private String from(ResumePoint point) {
    String given = config.checkpoint().resume().from().orElse("auto");
    return ResumePoint.WORDS.contains(given) ? point.checkpoint().directory().toString() : given;
  }

  /**
   * The facts that a run goes on with: those of its checkpoint, never found out again.
   *
   * @param fingerprint tells what the data at hand are
   * @throws UserException if the data at hand are others
   */
  public Facts facts(ResumePoint point, UnaryOperator<Facts> fingerprint) {
    Facts saved = Facts.of(point.checkpoint());
    List<String> others = saved.differences(fingerprint.apply(saved));
    if (others.isEmpty()) {
      return saved;
    }
    if (!config.checkpoint().resume().allow().contains(FACTS)) {
      throw UserException.usage(
          """
          the data are not those of %s:
          %s
          Put the old data back, or go on with these and what the checkpoint knows of the old:
              %s\
          """
              .formatted(
                  PackedCheckpoint.shown(point.checkpoint().directory()),
                  String.join("\n", others).indent(4).stripTrailing(),
                  goOn(point, List.of(FACTS))));
    }
    LOG.warn("the data differ, as resume.allow says:\n{}", String.join("\n", others).indent(4));
    return saved;
  }

  private void scheduleNote(Difference d, Checkpoint from) {
    long unit =
        switch (d.key()) {
          case "num_iterations" -> 1;
          case "num_epochs" -> from.state().path("steps_per_epoch").asLong();
          default -> 0;
        };
    if (unit == 0 || !d.left().matches("\\d+") || !d.right().matches("\\d+")) {
      return;
    }
    OptimizerConfig optimizer = config.optimizer();
    long stepsBefore = unit * Long.parseLong(d.left());
    long stepsAfter = unit * Long.parseLong(d.right());
    ScheduleConfig schedule = config.schedule();
    long epoch = from.state().path("steps_per_epoch").asLong();
    double before = schedule.factors(stepsBefore, epoch).factor(from.step());
    double after = schedule.factors(stepsAfter, epoch).factor(from.step());
    if (before != after) {
      LOG.info(
          "the {} schedule now spans {} steps instead of {}: the learning rate goes on at {} where"
              + " it would have been {}",
          schedule.lrSchedule(),
          stepsAfter,
          stepsBefore,
          rate(optimizer, after),
          rate(optimizer, before));
    }
  }

  private static String rate(OptimizerConfig optimizer, double factor) {
    return String.format(Locale.ROOT, "%.3g", optimizer.lr() * factor);
  }
}
