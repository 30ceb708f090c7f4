using System.Diagnostics.CodeAnalysis;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>
/// Whether this executable has PostgreSQL in it. Published with <c>-p:CallgoosePostgres=false</c> it has not: the compiler then takes the switch for false, and leaves
/// out everything behind it. So each public way into this project asks it by itself, and first.
/// </summary>
public static class PostgresSupport
{
    private const string Switch = "Callgoose.Postgres";

    /// <summary>Whether it has.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsPresent => !AppContext.TryGetSwitch(Switch, out bool isOn) || isOn;

    /// <summary>What is told where it has not.</summary>
    internal static StoreException Missing() => new("This executable was built without PostgreSQL; take one with it, or leave \"store\" out of the configuration.");
}
