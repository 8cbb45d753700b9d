package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.error.UserException;
import java.nio.charset.StandardCharsets;

/**
 * The tokens that a model knows of those that text is made of.
 *
 * @param unit what a token is
 * @param size ids from here on the model does not know
 */
public record Vocabulary(Unit unit, int size) {
  /** Of GPT-2's tokens, of which a model may know the first only. */
  public static Vocabulary gpt2(int size) {
    return new Vocabulary(Unit.GPT2, size);
  }

  /**
   * How a text begins: as documents do in training, behind an end-of-text token, if the model knows
   * that one.
   *
   * @throws UserException if a token of the prompt is none of the model's, or nothing is left
   */
  public long[] opening(String prompt) {
    int[] ids = unit.encode(prompt);
    int start = unit.endOfText() < size ? 1 : 0;
    if (start + ids.length == 0) {
      throw UserException.usage(
          "An empty prompt cannot be continued: text begins with token %d, and the model has a vocab_size of %d.\nGive a prompt of tokens that it knows"
              .formatted(unit.endOfText(), size));
    }
    long[] text = new long[start + ids.length];
    if (start == 1) {
      text[0] = unit.endOfText();
    }
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= size) {
        throw UserException.usage(
            "Token %d of the prompt, '%s', has the id %d, and the model has a vocab_size of %d.\nGive a prompt of tokens that it knows, or train with model_cfg.vocab_size=%d"
                .formatted(
                    i + 1,
                    new String(unit.decode(ids[i]), StandardCharsets.UTF_8),
                    ids[i],
                    size,
                    unit.endOfText() + 1));
      }
      text[start + i] = ids[i];
    }
    return text;
  }
}
