using Reeve.Host.CommandLine;

namespace Reeve.Host.Completion;

/// <summary>Scripts for shells. Commands are in the script itself; everything else is asked of <c>reeve __complete</c>.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash completion for reeve; use: source <(reeve completion bash)
        _reeve() {
            local current="${COMP_WORDS[COMP_CWORD]}"
            COMPREPLY=()
            if [ "$COMP_CWORD" -eq 1 ] && [[ "$current" != -* ]]; then
                COMPREPLY=($(compgen -W "@COMMANDS@" -- "$current"))
                return
            fi
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(reeve __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$current"))
            if [ "${#COMPREPLY[@]}" -eq 0 ]; then
                COMPREPLY=($(compgen -f -- "$current"))
            fi
        }
        complete -F _reeve reeve

        """;

    private const string Zsh = """
        #compdef reeve
        # zsh completion for reeve; use: source <(reeve completion zsh)
        _reeve() {
            local -a suggestions
            if (( CURRENT == 2 )) && [[ "${words[2]}" != -* ]]; then
                suggestions=(@COMMANDS@)
            else
                suggestions=("${(@f)$(reeve __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            fi
            suggestions=(${suggestions:#})
            if (( ${#suggestions} )); then
                compadd -a suggestions
            else
                _files
            fi
        }
        if [ "$funcstack[1]" = "_reeve" ]; then
            _reeve "$@"
        else
            compdef _reeve reeve
        fi

        """;

    private const string Fish = """
        # fish completion for reeve; use: reeve completion fish | source
        function __reeve_complete
            set -l words (commandline -opc) (commandline -ct)
            reeve __complete -- $words[2..-1] 2>/dev/null
        end
        complete -c reeve -n __fish_use_subcommand -f -a "@COMMANDS@"
        complete -c reeve -n "not __fish_use_subcommand" -a "(__reeve_complete)"

        """;

    /// <summary>The script for a shell.</summary>
    public static string For(string shell)
    {
        var commands = string.Join(' ', CommandCatalog.All.Select(command => command.Name).Where(name => !name.StartsWith('_')));
        var script = shell switch { "bash" => Bash, "zsh" => Zsh, _ => Fish };
        return script.Replace("@COMMANDS@", commands, StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}
