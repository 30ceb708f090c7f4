using System.Diagnostics;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>How tests start processes: with their outputs captured, and without the variables of the test host.</summary>
public static class Start
{
    /// <summary>A program and its arguments.</summary>
    public static ProcessStartInfo Of(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("CALLGOOSE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }
}
