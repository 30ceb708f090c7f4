using SharpFuzz;

namespace Callgoose.Fuzzing;

/// <summary>Makes assemblies count the branches they take, in memory that they share with the driver.</summary>
internal static class Instrumentation
{
    /// <summary>The code under test. Of the executable, only the code that compares payloads: the rest adds noise.</summary>
    private static readonly (string File, string[] Namespaces)[] Assemblies =
    [
        ("Callgoose.Payloads.dll", ["Callgoose.Payloads"]),
        ("Callgoose.Schema.dll", ["Callgoose.Schema"]),
        ("Callgoose.Server.dll", ["Callgoose.Doors", "Callgoose.Auth.Signatures"]),
        ("Callgoose.Integrations.dll", ["Callgoose.Integrations", "Callgoose.Interpretation"]),
    ];

    public static void Apply(string folder)
    {
        foreach ((string file, string[] namespaces) in Assemblies)
        {
            int types = Fuzzer.Instrument(
                Path.Combine(folder, file), type => namespaces.Any(name => type.StartsWith(name + ".", StringComparison.Ordinal)), Options.Value).Count();
            Console.Error.WriteLine($"{file}: {types} types instrumented");
        }
    }
}
