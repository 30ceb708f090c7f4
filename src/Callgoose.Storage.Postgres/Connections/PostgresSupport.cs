using System.Diagnostics.CodeAnalysis;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>
/// Whether this executable includes PostgreSQL. Published with <c>-p:CallgoosePostgres=false</c> it does not: the compiler treats the switch as false
/// and removes everything behind it. So every public entry point of this project must check it directly, and first.
/// </summary>
public static class PostgresSupport
{
    private const string Switch = "Callgoose.Postgres";

    /// <summary>Whether it is included.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsPresent => !AppContext.TryGetSwitch(Switch, out bool isOn) || isOn;

    /// <summary>The error if it is not included.</summary>
    internal static StoreException Missing() => new("This executable was built without PostgreSQL; take one with it, or leave \"store\" out of the configuration.");
}
