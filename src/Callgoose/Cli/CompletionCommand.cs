using System.CommandLine;

namespace Callgoose.Cli;

/// <summary>
/// <c>callgoose completion</c>: prints the shell script that enables completion. The shell then asks the executable for completions with
/// the <c>[suggest]</c> directive of System.CommandLine.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # bash completion for callgoose
        _callgoose() {
            local current="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
            COMPREPLY=($(compgen -W "$(callgoose "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$current"))
        }
        complete -o bashdefault -o default -F _callgoose callgoose

        """;

    private const string Zsh = """
        #compdef callgoose
        _callgoose() {
            local -a found
            found=("${(@f)$(callgoose "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            found=(${found:#})
            (( $#found )) && compadd -a found || _files
        }
        if [ "$funcstack[1]" = "_callgoose" ]; then _callgoose "$@"; else compdef _callgoose callgoose; fi

        """;

    private const string Fish = """
        # fish completion for callgoose
        function __callgoose_complete
            set -l line (commandline -cp)
            set -l found (callgoose "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null | string match -v '')
            if set -q found[1]
                printf '%s\n' $found
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c callgoose -f -a '(__callgoose_complete)'

        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { HelpName = "bash|zsh|fish", Description = "The shell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print the script that makes a shell complete callgoose's commands and options.") { shell };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(shell) switch
            {
                "zsh" => Zsh,
                "fish" => Fish,
                _ => Bash,
            });
            return ExitCode.Done;
        });
        return command;
    }
}
