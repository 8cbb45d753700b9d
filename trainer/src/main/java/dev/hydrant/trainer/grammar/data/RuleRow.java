package dev.hydrant.trainer.grammar.data;

/**
 * One sequence as its file has it.
 *
 * @param ids {@code [T]}: numbers of rules, then −1 or the number of the padding rule
 * @param count how many of them are rules; all behind are padding
 */
public record RuleRow(int[] ids, int count) {}
