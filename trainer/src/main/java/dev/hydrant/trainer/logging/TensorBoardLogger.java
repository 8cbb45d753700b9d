package dev.hydrant.trainer.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.CallbackContext;
import dev.hydrant.trainer.engine.callback.CallbackFactory;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tensorboard}: event files in the run directory, for {@code tensorboard --logdir outputs}.
 * The configuration is there as a text. A run that goes on in its own directory adds a file, and
 * what an older one holds beyond the checkpoint is dropped by TensorBoard.
 */
final class TensorBoardLogger implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(TensorBoardLogger.class);

  private final Settings settings;
  private EventFile file;
  private boolean failed;

  /** What it can be told. */
  record Settings(
      @Doc("Directory of the event files, relative to the run directory.") @Default("tensorboard")
          String directory) {}

  TensorBoardLogger(Settings settings) {
    this.settings = settings;
  }

  /** Registers it. */
  public static final class Factory implements CallbackFactory {
    @Override
    public String name() {
      return "tensorboard";
    }

    @Override
    public String description() {
      return "Writes metrics as event files for TensorBoard";
    }

    @Override
    public Class<? extends Record> settings() {
      return Settings.class;
    }

    @Override
    public Callback create(CallbackContext context) {
      return new TensorBoardLogger(context.settings(Settings.class));
    }
  }

  @Override
  public String name() {
    return "tensorboard";
  }

  @Override
  public void onStart(RunInfo run) {
    attempt(() -> open(run));
  }

  private void open(RunInfo run) throws IOException {
    Path directory = run.directory().resolve(settings.directory());
    Files.createDirectories(directory);
    boolean begun;
    try (var files = Files.list(directory)) {
      begun = files.anyMatch(f -> f.getFileName().toString().startsWith("events.out.tfevents."));
    }
    long millis = System.currentTimeMillis();
    String name =
        "events.out.tfevents.%010d.hydrant.%d.%03d"
            .formatted(millis / 1000, ProcessHandle.current().pid(), millis % 1000);
    file = new EventFile(directory.resolve(name), () -> System.currentTimeMillis() / 1e3);
    if (begun) {
      file.startAt(run.from() == 0 ? 0 : run.from() + 1);
    } else {
      for (Metrics row : run.earlier()) {
        file.scalars(row.step(), row.values());
      }
    }
    file.text(run.from(), "config", "```json\n" + json(run) + "\n```");
  }

  private static String json(RunInfo run) throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(run.config());
  }

  @Override
  public void onStep(Metrics metrics) {
    attempt(() -> file.scalars(metrics.step(), metrics.values()));
  }

  @Override
  public void onTest(Metrics metrics) {
    onStep(metrics);
  }

  @Override
  public void onRollback(long step) {
    attempt(() -> file.startAt(step + 1));
  }

  @Override
  public void onEnd(RunEnd end) {
    attempt(() -> file.close());
  }

  @Override
  public void onFailure(Throwable failure) {
    attempt(() -> file.close());
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    if (failed) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      failed = true;
      LOG.error(
          "TensorBoard's events can no longer be written ({}); the run goes on.", e.toString());
    }
  }
}
