package dev.hydrant.trainer.family;

import dev.hydrant.config.schema.Default;
import dev.hydrant.trainer.toy.ToyConfig;

/**
 * A configuration of another program's form: sections at the top level.
 *
 * @param sketch the model
 * @param training how long it trains
 */
record SketchConfig(ToyConfig sketch, Training training) {
  record Training(@Default("5") int numEpochs, @Default("0.01") double learningRate) {}
}
