package dev.hydrant.trainer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in help: the program's own, then those of each family under its name. */
record FamilyHelp(Map<String, List<String>> families) implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    Map<String, Help> all = help.subcommands();
    StringBuilder text = new StringBuilder(help.commandList(part(all, Commands.own())));
    families.forEach(
        (family, names) ->
            text.append(help.createHeading("%nCommands of %s%n", family))
                .append(help.commandList(part(all, names))));
    return text.toString();
  }

  private static Map<String, Help> part(Map<String, Help> all, List<String> names) {
    Map<String, Help> part = new LinkedHashMap<>();
    names.stream().filter(all::containsKey).forEach(n -> part.put(n, all.get(n)));
    return part;
  }
}
