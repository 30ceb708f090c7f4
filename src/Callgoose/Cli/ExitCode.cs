namespace Callgoose.Cli;

/// <summary>The exit codes of the process (Cli/README.md).</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NothingMatched = 3;
}
