package dev.hydrant.trainer.protein;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.weights.PartialInit;
import dev.hydrant.trainer.weights.WeightOrigin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished encoder that a later stage begins with: found by its path, checked, and built as it
 * was built there.
 *
 * @param key of the configuration that names it
 * @param path a run, one of its checkpoints, or a safetensors file in one of them
 */
record EncoderSource(String key, Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderSource.class);
  private static final String PART = "encoder.";

  /** That of a configuration; empty for stage 1, which has its own. */
  static Optional<EncoderSource> of(ModelSection model) {
    if (model.style() == Style.STAGE_1) {
      return Optional.empty();
    }
    boolean second = model.style() == Style.STAGE_2;
    String key = second ? "model.fsq.encoder_path" : "model.fsq_encoder_path";
    Optional<Path> path =
        second ? model.fsq().flatMap(ModelSection.Fsq::encoderPath) : model.fsqEncoderPath();
    if (path.isEmpty()) {
      throw missing(model.style(), key, "is not given");
    }
    return Optional.of(new EncoderSource(key, path.get()));
  }

  private static UserException missing(Style style, String key, String what) {
    return UserException.usage(
        """
        %s %s; style %s needs a finished structure encoder.
        Train one:   ./hydrant train --config-name=odyssey/fsq_stage1 hydra.run.dir=outputs/fsq_stage1
        and name it: %s=outputs/fsq_stage1"""
            .formatted(key, what, style.name().toLowerCase(), key));
  }

  /** Its weights, to begin with. */
  PartialInit weights() {
    return new PartialInit(PART, path, PART);
  }

  /**
   * What it is built from.
   *
   * @throws UserException if it is missing, no encoder, or does not fit
   */
  EncoderShape shape(ModelSection model) {
    if (!Files.exists(path)) {
      throw missing(
          model.style(),
          key,
          "names " + path.toAbsolutePath().normalize() + ", which is not there");
    }
    EncoderShape shape = shape(weights().origin());
    check(shape, model);
    return shape;
  }

  private EncoderShape shape(WeightOrigin origin) {
    JsonNode exported = origin.config().path("model_cfg").path("model");
    String style = origin.setting("model.style").asText(exported.path("style").asText(""));
    if (style.equals("mlm") || style.equals("discrete_diffusion")) {
      throw UserException.usage(
          "%s: %s holds a trunk (model.style %s), not a structure encoder.\nName a run of stage_1 or stage_2"
              .formatted(key, path, style));
    }
    JsonNode found = origin.fact("encoder");
    if (found.isObject()) {
      byte[] json = found.toString().getBytes(StandardCharsets.UTF_8);
      return Facts.parse(json, path.toString()).as(EncoderShape.class);
    }
    if (style.equals("stage_1")) { // of an export, whose own section built the encoder
      Node section = ConfigTrees.read(exported.toString(), Format.JSON, path.toString());
      return EncoderShape.of(ConfigTrees.bind(section, ModelSection.class));
    }
    throw UserException.usage(
        "%s: %s does not say what its encoder is built from (facts.json, or the config.json of an export of stage_1).\nName a run of stage_1 or stage_2, or a checkpoint of one"
            .formatted(key, path));
  }

  private void check(EncoderShape shape, ModelSection model) {
    model
        .fsq()
        .filter(f -> model.style() == Style.STAGE_2)
        .ifPresent(
            fsq -> {
              if (!fsq.levels().equals(shape.levels())) {
                throw UserException.usage(
                    "model.fsq.levels is %s, but the encoder of %s has %s.\nGive the levels of the encoder"
                        .formatted(fsq.levels(), path, shape.levels()));
              }
              if (fsq.latentDim() != shape.latent()) {
                LOG.warn(
                    "model.fsq.latent_dim is {}, that of the encoder {}: the decoder has its own",
                    fsq.latentDim(),
                    shape.latent());
              }
            });
    if (shape.blockType() == BlockType.SELF_CONSENSUS && shape.maxLength() < model.maxLen()) {
      throw UserException.usage(
          "model.max_len is %d, but the encoder of %s has step sizes for %d positions.\nGive model.max_len=%d"
              .formatted(model.maxLen(), path, shape.maxLength(), shape.maxLength()));
    }
  }
}
