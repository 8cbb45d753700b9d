package dev.hydrant.trainer.report;

/**
 * What is said of a step.
 *
 * @param measured such as {@code loss 6.312}; each is empty where there is none
 * @param validation such as {@code val 6.402 @400}: the last one, with its step
 * @param speed such as {@code 9,870 tokens/s}
 */
record StepWords(String measured, String validation, String speed) {
  static final StepWords NONE = new StepWords("", "", "");
}
