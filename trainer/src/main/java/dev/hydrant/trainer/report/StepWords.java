package dev.hydrant.trainer.report;

import java.util.List;

/**
 * What is said of a step, the most important first.
 *
 * @param measured such as {@code loss 6.312}
 * @param validation such as {@code val 6.402 @400}: the last one, with its step
 * @param speed such as {@code 9,870 tokens/s}; empty if it is not known
 */
record StepWords(List<String> measured, List<String> validation, String speed) {
  static final StepWords NONE = new StepWords(List.of(), List.of(), "");
}
