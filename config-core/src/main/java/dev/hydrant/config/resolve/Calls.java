package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.grammar.Element;
import dev.hydrant.config.grammar.Expression;
import dev.hydrant.config.grammar.Expression.ResolverCall;
import dev.hydrant.config.grammar.Part;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** Calls resolvers, and turns what goes wrong in them into errors with a place. */
final class Calls {
  private final Evaluation evaluation;

  Calls(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  Value call(ResolverCall expression, Place at) {
    String name = name(expression, at);
    NodeResolver resolver = evaluation.context.resolvers().get(name);
    List<Value> arguments = new ArrayList<>(expression.arguments().size());
    boolean secret = false;
    for (Element element : expression.arguments()) {
      Value argument = evaluation.element(element, at);
      secret |= argument.isSecret();
      arguments.add(argument);
    }
    if (resolver == null) {
      throw unknown(expression, name);
    }
    try {
      Value value = resolver.call(new Call(name, arguments, at, evaluation));
      return secret ? Secrets.mark(value) : value;
    } catch (InterpolationException e) {
      throw secret ? hidden(name) : located(e);
    } catch (Refusal | IllegalArgumentException e) {
      throw secret
          ? hidden(name)
          : evaluation.trace.error(Kind.FAILED, e.getMessage(), List.of(), e.getCause());
    }
  }

  private String name(ResolverCall expression, Place at) {
    StringBuilder name = new StringBuilder();
    for (Part part : expression.name()) {
      if (part instanceof Part.Text text) {
        name.append(text.value());
      } else {
        Expression inner = (Expression) part;
        name.append(evaluation.name(evaluation.expression(inner, at), inner, "a resolver's name"));
      }
    }
    return name.toString();
  }

  private InterpolationException unknown(ResolverCall expression, String name) {
    boolean written = expression.name().stream().allMatch(Part.Text.class::isInstance);
    return evaluation.trace.error(
        Kind.UNKNOWN_RESOLVER,
        "Unsupported interpolation type '%s': no resolver has this name"
            .formatted(written ? name : expression.text()),
        written ? Suggestions.nearest(name, evaluation.context.resolvers().names()) : List.of(),
        null);
  }

  /** Gives text that was only parsed here, such as that of {@code oc.decode}, its place. */
  private InterpolationException located(InterpolationException e) {
    return e.kind() == Kind.SYNTAX && e.origin() == null
        ? evaluation.trace.error(Kind.FAILED, e.fact(), e.suggestions(), e)
        : e;
  }

  private InterpolationException hidden(String name) {
    return evaluation.trace.error(
        Kind.FAILED, "Resolver '" + name + "' refused its arguments, one of which is secret");
  }
}
