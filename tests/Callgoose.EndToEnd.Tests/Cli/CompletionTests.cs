using System.Diagnostics;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>What shells complete.</summary>
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
    [InlineData("zsh", "#compdef callgoose\n")]
    [InlineData("fish", "complete -c callgoose ")]
    public async Task Other_shells_have_a_script_too(string shell, string line)
    {
        CommandResult printed = await CommandResult.RunAsync(executable, "completion", shell);

        Assert.Equal(0, printed.ExitCode);
        Assert.Contains(line, printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_shell_is_wrong_usage() =>
        Assert.Equal(2, (await CommandResult.RunAsync(executable, "completion", "tcsh")).ExitCode);
}
