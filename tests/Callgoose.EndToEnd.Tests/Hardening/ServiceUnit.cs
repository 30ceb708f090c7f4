using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>src/Callgoose/Packaging/callgoose.service, for the tests.</summary>
internal static class ServiceUnit
{
    public const string InstalledExecutable = "/usr/bin/callgoose";

    private const string FilterLine = "SystemCallFilter=";

    public static string[] Lines { get; } = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Hardening", "callgoose.service"));

    /// <summary>The system calls that the unit allows: it adds and removes sets in order, and this system's systemd says what they contain.</summary>
    public static async Task<IReadOnlyCollection<string>> AllowedCallsAsync()
    {
        CommandResult known = await CommandResult.RunAsync("systemd-analyze", "--no-pager", "syscall-filter");
        Assert.True(known.ExitCode == 0, known.Errors);
        Dictionary<string, List<string>> sets = Sets(known.Output);
        var allowed = new HashSet<string>();
        foreach (string filter in Lines.Where(static line => line.StartsWith(FilterLine, StringComparison.Ordinal)).Select(static line => line[FilterLine.Length..]))
        {
            bool isTakenOut = filter[0] == '~';
            foreach (string name in filter.TrimStart('~').Split(' '))
            {
                IEnumerable<string> calls = Calls(sets, name);
                if (isTakenOut)
                {
                    allowed.ExceptWith(calls);
                }
                else
                {
                    allowed.UnionWith(calls);
                }
            }
        }

        // systemd adds these to every filter, so that a service can start and end at all.
        allowed.UnionWith(Calls(sets, "@default"));
        allowed.Add("execve");
        return allowed;
    }

    /// <summary>Reads the output of systemd-analyze: the name of each set, and indented below it its comment and its members.</summary>
    private static Dictionary<string, List<string>> Sets(string printed)
    {
        var sets = new Dictionary<string, List<string>>();
        List<string> members = [];
        foreach (string line in printed.Split('\n').Where(static line => line.Trim() is [not '#', ..]))
        {
            if (line[0] == '@')
            {
                sets[line.Trim()] = members = [];
            }
            else
            {
                members.Add(line.Trim());
            }
        }

        return sets;
    }

    /// <summary>The calls of a set and of the sets in it.</summary>
    private static IEnumerable<string> Calls(Dictionary<string, List<string>> sets, string name) =>
        name[0] == '@' ? sets[name].SelectMany(member => Calls(sets, member)) : [name];
}
