using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>Completion in the shells.</summary>
public class CompletionTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("callgoose tok", "tokens")]
    [InlineData("callgoose integ", "integrations,integrity")]
    [InlineData("callgoose tokens re", "regenerate,revoke")]
    [InlineData("callgoose serve --sch", "--schema")]
    [InlineData("callgoose explain --from BetterStackI", "BetterStackIncident")]
    [InlineData("callgoose integrations Grafana", "Grafana,GrafanaAlerts")]
    [InlineData("callgoose /", "")]
    public async Task Bash_completes_commands_and_options(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        string script = Path.Combine(folder.Path, "completion");
        await File.WriteAllTextAsync(script, (await CommandResult.RunAsync(executable, "completion", "bash")).Output);
        ProcessStartInfo start = Start.Of("bash", "-c", """
            source "$1"; COMP_LINE=$2; COMP_POINT=${#2}; read -ra COMP_WORDS <<< "$2"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _callgoose; (IFS=,; echo "${COMPREPLY[*]}")
            """, "bash", script, line);
        start.Environment["PATH"] = $"{Path.GetDirectoryName(executable.Path)}:{Environment.GetEnvironmentVariable("PATH")}";

        CommandResult completed = await CommandResult.RunAsync(start);

        Assert.Equal(expected + "\n", completed.Output);
        Assert.Empty(completed.Errors);
    }

    [Theory]
    [InlineData("callgoose tok", "tokens")]
    [InlineData("callgoose tokens re", "regenerate,revoke")]
    [InlineData("callgoose serve --sch", "--schema")]
    [InlineData("callgoose integrations Grafana", "Grafana,GrafanaAlerts")]
    [InlineData("callgoose check compl", "completion")]
    public async Task Fish_completes_commands_and_options_and_else_files(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        ProcessStartInfo start = Start.Of("fish", "--no-config", "-c", "source completion; string join -- , (complete -C $argv[1])", line);

        CommandResult completed = await CommandResult.RunAsync(await WithScriptAsync(start, "fish", folder.Path));

        Assert.Equal(expected + "\n", completed.Output);
        Assert.Empty(completed.Errors);
    }

    /// <summary>Types the line and a tab into an interactive shell on a pseudo-terminal that zsh provides.</summary>
    [Theory]
    [InlineData("callgoose tok", "callgoose tokens")]
    [InlineData("callgoose tokens reg", "callgoose tokens regenerate")]
    [InlineData("callgoose serve --sch", "callgoose serve --schema")]
    [InlineData("callgoose explain --from BetterStackI", "callgoose explain --from BetterStackIncident")]
    [InlineData("callgoose check compl", "callgoose check completion")]
    public async Task Zsh_completes_commands_and_options_and_else_files(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        ProcessStartInfo start = Start.Of("zsh", "-f", "-c", """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source ./completion; show() { print -r -- \"<\$BUFFER>\" }; zle -N show; bindkey '^I' complete-word; bindkey '^X' show; print REA''DY"
            zpty -r shell out '*READY*'
            zpty -w -n shell "$1"$'\t'$'\x18'
            zpty -r shell out '*<*>*'
            print -r -- "${${out##*<}%%>*}"
            zpty -d shell
            """, "zsh", line);

        CommandResult completed = await CommandResult.RunAsync(await WithScriptAsync(start, "zsh", folder.Path));

        Assert.Equal(expected, completed.Output.Trim());
    }

    /// <summary>A shell in a folder whose only file is the script, with the executable on its path.</summary>
    private async Task<ProcessStartInfo> WithScriptAsync(ProcessStartInfo start, string shell, string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "completion"), (await CommandResult.RunAsync(executable, "completion", shell)).Output);
        start.WorkingDirectory = folder;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(executable.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TERM"] = "xterm";
        start.Environment["HOME"] = folder;
        return start;
    }

    [Fact]
    public async Task An_unknown_shell_is_wrong_usage() =>
        Assert.Equal(2, (await CommandResult.RunAsync(executable, "completion", "tcsh")).ExitCode);
}
