package dev.hydrant.trainer.protein;

import dev.hydrant.config.Composer;
import dev.hydrant.trainer.model.TinyRun;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ten generated chains, and a trained encoder for the styles that need one. */
public final class TinyOdyssey implements TinyRun {
  private static final String FIRST = "odyssey/fsq_stage1";

  @Override
  public String type() {
    return "odyssey";
  }

  @Override
  public List<String> overrides(String config, Path directory) throws IOException {
    Path data = directory.resolve("chains");
    if (Files.notExists(data)) {
      ProteinYaml.data(data, 10);
    }
    List<String> all = new ArrayList<>(sizes(data));
    all.add("training.checkpoint_dir=" + directory.resolve("links").resolve(config));
    if (!config.startsWith(FIRST) && !config.endsWith("/default")) {
      Path encoder = directory.resolve("encoder");
      if (Files.notExists(encoder)) {
        Composer conf = Composer.builder().searchPath(Path.of("..", "conf").toString()).build();
        Runs.train(encoder, conf.compose(FIRST, all).resolved());
      }
      boolean second = config.contains("stage2");
      all.add((second ? "model.fsq.encoder_path=" : "model.fsq_encoder_path=") + encoder);
    }
    return all;
  }

  private static List<String> sizes(Path data) {
    return List.of(
        "experiment=odyssey_cpu",
        "model.d_model=16",
        "model.n_heads=2",
        "model.max_len=128",
        "training.batch_size=4",
        "num_iterations=2",
        "training.data_dir=" + data,
        "device=cpu");
  }
}
