package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.model.TinyRun;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A hundred rows of generated features. */
public final class TinyVqVae implements TinyRun {
  @Override
  public String type() {
    return "vqvae";
  }

  @Override
  public List<String> overrides(String config, Path directory) {
    Path features = directory.resolve("features.h5");
    if (Files.notExists(features)) {
      new FeatureSample(FeatureSample.Kind.BASELINE, 100, 0).write(features);
    }
    List<String> all = new ArrayList<>();
    all.add("dataset_path=" + features);
    all.add("++training.checkpoint_dir=" + directory.resolve("results").resolve(config));
    all.addAll(List.of("training.num_epochs=1", "training.batch_size=45", "device=cpu"));
    if (config.endsWith("/molecules")) { // of another family, which is not generated
      all.add("~families.descriptors");
    }
    if (config.endsWith("/default") || config.endsWith("/molecules")) {
      all.add("+families.summary={encoder: IdentityEncoder, encoder_params: {}}");
    }
    if (config.endsWith("/summary_1k")) {
      all.add("training.category_mapping_file=../conf/vqvae/summary_category_mapping.json");
    }
    return all;
  }
}
