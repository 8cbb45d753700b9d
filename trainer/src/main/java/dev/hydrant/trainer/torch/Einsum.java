package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shape and gradient rules of Einstein sums over letters; no ellipsis, no repeated letter. */
final class Einsum {
  private Einsum() {}

  static TensorType infer(List<TensorType> in, String equation) {
    String[] sides = sides(equation, in.size());
    Map<Character, Long> sizes = new LinkedHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      String letters = sides[i];
      Rules.check(
          letters.length() == in.get(i).rank(), "'" + letters + "' does not fit " + in.get(i));
      for (int j = 0; j < letters.length(); j++) {
        long n = in.get(i).shape()[j];
        Long before = sizes.put(letters.charAt(j), n);
        Rules.check(
            before == null || before == n,
            "'" + letters.charAt(j) + "' is " + before + " and " + n);
      }
    }
    String out = sides[in.size()];
    return in.get(0).withShape(out.chars().mapToLong(c -> sizes.get((char) c)).toArray());
  }

  /**
   * The number of products: tensors are joined from left to right, each with what the ones before
   * gave, for every value of the letters that the two have once what nobody else needs is summed.
   */
  static long products(List<TraceTensor> in, String equation) {
    String[] sides = sides(equation, in.size());
    Map<Character, Long> sizes = new LinkedHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      for (int j = 0; j < sides[i].length(); j++) {
        sizes.put(sides[i].charAt(j), in.get(i).size(j));
      }
    }
    long all = 0;
    String left = sides[0];
    for (int i = 1; i < in.size(); i++) {
      String later = String.join("", Arrays.asList(sides).subList(i + 1, sides.length));
      String one = within(left, sides[i] + later);
      String other = within(sides[i], left + later);
      String both = one + without(other, one);
      all += both.chars().mapToLong(c -> sizes.get((char) c)).reduce(1, (a, b) -> a * b);
      left = within(both, later);
    }
    return all;
  }

  private static String within(String letters, String others) {
    return letters
        .chars()
        .filter(c -> others.indexOf(c) >= 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String without(String letters, String others) {
    return letters
        .chars()
        .filter(c -> others.indexOf(c) < 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String[] sides(String equation, int n) {
    String[] arrow = equation.replace(" ", "").split("->", -1);
    String[] left = arrow[0].split(",", -1);
    Rules.check(
        arrow.length == 2 && left.length == n && equation.indexOf('.') < 0,
        "the equation must read like \"ij,jk->ik\" with one term per tensor: " + equation);
    String[] all = Arrays.copyOf(left, n + 1);
    all[n] = arrow[1];
    return all;
  }

  /** The gradient of one operand is the sum over the result's gradient and the other operands. */
  static List<Tensor> gradients(Call c, Tensor g) {
    int n = c.inputs().size();
    String[] sides = sides((String) c.attrs().get(0), n);
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<String> terms = new ArrayList<>(List.of(sides[n]));
      List<Tensor> tensors = new ArrayList<>(List.of(g));
      for (int j = 0; j < n; j++) {
        if (j != i) {
          terms.add(sides[j]);
          tensors.add(c.in(j));
        }
      }
      String seen = String.join("", terms);
      for (int k = 0; k < sides[i].length(); k++) {
        if (seen.indexOf(sides[i].charAt(k)) < 0) {
          terms.add(String.valueOf(sides[i].charAt(k)));
          tensors.add(g.torch().full(g.dtype(), 1, c.in(i).size(k)));
        }
      }
      out.add(
          Torch.einsum(String.join(",", terms) + "->" + sides[i], tensors.toArray(Tensor[]::new)));
    }
    return out;
  }
}
