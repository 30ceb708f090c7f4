using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Integrity;

namespace Callgoose.Doctor;

/// <summary>Checks the shared store: whether it can be reached, its content, its clock, and its standbys.</summary>
internal static class StoreExamination
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(5);

    /// <summary>Runs the checks.</summary>
    /// <param name="address">The address of the store.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(string address)
    {
        StoreStatus status;
        try
        {
            status = await StoreStatus.AskAsync(new PostgresStoreOptions { Url = address, Name = "doctor" }, TimeProvider.System);
        }
        catch (StoreException e)
        {
            return [new Finding("store", Verdict.Bad, e.Message, e.MayPass ? "A server waits until it can be reached, and answers 503 meanwhile." : "No server starts with it.")];
        }

        Finding tables = status.Rights is string rights
            ? new Finding("store", Verdict.Bad, $"PostgreSQL at {status.Where}: {rights}", "Make the role the owner of the database and of the tables, or grant it that: a server can commit nothing without.")
            : OfTables(status);
        return [tables, OfClock(status), OfStandby(status)];
    }

    private static Finding OfTables(StoreStatus status)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {status.Server} at {status.Where}, tables of version {status.Layout}, {status.Servers} servers");
        return !status.TakesThis ? new Finding("store", Verdict.Bad, what, "That is a newer version; start the newer program.")
            : status.Layout > StoreStatus.CurrentLayout ? new Finding("store", Verdict.Good, what + ", which takes programs of this version, too")
            : status.Layout == 0 ? new Finding("store", Verdict.Doubtful, what, "The first start of a server makes them.")
            : new Finding("store", Verdict.Good, what);
    }

    private static Finding OfClock(StoreStatus status)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"this machine is {Math.Abs(status.Skew.TotalSeconds):0.0} s {(status.Skew < TimeSpan.Zero ? "behind" : "ahead of")} the database");
        return status.Skew.Duration() <= MaxSkew ? new Finding("store clock", Verdict.Good, what)
            : new Finding("store clock", Verdict.Doubtful, what, "Set both by the same time server: from 30 s on a server is not ready.");
    }

    private static Finding OfStandby(StoreStatus status) => status.Standby is string standby
        ? new Finding("store standbys", Verdict.Doubtful, standby, "What is acknowledged is then on two machines; a standby that falls behind holds up commits.")
        : new Finding("store standbys", Verdict.Good, "none that is known to lose acknowledged commits");
}
