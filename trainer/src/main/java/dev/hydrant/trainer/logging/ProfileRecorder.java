package dev.hydrant.trainer.logging;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.CallbackContext;
import dev.hydrant.trainer.engine.callback.CallbackFactory;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.torch.Profiler;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code profiler}: a Chrome trace of a few steps. */
final class ProfileRecorder implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileRecorder.class);

  private final Settings settings;
  private Path file;
  private boolean cuda;
  private boolean running;

  /** What it can be told. */
  record Settings(
      @Doc("Steps that pass before; the first is slow, since it is recorded and compiled.")
          @Default("2")
          @Range(min = 1)
          long after,
      @Doc("Steps in the trace; all that they do is kept in memory until it is written.")
          @Default("2")
          @Range(min = 1, max = 20)
          long steps,
      @Doc("Name of the trace in the run directory.") @Default("profile.json") String file) {}

  ProfileRecorder(Settings settings) {
    this.settings = settings;
  }

  /** Registers it. */
  public static final class Factory implements CallbackFactory {
    @Override
    public String name() {
      return "profiler";
    }

    @Override
    public String description() {
      return "Records what a few steps spend their time on, for a trace viewer such as Perfetto";
    }

    @Override
    public Class<? extends Record> settings() {
      return Settings.class;
    }

    @Override
    public Callback create(CallbackContext context) {
      return new ProfileRecorder(context.settings(Settings.class));
    }
  }

  @Override
  public String name() {
    return "profiler";
  }

  @Override
  public void onStart(RunInfo run) {
    file = run.directory().resolve(settings.file());
    cuda = String.valueOf(run.config().get("device")).startsWith("cuda");
  }

  @Override
  public void onStep(Metrics metrics) {
    if (metrics.step() == settings.after()) {
      Profiler.start(cuda);
      running = true;
    } else if (running && metrics.step() >= settings.after() + settings.steps()) {
      stop();
    }
  }

  private void stop() {
    if (running) {
      running = false;
      long began = System.nanoTime();
      Profiler.stop(file);
      LOG.info(
          "the trace is in {}, written in {} s: open it at ui.perfetto.dev or chrome://tracing",
          file,
          Math.round((System.nanoTime() - began) / 1e8) / 10.0);
    }
  }

  @Override
  public void onEnd(RunEnd end) {
    stop();
  }

  @Override
  public void onFailure(Throwable failure) {
    stop();
  }
}
