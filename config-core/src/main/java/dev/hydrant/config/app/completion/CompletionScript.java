package dev.hydrant.config.app.completion;

import dev.hydrant.config.app.program.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/** The scripts that shells evaluate to complete a program's command line. */
final class CompletionScript {
  private CompletionScript() {}

  static String install(String shell, List<String> words) {
    String program = ShellWord.quote(words.get(0));
    String call = words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    String function = "_" + words.get(0).replaceAll("\\W", "_") + "_complete";
    return switch (shell) {
      case "bash" ->
          """
          %1$s() {
            local IFS=$'\\n'
            # = and : are no word breaks here, or a value alone would be completed
            local typed="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}"
            local whole="${typed##* }"
            local cut="${whole%%"$word"}"
            [[ "$word" == "=" ]] && cut="$whole"
            COMPREPLY=($(COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" %2$s -sc query=bash 2>/dev/null))
            COMPREPLY=("${COMPREPLY[@]#"$cut"}")
            [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" != *[=./] ]] && COMPREPLY[0]+=' '
          }
          complete -o nospace -o default -F %1$s %3$s
          """
              .formatted(function, call, program);
      case "zsh" ->
          """
          %1$s() {
            local -a found
            found=("${(@f)$(COMP_LINE="$BUFFER" COMP_POINT="$CURSOR" %2$s -sc query=zsh 2>/dev/null)}")
            compadd -S '' -- "${found[@]}"
          }
          compdef %1$s %3$s
          """
              .formatted(function, call, program);
      default ->
          """
          function %1$s
            set -lx COMP_LINE (commandline -cp)
            set -lx COMP_POINT (string length -- (commandline -cp))
            %2$s -sc query=fish 2>/dev/null
          end
          complete -c %3$s -f -a '(%1$s)'
          """
              .formatted(function, call, program);
    };
  }

  static String uninstall(String shell, List<String> words) {
    String program = ShellWord.quote(words.get(0));
    String function = "_" + words.get(0).replaceAll("\\W", "_") + "_complete";
    return switch (shell) {
      case "bash" -> "complete -r " + program + "\nunset -f " + function + "\n";
      case "zsh" -> "compdef -d " + program + "\nunfunction " + function + "\n";
      default -> "complete -c " + program + " -e\nfunctions -e " + function + "\n";
    };
  }
}
